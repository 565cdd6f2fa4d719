"""Days put together, so that a chart of a year has no more bars than one of two months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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

    places: Mapping[date, int] = field(default_factory=dict, repr=False)
    """Each day that was asked about -> the number of its step."""

    def place(self, day: date) -> int | None:
        """The number of the step that *day*, one of those that it was made of, falls in; else None."""
        return self.places.get(day)


def choose_periods(days: Iterable[date]) -> Periods:
    """Steps from the first of *days* on: days up to two months, weeks up to two years, else months."""
    known = sorted(set(days))
    if not known:
        return Periods(name="day", starts=())
    span = (known[-1] - known[0]).days + 1
    name = "day" if span <= _MOST_DAYS else "week" if span <= _MOST_WEEKS * 7 else "month"
    starts = [_start(known[0], name)]
    while (following := _following(starts[-1], name)) <= known[-1]:
        starts.append(following)
    numbers = {start: number for number, start in enumerate(starts)}
    places = {day: numbers[_start(day, name)] for day in known}
    return Periods(name=name, starts=tuple(starts), places=places)


def _start(day: date, name: str) -> date:
    if name == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if name == "week" else day


def _following(start: date, name: str) -> date:
    if name == "month":
        return _start(start + timedelta(days=32), name)
    return start + timedelta(days=7 if name == "week" else 1)
