"""Lists and tables as a whole: what the learned judge says of all items is surer than what it says of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from statistics import fmean

from scraper.extraction.blocks import Block
from scraper.extraction.own_names import is_list
from scraper.extraction.places import Place
from scraper.extraction.region import Region
from scraper.extraction.rows import next_text, share_row


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
                groups[list_of(block)].append(position)
        found = known[kind] = dict(groups)
    return found


def list_of(block: Block) -> int:
    """Number of the element that is the list or table of an item or row: what holds the items beside it."""
    home = block.place.parent
    if home is None or home.parent is None:
        return block.container
    boxed = block.tag in ("p", "div") and home.tag in ("li", "dd")
    return home.parent.number if boxed or home.tag in _SECTIONS else block.container


def score_items(region: Region, items: Sequence[int]) -> float | None:
    """The mean of the judge's probabilities for *items*; None where it is not heard, or there are none."""
    scores = [score for position in items if (score := region.score(position)) is not None]
    return fmean(scores) if scores else None


COLONS = (":", "：")
_LINKED = 0.5
"""Share of its letters from which on an item is a link; a source within a sentence is none."""
_ANNOUNCED, _UNHEARD = 0.25, 8
"""The judge's word from which on an announced list stays; where it is not heard, words to announce it."""


_ITEMS = 3
"""Items of a list that has a title."""
_BETWEEN = 3
"""Lines of others' that may stand between a list and the line that announces it."""
_OTHERS = 6
"""And between a list, with its titles and other lists, and the paragraph over it or under it."""
_FARTHEST = 40
"""Blocks, titles and other lists among them, in which that paragraph is looked for."""
_TITLE = 10
"""Most words of a title that is no heading."""
_SECTIONS = frozenset(("thead", "tbody", "tfoot"))
_WHOLE, _WITHIN = frozenset(("ul", "ol", "dl", "table")), 3
"""Elements that are a list or table, and how many elements at most stand between such a one and its text."""
_PARTS = frozenset(("heading", "list_item", "table_row", "caption"))


def stands_amid(region: Region, position: int) -> bool:
    """Whether the block is of a list or table without links that stands among the article's paragraphs:
    right under one of them, a few lines under one that ends in a colon, or under a title of its own.

    Where it is a table, or has but a title, the learned judge must not be against it.
    """
    found: frozenset[int] | None = region.memo.get("amid")
    if found is None:
        groups = (*group_items(region).values(), *group_rows(region).values())
        lists = (items for items in groups if _is_amid(region, items))
        found = region.memo["amid"] = frozenset(position for items in lists for position in items)
    return position in found


def heads_list(region: Region, position: int) -> bool:
    """Whether the block is the title, no link, of a list or table that stands among the paragraphs."""
    return (
        position + 1 < len(region.blocks)
        and _is_title(region, position)
        and stands_amid(region, position + 1)
    )


def _is_amid(region: Region, items: Sequence[int]) -> bool:
    first, last = items[0], items[-1]
    if len(items) < 2 or any(region.blocks[item].links for item in items):
        return False
    above, below = find_text(region, first, -1), find_text(region, last, 1)
    if above is None or below is None:
        return False
    announced = above >= first - 1 - _BETWEEN and region.blocks[above].text.rstrip().endswith(COLONS)
    adjacent = above == first - 1 and region.blocks[first].type == "list_item"
    if not adjacent and not announced and not _is_own(region, items):
        return False
    place = _whole(region.blocks[first].place)
    return all(share_row(place, region.blocks[side].place) for side in (above, below))


def _whole(place: Place) -> Place:
    """The element of the list or table of which *place* is an item or row."""
    whole = next(
        (over for over in (place, *place.above(_WITHIN)) if over.tag in _WHOLE or is_list(over.tag)), None
    )
    return whole or place


def _is_own(region: Region, items: Sequence[int]) -> bool:
    """Whether the judge is not against the list, and it has a title, or is a table right under a text."""
    above = items[0] - 1
    return (score_items(region, items) or 0.0) >= _ANNOUNCED and (
        _is_title(region, above) or is_text(region, above)
    )


def find_text(region: Region, position: int, step: int) -> int | None:
    """The nearest paragraph of the article's on that side of *position*, titles and lists passed over."""
    others = 0
    end = len(region.blocks) if step > 0 else -1
    for other in islice(range(position + step, end, step), _FARTHEST):
        if is_text(region, other):
            return other
        block = region.blocks[other]
        others += block.type not in _PARTS or bool(block.links)
        if others > _OTHERS:
            return None
    return None


def _is_title(region: Region, position: int) -> bool:
    """Whether the block is a heading, or a short line in bold or before a colon, without links, and no label
    of what is not the article's."""
    block = region.blocks[position]
    line = block.type == "paragraph" and region.lengths[position] <= _TITLE
    titled = block.type == "heading" or (line and (block.bold or block.text.endswith(COLONS)))
    return titled and not block.links and not region.matches(position)


def is_text(region: Region, position: int) -> bool:
    """Whether the judges kept the block and it looks like the article's paragraphs."""
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
        if is_text(region, above):
            if region.blocks[above].text.rstrip().endswith(COLONS):
                labelled = any(match.way == "label" for match in region.matches(above))
                heard = region.lengths[above] >= _UNHEARD if score is None else score >= _ANNOUNCED
                return heard and not labelled
            if region.is_paragraph(above):
                return False
    return False


def heads_items(region: Region, position: int) -> bool:
    """Whether the line, no link, stands right over a list or table of the article's: three items or more that
    the judges kept, none a link."""
    below = next_text(region, position)
    if below >= len(region.blocks) or region.blocks[position].links:
        return False
    groups = {"list_item": group_items, "table_row": group_rows}.get(region.blocks[below].type)
    items = groups(region)[list_of(region.blocks[below])] if groups else ()
    if len(items) < _ITEMS or items[0] != below:
        return False
    return region.kept.issuperset(items) and not any(region.blocks[item].links for item in items)
