"""The newsroom's own name in a line."""

from __future__ import annotations

import re
from functools import cache
from string import ascii_lowercase
from unicodedata import combining, normalize

from scraper.extraction.region import Region
from scraper.normalise.text import fold, words_of

_SHORTEST = 3
"""Letters of a name: shorter ones are words, too."""
_SPELT = 6
"""Letters of a domain's label that may be spelt in more words than one: "thequietshelf"."""
_KIND = re.compile(r"-(?:maga[zs]ine?|magazyn|revista|revue|rivista|blog|essays?|online|news)$")
_SPACE = r"[\s'’-]{0,2}"
_LINE = 5
"""Most words of a short line."""
_INFLECTED, _ENDING_LETTERS = 7, 2
"""Fewest letters of a name that is known in its other cases, and letters of their endings."""
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


def words_beside_name(region: Region, position: int) -> tuple[str, ...]:
    """The folded words beside the site's name, inflected or not, in a short line; none: no such line."""
    words = region.words(position)
    if not 1 < region.lengths[position] <= _LINE:
        return ()
    rest, found = without_own_name(region, region.blocks[position].text)
    if found:
        return words_of(rest)
    others = tuple(word for word in words if not _is_form(region, word))
    return others if len(others) < len(words) else ()


def _is_form(region: Region, word: str) -> bool:
    """Whether *word* is the name, or that in another case."""
    if "own_names" not in region.memo:
        names = (fold(region.facts.publisher or ""), region.facts.site.partition(".")[0])
        region.memo["own_names"] = [_plain(name) for name in names if len(name) > _SHORTEST]
    plain = _plain(word)
    return any(
        plain == name or (len(name) >= _INFLECTED and plain[:-_ENDING_LETTERS] == name[:-_ENDING_LETTERS])
        for name in region.memo["own_names"]
    )


def _plain(word: str) -> str:
    """*word* without its accents."""
    return "".join(sign for sign in normalize("NFD", word) if not combining(sign))


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
        base = normalize("NFD", chr(code))[0]
        if base in found and chr(code).islower() and len(chr(code).upper()) == 1:
            found[base] += chr(code)
    return found
