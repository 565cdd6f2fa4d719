"""Whether a site's latest articles look like its earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from exports.health import BROKEN, CHANGED, Reason
from scraper.health.facts import ArticleFacts
from scraper.health.past import Thresholds
from scraper.health.shares import CHANCE, chance_of, has_jumped, spread
from scraper.sites.site import Expect

_FIELDS = {"headline": BROKEN, "published": BROKEN, "authors": CHANGED}
"""Fields whose loss accuses, and of what."""
_TIMES = (1, 2, 4)
_TENTH = 0.1
_SPREADS = 3.0
_FEW_MISSING = 0.1
"""What a site file always expects may be missing in one article of ten: some article is always odd."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The latest articles, and those before them that are a measure."""

    latest: Sequence[ArticleFacts]
    before: Sequence[ArticleFacts]


def windows_of(
    earlier: Sequence[ArticleFacts], now: Sequence[ArticleFacts], thresholds: Thresholds
) -> list[Window]:
    """What to look at: the articles of this run; where they are few, the latest ones of several sizes.

    A small window sees soon what is gross, a larger one what is slighter. The first is the smallest. None:
    too few articles are known.
    """
    few = thresholds.articles
    together = [*earlier, *now]
    sizes = [len(now)] if len(now) >= few else [few * times for times in _TIMES]
    return [
        Window(latest=together[-size:], before=[one for one in together[:-size] if not one.suspect])
        for size in sizes
        if len(together) >= size
    ]


def judge_articles(windows: Sequence[Window], thresholds: Thresholds, expect: Expect) -> Iterator[Reason]:
    """What speaks against the latest articles."""
    if not windows:
        return
    yield from _unexpected(windows[0].latest, expect)
    known = [window for window in windows if len(window.before) >= thresholds.past_articles]
    if not known or known[0] is not windows[0]:
        return
    for name, verdict in _FIELDS.items():
        if reason := _missing(known, name, verdict, thresholds.shift):
            yield reason
    if reason := _words(known, thresholds.words):
        yield reason
    if reason := _removed(known[0], thresholds.shift):
        yield reason


def missing_share(articles: Sequence[ArticleFacts], name: str) -> float:
    """The share of *articles*, one at least, that lack the field called *name*."""
    return _missing_in(articles, name) / len(articles)


def words_of(articles: Sequence[ArticleFacts]) -> list[int]:
    """The lengths of those whose length says something."""
    return [one.words for one in articles if one.words is not None]


def _missing(windows: Sequence[Window], name: str, verdict: str, shift: float) -> Reason | None:
    first = windows[0]
    # Where the very latest articles are as ever, the site has recovered, whatever stands before them.
    if missing_share(first.latest, name) < missing_share(first.before, name) + shift:
        return None
    for window in windows:
        usual = missing_share(window.before, name)
        count, of = _missing_in(window.latest, name), len(window.latest)
        if has_jumped(count, of, usual, by=shift):
            return Reason(verdict=verdict, figure=f"{name}_missing", now=count / of, usual=usual, of=of)
    return None


def _missing_in(articles: Sequence[ArticleFacts], name: str) -> int:
    return sum(name not in one.has for one in articles)


def _words(windows: Sequence[Window], least: float) -> Reason | None:
    """Far shorter bodies (broken) or far longer ones (changed)."""
    for window in windows:
        latest, before = words_of(window.latest), words_of(window.before)
        if not latest or len(before) < 2:
            continue
        now, usual = median(latest), median(before)
        tenths = quantiles(before, n=10)
        short, long = sum(one < tenths[0] for one in latest), sum(one > tenths[-1] for one in latest)
        if now < usual * least and chance_of(short, len(latest), _TENTH) < CHANCE:
            verdict = BROKEN
        elif now * least > usual and chance_of(long, len(latest), _TENTH) < CHANCE:
            verdict = CHANGED
        else:
            continue
        return Reason(verdict=verdict, figure="words", now=float(now), usual=float(usual), of=len(latest))
    return None


def _removed(window: Window, shift: float) -> Reason | None:
    before = [one.removed for one in window.before]
    now, usual = median(one.removed for one in window.latest), median(before)
    if abs(now - usual) < max(shift, _SPREADS * spread(before)):
        return None
    return Reason(verdict=CHANGED, figure="removed", now=now, usual=usual, of=len(window.latest))


def _unexpected(latest: Sequence[ArticleFacts], expect: Expect) -> Iterator[Reason]:
    for name in expect.fields:
        share = missing_share(latest, name)
        if share > _FEW_MISSING:
            yield Reason(
                verdict=BROKEN, figure=f"{name}_missing", now=share, usual=0.0, of=len(latest), expected=True
            )
    words = words_of(latest)
    if expect.body_words is not None and words and median(words) < expect.body_words:
        now, usual = float(median(words)), float(expect.body_words)
        yield Reason(verdict=BROKEN, figure="words", now=now, usual=usual, of=len(words), expected=True)
