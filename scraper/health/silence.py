"""Whether a site has been without news for longer than it ever is."""

from __future__ import annotations

from collections.abc import Iterator

from exports.health import BLOCKED, QUIET, Reason
from scraper.health.past import Past, Thresholds, Visit
from scraper.sites.site import Expect

_WEEKS_FEW = 0.25
"""A week with less than this share of the usual news."""
_WEEKS_MANY = 20.0
"""... at a site that has so many in a usual week."""


def judge_silence(visit: Visit, past: Past, thresholds: Thresholds, expect: Expect) -> Iterator[Reason]:
    """What speaks for it that the site has gone quiet, with the news of this *visit*."""
    rhythm = past.rhythm
    if reason := _silent(visit, past, thresholds, expect):
        yield reason
    yield from _few_a_day(visit, past, expect)
    weeks = rhythm.weeks(visit.now)
    if weeks and weeks[1] >= _WEEKS_MANY and weeks[0] < weeks[1] * _WEEKS_FEW:
        yield Reason(verdict=QUIET, figure="news_of_week", now=float(weeks[0]), usual=weeks[1])


def judge_postponed(visit: Visit, past: Past, thresholds: Thresholds, expect: Expect) -> Iterator[Reason]:
    """A site that asks for a pause is let alone, until it has done so for longer than it is ever silent."""
    if reason := _silent(visit, past, thresholds, expect):
        yield Reason(
            verdict=BLOCKED,
            figure="postponed_hours",
            now=reason.now,
            usual=reason.usual,
            expected=reason.expected,
        )


def _silent(visit: Visit, past: Past, thresholds: Thresholds, expect: Expect) -> Reason | None:
    if visit.news:
        return None
    rhythm = past.rhythm
    silence = rhythm.silence(visit.now)
    if expect.max_gap_hours is not None:
        if silence is None:
            silence = rhythm.known_days(visit.now) * 24
        if silence <= expect.max_gap_hours:
            return None
        return Reason(
            verdict=QUIET, figure="silence_hours", now=silence, usual=expect.max_gap_hours, expected=True
        )
    usual = rhythm.usual_pause()
    if silence is None or usual is None or rhythm.known_days(visit.now) < thresholds.past_days:
        return None
    if silence <= max(usual * thresholds.gap + rhythm.step(), thresholds.gap_hours):
        return None
    return Reason(verdict=QUIET, figure="silence_hours", now=silence, usual=usual)


def _few_a_day(visit: Visit, past: Past, expect: Expect) -> Iterator[Reason]:
    if expect.articles_a_day is None or past.rhythm.known_days(visit.now) < 1:
        return
    news = sum(count for _, count in past.rhythm.after(visit.now, visit.news).recent)
    if news < expect.articles_a_day:
        yield Reason(
            verdict=QUIET,
            figure="news_of_day",
            now=float(news),
            usual=float(expect.articles_a_day),
            expected=True,
        )
