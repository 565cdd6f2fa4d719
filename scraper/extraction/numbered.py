"""Lines that count up through an article, "1. ...", "2. ...", whatever tags they are set in."""

from __future__ import annotations

import re

from scraper.extraction.region import Region

_NUMBER = re.compile(r"^\W{0,2}(?:\w{3,10}\s)?(\d{1,3})\s?[.):\-–—．、]\s*\D")
"""A line's number: "1. ", "#2: ", "Tip 3 - "."""
_FEWEST = 3
_KEPT = 2 / 3
_LINKED = 0.3


def find_numbered(region: Region) -> frozenset[int]:
    """Positions of the lines that count up from one without a gap, three or more, most of them kept or all
    of them headings over what is.

    What counts down, or starts elsewhere, is not looked for: numbers of places and dates do that, too.
    """
    found: list[int] = []
    wanted = 1
    for position, block in enumerate(region.blocks):
        number = _NUMBER.match(block.text)
        if number and int(number[1]) == wanted and block.link_share < _LINKED:
            found.append(position)
            wanted += 1
    kept = len(region.kept.intersection(found))
    sure = kept >= _KEPT * len(found) or all(_heads(region, position) for position in found)
    return frozenset(found) if len(found) >= _FEWEST and sure else frozenset()


def _heads(region: Region, position: int) -> bool:
    """Whether the line is a heading right over a line that was kept."""
    return region.blocks[position].type == "heading" and position + 1 in region.kept
