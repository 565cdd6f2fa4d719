"""When an article that is filed is looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

_FORM = "%Y-%m-%dT%H:%M:%SZ"
# Clocks differ, and a page may be stored somewhere on its way to us.
_MARGIN = timedelta(hours=1)
_FIRST_PAUSE = timedelta(hours=1)
_LONGEST_PAUSE = timedelta(days=30)


def next_revisit(
    first_seen: str, changed: str | None, now: str, ages: Sequence[timedelta] = ()
) -> str | None:
    """The instant of the next visit of an article that was seen first at *first_seen* and read at *now*.

    *ages*: after its first sight, in rising order. *changed*: the newest moment that is stated for it (see
    `FoundLink.changed`); what was old already when it was found is not looked at again. None: never.
    """
    if not ages:
        return None
    seen, read = _moment(first_seen), _moment(now)
    if changed and seen - _moment(changed) > ages[-1] + timedelta(days=1):
        return None
    later = [seen + age for age in ages if seen + age > read]
    return later[0].strftime(_FORM) if later else None


def due_by_change(changed: str, last_visit: str, visits: int) -> str | None:
    """When an article of *visits* visits, the last one at *last_visit*, is due that is said to have changed
    at *changed*; None: it was read after that.

    A site that says so of everything all the time is believed at ever longer pauses: an hour after the
    first visit, then four times as long, up to 30 days.
    """
    if not is_newer(changed, last_visit):
        return None
    pause = min(_FIRST_PAUSE * 4 ** min(max(visits - 1, 0), 10), _LONGEST_PAUSE)
    due: datetime = _moment(last_visit) + pause
    return due.strftime(_FORM)


def is_newer(changed: str, visit: str) -> bool:
    """Whether what changed at *changed* may have done so after the instant *visit*. A day lasts a day."""
    if len(changed) <= 10:
        return changed >= visit[:10]
    return _moment(changed) > _moment(visit) - _MARGIN


def _moment(text: str) -> datetime:
    """*text*, an instant or a day, as the moment at which it begins."""
    if len(text) <= 10:
        return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)
