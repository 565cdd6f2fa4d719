"""The lead that stands under the headline, apart from the text: trafilatura often begins below it."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extraction.blocks import Block
from scraper.extraction.places import Place

_LIKED, _LIKED_HEADING = 0.55, 0.7
"""The learned judge's word from which on a line between headline and text is the lead, and a heading is."""
_PARAGRAPH = 80
"""Letters from which on a block is a paragraph of the text and no line over it."""
_FAR = 20
"""Blocks above the text, captions aside, beyond which something else stands there."""
_TYPES = frozenset(("paragraph", "heading", "list_item"))
_OUTSIDE = Place.NAV | Place.FORM | Place.BUTTON | Place.DIALOG | Place.ASIDE | Place.FIGURE | Place.HIDDEN
_OTHERS = frozenset(
    (
        "author",
        "authors",
        "bio",
        "byline",
        "caption",
        "captions",
        "comment",
        "comments",
        "image",
        "images",
        "img",
    )
)
_LINKED = 0.3


def find_lead(blocks: Sequence[Block], kept: frozenset[int], scores: Sequence[float]) -> frozenset[int]:
    """Numbers of the blocks between the first paragraph of the *kept* and the last `<h1>` above it, that by
    *scores* are the article's; none where no `<h1>` stands near above."""
    first = min((number for number in kept if _is_paragraph(blocks[number])), default=min(kept, default=0))
    found: list[int] = []
    passed = 0
    for number in range(first - 1, -1, -1):
        block = blocks[number]
        if block.level == 1:
            return frozenset(found)
        passed += block.type != "caption"
        if passed > _FAR:
            break
        liked = _LIKED_HEADING if block.type == "heading" else _LIKED
        if scores[number] >= liked and _may_lead(block):
            found.append(number)
    return frozenset()


def _is_paragraph(block: Block) -> bool:
    return block.type == "paragraph" and len(block.text) >= _PARAGRAPH and block.link_share < _LINKED


def _may_lead(block: Block) -> bool:
    if block.type not in _TYPES or block.link_share >= _LINKED or block.after_media or block.inside(_OUTSIDE):
        return False
    return not (block.own_tokens | block.near_tokens) & _OTHERS
