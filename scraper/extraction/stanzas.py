"""Verse whose lines are elements of their own: announced by a paragraph, or a box of lines that run on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.extraction.lists import COLONS, find_text, is_text
from scraper.extraction.places import APART, Place
from scraper.extraction.region import Region
from scraper.extraction.rows import share_row

_LONGEST = 12
"""Most words in a line."""
_FEWEST, _MOST = 2, 40
"""Lines of a stanza."""
_RUNS_ON = (",", ";", "،", "؛", "，", "、", "—", "–")
"""Signs at whose end a line goes on in the next."""
_ANNOUNCED = 4
"""Words from which on a line that ends in a colon is no label."""
_TYPES = frozenset(("paragraph", "quote"))


def find_stanzas(region: Region) -> frozenset[int]:
    """Positions of the lines of all stanzas of the article; found once."""
    found: frozenset[int] | None = region.memo.get("stanzas")
    if found is None:
        boxes = frozenset(_box(region.blocks[position].place) for position in region.prose)
        rows = (row for row in _list_rows(region) if _is_stanza(region, row, boxes))
        boxed = frozenset(position for row in rows for position in row)
        found = region.memo["stanzas"] = boxed | _list_announced(region)
    return found


def _list_rows(region: Region) -> Iterator[list[int]]:
    """Runs of short lines, each set as the one before, that fill a box of no paragraphs."""
    row: list[int] = []
    for position, block in enumerate(region.blocks):
        if not _is_line(region, position):
            if row:
                yield row
            row = []
            continue
        if row and _box(block.place) != _box(region.blocks[row[-1]].place):
            yield row
            row = []
        row.append(position)
    if row:
        yield row


def _is_line(region: Region, position: int) -> bool:
    block = region.blocks[position]
    if not 1 < region.lengths[position] <= _LONGEST or block.type not in _TYPES or block.links:
        return False
    return not (block.continues or region.is_like_prose(position) or block.inside(APART))


def _box(place: Place) -> int:
    return place.parent.number if place.parent is not None else place.number


def _is_stanza(region: Region, row: Sequence[int], boxes: frozenset[int]) -> bool:
    """Whether the lines are one look, some run on, none is a label, and text stands above and below them, but
    not in their box: *boxes* are those of the paragraphs.

    Where less than a third runs on, the paragraph above must announce them by a colon.
    """
    if not _FEWEST <= len(row) <= _MOST or len({region.signatures[position] for position in row}) > 1:
        return False
    if not region.before(row[0]) or not region.after(row[-1]):
        return False
    if _box(region.blocks[row[0]].place) in boxes:
        return False
    if any(match.way == "label" for position in (row[0] - 1, *row) for match in region.matches(position)):
        return False
    runs = sum(1 for p in row if region.blocks[p].text.rstrip().endswith(_RUNS_ON) or _opens_small(region, p))
    announced = region.blocks[row[0] - 1].text.rstrip().endswith(COLONS) and region.is_usual(row[0] - 1)
    return runs > 0 and (announced or (3 * runs >= len(row) and len(row) > _FEWEST))


def _opens_small(region: Region, position: int) -> bool:
    return region.blocks[position].text[:1].islower()


def _list_announced(region: Region) -> frozenset[int]:
    """Positions of short lines of one look, not the look of the paragraphs, that stand between two of these,
    right under one that ends in a colon."""
    found: set[int] = set()
    for position in sorted(region.kept):
        if region.blocks[position].text.rstrip().endswith(COLONS) and _announces(region, position):
            lines = tuple(_lines_from(region, position + 1))
            if _FEWEST <= len(lines) <= _MOST and _stands_between(region, position, lines):
                found.update(lines)
    return frozenset(found)


def _announces(region: Region, position: int) -> bool:
    labelled = any(match.way == "label" for match in region.matches(position))
    return region.lengths[position] >= _ANNOUNCED and is_text(region, position) and not labelled


def _lines_from(region: Region, first: int) -> Iterator[int]:
    """*first* and the positions behind it as long as they are short lines set like it."""
    for position in range(first, min(first + _MOST, len(region.blocks))):
        block = region.blocks[position]
        if block.place.parent is not region.blocks[first].place.parent:
            return
        if region.signatures[position] != region.signatures[first] or block.type not in _TYPES:
            return
        if block.links or region.is_usual(position) or not 0 < region.lengths[position] <= _LONGEST:
            return
        yield position


def _stands_between(region: Region, above: int, lines: tuple[int, ...]) -> bool:
    """Whether a paragraph stands below, too, in one row with both, and not every line is a sentence."""
    below = find_text(region, lines[-1], 1)
    if below is None or all(region.sentences[line] for line in lines):
        return False
    place = region.blocks[lines[0]].place
    return all(share_row(place, region.blocks[side].place) for side in (above, below))
