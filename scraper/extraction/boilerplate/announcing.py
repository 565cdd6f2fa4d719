"""Sentences in which a newsroom says what another article of its own holds: "an overview", "step by step"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

from scraper.extraction.boilerplate.appeals import grammars_of
from scraper.extraction.region import Region
from scraper.normalise.tables import load_table
from scraper.normalise.text import words_of

Phrase = tuple[tuple[str, ...], bool]
"""The words, and whether the last may go on."""


def announces(region: Region, position: int) -> bool:
    """Whether the block speaks of an article as its newsroom does, and no other paragraph does."""
    if not _speaks(region, position):
        return False
    return not any(_speaks(region, other) for other in region.prose if other != position)


def _speaks(region: Region, position: int) -> bool:
    words = region.words(position)
    return any(has_announcement(words, grammar.language) for grammar in grammars_of(region))


def has_announcement(words: Sequence[str], language: str) -> bool:
    """Whether *words* of a *language* hold one of its phrases."""
    return any(stands_in(phrase, words) for phrase in _phrases().get(language, ()))


def stands_in(phrase: Phrase, words: Sequence[str]) -> bool:
    """Whether *words* hold *phrase*."""
    parts, open_ended = phrase
    size = len(parts)
    for start in range(len(words) - size + 1):
        if tuple(words[start : start + size - 1]) != parts[:-1]:
            continue
        last = words[start + size - 1]
        if last == parts[-1] or (open_ended and last.startswith(parts[-1])):
            return True
    return False


@cache
def _phrases() -> dict[str, tuple[Phrase, ...]]:
    table = load_table(resources.files(__package__) / "announcing.toml")
    return {
        language: tuple((words_of(phrase), phrase.endswith("*")) for phrase in phrases)
        for language, phrases in table.items()
    }
