"""An extractor's lines, found again among the page's blocks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from scraper.extraction.blocks import Block
from scraper.normalise.text import tokens

_SIGNS = re.compile(r"[\W_]+")
_PLAIN_SIGNS = bytes(byte for byte in range(0x80) if not chr(byte).isalnum())
_SIGNS_IN_LINE = _PLAIN_SIGNS.replace(b"\n", b"")
# The signs of print that most texts have. Without them most are ASCII, which is sifted many times faster.
_PRINTED = "’‘“”–—…\xa0"
_GRAM = 4
_COVERED = 0.6
_MARGIN = 4


def text_key(text: str) -> str:
    """The letters and digits of *text* run together: equal for texts that differ in spaces and signs only."""
    plain = text
    if not text.isascii():
        for sign in _PRINTED:
            plain = plain.replace(sign, "")
    if plain.isascii():
        return plain.encode("ascii").translate(None, _PLAIN_SIGNS).decode("ascii") or text.strip()
    return "".join(_SIGNS.split(text)) or text.strip()


def _keys_of(texts: Sequence[str]) -> list[str]:
    """`text_key` of each of *texts*. Sifted together they take a fraction of the time."""
    joined = "\n".join(texts)
    for sign in _PRINTED:
        joined = joined.replace(sign, "")
    plain = [text if text.isascii() else "" for text in joined.split("\n")]
    if len(plain) != len(texts):  # one has lines itself
        return [text_key(text) for text in texts]
    keys = "\n".join(plain).encode("ascii").translate(None, _SIGNS_IN_LINE).decode("ascii").split("\n")
    return [key or text_key(text) for key, text in zip(keys, texts, strict=True)]


def match_lines(lines: Sequence[str], blocks: Sequence[Block]) -> frozenset[int]:
    """Numbers of the *blocks* that *lines*, in page order, were made of.

    Equal letters first; of several equal blocks the one that keeps the order. What is left over on both
    sides is matched by runs of four words, near the blocks that were found.
    """
    sifted = _keys_of(lines)
    keys = [key for key in sifted if key]
    places: dict[str, list[int]] = defaultdict(list)
    for block, key in zip(blocks, _keys_of([block.text for block in blocks]), strict=True):
        places[key].append(block.number)
    found, rest = _match_keys(keys, places)
    if rest:
        found |= _match_grams(
            [line for line, key in zip(lines, sifted, strict=True) if key in rest], blocks, found
        )
    return frozenset(found)


def _match_keys(keys: list[str], places: dict[str, list[int]]) -> tuple[set[int], set[str]]:
    """(numbers found, keys that no block has), walking between the anchors: texts that stand once."""
    anchors = _rising(
        [(index, places[key][0]) for index, key in enumerate(keys) if len(places.get(key, ())) == 1]
    )
    limits = [number for _, number in anchors]
    indexes = [index for index, _ in anchors]
    found: set[int] = set()
    rest: set[str] = set()
    last = -1
    for index, key in enumerate(keys):
        numbers = places.get(key)
        if not numbers:
            rest.add(key)
            continue
        if len(numbers) == 1:
            found.add(numbers[0])
            last = max(last, numbers[0])
            continue
        after = bisect_left(indexes, index)
        end = limits[after] if after < len(limits) else numbers[-1] + 1
        low, high = bisect_left(numbers, last + 1), bisect_left(numbers, end)
        if low >= high:
            continue
        # Before the first anchor the nearest to the text is meant, not the page's menu.
        choice = numbers[high - 1] if after == 0 and limits else numbers[low]
        found.add(choice)
        last = choice
    return found, rest


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of *pairs* whose second members rise: what stands out of order is no anchor."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, (_, number) in enumerate(pairs):
        slot = bisect_left(tails, number)
        tails[slot : slot + 1] = [number]
        ends[slot : slot + 1] = [position]
        before.append(ends[slot - 1] if slot else -1)
    chain: list[tuple[int, int]] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        chain.append(pairs[position])
        position = before[position]
    return chain[::-1]


def _match_grams(lines: list[str], blocks: Sequence[Block], found: set[int]) -> set[int]:
    """Blocks not *found* whose word runs stand mostly in *lines*."""
    pool: set[tuple[str, ...]] = set()
    for line in lines:
        pool |= grams(tokens(line))
    if not pool:
        return set()
    first, last = (min(found) - _MARGIN, max(found) + _MARGIN) if found else (0, len(blocks))
    matched = set()
    for block in blocks[max(0, first) : last + 1]:
        if block.number in found:
            continue
        own = grams(tokens(block.text))
        if own and len(own & pool) >= _COVERED * len(own):
            matched.add(block.number)
    return matched


def grams(words: Sequence[str]) -> set[tuple[str, ...]]:
    """All runs of four *words*; the whole where there are two or three; none for a single word."""
    if len(words) < _GRAM:
        return {tuple(words)} if len(words) > 1 else set()
    return set(zip(*(words[start:] for start in range(_GRAM)), strict=False))
