"""Whether a site answers as it did: refusals, losses, pages without an article, sources without addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from exports.health import BLOCKED, BROKEN, Reason
from scraper.health.facts import Answers
from scraper.health.past import Past, Thresholds
from scraper.health.shares import has_jumped

_FEWEST_REQUESTS = 5
"""One refusal is a chance; where a run asks less than this the runs before it are looked at, too."""
_FEWEST_FOUND = 5.0

Count = Callable[[Answers], int]


def judge_answers(now: Answers, past: Past, thresholds: Thresholds, *, looked: bool) -> Iterator[Reason]:
    """What speaks against the answers of this run. *looked*: whether any source was to be had."""
    before = [one for one in past.answers if not one.suspect]
    if not looked and len(before) >= thresholds.past_runs and (reason := _shut_out(now)):
        yield reason
        return

    def jump(verdict: str, figure: str, count: Count, of: Count, fewest: int) -> Iterator[Reason]:
        shares = [count(one) / of(one) for one in before if of(one)]
        if len(shares) < thresholds.past_runs or not of(now):
            return
        usual = min(median(shares), 1.0)
        if count(now) / of(now) < usual + thresholds.refused:
            return
        counted, pages = _pooled([*past.answers, now], count, of, fewest)
        if pages >= fewest and has_jumped(counted, pages, usual, by=thresholds.refused):
            yield Reason(verdict=verdict, figure=figure, now=counted / pages, usual=usual, of=pages)

    yield from jump(BLOCKED, "refused", lambda one: one.refused, lambda one: one.asked, _FEWEST_REQUESTS)
    yield from jump(BROKEN, "lost", lambda one: one.lost, lambda one: one.asked, _FEWEST_REQUESTS)
    fewest = thresholds.articles
    yield from jump(BROKEN, "rejected", lambda one: one.rejected, lambda one: one.fetched, fewest)
    yield from _nothing_found(now, before, thresholds.past_runs)


def _shut_out(now: Answers) -> Reason | None:
    """Not one of the site's pages could be had: that needs no other run to be sure."""
    if not now.asked or now.refused + now.lost < now.asked:
        return None
    verdict, figure, count = (
        (BLOCKED, "refused", now.refused) if now.refused >= now.lost else (BROKEN, "lost", now.lost)
    )
    return Reason(verdict=verdict, figure=figure, now=count / now.asked, usual=0.0, of=now.asked)


def _pooled(runs: Sequence[Answers], count: Count, of: Count, fewest: int) -> tuple[int, int]:
    """(counted, of how many) over the last of *runs*, as many as it takes for *fewest*."""
    counted = pages = 0
    for one in reversed(runs):
        counted, pages = counted + count(one), pages + of(one)
        if pages >= fewest:
            break
    return counted, pages


def _nothing_found(now: Answers, before: Sequence[Answers], fewest: int) -> Iterator[Reason]:
    """Every source was read anew, and none leads to an article any more."""
    found = [one.found for one in before if one.complete]
    if not now.complete or now.found or len(found) < fewest:
        return
    usual = float(median(found))
    if usual >= _FEWEST_FOUND:
        yield Reason(verdict=BROKEN, figure="found", now=0.0, usual=usual)
