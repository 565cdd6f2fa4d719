"""A line set as text, in which a newsroom may speak."""

from __future__ import annotations

from scraper.extraction.places import Place
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_speech

_TYPES = frozenset(("paragraph", "caption"))


def is_plain_line(region: Region, position: int, lengths: range) -> bool:
    """Whether the block is text of as many words as *lengths* has, no speech, and of no table or code."""
    block = region.blocks[position]
    if block.type not in _TYPES or region.lengths[position] not in lengths:
        return False
    return not opens_speech(block.text) and not block.inside(Place.PRE | Place.ROW)
