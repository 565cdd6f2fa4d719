"""Names of time zones as newspapers print them, and offsets."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

# Names with one reading. "IST" (India, Ireland, Israel), "CST" in China and the like are left out.
_HOURS = {
    **dict.fromkeys(("Z", "GMT", "UTC", "UT", "WET"), 0),
    **dict.fromkeys(("BST", "WEST", "CET", "MEZ", "WAT"), 1),
    **dict.fromkeys(("CEST", "MESZ", "EET", "CAT", "SAST"), 2),
    **dict.fromkeys(("EEST", "MSK", "МСК", "EAT"), 3),
    **dict.fromkeys(("PKT",), 5),
    **dict.fromkeys(("WIB", "ICT"), 7),
    **dict.fromkeys(("HKT", "SGT", "AWST", "WITA", "PHT"), 8),
    **dict.fromkeys(("JST", "KST", "WIT"), 9),
    **dict.fromkeys(("AEST",), 10),
    **dict.fromkeys(("AEDT",), 11),
    **dict.fromkeys(("NZST",), 12),
    **dict.fromkeys(("NZDT",), 13),
    **dict.fromkeys(("BRT", "ART", "ADT"), -3),
    **dict.fromkeys(("EDT", "AST"), -4),
    **dict.fromkeys(("EST", "CDT"), -5),
    **dict.fromkeys(("CST", "MDT"), -6),
    **dict.fromkeys(("MST", "PDT"), -7),
    **dict.fromkeys(("PST", "AKDT"), -8),
    **dict.fromkeys(("AKST",), -9),
    **dict.fromkeys(("HST",), -10),
}
_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
_ZONE = re.compile(
    r"\s*\(?(?:(?P<name>GMT|UTC|Z)?\s?(?P<sign>[+\-\u2212])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?!\d)"
    r"|(?P<word>[A-ZМСК]{1,4}|[A-Z][a-z]+/[A-Z][A-Za-z_]+)(?![^\W\d_]))"
)


class ImpossibleOffset(ValueError):
    """An offset that no place on earth has."""


def find_zone(text: str, start: int) -> tzinfo | None:
    """The zone printed in *text* right after a time that ends at *start*: "Z", "+02:00", "EST" ...

    `None`: none, or a name with several readings. Raises `ImpossibleOffset` for "+99:99".
    """
    found = _ZONE.match(text, start)
    if found is None:
        return None
    if found["sign"]:
        hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
        if hours * 60 + minutes > 14 * 60 or minutes > 59:
            raise ImpossibleOffset(found[0].strip())
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(offset if found["sign"] == "+" else -offset)
    word = found["word"]
    if word in _HOURS:
        return timezone(timedelta(hours=_HOURS[word])) if _HOURS[word] else UTC
    if word in _PLACES:
        return ZoneInfo(_PLACES[word])
    if "/" in word:
        try:
            return ZoneInfo(word)
        except (KeyError, ValueError, OSError):
            return None
    return None
