"""How alike two texts are, without comparing them word by word: MinHash over runs of words."""

from __future__ import annotations

import hashlib
import re
import struct
from functools import lru_cache

from rensa import RMinHash

from exports.delivered import Sketch
from exports.record import Record

ENOUGH_WORDS = 25
"""A shorter text is too likely to be the same by chance or by form: captions, weather, results."""
LONGEST = 200_000
"""Letters of a text that count, forty times an article's: a longer one must not keep the crawl waiting."""
_RUN = 4  # words; more, and one changed word in a sentence makes it another one
BANDS, _ROWS = 21, 6  # two texts of similarity 0.8 meet in a band with probability 0.998, of 0.3 with 0.015
VALUES = BANDS * _ROWS
_SEED = 20
_JUST_MADE = 4
"""Texts of which the sketch is kept: it is asked for to find copies, and again to be filed."""
# Scripts written without spaces: every character is a token.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_ANY_UNSPACED = re.compile(f"[{_UNSPACED}]")
_SPACED_TOKEN = re.compile(r"\w+")


def to_sketch(record: Record) -> Sketch | None:
    """The sketch of the text of *record*, its first `LONGEST` letters; None: it has fewer than `ENOUGH_WORDS`
    words."""
    return None if record.word_count < ENOUGH_WORDS else _sketch_text(record.text[:LONGEST])


@lru_cache(maxsize=_JUST_MADE)
def _sketch_text(text: str) -> Sketch:
    text = text.casefold()
    tokens = (_TOKEN if _ANY_UNSPACED.search(text) else _SPACED_TOKEN).findall(text)
    runs = set(map(" ".join, zip(*(tokens[start:] for start in range(_RUN)), strict=False)))
    minhash = RMinHash(VALUES, _SEED)
    minhash.update(runs)
    signature = struct.pack(f"<{VALUES}I", *minhash.digest())
    return Sketch(signature=signature, bands=to_bands(signature))


def estimate_similarity(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity of the texts with these signatures: 0 to 1, two decimals."""
    values, others = struct.unpack(f"<{VALUES}I", one), struct.unpack(f"<{VALUES}I", other)
    same: int = sum(value == with_ for value, with_ in zip(values, others, strict=True))
    similarity: float = round(same / VALUES, 2)
    return similarity


def to_bands(signature: bytes) -> tuple[int, ...]:
    """A 64-bit number for each band, with the hash's own version in it: those of two never meet."""
    width = 4 * _ROWS
    return tuple(_band(number, signature[number * width : (number + 1) * width]) for number in range(BANDS))


def _band(number: int, rows: bytes) -> int:
    name = f"{RMinHash.ALGORITHM_VERSION}/{number}/".encode()
    return int.from_bytes(hashlib.blake2b(name + rows, digest_size=8).digest(), "big", signed=True)
