"""Articles that are no list but set as one: a paragraph in every item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scraper.extraction.blocks import Block

_TEXT = 60
"""Letters from which on a block tells what the article is made of."""
_WIDE = "\u2e80"
"""From it on signs are as wide as two letters, and say as much."""
_FEWEST, _SHARE = 4, 0.9
"""How many such blocks, and what share of all, make an article set as a list."""


def is_set_in_items(kept: Sequence[Block]) -> bool:
    """Whether nearly all that the article has, its *kept* blocks, are paragraphs in items of lists."""
    long = [block for block in kept if _measure(block.text) >= _TEXT]
    boxed = sum(1 for block in long if _is_boxed(block))
    return boxed >= _FEWEST and boxed >= _SHARE * len(long)


def to_paragraph(block: Block) -> Block:
    """*block* as the paragraph that it is; any other block as it stands."""
    return replace(block, type="paragraph") if _is_boxed(block) else block


def _measure(text: str) -> int:
    """Letters of *text*; signs of Chinese, Japanese and Korean count twice."""
    return len(text) + (sum(map(_WIDE.__le__, text)) if _TEXT > len(text) >= _TEXT // 2 else 0)


def _is_boxed(block: Block) -> bool:
    return block.type == "list_item" and block.tag in ("p", "div")
