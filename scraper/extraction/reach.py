"""How far the article region goes beyond what the judges took: to siblings, and to notices of correction."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from exports.record import CORRECTION_KINDS
from scraper.extraction.blocks import Block
from scraper.extraction.boilerplate.phrases import Phrases
from scraper.extraction.content import Content
from scraper.extraction.places import Place
from scraper.extraction.shape import BRACKETS, ends_sentence
from scraper.normalise.text import words_of

_BEYOND = 8
"""Blocks on each side."""
_FRAMES = 2
"""Elements that may frame a notice of its own, an `<aside>` and a box, beside the paragraphs."""
_OPENING = 60
"""Letters of a block that tell whether it opens as a notice."""
_NOTE = 200
"""Letters of a note whose label no list knows."""
_LINKED = 0.5
_APART = Place.NAV | Place.FORM | Place.DIALOG | Place.HIDDEN | Place.FOOTER


def find_edges(blocks: Sequence[Block], content: Content, phrases: Phrases) -> tuple[int, int]:
    """First and last block of *content*, and beyond them up to eight siblings of its blocks on each side:
    notices and prompts that the judges passed over stand there.

    Below them a notice of correction may have a frame of its own, other boxes between.
    """
    holders = {blocks[number].container for number in content.numbers}
    first, last = content.first, content.last
    while first > 0 and content.first - first < _BEYOND and blocks[first - 1].container in holders:
        first -= 1
    while last + 1 < len(blocks) and last - content.last < _BEYOND and blocks[last + 1].container in holders:
        last += 1
    below = blocks[last + 1 : last + 1 + _BEYOND] if content.numbers else ()
    notices = [
        block.number
        for block in below
        if _stands_beside(block, holders) and _opens_as_notice(block.text, phrases)
    ]
    return first, max(notices, default=last)


def _stands_beside(block: Block, holders: Collection[int]) -> bool:
    """Whether the block, a sentence, stands in a frame beside the paragraphs."""
    if block.type == "heading" or block.link_share >= _LINKED or block.inside(_APART):
        return False
    framed = any(place.number in holders for place in block.place.above(1 + _FRAMES))
    return framed and ends_sentence(block.text)


def _opens_as_notice(text: str, phrases: Phrases) -> bool:
    """Whether the text has the label of a notice, or a short one any in brackets."""
    if len(text) <= _NOTE and BRACKETS.match(text):
        return True
    words = words_of(text[:_OPENING])
    if not phrases.may_correct(words):
        return False
    return any(match.reason in CORRECTION_KINDS and match.way == "start" for match in phrases.find(words))
