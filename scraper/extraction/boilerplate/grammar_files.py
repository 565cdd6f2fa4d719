"""The words of the trade by class, read from a file a language: `grammar/<language>.toml`.

`all.toml` holds names that every language shares.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from exports.record import REASONS
from scraper.extraction.boilerplate.grammar import CLASSES, Grammar, Part, Row, bare
from scraper.extraction.boilerplate.spellings import spell, spell_plainly
from scraper.normalise.tables import load_table, made_of_tables
from scraper.normalise.text import tokens

FOLDER = "grammar"
SHARED = "all"
_PACKAGE = __name__.rpartition(".")[0]
_CODE = (
    (_PACKAGE, "grammar_files.py"),
    (_PACKAGE, "grammar.py"),
    (_PACKAGE, "spellings.py"),
    ("scraper.normalise", "text.py"),
)
"""What makes a file's words what they are, beside the file."""


class GrammarError(ValueError):
    """A grammar file of ours is wrong: which file, which key."""


def load_grammars() -> dict[str, Grammar]:
    """Language -> its grammar, the shared names among each. GrammarError: an unknown key."""
    return {language: load_grammar(language) for language in load_small()}


@cache
def load_grammar(language: str) -> Grammar:
    """The grammar of *language*, one of `load_small`; made when a page first needs it."""
    return make_grammar([*_files()[language], *_files()[SHARED]], language)


@cache
def load_small() -> dict[str, frozenset[str]]:
    """Language -> its small words, kept as our tables are. GrammarError: an unknown key."""
    small: dict[str, frozenset[str]] = made_of_tables(
        resources.files(__package__) / FOLDER, _CODE, _read_small
    )
    return small


def _read_small(sources: Mapping[str, bytes]) -> dict[str, frozenset[str]]:
    files = {
        name[:-5]: list(parse_grammar(source.decode("utf-8"), name[:-5])) for name, source in sources.items()
    }
    return {
        language: list_small([*phrases, *files[SHARED]], language)
        for language, phrases in files.items()
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
        for variant in spell_plainly(phrase, language):
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
    small = (_parts(each) for kind, phrase in phrases if kind == "filler" for each in spell(phrase, language))
    return frozenset(parts[0][0] for parts in small if len(parts) == 1)


def _parts(phrase: str) -> tuple[Part, ...]:
    if "*" not in phrase:
        return tuple([(bare(word), False) for word in tokens(phrase)])
    parts: list[Part] = []
    for piece in phrase.split():
        words = [bare(word) for word in tokens(piece)]
        parts.extend((word, False) for word in words[:-1])
        parts.append((words[-1], piece.endswith("*")))
    return tuple(parts)
