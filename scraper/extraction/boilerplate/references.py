"""The reference of a study under the text: "Reference: M. Holm et al., Annals of Locks, 2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import grammars_of, is_under, read_line
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.word_lists import has_word
from scraper.extraction.region import LABEL, Region
from scraper.extraction.shape import measure
from scraper.normalise.text import words_of

_LONGEST = 40
_LABEL = 3
"""Most words of the label."""
_TEXT = 3
"""Paragraphs that must stand above."""
_CITED = re.compile(
    r"(?<!\d)(?:19|20)\d\d[a-z]?[).]*\.?$|[(（](?:19|20)\d\d[)）]|\bdoi\b|\bDOI\b|\bet al\b|\barXiv\b"
)
"""What only a reference has: a year at its end or in brackets, a number of its own, "and others"."""


def find_references(region: Region) -> Iterator[Finding]:
    """Lines under the text of a label, a colon and what is cited, with its year or number; none tells."""
    for position in range(region.prose[-1] if len(region.prose) > _TEXT else 0, len(region.blocks)):
        text = region.blocks[position].text
        label = LABEL.match(text) if region.lengths[position] <= _LONGEST else None
        if label is None or not _CITED.search(text, label.end()) or not is_under(region, position):
            continue
        words = words_of(label.group())
        if measure(words) <= _LABEL and any(
            has_word("references", grammar.language, "label", words) and not read_line(grammar, text).told
            for grammar in grammars_of(region)
        ):
            yield Finding(position, "caption", "references/caption")
