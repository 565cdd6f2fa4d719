"""When an entry of a feed or sitemap was last touched: good enough to order a queue by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YEARS = range(1990, 2101)


def parse_moment(text: str | None) -> str | None:
    """The UTC instant `YYYY-MM-DDTHH:MM:SSZ` that *text* names, or `YYYY-MM-DD` where it names a bare day.

    Forms: W3C datetime (RFC 3339), RFC 2822. A time without a zone is taken for UTC. None: none of these,
    or a year outside 1990 to 2100.
    """
    text = (text or "").strip()
    if not text or len(text) > 64:
        return None
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            return _within(date.fromisoformat(text))
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, OverflowError, TypeError, IndexError):
            moment = read(text)
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
            return _within(moment.replace(microsecond=0, tzinfo=None))
    return None


def newest(moments: Iterable[str | None]) -> str | None:
    """The latest of *moments* as `parse_moment` writes them; a bare day is its midnight. None: none."""
    return max((moment for moment in moments if moment), default=None)


def _within(moment: date) -> str | None:
    if moment.year not in _YEARS:
        return None
    return moment.isoformat() + ("Z" if isinstance(moment, datetime) else "")
