"""How newsrooms of a language speak to their readers: verbs of asking, names of what they offer, small words.

A call is made anew in every newsroom, its words are not: a line is read as a row of classes, which files list
by language (`grammar_files`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from scraper.normalise.text import words_of

CLASSES = ("ours", "yours", "told", "filler", "furniture")
_FIRST_ARABIC = "\u0600"
_ARABIC = re.compile(r"^(?:[وفبك]?ال|لل|[وفبكل](?=\w{4}))(?=\w{3})")
Part = tuple[str, bool]
"""(folded word, whether it stands for all words that begin so)."""
Row = tuple[tuple[Part, ...], frozenset[str]]
_NONE: frozenset[str] = frozenset()
_NO_NAMES: Counter[str] = Counter()
_MOST_SEEN = 20_000
_MOST_CLAUSES = 2000


# Not frozen: a page has hundreds, and a frozen one takes five times as long to make.
@dataclass(slots=True, kw_only=True)
class Reading:
    """A line read word by word. Nobody changes one that is read."""

    content: int = 0
    """Words that are no small words."""
    covered: int = 0
    """Of them, those that some class knows."""
    asks: int = 0
    """Verbs of asking that open or close a clause."""
    verbs: int = 0
    """Verbs of asking anywhere."""
    furniture: int = 0
    ours: int = 0
    yours: int = 0
    told: int = 0
    """Words of reported speech and of the past: the line tells, and does not ask."""
    trade_told: int = 0
    """Of `told`, those that also say what a writer does."""
    names: Counter[str] = field(default_factory=lambda: _NO_NAMES)
    """Reason -> how many of its names, a verb of its own counted as one."""
    nouns: Counter[str] = field(default_factory=lambda: _NO_NAMES)
    """The same, names alone."""

    def count(self, name: str, times: int) -> None:
        """Add *times* to the class *name*, one of `CLASSES` but small words, while the line is being read."""
        setattr(self, name, getattr(self, name) + times)

    def add(self, other: Reading) -> None:
        """Put *other* at the end of this line, while it is being read."""
        self.content += other.content
        self.covered += other.covered
        self.asks += other.asks
        self.verbs += other.verbs
        self.furniture += other.furniture
        self.ours += other.ours
        self.yours += other.yours
        self.told += other.told
        self.trade_told += other.trade_told
        if other.names:
            self.names = self.names + other.names
            self.nouns = self.nouns + other.nouns

    @property
    def share(self) -> float:
        """Share of the words that some class knows, 0 to 1."""
        return self.covered / self.content if self.content else 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grammar:
    """The words of one language."""

    language: str
    rows: dict[str, tuple[Row, ...]]
    """First letter -> (words, classes); a class is `ask`, one of `CLASSES`, `name.REASON` or `ask.REASON`."""
    affixes: tuple[tuple[str, bool, str], ...]
    """(letters, whether they may stand inside a word, class) of languages that say "our" by an ending."""
    small: frozenset[str]
    """The small words: what tells the language of a text."""
    ours: frozenset[str]
    yours: frozenset[str]
    """The words for "our" and "your", which may also stand in a longer phrase."""
    seen: dict[str, tuple[_Meaning, tuple[Row, ...]]] = field(default_factory=dict, repr=False)
    """Word -> what it means by itself and the longer rows that it opens, as they were looked up."""
    clauses: dict[str, Reading] = field(default_factory=dict, repr=False)
    """The clauses read last: a rule reads a block whole, another one sentence by sentence."""

    def read(self, clauses: Sequence[str]) -> Reading:
        """*clauses* of one line as classes of words."""
        found = [self._read_once(clause) for clause in map(str.strip, clauses) if clause]
        if len(found) == 1:
            return found[0]
        line = Reading()
        for reading in found:
            line.add(reading)
        return line

    def _read_once(self, clause: str) -> Reading:
        known = self.clauses.get(clause)
        if known is None:
            if len(self.clauses) >= _MOST_CLAUSES:
                self.clauses.clear()
            known = self.clauses[clause] = self._read_clause(clause)
        return known

    def _read_clause(self, clause: str) -> Reading:
        words: Sequence[str] = words_of(clause)
        if max(words, default="") >= _FIRST_ARABIC:
            words = [bare(word) for word in words]
        line = Reading()
        names: list[str] = []
        nouns: list[str] = []
        seen, total = self.seen, len(words)
        content = lead = start = last = 0
        while start < total:
            meaning, rows = seen.get(words[start]) or self._look_up(words[start])
            length = 1
            if rows:
                length, meaning = _find_longest(rows, words, start, meaning)
            start += length
            if meaning.nothing:
                continue
            content += length
            if not meaning.known:
                lead += 1
                last = 0
                continue
            line.covered += length
            # A verb at the end calls, too: nothing but small words may stand behind it.
            last = last if meaning.filler else 0
            if meaning.verb:
                line.verbs += 1
                if lead <= 2:
                    line.asks += 1
                elif not meaning.filler:
                    last = 1
            lead += meaning.leads
            self._count(line, meaning, words[start - length : start])
            names += meaning.names
            nouns += meaning.nouns
        for affix in self.affixes:
            line.count(affix[2], sum([_has(word, affix) for word in words]))
        line.content = content
        line.asks += last
        if names:
            line.names, line.nouns = Counter(names), Counter(nouns) if nouns else _NO_NAMES
        return line

    def _count(self, line: Reading, meaning: _Meaning, words: Sequence[str]) -> None:
        """Put the classes of the phrase *words* into *line*."""
        for name in meaning.classes:
            line.count(name, 1)
        line.trade_told += meaning.trade_told
        if len(words) > 1:
            line.ours += "ours" not in meaning.classes and not self.ours.isdisjoint(words)
            line.yours += "yours" not in meaning.classes and not self.yours.isdisjoint(words)

    def _look_up(self, word: str) -> tuple[_Meaning, tuple[Row, ...]]:
        """What *word* means by itself, and the longer rows that it may open; looked up once for each word."""
        rows = [
            row
            for row in self.rows.get(word[0], ())
            if (word.startswith(row[0][0][0]) if row[0][0][1] else word == row[0][0][0])
        ]
        single = _NONE.union(*(classes for parts, classes in rows if len(parts) == 1))
        found = _meaning(single), tuple(row for row in rows if len(row[0]) > 1)
        if len(self.seen) < _MOST_SEEN:
            self.seen[word] = found
        return found


class _Meaning(NamedTuple):
    """What a phrase's classes say, read once for each set of them."""

    known: bool
    filler: bool
    nothing: bool
    """Whether it is a small word and nothing else."""
    verb: bool
    leads: bool
    """Whether a verb behind it no longer opens the clause."""
    classes: tuple[str, ...]
    """Those of `CLASSES` but small words."""
    trade_told: bool
    names: tuple[str, ...]
    nouns: tuple[str, ...]


@lru_cache(maxsize=4096)
def _meaning(classes: frozenset[str]) -> _Meaning:
    parts = [name.partition(".") for name in sorted(classes)]
    return _Meaning(
        known=bool(classes),
        filler="filler" in classes,
        nothing=classes == {"filler"},
        verb=any(kind == "ask" for kind, _, _ in parts),
        leads=not classes & {"filler", "yours"},
        classes=tuple(name for name in CLASSES if name in classes and name != "filler"),
        trade_told={"told", "name.author_bio"} <= classes,
        names=tuple(reason for _, _, reason in parts if reason),
        nouns=tuple(reason for kind, _, reason in parts if reason and kind == "name"),
    )


def _find_longest(
    rows: tuple[Row, ...], words: Sequence[str], start: int, meaning: _Meaning
) -> tuple[int, _Meaning]:
    """The longest phrase of *rows* that *words* hold from *start*, and what it means; else the word alone."""
    length, classes = 1, _NONE
    for parts, found in rows:
        if len(parts) >= length and _fits(parts, words, start):
            classes = found if len(parts) > length else classes | found
            length = len(parts)
    return (length, _meaning(classes)) if length > 1 else (1, meaning)


def _fits(parts: tuple[Part, ...], words: Sequence[str], start: int) -> bool:
    if start + len(parts) > len(words):
        return False
    for (part, stem), word in zip(parts, words[start : start + len(parts)], strict=True):
        if not (word.startswith(part) if stem else word == part):
            return False
    return True


def _has(word: str, affix: tuple[str, bool, str]) -> bool:
    letters, inside, _ = affix
    return len(word) > len(letters) + 2 and (letters in word[2:] if inside else word.endswith(letters))


def bare(word: str) -> str:
    """*word* without what Arabic writes in front of it: article, "and", "in", "for"."""
    return _ARABIC.sub("", word) if "\u0600" <= word[0] <= "\u06ff" else word
