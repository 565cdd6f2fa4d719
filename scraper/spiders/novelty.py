"""Whether an article says something that its site has not said in this run."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Collection

from exports.record import Record
from scraper.spiders.address_set import AddressSet

_RUN = 4  # words
_KEPT = 64  # of the runs of a text, those with the smallest hashes: a fair sample, the same of the same text
_SAME = 0.85
_SHARE_ONE = 10
"""Texts that are alike share at least one of so many smallest hashes: of the 64 that count, 9 may differ."""
_DIGITS = 15  # of an id: no two of a run's begin alike
_READ = 50_000  # letters of a text: a page of two million must not keep the others waiting
_REMEMBERED = 100  # texts; what a trap repeats, it repeats at once


class Novelty:
    """What one site has said lately, in bounded memory."""

    def __init__(self) -> None:
        self._ids = AddressSet()
        self._texts: deque[array[int]] = deque(maxlen=_REMEMBERED)

    def is_new(self, record: Record) -> bool:
        """Whether *record* is neither an article of this run under another address nor nearly its text.

        From now on it is known.
        """
        number = int(record.id[:_DIGITS], 16)
        if self._ids.has(number):
            return False
        self._ids.put(number)
        sample = _sample(record.text[:_READ])
        first = set(sample[:_SHARE_ONE])
        if any(
            _alike(set(sample), other) for other in self._texts if not first.isdisjoint(other[:_SHARE_ONE])
        ):
            return False
        self._texts.append(sample)
        return True


def _sample(text: str) -> array[int]:
    """Hashes of runs of words, the smallest first."""
    words = text.casefold().split()
    runs = set(map(hash, zip(*(words[start:] for start in range(_RUN)), strict=False)))
    return array("q", sorted(runs or {hash(text)})[:_KEPT])


def _alike(one: set[int], other: Collection[int]) -> bool:
    """Whether the texts with these samples share `_SAME` of their runs of words, as far as that shows."""
    shared = one.intersection(other)
    if 2 * len(shared) < len(one):
        return False
    union = sorted(one.union(other))[: max(len(one), len(other))]
    return sum(run in shared for run in union) >= _SAME * len(union)
