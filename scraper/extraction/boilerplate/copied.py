"""Teasers whose headline stands twice, one right under the other: above a picture and below it, say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import in_verse
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.teaser_headlines import ASKING
from scraper.extraction.region import LABEL, Region
from scraper.extraction.shape import opens_otherwise, opens_quote
from scraper.normalise.text import fold

_HEADLINE = range(3, 25)
"""Words of a headline."""
_LABEL = 6
"""Most words of a label."""
_FORM = 3
"""Such headlines of a page; more lines that stand twice are its own form."""
_NUMBER = re.compile(r"\d")
"""What no label has: an hour has, a score."""
_COLONS = (":", "：")
_BEFORE = frozenset(("list_item", "table_row", "caption", "quote"))
"""What of the text may stand above that ends without a sign."""


def find_copied_headlines(region: Region) -> Iterator[Finding]:
    """A line between paragraphs that stands twice, no sentence, and the label right above it or below."""
    found = [position for position in range(1, len(region.blocks) - 1) if _is_pair(region, position)]
    if len(found) > _FORM:
        return
    for position in found:
        label = next((line for line in (position - 1, position + 2) if is_bare_label(region, line)), None)
        first = position - 1 if label == position - 1 else position
        end = position + (3 if label == position + 2 else 2)
        if not _stands_between(region, first, end):
            continue
        if region.blocks[position].type == "heading" and not region.is_paragraph(end):
            continue
        for line in (position, position + 1):
            yield Finding(line, "related_teaser", "copied/headline")
        if label is not None:
            yield Finding(label, "related_teaser", "copied/label")


def _is_pair(region: Region, position: int) -> bool:
    """Whether the line and the one right below say the same, as a headline does; a refrain is no headline."""
    block, below = region.blocks[position], region.blocks[position + 1]
    if block.text[:1] != below.text[:1] or region.lengths[position] not in _HEADLINE:
        return False
    if fold(block.text) != fold(below.text) or fold(block.text) in map(fold, region.facts.titles):
        return False
    headings = block.type == below.type == "heading"
    if not (headings or {block.type, below.type} <= {"paragraph", "caption"}):
        return False
    if block.italic and below.italic:
        return False
    if region.ends_clause(position) and not block.text.endswith(ASKING):
        return False
    return not opens_otherwise(block.text) and not in_verse(region, position)


def is_bare_label(region: Region, position: int) -> bool:
    """Whether the line is short, no sentence, and set neither as a heading nor as an item of a list."""
    if not 0 <= position < len(region.blocks):
        return False
    block = region.blocks[position]
    if block.type not in ("paragraph", "caption") or not 1 <= region.lengths[position] <= _LABEL:
        return False
    if opens_quote(block.text) or block.link_share >= 0.5 or _NUMBER.search(block.text):
        return False
    return not region.ends_clause(position) or bool(LABEL.fullmatch(block.text))


def _stands_between(region: Region, first: int, end: int) -> bool:
    """Whether the text goes on above *first* and from *end* on, and does not announce what follows it."""
    if not region.before(first) or first < 1 or end >= len(region.blocks):
        return False
    above = region.blocks[first - 1]
    if above.text.endswith(_COLONS):
        return False
    return (region.sentences[first - 1] or above.type in _BEFORE) and region.after(end - 1) > 0
