"""The news agency in the dateline that a text begins with: "KYIV (Reuters) -"."""

from __future__ import annotations

import re

from scraper.normalise.agencies import find_agency_name

_DATELINE = re.compile(r"[(（]([^()（）]{2,40})[)）]\s?[-–—.:]|^\s*([A-Z]{2,4})\s?[-–—]\s")
_BEGINNING = 150


def find_dateline_agency(text: str) -> str | None:
    """The usual name of the agency that the beginning of *text* credits; `None`: none does."""
    found = _DATELINE.search(text[:_BEGINNING])
    return find_agency_name(found[1] or found[2]) if found else None
