"""The last line of a letter to readers that says what the next one is about: "Next week: what salt does"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from scraper.extraction.boilerplate.appeals import grammars_of, is_under
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region
from scraper.normalise.tables import load_table
from scraper.normalise.text import words_of

_PARTED = re.compile(r"^([^:：.!?]{4,60}?)\s?[:：]\s+\S")
_LONGEST = 24
_LINES = 3
"""From the end, where such a line may stand: thanks and a signature may follow."""
Phrases = tuple[tuple[str, ...], ...]


def find_coming(region: Region) -> Iterator[Finding]:
    """Such lines under the text: no paragraph stands behind them, and only words of time and readers, two at
    least, before the colon. Below a line that has a label, too, they are a list: the weather, a diary."""
    end = len(region.blocks)
    for position in range(max(0, end - _LINES), end):
        block = region.blocks[position]
        if block.type != "paragraph" or not 3 <= region.lengths[position] <= _LONGEST:
            continue
        parted = _PARTED.match(block.text)
        if parted and position and _PARTED.match(region.blocks[position - 1].text):
            continue
        if parted and _is_label(region, words_of(parted[1])) and is_under(region, position):
            yield Finding(position, "newsletter", "coming/newsletter")


def _is_label(region: Region, words: tuple[str, ...]) -> bool:
    """Whether *words* are those of a time to come, and of nothing else but days and readers."""
    return any(says_when(grammar.language, words) for grammar in grammars_of(region))


def says_when(language: str, words: tuple[str, ...]) -> bool:
    """Whether *words* of a *language* are a phrase for what comes next and nothing else."""
    following, more = _phrases().get(language, ((), frozenset()))
    known = [word in more for word in words]
    found = False
    for phrase in following:
        for start in range(len(words) - len(phrase) + 1):
            part = words[start : start + len(phrase)]
            if all(own in ("*", word) for own, word in zip(phrase, part, strict=True)):
                known[start : start + len(phrase)] = [True] * len(phrase)
                found = True
    return found and len(words) > 1 and all(known)


@cache
def _phrases() -> dict[str, tuple[Phrases, frozenset[str]]]:
    """Language -> (phrases that make the label, words that may stand beside them)."""
    table = load_table(resources.files(__package__) / "coming.toml")
    return {
        language: (tuple(map(_parts, own["next"])), frozenset(words_of(" ".join(own["more"]))))
        for language, own in table.items()
    }


def _parts(phrase: str) -> tuple[str, ...]:
    """The folded words of *phrase*, and "*" for any word."""
    return tuple(part if part == "*" else words_of(part)[0] for part in phrase.split())
