"""Entries of a live blog: a line with the time of day, and what stands with it in a box or right below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scraper.extraction.clocks import read_clock
from scraper.extraction.places import APART, Place
from scraper.extraction.region import Region

_FEWEST = 3
"""Entries of a page; fewer may be anything."""
_TOLD = 0.7
"""Share of the times that must stand over text."""
_BELOW = 3
"""Blocks below a time among which its text begins."""
_SENTENCE = 4
_LINKED = 0.5
_CLOCKED = frozenset(("paragraph", "heading", "caption", "list_item"))
_TEXTS = frozenset(("paragraph", "heading", "quote", "list_item"))
_DEEPEST = 40
"""Elements above a block that are looked at."""
_NIGHTS = 1
"""How often midnight may fall between two entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """Positions of a page's entries; all empty where it has none."""

    clocks: frozenset[int] = frozenset()
    """Lines that are nothing but the time of an entry."""
    texts: frozenset[int] = frozenset()
    """What is set as the text of entries: their titles, and sentences of their paragraphs' look. The times of
    a programme, or of a chronicle, are text, too."""
    live: bool = False
    """Whether the times run backwards, as no programme's do, or the page is called live."""


def find_entries(region: Region) -> Entries:
    """The entries of the article, three or more under times of one look; found once."""
    found: Entries | None = region.memo.get("entries")
    if found is None:
        found = region.memo["entries"] = _find(region)
    return found


def _find(region: Region) -> Entries:
    looks: dict[str, dict[int, int]] = defaultdict(dict)
    for position, block in enumerate(region.blocks):
        if block.type not in _CLOCKED or block.link_share >= _LINKED or block.inside(APART):
            continue
        minute = read_clock(block.text, language=region.facts.language)
        if minute is not None:
            looks[region.signatures[position]][position] = minute
    groups = [clocks for clocks in looks.values() if len(clocks) >= _FEWEST]
    clocks = max(groups, key=len, default={})
    if not clocks or not _stand_over_text(region, clocks):
        return Entries()
    texts = frozenset(_list_texts(region, clocks))
    told = region.facts.live or _runs_backwards(clocks)
    return Entries(clocks=frozenset(clocks), texts=texts if told else texts.union(clocks), live=told)


def _stand_over_text(region: Region, clocks: Collection[int]) -> bool:
    """Whether most of the lines have a sentence near below that is no link, and few a link right below."""
    told = sum(1 for position in clocks if _has_text(region, position, clocks))
    linked = sum(
        1
        for position in clocks
        if position + 1 < len(region.blocks) and region.blocks[position + 1].link_share >= _LINKED
    )
    return told >= _TOLD * len(clocks) and 2 * linked < len(clocks)


def _has_text(region: Region, clock: int, clocks: Collection[int]) -> bool:
    for position in range(clock + 1, min(clock + 1 + _BELOW, len(region.blocks))):
        if position in clocks:
            return False
        if _is_sentence(region, position):
            return True
    return False


def _is_sentence(region: Region, position: int) -> bool:
    block = region.blocks[position]
    told = region.sentences[position] and region.lengths[position] >= _SENTENCE
    return told and block.type in _TEXTS and block.link_share < _LINKED


def _runs_backwards(clocks: Mapping[int, int]) -> bool:
    minutes = list(clocks.values())
    rises = sum(1 for above, below in pairwise(minutes) if below > above)
    return rises <= _NIGHTS and rises < len(minutes) - 1 - rises


def _list_texts(region: Region, clocks: Collection[int]) -> Iterator[int]:
    """Titles and sentences of the entries: what looks like the sentences of most is text in each."""
    inside = list(_list_inside(region, tuple(clocks)))
    looks = {region.signatures[position] for position in inside if _is_sentence(region, position)}
    for position in inside:
        block = region.blocks[position]
        if block.type not in _TEXTS or block.link_share >= _LINKED or block.inside(APART):
            continue
        title = block.type == "heading" and not region.sentences[position]
        told = region.sentences[position] and region.signatures[position] in looks
        if told or title or (block.bold and position - 1 in clocks):
            yield position


def _list_inside(region: Region, clocks: Sequence[int]) -> Iterator[int]:
    """Positions behind each time that stand in its box; without boxes the line below, and what it heads."""
    boxes = _find_boxes(region, clocks)
    ends = [*clocks[1:], len(region.blocks)]
    for clock, end in zip(clocks, ends, strict=True):
        if boxes is None:
            heading = clock + 1 < end and region.blocks[clock + 1].type == "heading"
            yield from range(clock + 1, min(end, clock + 2 + heading))
            continue
        for position in range(clock + 1, end):
            if not _stands_in(region, position, boxes[clock]):
                break
            yield position


def _find_boxes(region: Region, clocks: Sequence[int]) -> Mapping[int, int] | None:
    """Clock -> number of the element that holds its entry and no other; None where they have none."""
    chains = []
    for position in clocks:
        place = region.blocks[position].place
        chains.append([place.number, *(up.number for up in place.above(_DEEPEST))])
    root = max(set(chains[0]).intersection(*chains[1:]), default=None)
    if root is None or any(chain[0] == root for chain in chains):
        return None
    boxes = {position: chain[chain.index(root) - 1] for position, chain in zip(clocks, chains, strict=True)}
    filled = sum(1 for position in clocks if _stands_in(region, position + 1, boxes[position]))
    return boxes if len(set(boxes.values())) == len(clocks) and 2 * filled > len(clocks) else None


def _stands_in(region: Region, position: int, box: int) -> bool:
    place: Place | None = region.blocks[position].place if position < len(region.blocks) else None
    while place is not None and place.number > box:
        place = place.parent
    return place is not None and place.number == box
