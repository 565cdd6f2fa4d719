"""What the judge sees of a block: its looks, its place, its likes, its turn, the page's titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from scraper.extraction.blocks import Block
from scraper.extraction.judge.ground import Ground
from scraper.extraction.judge.order import ORDER, Order
from scraper.extraction.judge.shape import SHAPE, describe_shape
from scraper.extraction.judge.stand import LIKES, STAND, Stand
from scraper.extraction.judge.titles import TITLES, compare_titles
from scraper.page import Document

FEATURES = SHAPE + STAND + LIKES + ORDER + TITLES
"""Names of the numbers in a row of `list_features`."""

_MARGIN = 12
_BESIDE = 2
_WIDE = re.compile("[^\0-\u2e7f]")  # said so, it is compiled in a quarter of the time
_WIDE_WEIGHT = 2.5
_WIDE_SHARE = 0.2
_SAMPLE = 4000


def list_features(
    document: Document, blocks: Sequence[Block], *, also: frozenset[int] = frozenset()
) -> dict[int, tuple[float, ...]]:
    """For the blocks that may be the article's, by number: the numbers of `FEATURES`.

    Looked at are the stretch of the page's main prose with twelve blocks on both sides, every other block of
    prose with two, and the blocks *also*: well under half of a page's, which hold 99 % of the articles'.
    """
    if not blocks:
        return {}
    ground = Ground(blocks, script_weight(blocks))
    host = (urlsplit(document.base_url).hostname or "").removeprefix("www.")
    chosen = _choose(ground, also)
    titles = compare_titles(document, blocks, chosen)
    stand, order = Stand(ground), Order(blocks, ground, _find_headline(blocks, titles))
    return {
        number: describe_shape(blocks[number], ground.sizes[number], host)
        + stand.describe(number)
        + stand.describe_likes(number)
        + order.describe(number)
        + titles[number]
        for number in chosen
    }


def script_weight(blocks: Sequence[Block]) -> float:
    """How many Latin letters one of the page's is worth: 2.5 in scripts that write words with one or two."""
    sample = "".join([block.text[:60] for block in blocks])[:_SAMPLE]
    if sample.isascii():
        return 1.0
    wide = len(_WIDE.findall(sample))
    return _WIDE_WEIGHT if wide > _WIDE_SHARE * len(sample) else 1.0


def _choose(ground: Ground, also: frozenset[int]) -> list[int]:
    """The blocks worth a look, in order."""
    total = len(ground.homes)
    chosen = {number for number in also if 0 <= number < total}
    chosen.update(range(max(0, ground.first - _MARGIN), min(total, ground.last + _MARGIN + 1)))
    for number, flag in enumerate(ground.prose):
        if flag and number not in chosen:
            chosen.update(range(max(0, number - _BESIDE), min(total, number + _BESIDE + 1)))
    return sorted(chosen)


def _find_headline(blocks: Sequence[Block], titles: dict[int, tuple[float, ...]]) -> int:
    """The block that is the headline, by its words and its tag."""

    def likeness(number: int) -> float:
        level = blocks[number].level
        return titles[number][0] + (0.4 if level == 1 else 0.2 if level else 0.0)

    return max(titles, key=likeness)
