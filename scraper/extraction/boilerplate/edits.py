"""Words in which a newsroom says what it did to a text of its own: "Corrects paragraph 2", "quotes added"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from scraper.extraction.boilerplate.announcing import Phrase, stands_in
from scraper.normalise.tables import load_table
from scraper.normalise.text import words_of

_LEAD = 4
"""Words, a verb of two among them, within which a note without a label says what was done."""
_NEAR = 12
"""Words within which it names the part of the text; characters count four to a word."""
_UNSPACED = frozenset(("ja", "zh"))
"""Languages whose words are characters, and whose verb stands last."""


def tells_edit(words: Sequence[str], languages: Iterable[str]) -> bool:
    """Whether *words*, behind a notice's label, say that something was done to the text."""
    return any(
        _has(words if language in _UNSPACED else words[:_LEAD], language, "did")
        or _has(words, language, "part")
        or (_has(words, language, "did") and _has(words, language, "text"))
        for language in languages
    )


def count_edits(words: Sequence[str], languages: Iterable[str]) -> int:
    """Of a note without a label: how many things it says were done to a part of the text; 0 for other lines.

    It opens with the verb and names the part soon after; where the verb stands last, with the part.
    """
    return max((_count_edits(words, language) for language in languages), default=0)


def _count_edits(words: Sequence[str], language: str) -> int:
    unspaced = language in _UNSPACED
    if not _has(words[: 4 * _NEAR if unspaced else _NEAR], language, "part"):
        return 0
    return _has(words if unspaced else words[:_LEAD], language, "did")


def _has(words: Sequence[str], language: str, kind: str) -> int:
    """How many phrases of the *kind* stand in *words*."""
    return sum(stands_in(phrase, words) for phrase in _phrases().get(language, {}).get(kind, ()))


@cache
def _phrases() -> dict[str, dict[str, tuple[Phrase, ...]]]:
    table = load_table(resources.files(__package__) / "edits.toml")
    return {
        language: {
            kind: tuple((words_of(phrase), phrase.endswith("*")) for phrase in phrases)
            for kind, phrases in kinds.items()
        }
        for language, kinds in table.items()
    }
