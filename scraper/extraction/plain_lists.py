"""Lists that no element says are any: short lines of one look amid the text, with amounts or bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.extraction.lists import find_text, is_text
from scraper.extraction.places import APART
from scraper.extraction.region import Region
from scraper.extraction.rows import share_row

_LONGEST = 12
"""Most words of a line, and of the title over them."""
_ROW = range(3, 31)
"""Lines of a list."""
_BULLET = re.compile(r"[-–—•·*▪◦‣■□✓]\s?\w")
_MONEY = re.compile(r"[$€£¥₹₽₺₴]|\b(?:EUR|USD|GBP)\b")
_SHARE = 2
"""One line in so many must have an amount where none has a bullet."""


def find_plain_lists(region: Region) -> frozenset[int]:
    """Positions of the lines of all such lists of the article, and of their titles; found once."""
    found: frozenset[int] | None = region.memo.get("plain_lists")
    if found is None:
        rows = (row for row in _list_rows(region) if _is_list(region, row))
        found = region.memo["plain_lists"] = frozenset(
            line for row in rows for line in _with_title(region, row)
        )
    return found


def _list_rows(region: Region) -> Iterator[list[int]]:
    """Runs of short lines, each set as the one before."""
    row: list[int] = []
    for position in range(len(region.blocks)):
        if not _is_line(region, position):
            yield row
            row = []
            continue
        if row and region.signatures[row[-1]] != region.signatures[position]:
            yield row
            row = []
        row.append(position)
    yield row


def _is_line(region: Region, position: int) -> bool:
    block = region.blocks[position]
    if not 1 <= region.lengths[position] <= _LONGEST or block.type != "paragraph" or block.links:
        return False
    if region.sentences[position] or block.inside(APART) or position in region.forbidden:
        return False
    return not region.matches(position) and not _MONEY.search(block.text)


def _is_list(region: Region, row: Sequence[int]) -> bool:
    """Whether the lines have bullets, or amounts, and stand in a row with paragraphs above and below them."""
    if len(row) not in _ROW:
        return False
    texts = [region.blocks[position].text for position in row]
    marked = sum(1 for text in texts if _BULLET.match(text))
    counted = sum(1 for text in texts if any(map(str.isdecimal, text[:12])))
    if marked < len(row) - 1 and _SHARE * counted < len(row):
        return False
    above, below = find_text(region, row[0], -1), find_text(region, row[-1], 1)
    if above is None or below is None or row[0] - above > 2 or below - row[-1] > 1:
        return False
    place, home = region.blocks[row[0]].place, region.blocks[row[0]].place.parent
    if home is not None and not region.prose_containers[home.number]:
        place = home
    return all(share_row(place, region.blocks[side].place) for side in (above, below))


def _with_title(region: Region, row: Sequence[int]) -> Iterator[int]:
    yield from row
    above = row[0] - 1
    block = region.blocks[above]
    short = block.type in ("paragraph", "heading") and region.lengths[above] <= _LONGEST
    if short and not (is_text(region, above) or block.links or region.matches(above)):
        yield above
