"""How often a site has news, and how long its pauses are: nights, weekends, the days between two issues.

Only what was looked at counts: a week in which no crawl ran is no pause of the site.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median
from typing import Any

KEPT_NEWS_DAYS = 60
"""Days with news that are remembered, and ..."""
KEPT_DAYS = 40
"""... days without."""
_KEPT_STEPS = 15
_OUTLIERS = 20
"""Of so many days the longest pause is left out: a holiday, or a time when the site was broken."""
_FEWEST_DAYS = 3
_WEEK = 7
_WEEKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day (UTC) on which the site was looked at."""

    date: str
    """`YYYY-MM-DD`."""
    news: int = 0
    pause: float = 0.0
    """Hours of the longest pause that ended on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """What is remembered of a site's news. All moments are UTC."""

    first_look: datetime | None = None
    last_look: datetime | None = None
    last_news: datetime | None = None
    """When a crawl last found any."""
    steps: tuple[float, ...] = ()
    """Hours between the latest looks."""
    days: tuple[Day, ...] = ()
    """Oldest first."""
    recent: tuple[tuple[datetime, int], ...] = ()
    """News of the last 24 hours, by the looks that found any."""

    def after(self, now: datetime, news: int) -> Rhythm:
        """The same once a look at *now* has found so much *news*."""
        if self.last_look and now < self.last_look:
            return self  # a clock that was set back teaches nothing
        step = _hours(now - self.last_look) if self.last_look else None
        steps = (*self.steps, step)[-_KEPT_STEPS:] if step else self.steps
        pause = self._ended_pause(now) if news else 0.0
        recent = ((at, count) for at, count in (*self.recent, (now, news)) if count)
        return replace(
            self,
            first_look=self.first_look or now,
            last_look=now,
            last_news=now if news else self.last_news,
            steps=steps,
            days=_with_day(self.days, now.date().isoformat(), news, pause),
            recent=tuple(pair for pair in recent if now - pair[0] < timedelta(days=1)),
        )

    def silence(self, now: datetime) -> float | None:
        """Hours without news up to *now*; `None`: there never was any."""
        return _hours(now - self.last_news) if self.last_news else None

    def usual_pause(self) -> float | None:
        """Hours of the longest pause that is usual; `None`: too few are known."""
        pauses = sorted(day.pause for day in self.days if day.news)
        if len(pauses) < _FEWEST_DAYS:
            return None
        return pauses[-1 - len(pauses) // _OUTLIERS]

    def step(self) -> float:
        """Hours that usually lie between two looks."""
        return median(self.steps) if self.steps else 0.0

    def known_days(self, now: datetime) -> float:
        """Days since the first look."""
        return _hours(now - self.first_look) / 24 if self.first_look else 0.0

    def weeks(self, now: datetime) -> tuple[int, float] | None:
        """(news of the last seven whole days, median of the four weeks before them).

        `None`: the site was not looked at on each of those days.
        """
        news = {day.date: day.news for day in self.days}
        today = now.date()
        counts = [
            [news.get((today - timedelta(days=1 + 7 * week + day)).isoformat()) for day in range(_WEEK)]
            for week in range(1 + _WEEKS)
        ]
        if any(count is None for week in counts for count in week):
            return None
        sums = [sum(count or 0 for count in week) for week in counts]
        return sums[0], float(median(sums[1:]))

    def _ended_pause(self, now: datetime) -> float:
        """Hours of the pause that news at *now* ends: what was looked at of it, and one step of the rest."""
        if self.last_news is None or self.last_look is None:
            return 0.0
        unseen = _hours(now - self.last_look)
        return _hours(self.last_look - self.last_news) + min(unseen, self.step() or unseen)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "first_look": _text(self.first_look),
            "last_look": _text(self.last_look),
            "last_news": _text(self.last_news),
            "steps": [round(step, 4) for step in self.steps],
            "days": [[day.date, day.news, round(day.pause, 4)] for day in self.days],
            "recent": [[at.isoformat(), count] for at, count in self.recent],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Rhythm:
        """The rhythm that *data* spells out. KeyError, TypeError, ValueError: it spells out none."""
        return cls(
            first_look=_moment(data["first_look"]),
            last_look=_moment(data["last_look"]),
            last_news=_moment(data["last_news"]),
            steps=tuple(data["steps"]),
            days=tuple(Day(date=date, news=news, pause=pause) for date, news, pause in data["days"]),
            recent=tuple((datetime.fromisoformat(at), count) for at, count in data["recent"]),
        )


def _with_day(days: tuple[Day, ...], date: str, news: int, pause: float) -> tuple[Day, ...]:
    """*days* with what a look on the day *date* has seen, and without those that are too old."""
    known = days[-1] if days and days[-1].date == date else Day(date=date)
    seen = Day(date=date, news=known.news + news, pause=max(known.pause, pause))
    all_days = (*(day for day in days if day.date != date), seen)
    with_news = [day for day in all_days if day.news][-KEPT_NEWS_DAYS:]
    without = [day for day in all_days if not day.news][-KEPT_DAYS:]
    return tuple(sorted((*with_news, *without), key=lambda day: day.date))


def _hours(span: timedelta) -> float:
    return span.total_seconds() / 3600


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
