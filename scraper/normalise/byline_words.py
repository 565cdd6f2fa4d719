"""The words of bylines by their part: what stands before names, between them, and in their stead."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from scraper.normalise.tables import load_table
from scraper.normalise.text import fold

FIRST_WORD = re.compile(r"[^\s:：・/|]*")


@cache
def first_words() -> frozenset[str]:
    """The first words of all that stands before names: a quick test."""
    return frozenset(FIRST_WORD.match(word)[0] for word in phrases()["by"])  # type: ignore[index]


@cache
def labels() -> re.Pattern[str]:
    """Words before names: "By ..." at the beginning, "Foto: ..." and "photos by ..." anywhere."""
    by, labelled = phrases()["by"], {word for words in roles().values() for word in words}
    prompts = {
        word for word in labelled if word.endswith((" by", " von", " di", " de", " par", " af", " av"))
    }
    return re.compile(
        rf"(?:^|(?<=[\s,;.]))(?P<noted>{_either(by | labelled)})\s*[:：]\s*"
        rf"|^\s*(?P<opener>{_either(by)})(?:\s+|(?=[\u3040-\u30ff\u3400-\u9fff]))(?=\S)"
        rf"|(?:^|(?<=\s))(?P<prompt>{_either(prompts)})\s+",
        re.IGNORECASE,
    )


def _either(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _read(name: str) -> dict[str, Any]:
    return load_table(files("scraper.normalise").joinpath(name))


@cache
def phrases() -> dict[str, set[str]]:
    """The sections of bylines.toml, folded, all languages together."""
    table = _read("bylines.toml")
    return {
        section: {fold(word) for words in table[section].values() for word in words}
        for section in table
        if section != "roles"
    }


@cache
def roles() -> dict[str, set[str]]:
    """The labels of each role, folded."""
    return {role: {fold(word) for word in words} for role, words in _read("bylines.toml")["roles"].items()}
