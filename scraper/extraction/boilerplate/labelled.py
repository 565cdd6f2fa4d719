"""Teasers in one line: a label such as "read also", a colon or dash, and another article's headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scraper.extraction.boilerplate.appeals import grammars_of, is_label
from scraper.extraction.boilerplate.label_words import is_made_of_labels, reads_as_label
from scraper.extraction.boilerplate.own_name import words_beside_name
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.teaser_headlines import ASKING
from scraper.extraction.boilerplate.teaser_labels import is_text
from scraper.extraction.boilerplate.worded import says
from scraper.extraction.region import Region
from scraper.normalise.text import tokens

_FORM = 4
"""Such lines on a page; more are the article's own form."""
_LABELLED = re.compile(r"^([^:：.!?|]{2,40}?)\s?[:：|–—]\s?(\S.+)$", re.DOTALL)

_LABEL = 8
"""Most words of a teaser's label."""


def find_labelled_teasers(region: Region) -> Iterator[Finding]:
    """Lines of "read also", a colon or dash, and a headline. More than four are the article's own form."""
    found = [position for position in range(len(region.blocks)) if is_labelled(region, position)]
    if len(found) <= _FORM:
        for position in found:
            yield Finding(position, "related_teaser", "teasers/labelled")


def is_labelled(region: Region, position: int) -> bool:
    """Whether the block is a label and a headline in one line."""
    block = region.blocks[position]
    if region.lengths[position] > 30 or block.type not in ("paragraph", "heading"):
        return False
    asks = region.sentences[position] and block.text.endswith(ASKING)
    parted = _LABELLED.match(block.text) if asks or not region.sentences[position] else None
    if parted is None or len(tokens(parted[2])) < 3:
        return False
    words = tokens(parted[1])
    whole = {match.reason for match in region.phrases.find(words) if match.length == len(words)}
    if "navigation" in whole:
        return False
    phrase = "related_teaser" in whole and len(words) > 1
    label = phrase or is_label(region, parted[1], "related_teaser")
    if asks:
        known = label and len(words) > 1 and _stands_amid(region, position)
        return known or _is_coined(region, position, words)
    return label or says(region, parted[1], "related_teaser") or _is_coined(region, position, words)


def _is_coined(region: Region, position: int, words: list[str]) -> bool:
    """Whether *words*, two or more, are a label's, and text stands above the line and below."""
    if len(words) < 2 or region.blocks[position].type != "paragraph":
        return False
    if not any(is_made_of_labels(grammar.language, tuple(words)) for grammar in grammars_of(region)):
        return False
    return _stands_amid(region, position)


def _stands_amid(region: Region, position: int) -> bool:
    return is_text(region, position - 1, or_listed=True) and is_text(region, position + 1)


def is_gone_label(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether the block is among the *removed*, positions with their reasons, as a teaser's label."""
    if removed.get(position) != "related_teaser" or region.lengths[position] > _LABEL:
        return False
    return any(match.reason == "related_teaser" for match in region.matches(position))


def is_worded_label(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """The same, or worded as one is, though no phrase of ours is in it."""
    if is_gone_label(region, position, removed):
        return True
    if removed.get(position) != "related_teaser" or region.lengths[position] > _LABEL:
        return False
    text = region.blocks[position].text
    if is_label(region, text, "related_teaser") or says(region, text, "related_teaser"):
        return True
    return reads_as_label(region, position) or bool(words_beside_name(region, position))
