"""Text that its own empty lines part into paragraphs, as a style sheet or `<pre>` shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.extraction.shape import ends_sentence
from scraper.normalise.text import clean_text

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_PARAGRAPHS = 3
_LETTERS = 60
SHORTEST_TEXT = _PARAGRAPHS * _LETTERS
"""Letters below which a text is one paragraph."""


def part_text(raw: str) -> list[str]:
    """The paragraphs of *raw*, cleaned: several only where `_PARAGRAPHS` of them read as such.

    Templates leave empty lines within a line of text; whole paragraphs between them are nobody's accident.
    """
    parts = [clean_text(part) for part in _EMPTY_LINE.split(raw)]
    return parts if sum(map(_is_paragraph, parts)) >= _PARAGRAPHS else [clean_text(raw)]


def is_printed_prose(parts: Sequence[str]) -> bool:
    """Whether the *parts* of what stands in `<pre>` are no code and no verse: each is one line, several are
    paragraphs."""
    return sum(map(_is_paragraph, parts)) >= _PARAGRAPHS and not any("\n" in part for part in parts)


def _is_paragraph(text: str) -> bool:
    return len(text) >= _LETTERS and ends_sentence(text)
