"""What a sentence speaks of: the article, or the headline of another one that stands over it.

Words tell, by their beginnings: those that it shares with that headline, with the article's titles, with the
paragraphs right around it and with all others, measured by how much the paragraphs share with each other.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from statistics import median

from scraper.extraction.boilerplate.appeals import grammars_of
from scraper.extraction.boilerplate.grammar import bare
from scraper.extraction.region import Region
from scraper.extraction.shape import has_quote
from scraper.normalise.tables import load_table
from scraper.normalise.text import words_of

_PREFIX = 5
"""Letters that stand for a word's inflected forms."""
_SHORTEST = 4
_WEIGHT, _STRANGE = 3, 0.34
"""Fewest words of weight that make a subject, and the share of them that another one may have, too."""
_KANA = re.compile("[\u3040-\u309f]")
_BIAS = -9.326
_WEIGHTS = (12.324, 1.045, -1.43, -0.629, -2.74, -0.017, 1.621, -3.516, -1.682, 0.02, -1.232, -0.786)
"""Of each of `signs_of`. Fitted by `benchmarks/teaser_topics.py`, mostly on real articles with real teasers
of others among their paragraphs."""
_LONG, _MANY, _STOPS = 60, 6, 2
"""Words, stems and inner ends of sentences beyond which more of them say no more."""
_USUAL = 8
"""Words that a paragraph has at least where a sentence's length is held against it."""
STOP = re.compile(r"[.!?…。！？।؟]\s")
"""The end of a sentence within a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The article's words."""

    own: dict[int, frozenset[str]]
    """Position of each paragraph -> its `stems`."""
    counts: Counter[str]
    """Stem -> paragraphs that have it."""
    titles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What tells of a sentence by itself."""

    stems: frozenset[str]
    words: int
    stops: int
    """Ends of sentences within it."""
    leans: bool
    """Whether it opens as one that leans on the sentence before."""
    quotes: bool


def goes_on(region: Region, position: int, headlines: Sequence[int]) -> float:
    """The logarithm of the odds that the block goes on about the *headlines* over it, not the article."""
    text, words = _text_of(region), region.words(position)
    others = [other for other in text.own if other != position]
    line = region.blocks[position].text
    signs = signs_of(
        Sentence(
            stems=stems_of(region, words),
            words=len(words),
            stops=len(STOP.findall(line[:-1])),
            leans=leans_back(region, position),
            quotes=has_quote(line),
        ),
        _stems_of_all(region, headlines),
        text.titles,
        [text.own[other] for other in others],
        [len(region.words(other)) for other in others],
        place=sum(1 for other in others if other < position),
    )
    return _BIAS + sum(weight * sign for weight, sign in zip(_WEIGHTS, signs, strict=True))


def signs_of(
    sentence: Sentence,
    teased: frozenset[str],
    titles: frozenset[str],
    paragraphs: Sequence[frozenset[str]],
    lengths: Sequence[int],
    *,
    place: int,
) -> tuple[float, ...]:
    """What tells a sentence's subject.

    Its share of the headline's stems, *teased*, and how many of them are news to the article; how many the
    article's *titles* have, and the paragraphs before and behind (*place*: how many stand before); how much
    more of it the *paragraphs* have than they have of each other; its words, its stems, the share of them
    that article or titles have; its length beside the *lengths* of the paragraphs, in words; and the rest.
    """
    own = sentence.stems
    counts = Counter(stem for stems in paragraphs for stem in stems)
    around = frozenset().union(*paragraphs[max(0, place - 1) : place + 1])
    shares = [sum(1 for s in stems if counts[s] > 1) / len(stems) for stems in paragraphs if stems]
    habit = sum(shares) / len(shares) if shares else 0.0
    usual = max(_USUAL, median(lengths)) if lengths else _USUAL
    return (
        len(own & teased) / max(1, len(teased)),
        min(3, sum(1 for stem in own & teased - titles if not counts[stem])),
        min(3, len(own & titles)),
        min(4, len(own & around)),
        sum(1 for stem in own if counts[stem]) / max(1, len(own)) - habit,
        min(_LONG, sentence.words),
        min(_MANY, len(own)),
        sum(1 for stem in own if counts[stem] or stem in titles) / max(1, len(own)),
        math.log((sentence.words + 3) / (usual + 3)),
        min(_STOPS, sentence.stops),
        sentence.leans,
        sentence.quotes,
    )


def count_shared(region: Region, position: int, headlines: Sequence[int]) -> int:
    """How many words of weight the block has in common with the *headlines*."""
    own = stems_of(region, region.words(position))
    return len(own.intersection(_stems_of_all(region, headlines)))


def share_known(region: Region, position: int, *, besides: Collection[int] = ()) -> float:
    """The share of the block's words of weight that the article's titles or paragraphs have, 0 to 1.

    *besides*: positions of other paragraphs that may not be the article's, either.
    """
    text, own = _text_of(region), stems_of(region, region.words(position))
    apart = [text.own.get(other, frozenset()) for other in {position, *besides}]
    known = _known(text, own, apart) | (own & text.titles)
    return len(known) / max(1, len(own))


def is_strange(region: Region, position: int, *, besides: Collection[int] = ()) -> bool:
    """Whether the block has a subject, and next to none of its words of weight is the article's.

    *besides*: as of `share_known`.
    """
    weight = len(stems_of(region, region.words(position)))
    return weight >= _WEIGHT and share_known(region, position, besides=besides) <= _STRANGE


def leans_back(region: Region, position: int) -> bool:
    """Whether the block opens as a sentence does that leans on the one before: "He", "But", "This"."""
    words = region.words(position)
    return any(opens_leaning(words, grammar.language) for grammar in grammars_of(region))


def opens_leaning(words: Sequence[str], language: str) -> bool:
    """The same of *words* of a *language*."""
    for opener, open_ended in _openers().get(language, ()):
        start = tuple(words[: len(opener)])
        if start == opener or (open_ended and "".join(start).startswith("".join(opener))):
            return True
    return False


@cache
def _openers() -> dict[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """Language -> (words of each opener, whether the last may go on)."""
    table = load_table(resources.files(__package__) / "openers.toml")
    return {
        language: tuple((words_of(opener), opener.endswith("*")) for opener in openers)
        for language, openers in table.items()
    }


def _known(text: _Text, stems: frozenset[str], apart: Sequence[frozenset[str]]) -> frozenset[str]:
    """Which of *stems* a paragraph has, other than those of the stems *apart*."""
    return frozenset(stem for stem in stems if text.counts[stem] > sum(stem in other for other in apart))


def stems_of(region: Region, words: Sequence[str]) -> frozenset[str]:
    """The stems of *words* in the region's language."""
    grammars = grammars_of(region)
    return list_stems(words, grammars[-1].small if grammars else frozenset())


def list_stems(words: Sequence[str], small: frozenset[str]) -> frozenset[str]:
    """The beginnings of *words* but for the *small* ones; of Chinese and Japanese pairs of signs."""
    found, last = set(), ""
    for word in words:
        if len(word) == 1:
            if last and not _KANA.match(last + word):
                found.add(last + word)
            last = word
            continue
        last = ""
        if len(word) >= _SHORTEST and word not in small and not word.isdecimal():
            found.add(bare(word)[:_PREFIX])
    return frozenset(found)


def _stems_of_all(region: Region, positions: Sequence[int]) -> frozenset[str]:
    return frozenset().union(*(stems_of(region, region.words(position)) for position in positions))


def _text_of(region: Region) -> _Text:
    known: _Text | None = region.memo.get("topics")
    if known is None:
        own = {position: stems_of(region, region.words(position)) for position in region.prose}
        counts = Counter(stem for stems in own.values() for stem in stems)
        titles = stems_of(region, [word for title in region.facts.titles for word in words_of(title)])
        known = region.memo["topics"] = _Text(own=own, counts=counts, titles=titles)
    return known
