"""What a text is signed with: initials or an agency, as the line under the last paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import in_verse
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region
from scraper.normalise.agencies import find_agency_name

_LONGEST = 6
"""Words of such a line."""
_TEXT = 2
"""Full paragraphs that must stand before: the end of a short bulletin is signed, too."""
_FRAMED = re.compile(r"(?:[(\[（【/]|[—–-]{1,2}\s?)(?P<inside>[^()\[\]（）【】]{2,40}?)[)\]）】/]?\.?")
_PARTS = re.compile(r"\s*[,/;،、]\s*|\s[-–—]\s")
_INITIALS = re.compile(r"[^\W\d_]{1,4}\.?|(?:[^\W\d_]\.\s?){1,3}")
_CAPITALS = re.compile(r"[^\W\d_]{2,12}")


def find_signatures(region: Region) -> Iterator[Finding]:
    """Lines under the text that are framed or parted as signatures are: "(RK)", "/Reuters/", "rk, ČTK"."""
    for position in range(region.prose[-1] + 1 if len(region.prose) >= _TEXT else 0, len(region.blocks)):
        block = region.blocks[position]
        if not region.before(position) or block.type not in ("paragraph", "caption"):
            continue
        if not 1 <= region.lengths[position] <= _LONGEST or in_verse(region, position):
            continue
        if _signs(block.text) and not region.labels[block.text]:
            yield Finding(position, "byline", "signoffs/signature")


def _signs(text: str) -> bool:
    framed = _FRAMED.fullmatch(text)
    if framed:
        return all(_is_hand(part, framed=True) for part in _PARTS.split(framed["inside"].strip()))
    if find_agency_name(text):
        return True
    parts = _PARTS.split(text)
    return len(parts) > 1 and all(_is_hand(part, framed=False) for part in parts)


def _is_hand(text: str, *, framed: bool) -> bool:
    """Whether *text* is an agency or initials; in brackets also a word in capitals."""
    if find_agency_name(text):
        return True
    if framed and text.isupper() and _CAPITALS.fullmatch(text):
        return True
    return bool(_INITIALS.fullmatch(text)) and (text.isupper() or text.islower())
