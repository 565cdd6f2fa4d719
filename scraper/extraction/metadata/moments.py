"""Which of the stated dates are the publication's and the modification's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain

from scraper.normalise.dates import StatedDate
from scraper.normalise.text import clean_text

Read = Callable[[str], StatedDate]
_NO_DATE = StatedDate()
_CLOCK = re.compile(r"\d\s?[:h]\s?\d\d|\d\s?(?:[ap]\.?m\b|uhr\b)|T\d\d", re.IGNORECASE)
_FIRST_HOUR = 10
"""From this hour of UTC on midnight has passed somewhere in the east; before it lies in the west."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed:
    """A date with what it was read from. All empty: none that can be believed."""

    moment: datetime | None = None
    day: date | None = None
    raw: str | None = None
    source: str | None = None
    flags: frozenset[str] = frozenset()


def choose_date(candidates: Iterable[tuple[str, str]], read: Read, retrieved_at: datetime | None) -> Believed:
    """The first believable date of *candidates*, (source, raw text) in order of trust.

    A bare day is made an instant by the next source that states a time on the same day; midnight sharp
    is such a bare day, too. A full hour in UTC that is midnight somewhere is the day that begins there, if
    another source states just that day. Dates more than a day after the retrieval and impossible ones leave
    a flag. No more of *candidates* are looked at than that takes.
    """
    candidates = iter(candidates)
    passed: list[tuple[str, str]] = []
    flags: set[str] = set()
    chosen: Believed | None = None
    relative = False
    for source, printed in candidates:
        passed.append((source, printed))
        raw = clean_text(printed)
        stated = read(raw)
        flag = stated.problem or _future(stated, retrieved_at)
        if flag:
            flags.add(flag)
            continue
        if stated.day is None:
            continue
        found = Believed(moment=stated.moment, day=stated.day, raw=raw, source=source)
        if chosen is None:
            chosen, relative = found, stated.relative
        elif found.moment and not _is_bare(found) and found.day == chosen.day:
            chosen, relative = found, False
        if not _is_bare(chosen):
            break
    if chosen is None:
        return Believed(flags=frozenset(flags))
    flags |= {"relative_date"} if relative else set()
    every = chain(passed, candidates)
    local = _local_day(chosen, (read(raw) for _, raw in every if raw != chosen.raw and _is_day(raw)))
    return Believed(
        moment=chosen.moment,
        day=local or chosen.day,
        raw=chosen.raw,
        source=chosen.source,
        flags=frozenset(flags),
    )


def _is_day(raw: str) -> bool:
    """Whether *raw* states no time."""
    return not _CLOCK.search(raw)


def _local_day(believed: Believed, days: Iterable[StatedDate]) -> date | None:
    """The day of *days* whose midnight in a zone of whole hours is the instant, stated in UTC."""
    moment, raw = believed.moment, believed.raw or ""
    if moment is None or (moment.minute, moment.second) != (0, 0) or not raw.endswith(("Z", "+00:00", "GMT")):
        return None
    begun = (moment + timedelta(hours=24 - _FIRST_HOUR)).date()
    return begun if any(stated.day == begun for stated in days) else None


def _is_bare(believed: Believed) -> bool:
    """Whether no time is stated, or midnight sharp in its place."""
    return believed.moment is None or "T00:00:00" in (believed.raw or "")


def _future(stated: StatedDate, retrieved_at: datetime | None) -> str | None:
    if retrieved_at is None or stated.day is None:
        return None
    latest = retrieved_at + timedelta(days=1)
    late = stated.moment > latest if stated.moment else stated.day > latest.date()
    return "future_date" if late else None


def parse_retrieval(text: str | None) -> datetime | None:
    """The page's `retrieved_at` as an aware instant."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
