"""The clock that a site goes by, where its country and the times that it prints leave only one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

_OFFSET = re.compile(r"([+\-\u2212])(\d{2}):?(\d{2})\s*$")
# Country-code domains that are not the country's code in ISO 3166.
_COUNTRIES = {"uk": "GB", "eu": "", "su": "RU"}
# Of countries, used by the whole world: they say nothing.
_WORLDWIDE = frozenset(["tv", "io", "ai", "co", "me", "fm", "am", "cc", "ws", "ly", "gg", "to"])


def find_zone(
    domain: str, language: str | None, printed: Iterable[tuple[str | None, str | None]]
) -> str | None:
    """The name of the zone (`Europe/London`) of the site *domain*; None: more than one would do, or none.

    *printed*: of some articles the time as printed and the instant (`YYYY-MM-DDTHH:MM:SSZ`) that it was read
    as. Of the zones of the country of *domain* (its top level), or else of *language* (`pt-BR`), those remain
    that stood at each printed offset then; zones that agree over the whole year count as one.
    """
    zones = _zones_of(_country(domain, language))
    for raw, instant in printed:
        offset = _offset(raw)
        if offset is not None and instant:
            moment = datetime.strptime(instant, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
            zones = [zone for zone in zones if moment.astimezone(ZoneInfo(zone)).utcoffset() == offset]
    if not zones or len({_year_of(zone) for zone in zones}) > 1:
        return None
    return zones[0]


def _country(domain: str, language: str | None) -> str:
    """ISO 3166 code; empty: not known."""
    top = domain.rpartition(".")[2]
    if len(top) == 2 and top not in _WORLDWIDE:
        return _COUNTRIES.get(top, top.upper())
    region = (language or "").rpartition("-")[2]
    return region if len(region) == 2 and region.isupper() else ""


def _offset(raw: str | None) -> timedelta | None:
    found = _OFFSET.search(raw or "")
    # +00:00 is what programs print that know no zone.
    if not found or found[2] == found[3] == "00":
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return offset if found[1] == "+" else -offset


def _zones_of(country: str) -> list[str]:
    return _table().get(country, [])


@cache
def _table() -> dict[str, list[str]]:
    """The zones of each country, from the time zone database's own tables; first those that it names where
    several agree today."""
    named = {zone for _, zone in _lines("zonenow.tab")}
    table: dict[str, list[str]] = {}
    for country, zone in _lines("zone.tab"):
        table.setdefault(country, []).append(zone)
    return {country: sorted(zones, key=lambda zone: zone not in named) for country, zones in table.items()}


def _lines(name: str) -> Iterator[tuple[str, str]]:
    """(country or countries, zone) of each line of a table."""
    for line in (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            yield country, zone


@cache
def _year_of(zone: str) -> Sequence[timedelta | None]:
    """The zone's offsets over one year."""
    days = (datetime(2025, month, 15, tzinfo=UTC) for month in range(1, 13))
    return tuple(day.astimezone(ZoneInfo(zone)).utcoffset() for day in days)
