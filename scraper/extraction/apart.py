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
    titled = _list_titled(blocks)
    apart = [number for number in numbers if _is_named(blocks[number]) or _aside_of(blocks[number]) in titled]
    looks = {blocks[number].signature for number in kept} if apart else frozenset()
    return frozenset(number for number in apart if blocks[number].signature not in looks)


def _is_named(block: Block) -> bool:
    """Whether class or id of the element of the block, or of the one above it, name it so."""
    return any(not _NAMES.isdisjoint(place.tokens) for place in (block.place, *block.place.above(1)))


def _list_titled(blocks: Sequence[Block]) -> frozenset[int]:
    """The numbers of each `<aside>` whose first block is a heading."""
    first: dict[int, Block] = {}
    for block in blocks:
        aside = _aside_of(block)
        if aside is not None:
            first.setdefault(aside, block)
    return frozenset(aside for aside, block in first.items() if block.type == "heading")


def _aside_of(block: Block) -> int | None:
    """The number of the innermost `<aside>` around the block."""
    if not block.inside(Place.ASIDE):
        return None
    return next((p.number for p in (block.place, *block.place.above()) if p.tag == "aside"), None)
