"""What JSON-LD's `articleBody` says of the blocks: good for what hangs before or after it, and for rescue.

As a filter on every line it fails: many sites leave subheadings, lists and quotations out of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extraction.blocks import Block
from scraper.extraction.witnesses.matching import grams
from scraper.normalise.text import words_of

SHORTEST = 300
"""Letters below which an `articleBody` is a summary, not a witness."""
_COVERED = 0.6
_LONGEST = 200_000


def votes(article_body: str | None, blocks: Sequence[Block]) -> frozenset[int]:
    """Numbers of the *blocks* whose words stand in *article_body*; none where that is missing or short."""
    if article_body is None or len(article_body) < SHORTEST:
        return frozenset()
    pool = grams(words_of(article_body[:_LONGEST]))
    voted = set()
    for block in blocks:
        words = words_of(block.text)
        if len(words) < 4:
            continue
        own = grams(words)
        if len(own & pool) >= _COVERED * len(own):
            voted.add(block.number)
    return frozenset(voted)
