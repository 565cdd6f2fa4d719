"""Lists of words by language and kind in files of their own, and how many of them stand in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from scraper.extraction.boilerplate.announcing import Phrase, stands_in
from scraper.normalise.tables import load_table
from scraper.normalise.text import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The phrases of one kind."""

    phrases: tuple[Phrase, ...]
    firsts: frozenset[str]
    """First words of those that open with a whole one."""
    stems: tuple[str, ...]
    """Those that are the beginning of one word."""

    def may_stand_in(self, words: Sequence[str]) -> bool:
        """Whether one of *words* opens a phrase."""
        if not self.firsts.isdisjoint(words):
            return True
        return bool(self.stems) and any(word.startswith(self.stems) for word in words)


def count_words(file: str, language: str, kind: str, words: Sequence[str]) -> int:
    """How many phrases of the *kind* that *file* lists for *language* stand in *words*, folded."""
    listed = _load(file).get(language, {}).get(kind)
    if listed is None or not listed.may_stand_in(words):
        return 0
    own = set(words)
    return sum(stands_in(phrase, words) for phrase in listed.phrases if phrase[1] or phrase[0][0] in own)


def has_word(file: str, language: str, kind: str, words: Sequence[str]) -> bool:
    """Whether one of them does."""
    return count_words(file, language, kind, words) > 0


@cache
def _load(file: str) -> dict[str, dict[str, _Words]]:
    """Language -> kind -> phrases of *file*, a TOML file beside this one; a * at the end is any ending."""
    table = load_table(resources.files(__package__) / f"{file}.toml")
    return {
        language: {kind: _listed(phrases) for kind, phrases in kinds.items()}
        for language, kinds in table.items()
    }


def _listed(lines: Sequence[str]) -> _Words:
    phrases = tuple((words_of(line), line.endswith("*")) for line in lines)
    stems = tuple(words[0] for words, goes_on in phrases if goes_on and len(words) == 1)
    firsts = frozenset(words[0] for words, goes_on in phrases if not (goes_on and len(words) == 1))
    return _Words(phrases=phrases, firsts=firsts, stems=stems)
