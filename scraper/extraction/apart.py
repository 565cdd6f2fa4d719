"""What stands apart from the text by its element: captions, disclosures, boxes with a title of their own.

It may read as prose does, so that the learned judge, which sees no names, likes it. Where trafilatura passed
over it, too, that alone is no reason to keep it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scraper.extraction.blocks import Block
from scraper.extraction.places import Place

_NAMES = frozenset(
    ("caption", "captions", "figcaption", "disclaimer", "disclaimers", "disclosure", "disclosures")
)
"""Words of class and id of captions, and of what a house owns up to: links that it earns by."""


def find_apart(blocks: Sequence[Block], numbers: Iterable[int], kept: frozenset[int]) -> frozenset[int]:
    """Those of *numbers*, indexes into *blocks*, that stand apart and look like none of the *kept*."""
    apart = [number for number in numbers if is_apart(blocks, number)]
    looks = {blocks[number].signature for number in kept} if apart else frozenset()
    return frozenset(number for number in apart if blocks[number].signature not in looks)


def is_apart(blocks: Sequence[Block], number: int) -> bool:
    """Whether class or id of the element of the block at index *number*, or of the one above it, name it so,
    or it stands in an `<aside>` with a title."""
    block = blocks[number]
    if any(not _NAMES.isdisjoint(place.tokens) for place in (block.place, *block.place.above(1))):
        return True
    return block.inside(Place.ASIDE) and _is_titled(blocks, number)


def _is_titled(blocks: Sequence[Block], number: int) -> bool:
    """Whether the innermost `<aside>` around the block begins with a heading."""
    aside = _aside_of(blocks[number])
    if aside is None:
        return False
    while number and _aside_of(blocks[number - 1]) is aside:
        number -= 1
    return blocks[number].type == "heading"


def _aside_of(block: Block) -> Place | None:
    if not block.inside(Place.ASIDE):
        return None
    return next((place for place in (block.place, *block.place.above()) if place.tag == "aside"), None)
