"""Which blocks stand where the page's prose stands: our own reading of its structure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from scraper.extraction.blocks import Block
from scraper.extraction.places import Place
from scraper.extraction.shape import ends_sentence

_PROSE = 80
_LINKED = 0.35
_HEIGHT = 8
_GAIN = 1.25
_FOREIGN = frozenset(
    ("comment", "comments", "disqus", "consent", "cookie", "cookies", "onetrust", "gdpr", "modal")
)
_LINES, _SENTENCES = 5, 0.8
"""Sentences that make an article of lines, and the share of the lines that they are."""
_OUTSIDE = Place.NAV | Place.FORM | Place.BUTTON | Place.DIALOG | Place.HIDDEN


def is_prose(block: Block) -> bool:
    """Whether *block* has a paragraph's length and few links, and no place that speaks against it."""
    return (
        len(block.text) >= _PROSE
        and block.link_share < _LINKED
        and block.type in ("paragraph", "quote", "list_item")
        and not _stands_outside(block)
    )


def _stands_outside(block: Block) -> bool:
    return block.inside(_OUTSIDE) or bool((block.own_tokens | block.near_tokens) & _FOREIGN)


def votes(blocks: Sequence[Block]) -> frozenset[int]:
    """Numbers of the prose blocks in the element that holds most of the page's prose and little else.

    Climbs from the element with the most prose of its own as long as the next one up adds a quarter more.
    """
    weights: dict[int, float] = defaultdict(float)
    chains: dict[int, list[int]] = {}
    parents: dict[int, int | None] = {}
    prose = [block for block in blocks if is_prose(block)]
    for block in prose:
        chain = _chain(block, parents)
        chains[block.number] = chain
        for number in chain:
            weights[number] += len(block.text) * (1 - block.link_share)
    direct: dict[int, float] = defaultdict(float)
    for block in prose:
        direct[chains[block.number][0]] += len(block.text)
    if not direct:
        return frozenset()
    best = max(sorted(direct), key=lambda number: direct[number])
    up = parents[best]
    while up is not None:
        if weights[up] >= _GAIN * weights[best]:
            best = up
        up = parents.get(up)
    return frozenset(block.number for block in prose if best in chains[block.number])


def vote_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """Numbers of the paragraphs, however short, in the element below the page's first `<h1>` that holds most
    sentences without a link; none where it holds fewer than five, or another `<h1>` stands there."""
    heads = [block.number for block in blocks if block.level == 1]
    if len(heads) != 1:
        return frozenset()
    homes: dict[int, list[Block]] = defaultdict(list)
    for block in blocks[heads[0] + 1 :]:
        if block.type == "paragraph" and not block.links and not _stands_outside(block):
            homes[block.container].append(block)
    told = {home: sum(ends_sentence(block.text) for block in lines) for home, lines in homes.items()}
    best = max(told, key=lambda home: told[home], default=0)
    few = not told or told[best] < max(_LINES, _SENTENCES * len(homes[best]))
    return frozenset() if few else frozenset(block.number for block in homes[best])


def _chain(block: Block, parents: dict[int, int | None]) -> list[int]:
    """Numbers of the places that hold *block*, its container first, at most eight."""
    place: Place | None = block.place
    while place is not None and place.number != block.container:
        place = place.parent
    chain: list[int] = []
    while place is not None and len(chain) < _HEIGHT:
        chain.append(place.number)
        up = place.parent
        parents[place.number] = (
            up.number if up is not None and len(chain) < _HEIGHT else parents.get(place.number)
        )
        place = up
    return chain
