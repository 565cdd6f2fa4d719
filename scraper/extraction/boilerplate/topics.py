"""What a sentence speaks of: the article, or the headline of another one that stands over it.

Words tell, by their beginnings: those that it shares with that headline, with the article's titles, with the
paragraphs right around it and with all others, measured by how much the paragraphs share with each other.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from weakref import WeakKeyDictionary

from scraper.extraction.boilerplate.appeals import grammars_of
from scraper.extraction.boilerplate.grammar import bare
from scraper.extraction.region import Region
from scraper.normalise.text import words_of

_PREFIX = 5
"""Letters that stand for a word's inflected forms."""
_SHORTEST = 4
_KANA = re.compile("[\u3040-\u309f]")
# Fitted by `benchmarks/teaser_topics.py` on real articles with real teasers of others among their paragraphs.
_BIAS = -0.76
_OF_HEADLINE, _NEW = 11.06, 1.34
_OF_TITLE, _NEAR = -1.61, -0.53
_KNOWN = -7.14
_WORDS, _STEMS = -0.083, 0.114


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The article's words."""

    own: dict[int, frozenset[str]]
    """Position of each paragraph -> its `stems`."""
    counts: Counter[str]
    """Stem -> paragraphs that have it."""
    titles: frozenset[str]


_TEXTS: WeakKeyDictionary[Region, _Text] = WeakKeyDictionary()


def goes_on(region: Region, position: int, headlines: Sequence[int]) -> float:
    """The logarithm of the odds that the block goes on about the *headlines* over it, not about the article.

    On articles that were left out, one paragraph in 200 has 1.6 or more, and of the summaries 86 in 100.
    """
    text = _text_of(region)
    own, mine = stems_of(region, region.words(position)), text.own.get(position, frozenset())
    teased = _stems_of_all(region, headlines)
    new = own & teased - text.titles - _known(text, own & teased, mine)
    return (
        _BIAS
        + _OF_HEADLINE * len(own & teased) / max(1, len(teased))
        + _NEW * min(3, len(new))
        + _OF_TITLE * min(3, len(own & text.titles))
        + _NEAR * min(4, len(own & _around(text, position)))
        + _KNOWN * (len(_known(text, own, mine)) / max(1, len(own)) - _habit(text, position))
        + _WORDS * min(80, len(region.words(position)))
        + _STEMS * min(20, len(own))
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


def leans_back(region: Region, position: int) -> bool:
    """Whether the block opens as a sentence does that leans on the one before: "He", "But", "This"."""
    words = region.words(position)
    for grammar in grammars_of(region):
        for opener, open_ended in _openers().get(grammar.language, ()):
            start = words[: len(opener)]
            if start == opener or (open_ended and start and start[-1].startswith(opener[-1])):
                return True
    return False


@cache
def _openers() -> dict[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """Language -> (words of each opener, whether the last may go on)."""
    text = (resources.files(__package__) / "openers.toml").read_text("utf-8")
    return {
        language: tuple((words_of(opener), opener.endswith("*")) for opener in openers)
        for language, openers in tomllib.loads(text).items()
    }


def _known(text: _Text, stems: frozenset[str], mine: frozenset[str]) -> frozenset[str]:
    """Which of *stems* a paragraph has, other than that of the stems *mine*."""
    return frozenset(stem for stem in stems if text.counts[stem] > (stem in mine))


def _habit(text: _Text, position: int) -> float:
    """The share of a paragraph's stems that others have, on average, the one at *position* aside."""
    mine = text.own.get(position, frozenset())
    shares = [
        sum(1 for stem in stems if text.counts[stem] - (stem in mine) > 1) / len(stems)
        for other, stems in text.own.items()
        if stems and other != position
    ]
    return sum(shares) / len(shares) if shares else 0.0


def _around(text: _Text, position: int) -> frozenset[str]:
    """The stems of the paragraphs right before and right behind."""
    before = max((other for other in text.own if other < position), default=-1)
    behind = min((other for other in text.own if other > position), default=-1)
    return text.own.get(before, frozenset()) | text.own.get(behind, frozenset())


def stems_of(region: Region, words: Sequence[str]) -> frozenset[str]:
    """The beginnings of *words* that are not small; of Chinese and Japanese pairs of signs."""
    found, last = set(), ""
    small = grammars_of(region)[-1].small if grammars_of(region) else frozenset()
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
    known = _TEXTS.get(region)
    if known is None:
        own = {position: stems_of(region, region.words(position)) for position in region.prose}
        counts = Counter(stem for stems in own.values() for stem in stems)
        titles = stems_of(region, [word for title in region.facts.titles for word in words_of(title)])
        known = _TEXTS[region] = _Text(own=own, counts=counts, titles=titles)
    return known
