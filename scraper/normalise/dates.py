"""Dates as pages state them: machine forms, written forms of many languages, and words such as "2 hours ago".

Nothing here asks the clock: a date is complete (day, month and year), or it is none.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from scraper.normalise.otherdates import parse_foreign, parse_relative
from scraper.normalise.printed_days import find_day
from scraper.normalise.text import clean_text
from scraper.normalise.zones import ImpossibleOffset, find_zone

MAX_LENGTH = 100
EARLIEST = 1990
_LATEST = 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDate:
    """What a page's date text says. All empty: nothing that can be read."""

    moment: datetime | None = None
    """The instant in UTC, to the second; only where time and zone are known."""
    day: date | None = None
    """The calendar date as printed; at the site's own clock where its zone is known."""
    problem: str | None = None
    """`impossible_date`: a date stands there that does not exist or is absurd."""
    relative: bool = False
    """Whether the day was worked out from words such as "2 hours ago"."""


_NOTHING = StatedDate()
_IMPOSSIBLE = StatedDate(problem="impossible_date")

_ISO = re.compile(r"(\d{4})(-?)(\d\d)\2(\d\d)(?!\d)(?:[Tt ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?(?!\d))?")
# The form of C and Unix: "Sun Mar 3 09:00:00 UTC 2024".
_CTIME = re.compile(
    r"(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) (\d{1,2}) (\d\d:\d\d:\d\d) (?:([A-Z]{3,4}|[+-]\d{4}) )?(\d{4})"
)
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{12,13})")
_TIME = re.compile(
    r"(?<![\d.,:/+\-])(?P<before>午前|午後|上午|下午|오전|오후)?\s?(?P<hour>[01]?\d|2[0-3])"
    r"(?:\s?(?:[:h時时点]|시|uhr|\.(?=\d\d(?![.\d])))\s?(?P<minute>[0-5]\d)(?!\d)(?:분|分)?"
    r"(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?|(?=\s?(?:[ap]\.?m\b|uhr\b|h\b|時|시)))"
    r"(?:\s?(?P<after>[ap])\.?\s?m\b\.?|\s?uhr\b|\s?h\b|\s?час\w*)?",
    re.IGNORECASE,
)
_LATE = {"pm", "p", "午後", "下午", "오후"}


def read_date(
    text: str,
    *,
    timezone: ZoneInfo | None = None,
    language: str | None = None,
    retrieved_at: datetime | None = None,
) -> StatedDate:
    """What *text* states. *timezone* is the site's own clock, *language* (BCP 47) settles day order.

    A time without a zone gives an instant only with *timezone*. Relative words are read only with
    *retrieved_at*. Never raises.
    """
    text = unicodedata.normalize("NFKC", clean_text(text[: MAX_LENGTH * 2]))
    if not text or len(text) > MAX_LENGTH:
        return _NOTHING
    try:
        stated = _read_epoch(text) or _read_written(text, timezone, language)
        if stated is None:
            stated = _read_other(text, timezone, language, retrieved_at)
    except (ImpossibleOffset, ValueError, OverflowError):
        return _IMPOSSIBLE
    if stated.day and not EARLIEST <= stated.day.year <= _LATEST:
        return _IMPOSSIBLE
    return stated


def parse_date(
    text: str, *, timezone: ZoneInfo | None = None, language: str | None = None
) -> datetime | None:
    """The instant that *text* names, in UTC, to the second; `None`: it names none or an impossible one."""
    return read_date(text, timezone=timezone, language=language).moment


def parse_day(text: str, *, timezone: ZoneInfo | None = None, language: str | None = None) -> date | None:
    """The calendar date that *text* names; `None` where it names none or an impossible one."""
    return read_date(text, timezone=timezone, language=language).day


def _read_epoch(text: str) -> StatedDate | None:
    """Seconds or milliseconds since 1970."""
    found = _EPOCH.fullmatch(text)
    if found is None:
        return None
    seconds = int(found[1]) if found[1] else int(found[2]) // 1000
    moment = datetime.fromtimestamp(seconds, UTC)
    return StatedDate(moment=moment, day=moment.date())


def _read_written(text: str, site_zone: ZoneInfo | None, language: str | None) -> StatedDate | None:
    """A date in digits or with a month's name, with or without a time."""
    ctime = _CTIME.fullmatch(text)
    if ctime:
        text = f"{ctime[2]} {ctime[1]} {ctime[5]} {ctime[3]} {ctime[4] or ''}".strip()
    iso = _ISO.match(text)
    if iso:
        day = date(int(iso[1]), int(iso[3]), int(iso[4]))
        if iso[5] is None:
            return _with_time(text, day, iso.end(), site_zone)
        clock = time(int(iso[5]), int(iso[6]), min(int(iso[7] or 0), 59))
        return _stated(day, clock, find_zone(text, iso.end()), site_zone)
    found = find_day(text, language)
    if found is None:
        return None
    day, start, end = found
    rest = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return _with_time(rest, day, 0, site_zone)


def _read_other(
    text: str, site_zone: ZoneInfo | None, language: str | None, retrieved_at: datetime | None
) -> StatedDate:
    """What dateparser makes of a form that is not known here; a whole date first, then relative words."""
    whole = parse_foreign(text, language)
    if whole is not None:
        clock = whole.time()
        return (
            _stated(whole.date(), clock, None, site_zone) if clock != time() else StatedDate(day=whole.date())
        )
    if retrieved_at is not None:
        moment = parse_relative(text, retrieved_at.astimezone(site_zone or UTC), language)
        if moment is not None:
            return StatedDate(day=moment, relative=True)
    return _NOTHING


def _with_time(text: str, day: date, start: int, site_zone: ZoneInfo | None) -> StatedDate:
    found = _TIME.search(text, start)
    if found is None:
        return StatedDate(day=day)
    hour = int(found["hour"])
    half = (found["after"] or found["before"] or "").casefold()
    if half and hour > 12:
        half = ""
    if half:
        hour = hour % 12 + (12 if half in _LATE else 0)
    clock = time(hour % 24, int(found["minute"] or 0), int(found["second"] or 0))
    return _stated(day, clock, find_zone(text, found.end()), site_zone)


def _stated(day: date, clock: time, zone: tzinfo | None, site_zone: ZoneInfo | None) -> StatedDate:
    if zone is None and site_zone is None:
        return StatedDate(day=day)
    moment = datetime.combine(day, clock, tzinfo=zone or site_zone).astimezone(UTC)
    return StatedDate(moment=moment, day=moment.astimezone(site_zone).date() if site_zone else day)
