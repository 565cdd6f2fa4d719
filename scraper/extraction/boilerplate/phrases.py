"""Phrases of the trade by language, read from data files, and a matcher that finds them in a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from exports.record import CORRECTION_KINDS, REASONS
from scraper.normalise.text import tokens

FOLDER = "phrases"
_WAYS = ("label", "start", "within")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One phrase found in a text."""

    reason: str
    """One of `exports.record.REASONS`, or of `CORRECTION_KINDS` for a notice's label."""
    way: str
    """`label` (all of the text), `start` or `within`."""
    length: int
    """Words of the phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """All phrases, by their first word."""

    table: dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]
    """first word -> (words, reason, way)."""

    def find(self, words: Sequence[str]) -> tuple[Match, ...]:
        """Every phrase that *words* hold in the way it must be held; longer phrases first."""
        found = []
        for start, word in enumerate(words):
            for phrase, reason, way in self.table.get(word, ()):
                if way != "within" and start:
                    continue
                end = start + len(phrase)
                if tuple(words[start:end]) != phrase or (way == "label" and end != len(words)):
                    continue
                found.append(Match(reason=reason, way=way, length=len(phrase)))
        return tuple(sorted(found, key=lambda match: -match.length))


class PhrasesError(ValueError):
    """A phrase file of ours is wrong: which file, which key."""


@cache
def load_phrases() -> Phrases:
    """The phrases of all languages. They are few and long enough to stand in one table."""
    rows: dict[str, set[tuple[tuple[str, ...], str, str]]] = {}
    folder = resources.files(__package__) / FOLDER
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            for phrase, reason, way in parse_phrases(file.read_text("utf-8"), file.name):
                rows.setdefault(phrase[0], set()).add((phrase, reason, way))
    return Phrases(table={word: tuple(sorted(found)) for word, found in sorted(rows.items())})


def parse_phrases(source: str, name: str) -> Iterable[tuple[tuple[str, ...], str, str]]:
    """(words, reason, way) of each phrase in a file's *source*. PhrasesError: unknown key or no words."""
    for reason, ways in tomllib.loads(source).items():
        if reason not in REASONS and reason not in CORRECTION_KINDS:
            raise PhrasesError(f"{name}: {reason}: not a reason of the record nor a kind of correction")
        for way, phrases in ways.items():
            if way not in _WAYS:
                raise PhrasesError(f"{name}: {reason}.{way}: use one of {', '.join(_WAYS)}")
            for phrase in phrases:
                words = tuple(tokens(phrase))
                if not words:
                    raise PhrasesError(f"{name}: {reason}.{way}: {phrase!r} has no words")
                yield words, reason, way
