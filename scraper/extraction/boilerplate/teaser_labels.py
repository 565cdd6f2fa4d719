"""Labels of teasers that their words tell together with the one headline that stands beside them."""

from __future__ import annotations

import re

from scraper.extraction.boilerplate.appeals import grammars_of
from scraper.extraction.boilerplate.label_words import is_made_of_labels, reads_as_label
from scraper.extraction.boilerplate.own_name import words_beside_name
from scraper.extraction.boilerplate.teaser_headlines import LINKED, is_headline_like, is_sole_bold
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_otherwise

_TYPES = frozenset(("paragraph", "heading"))
_LISTED = frozenset(("list_item", "table_row"))
_HEADLINE = range(3, 21)
"""Words of a headline beside such a label."""
_MOST = 4
"""Headlines under such a label."""
_SUMMARY = 36
"""Words of a summary."""
_NUMBER = re.compile(r"\d")
"""What no label of unknown words has: an hour has, a score."""


def labels_one(region: Region, position: int) -> bool:
    """Whether the line is made of a label's words or names the site, and a headline stands with it amid text.

    Be it a link or not; a label that is set as a heading stands over it. Over several, or under the summary,
    it must point elsewhere: lines of a text may be headed "Background".
    """
    block = region.blocks[position]
    if block.type not in _TYPES or _NUMBER.search(block.text):
        return False
    beside = words_beside_name(region, position) if block.type == "paragraph" else ()
    named = any(map(str.isalpha, "".join(beside)))
    if not named and not reads_as_label(region, position):
        return False
    below = _count_headlines(region, position, bold=named)
    above = _is_one_headline(region, position - 1, bold=named)
    if below and above:
        return False
    if below:
        first, last = position - 1, position + below + 1
    elif block.type == "heading" or not is_text(region, position + 1):
        return False
    elif above:
        first, last = position - 2, position + 1
    else:
        first, last = position - 3, position + 1
        if not _closes(region, position) or not _points(region, position, beside):
            return False
    if below > 1 and not reads_as_label(region, position, pointing=True):
        return False
    return is_text(region, first, or_listed=True) and is_text(region, last)


def _points(region: Region, position: int, beside: tuple[str, ...]) -> bool:
    """Whether the line points elsewhere, or the words *beside* the site's name do."""
    if reads_as_label(region, position, pointing=True):
        return True
    return any(
        is_made_of_labels(grammar.language, beside, pointing=True, enough=1)
        for grammar in grammars_of(region)
    )


def _count_headlines(region: Region, label: int, *, bold: bool) -> int:
    """How many headlines stand right under the line, each no sentence."""
    count = 0
    while count < _MOST and _is_one_headline(region, label + count + 1, bold=bold):
        count += 1
    return count


def _closes(region: Region, label: int) -> bool:
    """Whether a headline stands two above the line, and brief sentences in between."""
    if label < 2 or not _is_one_headline(region, label - 2) or region.lengths[label - 1] > _SUMMARY:
        return False
    return is_text(region, label - 1) and not opens_otherwise(region.blocks[label - 1].text)


def _is_one_headline(region: Region, position: int, *, bold: bool = False) -> bool:
    """Whether a headline by its length and look stands there; *bold*: though others are in bold, too."""
    if not 0 <= position < len(region.blocks) or not is_headline_like(region, position):
        return False
    block, words = region.blocks[position], region.lengths[position]
    if block.type != "paragraph" or opens_otherwise(block.text) or words not in _HEADLINE:
        return False
    if reads_as_label(region, position):
        return False
    if block.link_share >= LINKED or is_sole_bold(region, position) or (bold and block.bold):
        return True
    return not (block.bold or block.italic or region.ends_clause(position))


def is_text(region: Region, position: int, *, or_listed: bool = False) -> bool:
    """Whether a sentence of the text stands there; *or_listed*: an item or a table's row will do."""
    if not 0 <= position < len(region.blocks) or position not in region.kept:
        return False
    kind = region.blocks[position].type
    return (region.sentences[position] and kind == "paragraph") or (or_listed and kind in _LISTED)
