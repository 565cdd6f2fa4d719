"""The text behind a slot: some houses end one box at each advertisement and open the next, set alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scraper.extraction.blocks import Block
from scraper.extraction.places import Place
from scraper.extraction.shape import ends_sentence

_ENOUGH = 3
"""Kept paragraphs in one box that make it the text's."""
_NEAR = 3
"""Blocks that may stand between a box and the next."""
_LIKED = 0.2
"""The learned judge's word from which on a line there may be the text's: it misses the paragraphs around."""
_LINKED = 0.3


def find_sequel(blocks: Sequence[Block], kept: frozenset[int], scores: Sequence[float]) -> frozenset[int]:
    """Numbers of the blocks behind the *kept* that stand in a box beside the text's, of the same tag and
    classes, and are set there as its paragraphs are; by *scores* none may be beyond doubt something else."""
    boxes = Counter(_look(blocks[number]) for number in kept if blocks[number].type == "paragraph")
    looks = {look for look, count in boxes.items() if count >= _ENOUGH}
    found: list[int] = []
    own = {blocks[number].container for number in kept}
    last = max(kept, default=len(blocks))
    for block in blocks[last + 1 :]:
        if block.number - last > _NEAR:
            break
        if block.container in own or scores[block.number] < _LIKED:
            continue
        if _look(block) in looks and _may_follow(block):
            found.append(block.number)
            last = block.number
    return frozenset(found)


def _may_follow(block: Block) -> bool:
    return block.type == "paragraph" and block.link_share < _LINKED and ends_sentence(block.text)


def _look(block: Block) -> tuple[int, str, str]:
    """(the element around the box, how the box is set, how the block is); a box in nothing is its own."""
    place: Place | None = block.place
    while place is not None and place.number != block.container:
        place = place.parent
    around = place.parent if place is not None else None
    return (
        around.number if around is not None else -1,
        place.step if place is not None else "",
        block.signature,
    )
