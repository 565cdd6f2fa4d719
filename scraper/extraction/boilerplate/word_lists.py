"""Lists of words by language and kind in files of their own, and how many of them stand in a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

from scraper.extraction.boilerplate.announcing import Phrase, stands_in
from scraper.normalise.tables import load_table
from scraper.normalise.text import words_of


def count_words(file: str, language: str, kind: str, words: Sequence[str]) -> int:
    """How many phrases of the *kind* that *file* lists for *language* stand in *words*, folded."""
    own = set(words)
    return sum(
        (phrase[0][0] in own or phrase[1]) and stands_in(phrase, words)
        for phrase in _load(file).get(language, {}).get(kind, ())
    )


def has_word(file: str, language: str, kind: str, words: Sequence[str]) -> bool:
    """Whether one of them does."""
    return count_words(file, language, kind, words) > 0


@cache
def _load(file: str) -> dict[str, dict[str, tuple[Phrase, ...]]]:
    """Language -> kind -> phrases of *file*, a TOML file beside this one; a * at the end is any ending."""
    table = load_table(resources.files(__package__) / f"{file}.toml")
    return {
        language: {
            kind: tuple((words_of(phrase), phrase.endswith("*")) for phrase in phrases)
            for kind, phrases in kinds.items()
        }
        for language, kinds in table.items()
    }
