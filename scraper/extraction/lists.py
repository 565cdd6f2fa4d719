"""Lists and tables as a whole: what the learned judge says of all items is surer than what it says of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean

from scraper.extraction.region import Region


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
