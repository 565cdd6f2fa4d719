"""What reads as the headline of another article, and what is set as one."""

from __future__ import annotations

import re

from scraper.extraction.boilerplate.appeals import is_label
from scraper.extraction.boilerplate.worded import says
from scraper.extraction.places import Place
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_otherwise, opens_quote

LINKED = 0.85
"""Share of its letters from which on a block is nothing but a link."""
DATA = frozenset(("table_row", "preformatted"))
"""What no teaser is made of."""
LONGEST = 30
"""Most words of a headline."""
ASKING = ("?", "!", "？", "！", "؟")
_SPOKEN = ("—", "–", "- ")
"""Dashes that speech in a text opens with."""
_HEADLINE = range(5, 21)
"""Words of a headline that a label of unknown words is believed with."""
_INNER_STOP = re.compile(r"[.!?…]\s|[。！？]")
_FULL_STOP = "。"
"""What headlines of no language have: where a full stop is a point it may follow a shortened word."""


def is_plain_headline(region: Region, position: int, words: range = _HEADLINE) -> bool:
    """Whether the block reads as a headline of so many *words*, and is not set as one over the text."""
    if not is_headline_like(region, position) or region.ends_clause(position):
        return False
    if region.lengths[position] not in words:
        return False
    if opens_otherwise(region.blocks[position].text) or _INNER_STOP.search(region.blocks[position].text):
        return False
    block = region.blocks[position]
    return block.type == "paragraph" and not (block.bold or block.italic)


def is_own_headline(region: Region, position: int) -> bool:
    """Whether the line is a headline: plain, or the only one of the page in bold, or that asks."""
    if not 0 <= position < len(region.blocks) or region.blocks[position].type != "paragraph":
        return False
    if _is_bold_headline(region, position):
        return is_sole_bold(region, position)
    return is_plain_headline(region, position) or _asks_alone(region, position)


def is_sole_bold(region: Region, position: int) -> bool:
    """Whether the line is a headline in bold, and no other of the page is."""
    if not 0 <= position < len(region.blocks) or not _is_bold_headline(region, position):
        return False
    texts: set[str] | None = region.memo.get("bold_headlines")
    if texts is None:
        bold = [p for p, block in enumerate(region.blocks) if block.bold and _is_bold_headline(region, p)]
        texts = region.memo["bold_headlines"] = {region.blocks[p].text for p in bold}
    return len(texts) == 1


def _is_bold_headline(region: Region, position: int) -> bool:
    block = region.blocks[position]
    line = block.type == "paragraph" and block.bold and region.lengths[position] in _HEADLINE
    return line and not region.ends_clause(position) and not is_named(region, position)


def is_headline_like(region: Region, position: int) -> bool:
    """Whether the block reads as another article's headline: some words, and no sentence."""
    if not 0 <= position < len(region.blocks):
        return False
    block = region.blocks[position]
    if block.type in DATA or block.type == "quote":
        return False
    if block.link_share >= LINKED:
        return True
    if block.type == "heading" and block.link_share < 0.5:
        return False
    if block.type == "list_item" and block.link_share < 0.5 and position in region.kept:
        return False
    length = region.lengths[position]
    if _INNER_STOP.search(block.text) and (opens_quote(block.text) or _FULL_STOP in block.text):
        return False
    if block.inside(Place.PRE) or not 3 <= length <= LONGEST:
        return False
    return not region.ends_clause(position) or _asks_alone(region, position)


def _asks_alone(region: Region, position: int) -> bool:
    """Whether the block is one short question or cry, the only one on the page: an interviewer asks more."""
    text = region.blocks[position].text
    if not text.endswith(ASKING) or region.lengths[position] not in _HEADLINE or _INNER_STOP.search(text):
        return False
    if text.startswith(_SPOKEN):
        return False
    return len({block.text for block in region.blocks if block.text.endswith(ASKING)}) == 1


def is_named(region: Region, label: int) -> bool:
    """Whether the words of the label say what it is, not its place alone."""
    text = region.blocks[label].text
    known = any(match.reason == "related_teaser" for match in region.matches(label))
    return known or is_label(region, text, "related_teaser") or says(region, text, "related_teaser")
