"""Labels of teasers that their words tell together with the one headline that stands beside them."""

from __future__ import annotations

import re

from scraper.extraction.boilerplate.label_words import reads_as_label
from scraper.extraction.boilerplate.teaser_headlines import LINKED, is_headline_like, is_sole_bold
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_otherwise

_TYPES = frozenset(("paragraph", "heading"))
_LISTED = frozenset(("list_item", "table_row"))
_HEADLINE = range(3, 21)
"""Words of a headline beside such a label."""
_NUMBER = re.compile(r"\d")
"""What no label of unknown words has: an hour has, a score."""


def labels_one(region: Region, position: int) -> bool:
    """Whether the line is made of a label's words, and one headline stands with it between the paragraphs.

    Be it a link or not; a label that is set as a heading stands over it.
    """
    block = region.blocks[position]
    if block.type not in _TYPES or _NUMBER.search(block.text) or not reads_as_label(region, position):
        return False
    below = _is_one_headline(region, position + 1)
    if below == _is_one_headline(region, position - 1) or (block.type == "heading" and not below):
        return False
    first, last = (position - 1, position + 2) if below else (position - 2, position + 1)
    return is_text(region, first, or_listed=True) and is_text(region, last)


def _is_one_headline(region: Region, position: int) -> bool:
    """Whether a line stands there that is no sentence, in no list, a headline by its length and the only one in bold, if it is."""
    if not 0 <= position < len(region.blocks) or not is_headline_like(region, position):
        return False
    block, words = region.blocks[position], region.lengths[position]
    if block.type != "paragraph" or opens_otherwise(block.text) or words not in _HEADLINE:
        return False
    if reads_as_label(region, position):
        return False
    if block.link_share >= LINKED or is_sole_bold(region, position):
        return True
    return not (block.bold or block.italic or region.ends_clause(position))


def is_text(region: Region, position: int, *, or_listed: bool = False) -> bool:
    """Whether a sentence of the text stands there; *or_listed*: an item or a table's row will do."""
    if not 0 <= position < len(region.blocks) or position not in region.kept:
        return False
    kind = region.blocks[position].type
    return (region.sentences[position] and kind == "paragraph") or (or_listed and kind in _LISTED)
