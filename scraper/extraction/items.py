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
_ITEMS = 5
"""How many where they are the items themselves."""


def parted(blocks: Sequence[Block], kept: Sequence[Block]) -> Sequence[Block]:
    """*blocks*, as paragraphs where nearly all that the article has, its *kept* blocks, are paragraphs in
    items of lists, or all of it the items of one list; other lists stay what they are."""
    long = [block for block in kept if _measure(block.text) >= _TEXT]
    boxed = sum(1 for block in long if _is_boxed(block))
    if boxed >= _FEWEST and boxed >= _SHARE * len(long):
        return [_to_paragraph(block) if _is_boxed(block) else block for block in blocks]
    texts = [block for block in long if block.type != "heading"]
    homes = {block.container if block.type == "list_item" else None for block in texts}
    if len(texts) >= _ITEMS and len(homes) == 1 and None not in homes:
        return [_to_paragraph(block) if block.container in homes else block for block in blocks]
    return blocks


def _to_paragraph(block: Block) -> Block:
    return replace(block, type="paragraph") if block.type == "list_item" else block


def _measure(text: str) -> int:
    """Letters of *text*; signs of Chinese, Japanese and Korean count twice."""
    return len(text) + (sum(map(_WIDE.__le__, text)) if _TEXT > len(text) >= _TEXT // 2 else 0)


def _is_boxed(block: Block) -> bool:
    return block.type == "list_item" and block.tag in ("p", "div")
