"""Dates that only dateparser can read, asked so that its answer depends on the text alone."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

# dateparser is slow to import and slow to fail: it is asked only where these say that it may succeed. A year
# and a day have five digits at least.
_MAY_BE_WHOLE = re.compile(r"(?=.*\d{4})(?=.*[^\W\d_])(?=(?:\D*\d){5})")
_MAY_BE_RELATIVE = re.compile(
    r"\b(?:ago|yesterday|today|vor|gestern|heute|il y a|hier|hace|ayer|há|ontem|fa|ieri|geleden"
    r"|gisteren|siden|sedan|sitten|temu|wczoraj|před|včera|önce|dün|назад|вчера|сегодня|тому|вчора|сьогодні|lalu|trước)\b"
    r"|前|昨日|전|어제"
)
_MOST = 60


def parse_foreign(text: str, language: str | None) -> datetime | None:
    """The date and local time in *text*, of which day, month and year all stand there; midnight: no time.

    `None` where the language is not known, too: without it dateparser would try some 200 of them.
    """
    if language is None or len(text) > _MOST or not _MAY_BE_WHOLE.search(text):
        return None
    parser = _parser(language.split("-")[0].lower(), "absolute")
    return _ask(parser, text)


def parse_relative(text: str, now: datetime, language: str | None) -> date | None:
    """The day that words such as "2 hours ago" or "gestern" name, seen from *now*.

    Weeks, months and years are too coarse to name a day: `None`.
    """
    if len(text) > _MOST or not _MAY_BE_RELATIVE.search(text.casefold()):
        return None
    parser = _parser((language or "en").split("-")[0].lower(), "relative")
    if parser is None:
        return None
    parser._settings.RELATIVE_BASE = now.replace(tzinfo=None)
    moment = _ask(parser, text)
    if moment is None or not 0 <= (now.replace(tzinfo=None) - moment).days <= 6:
        return None
    return moment.date()


def _ask(parser: Any, text: str) -> datetime | None:
    if parser is None:
        return None
    try:
        found: datetime | None = parser.get_date_data(text).date_obj
    except (ValueError, OverflowError, TypeError, AttributeError, KeyError):
        return None
    return found.replace(tzinfo=None, microsecond=0) if found else None


@lru_cache(maxsize=32)
def _parser(language: str, what: str) -> Any:
    from dateparser.date import DateDataParser

    settings = {
        "PARSERS": [f"{what}-time"],
        "REQUIRE_PARTS": ["day", "month", "year"] if what == "absolute" else [],
        "RETURN_AS_TIMEZONE_AWARE": False,
        "TIMEZONE": "UTC",
    }
    try:
        return DateDataParser(languages=[language], settings=settings)
    except ValueError:
        return None
