"""Teasers in boxes of their own: an element that holds label, headline and summary, and no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from scraper.extraction.boilerplate.labelled import is_gone_label
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.summaries import is_plain_summary
from scraper.extraction.region import Region

_MOST = 4
"""Blocks of a box."""
_HEADLINE = 3
"""Fewest words of a headline."""
_TEXT = 3
"""Paragraphs that must stand outside of it: less is no article with a box."""
_TYPES = frozenset(("paragraph", "caption"))


def find_boxed_teasers(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Headlines, set as headings or not, and a plain sentence that share a box with a *removed* label."""
    boxes: dict[int, list[int]] = defaultdict(list)
    for position, block in enumerate(region.blocks):
        boxes[block.container].append(position)
    for box in boxes.values():
        rest = [position for position in box if position not in removed]
        if not rest or not _is_box(region, box, removed):
            continue
        headlines = [position for position in box if _is_headline(region, position, removed)]
        told = [position for position in rest if position not in headlines]
        if headlines and all(_is_summary(region, position, box, headlines, told) for position in told):
            for position in rest:
                what = "headline" if position in headlines else "summary"
                yield Finding(position, "related_teaser", f"boxed/{what}")


def _is_box(region: Region, box: list[int], removed: Mapping[int, str]) -> bool:
    """Whether the blocks stand together, few, one of them a teaser's label, and paragraphs outside."""
    if len(box) > _MOST or box[-1] - box[0] >= len(box):
        return False
    if not any(is_gone_label(region, position, removed) for position in box):
        return False
    return len(region.prose) - len(set(box).intersection(region.prose)) >= _TEXT


def _is_headline(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether the block is a teaser's headline that went, or one that stays: a heading or line in bold."""
    block = region.blocks[position]
    if is_gone_label(region, position, removed) or region.lengths[position] < _HEADLINE:
        return False
    if position in removed:
        return removed[position] == "related_teaser" and not region.sentences[position]
    return block.type == "heading" or (
        block.bold and block.type in _TYPES and not region.ends_clause(position)
    )


def _is_summary(region: Region, position: int, box: list[int], headlines: list[int], told: list[int]) -> bool:
    """Whether the block is the one plain sentence of a box of one headline, and speaks of it where no label
    parts it from that."""
    if len(told) > 1 or region.blocks[position].type not in _TYPES:
        return False
    parted = position - headlines[0] != 1 or position == box[-1]
    return is_plain_summary(region, position, headlines, parted=parted)
