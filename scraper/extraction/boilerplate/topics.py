"""What a sentence speaks of: the article, or the headline of another one that stands over it.

Words tell, by their beginnings: those that it shares with that headline, with the article's titles, with the
paragraphs right around it and with all others, measured by how much the paragraphs share with each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from scraper.extraction.boilerplate.appeals import grammars_of
from scraper.extraction.boilerplate.grammar import bare
from scraper.extraction.region import Region
from scraper.normalise.tables import load_table
from scraper.normalise.text import words_of

_PREFIX = 5
"""Letters that stand for a word's inflected forms."""
_SHORTEST = 4
_WEIGHT, _STRANGE = 3, 0.34
"""Fewest words of weight that make a subject, and the share of them that another one may have, too."""
_KANA = re.compile("[\u3040-\u309f]")
# Fitted by `benchmarks/teaser_topics.py` on real articles with real teasers of others among their paragraphs.
_BIAS = -1.429
_WEIGHTS = (8.667, 1.382, -1.55, -0.749, -6.907, -0.075, 0.146)
"""Of each of `signs_of`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The article's words."""

    own: dict[int, frozenset[str]]
    """Position of each paragraph -> its `stems`."""
    counts: Counter[str]
    """Stem -> paragraphs that have it."""
    titles: frozenset[str]


def goes_on(region: Region, position: int, headlines: Sequence[int]) -> float:
    """The logarithm of the odds that the block goes on about the *headlines* over it, not about the article.

    On articles that were left out, one paragraph in 200 has 1.84 or more, and of the summaries 82 in 100.
    """
    text = _text_of(region)
    paragraphs = [(other, stems) for other, stems in text.own.items() if other != position]
    signs = signs_of(
        stems_of(region, region.words(position)),
        _stems_of_all(region, headlines),
        text.titles,
        [stems for _, stems in paragraphs],
        place=sum(1 for other, _ in paragraphs if other < position),
        words=len(region.words(position)),
    )
    return _BIAS + sum(weight * sign for weight, sign in zip(_WEIGHTS, signs, strict=True))


def signs_of(
    own: frozenset[str],
    teased: frozenset[str],
    titles: frozenset[str],
    paragraphs: Sequence[frozenset[str]],
    *,
    place: int,
    words: int,
) -> tuple[float, ...]:
    """What of a sentence's stems, *own*, tells its subject.

    Its share of the headline's stems, *teased*, and how many of them are news to the article; how many the
    article's *titles* have, and the paragraphs before and behind (*place*: how many stand before); how much
    more of it the *paragraphs* have than they have of each other; its *words*, and its stems.
    """
    counts = Counter(stem for stems in paragraphs for stem in stems)
    around = frozenset().union(*paragraphs[max(0, place - 1) : place + 1])
    shares = [sum(1 for s in stems if counts[s] > 1) / len(stems) for stems in paragraphs if stems]
    habit = sum(shares) / len(shares) if shares else 0.0
    return (
        len(own & teased) / max(1, len(teased)),
        min(3, sum(1 for stem in own & teased - titles if not counts[stem])),
        min(3, len(own & titles)),
        min(4, len(own & around)),
        sum(1 for stem in own if counts[stem]) / max(1, len(own)) - habit,
        min(80, words),
        min(20, len(own)),
    )


def count_shared(region: Region, position: int, headlines: Sequence[int]) -> int:
    """How many words of weight the block has in common with the *headlines*."""
    own = stems_of(region, region.words(position))
    return len(own.intersection(_stems_of_all(region, headlines)))


def share_known(region: Region, position: int) -> float:
    """The share of the block's words of weight that paragraphs of the article or its titles have, 0 to 1."""
    text, own = _text_of(region), stems_of(region, region.words(position))
    known = _known(text, own, text.own.get(position, frozenset())) | (own & text.titles)
    return len(known) / max(1, len(own))


def is_strange(region: Region, position: int) -> bool:
    """Whether the block has a subject, and next to none of its words of weight is the article's."""
    weight = len(stems_of(region, region.words(position)))
    return weight >= _WEIGHT and share_known(region, position) <= _STRANGE


def leans_back(region: Region, position: int) -> bool:
    """Whether the block opens as a sentence does that leans on the one before: "He", "But", "This"."""
    words = region.words(position)
    for grammar in grammars_of(region):
        for opener, open_ended in _openers().get(grammar.language, ()):
            start = words[: len(opener)]
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


def _known(text: _Text, stems: frozenset[str], mine: frozenset[str]) -> frozenset[str]:
    """Which of *stems* a paragraph has, other than that of the stems *mine*."""
    return frozenset(stem for stem in stems if text.counts[stem] > (stem in mine))


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
