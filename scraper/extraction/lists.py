"""Lists as a whole: what the learned judge says of all items is surer than what it says of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean
from weakref import WeakKeyDictionary

from scraper.extraction.region import Region

_KNOWN: WeakKeyDictionary[Region, Mapping[int, Sequence[int]]] = WeakKeyDictionary()


def group_items(region: Region) -> Mapping[int, Sequence[int]]:
    """Positions of the list items by the element that holds them, in page order."""
    found = _KNOWN.get(region)
    if found is None:
        lists: dict[int, list[int]] = defaultdict(list)
        for position, block in enumerate(region.blocks):
            if block.type == "list_item":
                lists[block.container].append(position)
        found = _KNOWN[region] = dict(lists)
    return found


def score_items(region: Region, items: Sequence[int]) -> float | None:
    """The mean of the judge's probabilities for *items*; None where it is not heard, or there are none."""
    scores = [score for position in items if (score := region.score(position)) is not None]
    return fmean(scores) if scores else None
