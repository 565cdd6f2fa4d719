"""Lists and tables as a whole: what the learned judge says of all items is surer than what it says of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean

from scraper.extraction.region import Region
from scraper.extraction.rows import share_row


def group_items(region: Region) -> Mapping[int, Sequence[int]]:
    """Positions of the list items by the element that holds them, in page order."""
    return _group(region, "list_item")


def group_rows(region: Region) -> Mapping[int, Sequence[int]]:
    """Positions of the rows of tables by the element that holds them, in page order."""
    return _group(region, "table_row")


def _group(region: Region, kind: str) -> Mapping[int, Sequence[int]]:
    known: dict[str, Mapping[int, Sequence[int]]] = region.memo.setdefault("lists", {})
    found = known.get(kind)
    if found is None:
        groups: dict[int, list[int]] = defaultdict(list)
        for position, block in enumerate(region.blocks):
            if block.type == kind:
                groups[block.container].append(position)
        found = known[kind] = dict(groups)
    return found


def score_items(region: Region, items: Sequence[int]) -> float | None:
    """The mean of the judge's probabilities for *items*; None where it is not heard, or there are none."""
    scores = [score for position in items if (score := region.score(position)) is not None]
    return fmean(scores) if scores else None


_COLONS = (":", "：")
_LINKED = 0.5
"""Share of its letters from which on an item is a link; a source within a sentence is none."""
_ANNOUNCED, _UNHEARD = 0.25, 8
"""The judge's word from which on an announced list stays; where it is not heard, words to announce it."""


_BETWEEN = 3
"""Lines of others' that may stand between a list and the paragraph over it or under it."""


def stands_amid(region: Region, position: int) -> bool:
    """Whether the block is an item of a list without links that stands among the article's paragraphs:
    right under one of them, or a few lines under one that ends in a colon."""
    found: frozenset[int] | None = region.memo.get("amid")
    if found is None:
        lists = (items for items in group_items(region).values() if _is_amid(region, items))
        found = region.memo["amid"] = frozenset(position for items in lists for position in items)
    return position in found


def _is_amid(region: Region, items: Sequence[int]) -> bool:
    first, last = items[0], items[-1]
    if len(items) < 2 or any(region.blocks[item].links for item in items):
        return False
    over = range(first - 1, max(-1, first - 2 - _BETWEEN), -1)
    under = range(last + 1, min(last + 2 + _BETWEEN, len(region.blocks)))
    above = next((position for position in over if _is_text(region, position)), None)
    below = next((position for position in under if _is_text(region, position)), None)
    if above is None or below is None:
        return False
    if above < first - 1 and not region.blocks[above].text.rstrip().endswith(_COLONS):
        return False
    place = region.blocks[first].place
    return all(share_row(place, region.blocks[side].place) for side in (above, below))


def _is_text(region: Region, position: int) -> bool:
    return position in region.kept and region.is_usual(position)


def is_announced(region: Region, position: int) -> bool:
    """Whether the block is an item of a list, of links none, right under a kept line that ends in a colon."""
    found: frozenset[int] | None = region.memo.get("announced")
    if found is None:
        lists = (items for items in group_items(region).values() if _has_announcement(region, items))
        found = region.memo["announced"] = frozenset(position for items in lists for position in items)
    return position in found


def _has_announcement(region: Region, items: Sequence[int]) -> bool:
    if any(region.blocks[item].link_share >= _LINKED for item in items) or not items[0]:
        return False
    score = score_items(region, items)
    for above in range(items[0] - 1, max(-1, items[0] - 2 - _BETWEEN), -1):
        if _is_text(region, above):
            if region.blocks[above].text.rstrip().endswith(_COLONS):
                labelled = any(match.way == "label" for match in region.matches(above))
                heard = region.lengths[above] >= _UNHEARD if score is None else score >= _ANNOUNCED
                return heard and not labelled
            if region.is_paragraph(above):
                return False
    return False
