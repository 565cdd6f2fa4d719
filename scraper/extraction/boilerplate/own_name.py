"""The newsroom's own name in a line."""

from __future__ import annotations

import re

from scraper.extraction.region import Region

_SHORTEST = 3
"""Letters of a name: shorter ones are words, too."""
_ARTICLE = re.compile(r"^(?:[Tt]he|[Dd]er|[Dd]ie|[Dd]as|[Ll]e|[Ll]a|[Ll]es|[Ee]l|[Ii]l|[Dd]e|[Hh]et|L')\s?")
_ENDING = re.compile(r"\.[a-z]{2,4}$")


def without_own_name(region: Region, text: str) -> tuple[str, bool]:
    """*text* without the name by which the site calls itself, and whether it stood there."""
    if "own_name" not in region.memo:
        region.memo["own_name"] = _own_name(region)
    name: re.Pattern[str] | None = region.memo["own_name"]
    if name is None:
        return text, False
    rest, count = name.subn(" ", text)
    return (rest, True) if count and rest.strip() else (text, False)


def _own_name(region: Region) -> re.Pattern[str] | None:
    """The site's name as it is printed, or its domain's first label with a capital."""
    name = _ENDING.sub("", _ARTICLE.sub("", region.facts.publisher or ""))
    label = region.facts.site.partition(".")[0]
    spellings = [re.escape(name)] if len(name) >= _SHORTEST else []
    if len(label) >= _SHORTEST and label.isalpha():
        spellings.append(f"(?={label[0].upper()})(?i:{re.escape(label)})")
    if not spellings:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(spellings)})(?:['’]s)?(?!\w)")
