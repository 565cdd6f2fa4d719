"""Verse that is quoted in an article: lines in elements of their own, which a paragraph announces."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extraction.lists import COLONS, find_text, is_text
from scraper.extraction.region import Region
from scraper.extraction.rows import share_row

_LINE = 12
"""Most words in a line of verse."""
_LINES = range(2, 25)
"""How many lines a stanza has."""
_ANNOUNCED = 4
"""Words from which on a line that ends in a colon is no label."""
_TYPES = frozenset(("paragraph", "quote"))


def find_stanzas(region: Region) -> frozenset[int]:
    """Positions of short lines of one look, not the look of the paragraphs, that stand between two of these,
    right under one that ends in a colon."""
    found: set[int] = set()
    for position in sorted(region.kept):
        if region.blocks[position].text.rstrip().endswith(COLONS) and _announces(region, position):
            lines = tuple(_lines_from(region, position + 1))
            if len(lines) in _LINES and _stands_between(region, position, lines):
                found.update(lines)
    return frozenset(found)


def _announces(region: Region, position: int) -> bool:
    labelled = any(match.way == "label" for match in region.matches(position))
    return region.lengths[position] >= _ANNOUNCED and is_text(region, position) and not labelled


def _lines_from(region: Region, first: int) -> Iterator[int]:
    """*first* and the positions behind it as long as they are short lines set like it."""
    for position in range(first, min(first + _LINES.stop, len(region.blocks))):
        block = region.blocks[position]
        if block.place.parent is not region.blocks[first].place.parent:
            return
        if region.signatures[position] != region.signatures[first] or block.type not in _TYPES:
            return
        if block.links or region.is_usual(position) or not 0 < region.lengths[position] <= _LINE:
            return
        yield position


def _stands_between(region: Region, above: int, lines: tuple[int, ...]) -> bool:
    """Whether a paragraph stands below, too, in one row with both, and not every line is a sentence."""
    below = find_text(region, lines[-1], 1)
    if below is None or all(region.sentences[line] for line in lines):
        return False
    place = region.blocks[lines[0]].place
    return all(share_row(place, region.blocks[side].place) for side in (above, below))
