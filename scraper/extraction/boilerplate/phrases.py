"""Phrases of the trade by language, read from data files, and a matcher that finds them in a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

from exports.record import CORRECTION_KINDS, REASONS
from scraper.extraction.boilerplate.spellings import spell_plainly
from scraper.normalise.tables import made_of_tables
from scraper.normalise.text import tokens, words_of_each

FOLDER = "phrases"
NUMBER = "#"
"""In a phrase: any number."""
GAP = "*"
"""In a phrase: one to four words of any kind."""
_WAYS = ("label", "start", "within", "call")
_WIDEST = 4
_MOST_SEEN = 20_000


Row: TypeAlias = tuple[tuple[str, ...], str, str]
"""(words, reason, way) of a phrase."""
_Rows: TypeAlias = dict[str, tuple[Row, ...]]
_Fields: TypeAlias = tuple[_Rows, _Rows, frozenset[str], frozenset[str]]
_PACKAGE = __name__.rpartition(".")[0]
_CODE = ((_PACKAGE, "phrases.py"), (_PACKAGE, "spellings.py"), ("scraper.normalise", "text.py"))
"""What makes a file's phrases what they are, beside the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One phrase found in a text."""

    reason: str
    """One of `exports.record.REASONS`, or of `CORRECTION_KINDS` for a notice's label."""
    way: str
    """`label` (all of the text), `start`, `within`, or `call`: a sentence of the publisher's opens so."""
    length: int
    """Words that the phrase covers."""
    first: int = 0
    """Index of the first of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """All phrases, by their first word: first word -> (words, reason, way)."""

    opening: dict[str, tuple[Row, ...]]
    """Those that a text must open with, or be."""
    within: dict[str, tuple[Row, ...]]
    """Those that may stand anywhere."""
    callers: frozenset[str]
    """The first words of those that are calls."""
    notices: frozenset[str]
    """The first words of those that open a correction."""
    seen: dict[tuple[str, str, bool], tuple[Row, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Two words, whether they open the text -> the rows that they may open, as they were looked up."""

    def may_call(self, words: Sequence[str]) -> bool:
        """Whether a sentence of *words* could open as calls do: one of them, or a number, opens a call."""
        return not self.callers.isdisjoint(words) or NUMBER in self.callers

    def may_correct(self, words: Sequence[str]) -> bool:
        """Whether a text of *words* could open as a correction does."""
        return bool(words) and (words[0] in self.notices or NUMBER in self.notices)

    def find(self, words: Sequence[str]) -> tuple[Match, ...]:
        """Every phrase that *words* hold in the way it must be held; longer phrases first."""
        if not words:
            return ()
        found = []
        following = words[1] if len(words) > 1 else ""
        rows = self._rows(words[0], following, opens=True) if words[0] in self.opening else ()
        if words[0].isdecimal():
            rows = (*rows, *self._rows(NUMBER, following, opens=True))
        for phrase, reason, way in rows:
            end = _match(phrase, words, 0)
            if end and (way != "label" or end == len(words)):
                found.append(Match(reason=reason, way=way, length=end))
        within = self.within
        for start in [index for index, word in enumerate(words) if word in within]:
            following = words[start + 1] if start + 1 < len(words) else ""
            for phrase, reason, way in self._rows(words[start], following, opens=False):
                end = _match(phrase, words, start)
                if end:
                    found.append(Match(reason=reason, way=way, length=end - start, first=start))
        return tuple(sorted(found, key=lambda match: -match.length)) if found else ()

    def _rows(self, word: str, following: str, *, opens: bool) -> tuple[Row, ...]:
        """The rows of `opening` or `within` that *word* and the one after it may open, looked up once."""
        rows = self.seen.get((word, following, opens))
        if rows is None:
            table = self.opening if opens else self.within
            rows = tuple(
                row
                for row in table.get(word, ())
                if len(row[0]) == 1 or row[0][1] in (following, GAP) or row[0][1] == NUMBER
            )
            if len(self.seen) < _MOST_SEEN:
                self.seen[word, following, opens] = rows
        return rows


def _match(phrase: tuple[str, ...], words: Sequence[str], start: int) -> int:
    """Where *phrase*, laid on *words* from *start*, ends; 0 where it does not fit."""
    end = start
    for index, part in enumerate(phrase):
        if end >= len(words):
            return 0
        if part == GAP:
            rest = phrase[index + 1 :]
            limits = range(end + 1, min(end + _WIDEST, len(words)) + 1)
            return next((found for at in limits if (found := _match(rest, words, at) if rest else at)), 0)
        if part != words[end] and not (part == NUMBER and words[end].isdecimal()):
            return 0
        end += 1
    return end


class PhrasesError(ValueError):
    """A phrase file of ours is wrong: which file, which key."""


@cache
def load_phrases() -> Phrases:
    """The phrases of all languages. They are few and long enough to stand in one table.

    It is kept as our other tables are, for as long as the files are the same and the code that reads them.
    """
    folder = resources.files(__package__) / FOLDER
    return _with(made_of_tables(folder, _CODE, _read))


def _read(files: Mapping[str, bytes]) -> _Fields:
    """The fields of `Phrases` with what is in *files*, contents by name."""
    rows: dict[str, set[Row]] = {}
    for name, source in files.items():
        for row in parse_phrases(source.decode("utf-8"), name):
            rows.setdefault(row[0][0], set()).add(row)
    return _parted(rows)


def make_phrases(rows: dict[str, set[Row]]) -> Phrases:
    """*rows*, parted by where they must stand."""
    return _with(_parted(rows))


def _with(fields: _Fields) -> Phrases:
    opening, within, callers, notices = fields
    return Phrases(opening=opening, within=within, callers=callers, notices=notices)


def _parted(rows: dict[str, set[Row]]) -> _Fields:
    """The fields of `Phrases`, in their order."""
    opening, within = {}, {}
    for word, found in sorted(rows.items()):
        ordered = sorted(found)
        opening[word] = tuple(row for row in ordered if row[2] != "within")
        within[word] = tuple(row for row in ordered if row[2] == "within")
    return (
        opening,
        {word: found for word, found in within.items() if found},
        frozenset(word for word, found in opening.items() if any(way == "call" for *_, way in found)),
        frozenset(
            word
            for word, found in opening.items()
            if any(reason in CORRECTION_KINDS for _, reason, _ in found)
        ),
    )


def parse_phrases(source: str, name: str) -> Iterable[Row]:
    """(words, reason, way) of each phrase in a file's *source*. PhrasesError: unknown key or no words."""
    return _list_phrases(tomllib.loads(source), name)


def _list_phrases(table: dict[str, Any], name: str) -> Iterator[Row]:
    for reason, ways in table.items():
        if reason not in REASONS and reason not in CORRECTION_KINDS:
            raise PhrasesError(f"{name}: {reason}: not a reason of the record nor a kind of correction")
        for way, phrases in ways.items():
            if way not in _WAYS:
                raise PhrasesError(f"{name}: {reason}.{way}: use one of {', '.join(_WAYS)}")
            spelled = [each for phrase in phrases for each in spell_plainly(phrase, name.partition(".")[0])]
            for phrase, words in zip(spelled, _list_parts(spelled), strict=True):
                if not words or words[0] == GAP:
                    raise PhrasesError(f"{name}: {reason}.{way}: {phrase!r} begins with no word")
                yield words, reason, way


def _list_parts(phrases: Sequence[str]) -> list[tuple[str, ...]]:
    """The folded words of each of *phrases*, its wild cards among them."""
    wild = [NUMBER in phrase or GAP in phrase for phrase in phrases]
    plain = iter(words_of_each([phrase for phrase, has in zip(phrases, wild, strict=True) if not has]))
    return [_wild_parts(phrase) if has else next(plain) for phrase, has in zip(phrases, wild, strict=True)]


def _wild_parts(phrase: str) -> tuple[str, ...]:
    parts: list[str] = []
    for piece in phrase.split():
        parts.extend([piece] if piece in (NUMBER, GAP) else tokens(piece))
    return tuple(parts)
