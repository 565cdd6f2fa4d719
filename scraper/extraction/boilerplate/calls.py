"""Calls of the publisher to its readers, set as a paragraph among paragraphs: sign up, follow, pay, allow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from exports.record import CORRECTION_KINDS
from scraper.extraction.boilerplate.phrases import Match
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_speech
from scraper.normalise.text import tokens

_LONGEST = 32
_SENTENCES = 3
_REST = 14
_COVERED = 0.4
"""Share of a call's words that phrases must make up: prose that quotes a call says more."""
_STOP = re.compile(r"\s(?<=[.!?…。！？।؟]\s)\s*(?=\S)")
_TYPES = frozenset(("paragraph", "list_item", "caption", "quote"))


def find_calls(region: Region) -> Iterator[Finding]:
    """Short blocks of which every sentence is a call: one opens as only calls do, the others agree.

    The article itself may speak so; then it does so in a quotation, or at length.
    """
    for position, block in enumerate(region.blocks):
        length = region.lengths[position]
        if not 2 <= length <= _LONGEST or block.type not in _TYPES or opens_speech(block.text):
            continue
        reason = _reason(region, position) if region.phrases.may_call(region.words(position)) else None
        if reason:
            yield Finding(position, reason, f"calls/{reason}")


def _reason(region: Region, position: int) -> str | None:
    sentences = _STOP.split(region.blocks[position].text)
    if len(sentences) > _SENTENCES:
        return None
    weights: Counter[str] = Counter()
    called = False
    for sentence in sentences:
        words = tokens(sentence)
        matches = [match for match in region.phrases.find(words) if match.reason not in CORRECTION_KINDS]
        calls = any(match.way == "call" for match in matches)
        if not matches or (_covered(matches) < _COVERED * len(words) if calls else len(words) > _REST):
            return None
        called = called or calls
        for match in matches:
            weights[match.reason] += match.length * (3 if match.way == "call" else 1)
    return min(weights, key=lambda reason: (-weights[reason], reason)) if called else None


def _covered(matches: list[Match]) -> int:
    """How many words stand in some phrase."""
    spans = (range(match.first, match.first + match.length) for match in matches)
    return len({index for span in spans for index in span})
