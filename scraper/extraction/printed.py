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
_WIDTH, _WIDEST = 50, 100
"""Letters of the lines of a text that is broken at a width."""
_BULLET = re.compile(r"\s*[-*•·–]\s")
_SEVERAL = 0.25
"""Share of the parts that may have lines of their own."""


def part_text(raw: str) -> list[str]:
    """The paragraphs of *raw*, cleaned: several only where `_PARAGRAPHS` of them read as such.

    Templates leave empty lines within a line of text; whole paragraphs between them are nobody's accident.
    """
    parts = [clean_text(part) for part in _EMPTY_LINE.split(raw)]
    return parts if sum(map(_is_paragraph, parts)) >= _PARAGRAPHS else [clean_text(raw)]


def read_printed(parts: Sequence[str]) -> list[list[str]]:
    """The lines of each of the *parts* of what stands in `<pre>`, of which several are paragraphs; nothing
    where it is code or verse.

    Lines broken at one width are one. Of others there are few, a label over a title: none is indented but for
    the items of a list.
    """
    lines = [_unwrap(part.split("\n")) for part in parts if part.strip()]
    paragraphs = sum(1 for part in lines for line in part if _is_paragraph(line))
    several = [part for part in lines if len(part) > 1]
    indented = any(line.startswith(" ") and not _BULLET.match(line) for part in several for line in part[1:])
    if paragraphs < _PARAGRAPHS or indented or len(several) > _SEVERAL * len(lines):
        return []
    return [[line.strip() for line in part] for part in lines]


def _unwrap(lines: list[str]) -> list[str]:
    width = range(_WIDTH, _WIDEST + 1)
    wrapped = len(lines) > 1 and all(len(line) in width for line in lines[:-1])
    own = any(line.startswith(" ") or _BULLET.match(line) for line in lines[1:])
    return [" ".join(lines)] if wrapped and not own else lines


def _is_paragraph(text: str) -> bool:
    return len(text) >= _LETTERS and ends_sentence(text)
