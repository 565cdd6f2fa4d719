"""Days put together, so that a chart of a year has no more bars than one of two months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_MOST_DAYS = 62
_MOST_WEEKS = 105


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """The steps of a time axis."""

    name: str
    """`day`, `week` (from Monday) or `month`."""
    starts: tuple[date, ...]
    """The first day of each, without gaps."""

    def place(self, day: date) -> int | None:
        """The number of the step that *day* falls in; None: it lies outside."""
        if not self.starts or day < self.starts[0]:
            return None
        first = _start(day, self.name)
        if self.name == "month":
            number = (first.year - self.starts[0].year) * 12 + first.month - self.starts[0].month
        else:
            number = (first - self.starts[0]).days // (7 if self.name == "week" else 1)
        return number if number < len(self.starts) else None


def choose_periods(days: Iterable[date]) -> Periods:
    """Steps from the first of *days* to the last: days up to two months, weeks up to two years, else months."""
    known = sorted(set(days))
    if not known:
        return Periods(name="day", starts=())
    span = (known[-1] - known[0]).days + 1
    name = "day" if span <= _MOST_DAYS else "week" if span <= _MOST_WEEKS * 7 else "month"
    starts = [_start(known[0], name)]
    while (following := _following(starts[-1], name)) <= known[-1]:
        starts.append(following)
    return Periods(name=name, starts=tuple(starts))


def _start(day: date, name: str) -> date:
    if name == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if name == "week" else day


def _following(start: date, name: str) -> date:
    return (
        _start(start + timedelta(days=32), name)
        if name == "month"
        else start + timedelta(days=7 if name == "week" else 1)
    )
