"""The phrases by which kinds of pages are told, read from `kind_words.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from scraper.normalise.tables import load_table
from scraper.normalise.text import fold, tokens

_MOST = 0.6


@cache
def load_phrases() -> dict[str, tuple[str, ...]]:
    """The folded phrases of each kind of page in all languages."""
    table = load_table(files("scraper.extraction").joinpath("kind_words.toml"))
    return {
        kind: tuple(dict.fromkeys(fold(phrase) for phrases in languages.values() for phrase in phrases))
        for kind, languages in table.items()
    }


def is_said_by(kind: str, titles: Iterable[str]) -> str | None:
    """The title of *titles* most of whose words are a phrase of *kind*; None: there is none."""
    wholes = _token_runs(kind)
    for title in titles:
        words = tokens(title)
        if 0 < len(words) <= 20 and any(
            len(run) >= _MOST * len(words) and _holds(words, run) for run in wholes
        ):
            return title
    return None


def is_said_in(kind: str, text: str) -> str | None:
    """The phrase of *kind* that stands in *text*; None: there is none. *text* should be short."""
    folded = fold(text[:5000])
    return next((phrase for phrase in load_phrases()[kind] if phrase in folded), None)


@cache
def _token_runs(kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(tokens(phrase)) for phrase in load_phrases()[kind])


def _holds(words: list[str], run: tuple[str, ...]) -> bool:
    size = len(run)
    return any(tuple(words[start : start + size]) == run for start in range(len(words) - size + 1))
