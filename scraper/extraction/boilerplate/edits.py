"""Words in which a newsroom says what it did to a text of its own: "Corrects paragraph 2", "quotes added"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scraper.extraction.boilerplate.word_lists import count_words

_LEAD = 4
"""Words, a verb of two among them, within which a note without a label says what was done."""
_NEAR = 12
"""Words within which it names the part of the text; characters count four to a word."""
_UNSPACED = frozenset(("ja", "zh"))
"""Languages whose words are characters, and whose verb stands last."""


def tells_edit(words: Sequence[str], languages: Iterable[str]) -> bool:
    """Whether *words*, behind a notice's label, say that something was done to the text."""
    return any(
        _count(words if language in _UNSPACED else words[:_LEAD], language, "did")
        or _count(words, language, "part")
        or (_count(words, language, "did") and _count(words, language, "text"))
        for language in languages
    )


def count_edits(words: Sequence[str], languages: Iterable[str]) -> int:
    """Of a note without a label: how many things it says were done to a part of the text; 0 for other lines.

    It opens with the verb and names the part soon after; where the verb stands last, with the part.
    """
    return max((_count_edits(words, language) for language in languages), default=0)


def _count_edits(words: Sequence[str], language: str) -> int:
    unspaced = language in _UNSPACED
    done = _count(words if unspaced else words[:_LEAD], language, "did")
    near = words[: 4 * _NEAR if unspaced else _NEAR]
    return done if done and _count(near, language, "part") else 0


def _count(words: Sequence[str], language: str, kind: str) -> int:
    return count_words("edits", language, kind, words)
