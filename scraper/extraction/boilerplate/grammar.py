"""How newsrooms of a language speak to their readers: verbs of asking, names of what they offer, small words.

A call is made anew in every newsroom, its words are not: `grammar/<language>.toml` lists them by class, and a
line is read as a row of classes. `all.toml` holds names that every language shares.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple, TypeAlias

from exports.record import REASONS
from scraper.normalise.tables import load_table
from scraper.normalise.text import tokens, words_of

FOLDER = "grammar"
CLASSES = ("ours", "yours", "told", "filler", "furniture")
SHARED = "all"
_ARABIC = re.compile(r"^(?:[وفبك]?ال|لل|[وفبكل](?=\w{4}))(?=\w{3})")
_TURKISH = str.maketrans({"i": "İ", "ı": "I"})
_ACCENTS = str.maketrans("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ")

Part = tuple[str, bool]
"""(folded word, whether it stands for all words that begin so)."""
Row = tuple[tuple[Part, ...], frozenset[str]]
_NONE: frozenset[str] = frozenset()
_NO_NAMES: Counter[str] = Counter()
_MOST_SEEN = 20_000
_MOST_CLAUSES = 2000


class GrammarError(ValueError):
    """A grammar file of ours is wrong: which file, which key."""


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

    def __add__(self, other: Reading) -> Reading:
        """Both lines as one."""
        both = replace(self)
        both.add(other)
        return both

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
        line = Reading()
        for clause in map(str.strip, clauses):
            if not clause:
                continue
            known = self.clauses.get(clause)
            if known is None:
                if len(self.clauses) >= _MOST_CLAUSES:
                    self.clauses.clear()
                known = self.clauses[clause] = self._read_clause(clause)
            line.add(known)
        return line

    def _read_clause(self, clause: str) -> Reading:
        content = covered = asks = verbs = trade_told = 0
        counts = dict.fromkeys(CLASSES, 0)
        names: list[str] = []
        nouns: list[str] = []
        words = [bare(word) for word in words_of(clause)]
        spans = self._spans(words)
        lead = start = 0
        for index, (length, span) in enumerate(spans):
            start += length
            if span.nothing:
                continue
            content += length
            if not span.known:
                lead += 1
                continue
            covered += length
            if span.verb:
                verbs += 1
                asks += lead <= 2 or _is_last(spans, index)
            lead += span.leads
            for name in span.classes:
                counts[name] += 1
            if length > 1:
                inner = words[start - length : start]
                counts["ours"] += "ours" not in span.classes and not self.ours.isdisjoint(inner)
                counts["yours"] += "yours" not in span.classes and not self.yours.isdisjoint(inner)
            trade_told += span.trade_told
            names += span.names
            nouns += span.nouns
        for affix in self.affixes:
            counts[affix[2]] += sum([_has(word, affix) for word in words])
        del counts["filler"]
        return Reading(
            content=content,
            covered=covered,
            asks=asks,
            verbs=verbs,
            trade_told=trade_told,
            **counts,
            names=Counter(names) if names else _NO_NAMES,
            nouns=Counter(nouns) if nouns else _NO_NAMES,
        )

    def _spans(self, words: Sequence[str]) -> list[Span]:
        """The longest phrases that *words* hold, one after the other."""
        spans, start, seen = [], 0, self.seen
        while start < len(words):
            word = words[start]
            known = seen.get(word)
            if known is None:
                known = self._look_up(word)
            length, meaning = 1, known[0]
            classes = _NONE
            for parts, found in known[1]:
                if len(parts) >= length and _fits(parts, words, start):
                    classes = found if len(parts) > length else classes | found
                    length = len(parts)
            if length > 1:
                meaning = _meaning(classes)
            spans.append((length, meaning))
            start += length
        return spans

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
        classes=tuple(name for name in CLASSES if name in classes),
        trade_told={"told", "name.author_bio"} <= classes,
        names=tuple(reason for _, _, reason in parts if reason),
        nouns=tuple(reason for kind, _, reason in parts if reason and kind == "name"),
    )


Span: TypeAlias = tuple[int, _Meaning]
"""(words, meaning) of a phrase."""


def _is_last(spans: Sequence[Span], index: int) -> bool:
    """Whether nothing but small words stands behind the span at *index*."""
    return not spans[index][1].filler and all(span.filler for _, span in spans[index + 1 :])


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


def load_grammars() -> dict[str, Grammar]:
    """Language -> its grammar, the shared names among each. GrammarError: an unknown key."""
    return {language: load_grammar(language) for language in load_small()}


@cache
def load_grammar(language: str) -> Grammar:
    """The grammar of *language*, one of `load_small`; made when a page first needs it."""
    return make_grammar([*_files()[language], *_files()[SHARED]], language)


@cache
def load_small() -> dict[str, frozenset[str]]:
    """Language -> its small words. GrammarError: an unknown key."""
    files = _files()
    return {
        language: list_small([*phrases, *files[SHARED]], language)
        for language, phrases in sorted(files.items())
        if language != SHARED
    }


@cache
def _files() -> dict[str, tuple[tuple[str, str], ...]]:
    """Name of each file -> (class, phrase) of all that stands in it."""
    folder = resources.files(__package__) / FOLDER
    return {
        file.name[:-5]: tuple(_list_grammar(load_table(file), file.name[:-5]))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }


def parse_grammar(source: str, language: str) -> Iterator[tuple[str, str]]:
    """(class, phrase) of each phrase in a file's *source*."""
    return _list_grammar(tomllib.loads(source), language)


def _list_grammar(table: dict[str, Any], language: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if key in CLASSES:
            yield from ((key, phrase) for phrase in value)
        elif key in ("ask", "name"):
            for reason, phrases in value.items():
                if reason not in REASONS and (key, reason) != ("ask", "any"):
                    raise GrammarError(f"{language}.toml: {key}.{reason}: not a reason of the record")
                kind = "ask" if reason == "any" else f"{key}.{reason}"
                yield from ((kind, phrase) for phrase in phrases)
        else:
            raise GrammarError(f"{language}.toml: {key}: use ask, name, {', '.join(CLASSES)}")


def make_grammar(phrases: Sequence[tuple[str, str]], language: str) -> Grammar:
    """The grammar of *phrases*, (class, phrase) each."""
    found: dict[tuple[Part, ...], set[str]] = {}
    affixes = []
    for kind, phrase in phrases:
        if phrase.startswith("*"):
            affixes.append((phrase.strip("*"), phrase.endswith("*"), kind))
            continue
        for variant in _variants(phrase, language):
            found.setdefault(_parts(variant), set()).add(kind)
    rows: dict[str, list[Row]] = {}
    for parts, kinds in sorted(found.items()):
        rows.setdefault(parts[0][0][0], []).append((parts, frozenset(kinds)))
    single = {
        name: frozenset(p[0][0] for p, kinds in found.items() if name in kinds and len(p) == 1)
        for name in ("ours", "yours")
    }
    return Grammar(
        language=language,
        rows={first: tuple(row) for first, row in rows.items()},
        affixes=tuple(affixes),
        small=list_small(phrases, language),
        ours=single["ours"],
        yours=single["yours"],
    )


def list_small(phrases: Sequence[tuple[str, str]], language: str) -> frozenset[str]:
    """The small words of one word each among *phrases*, (class, phrase) each."""
    small = (
        _parts(each) for kind, phrase in phrases if kind == "filler" for each in _variants(phrase, language)
    )
    return frozenset(parts[0][0] for parts in small if len(parts) == 1)


def _variants(phrase: str, language: str) -> tuple[str, ...]:
    """*phrase* as it is also written: Turkish capitals fold otherwise, Greek ones lose their accents."""
    if language == "tr":
        return phrase, phrase[:1].translate(_TURKISH) + phrase[1:], phrase.translate(_TURKISH)
    if language == "el":
        return phrase, phrase.translate(_ACCENTS)
    return (phrase,)


def _parts(phrase: str) -> tuple[Part, ...]:
    if "*" not in phrase:
        return tuple([(bare(word), False) for word in tokens(phrase)])
    parts: list[Part] = []
    for piece in phrase.split():
        words = [bare(word) for word in tokens(piece)]
        parts.extend((word, False) for word in words[:-1])
        parts.append((words[-1], piece.endswith("*")))
    return tuple(parts)
