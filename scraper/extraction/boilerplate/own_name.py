"""The newsroom's own name in a line."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from string import ascii_lowercase

from scraper.extraction.region import Region

_SHORTEST = 3
"""Letters of a name: shorter ones are words, too."""
_SPELT = 6
"""Letters of a domain's label that may be spelt in more words than one: "thequietshelf"."""
_KIND = re.compile(r"-(?:maga[zs]ine?|magazyn|revista|revue|rivista|blog|essays?|online|news)$")
_SPACE = r"[\s'’-]{0,2}"
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
    own = _KIND.sub("", label)
    if len(own) >= _SPELT:
        spellings.append(_spell(own))
    if not spellings:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(spellings)})(?:['’]s|s(?=\s))?(?!\w)")


def _spell(label: str) -> str:
    """A pattern of the name that a domain's *label* writes without its capitals, accents and spaces."""
    letters = [f"[{_accented().get(letter, letter)}]" for letter in label if letter.isalnum()]
    first = letters[0]
    capital = "".join(sign.upper() for sign in first[1:-1])
    return rf"(?=[{capital}])(?i:{_SPACE.join(letters)})"


@cache
def _accented() -> dict[str, str]:
    """Letter -> the letter and those of the Latin script that are it with an accent."""
    found: dict[str, str] = {letter: letter for letter in ascii_lowercase}
    for code in range(0xE0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base in found and chr(code).islower() and len(chr(code).upper()) == 1:
            found[base] += chr(code)
    return found
