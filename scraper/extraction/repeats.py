"""Texts that recur over the articles of one site, each known by a short hash, and in how many they stand."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from scraper.normalise.text import fold

KEY_BYTES = 8
FEWEST = 3
"""Different articles of a site below which nothing is said to recur: two share much by chance."""
_BEGINNING = 40
_DIGIT = re.compile(r"\d")
_OFTEN = 5
_MOST = 1000
"""Texts of one site that are told of, the most frequent first."""


def key_of(text: str) -> bytes:
    """The hash that *text* is known by, of its folded form.

    Empty where it begins with no more letters than digits: `***`, `3:1` and `7:35PM` are alike by chance.
    """
    folded = fold(text)
    start = folded[:_BEGINNING]
    # Most begin with a letter and have no digit there.
    if not start[:1].isalpha() or _DIGIT.search(start):
        letters, digits = (sum(map(kind, start)) for kind in (str.isalpha, str.isdecimal))
        if letters <= digits:
            return b""
    return hashlib.blake2b(folded.encode(), digest_size=KEY_BYTES).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """What recurs over the articles of one site that were seen in earlier runs. Plain data."""

    articles: int = 0
    """Different articles that were looked at."""
    counts: Mapping[bytes, int] = field(default_factory=dict)
    """In how many of them a text stands, by its key; only what stands in `FEWEST` or more."""

    def count(self, key: bytes) -> int:
        """In how many articles the text of *key* stands; 0: fewer than `FEWEST`."""
        return self.counts.get(key, 0)

    def is_common(self, key: bytes) -> bool:
        """Whether the text of *key* stands in half of the articles and in five: the site's, not a story's."""
        count = self.count(key)
        return count >= _OFTEN and 2 * count >= self.articles

    def without(self, texts: Iterable[str]) -> Repeats:
        """The same, but nothing is said of *texts*."""
        spared = {key_of(text) for text in texts}
        return replace(self, counts={key: count for key, count in self.counts.items() if key not in spared})


def count_repeats(articles: Iterable[frozenset[bytes]]) -> Repeats:
    """What recurs over *articles*, each given as the keys of its texts. Their order does not matter."""
    counts: Counter[bytes] = Counter()
    seen = 0
    for keys in articles:
        seen += 1
        counts.update(keys)
    frequent = [(key, count) for key, count in counts.items() if key and count >= FEWEST]
    frequent.sort(key=lambda row: (-row[1], row[0]))
    return Repeats(articles=seen, counts=dict(frequent[:_MOST]))
