"""Lines that the learned judge half doubts and whose words are a newsroom's own: neither would do alone."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import grammars_of, main_reason, read_line
from scraper.extraction.boilerplate.grammar import Reading
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region

_DOUBTED = 0.5
"""The judge's word below which a line may go."""
_LONGEST = 60
_NAMES = 2
"""Words for what newsrooms offer that the line must have."""
_SHARE = 0.3
_UNHEARD = 0.5
"""Shares of its words of weight that must be of that trade: where the judge is heard, and where it is not."""
_FACTS = frozenset(("author_bio", "related_teaser", "caption", "byline", "dateline_meta", "tags"))


def find_doubted(region: Region) -> Iterator[Finding]:
    """Lines that offer something of the newsroom's and speak to the reader, tell nothing, and look unlike the text.

    Where the judge is not heard they must say more.
    """
    for position, block in enumerate(region.blocks):
        if block.type not in ("paragraph", "caption") or position in region.jsonld:
            continue
        score = region.score(position)
        if (score or 0.0) >= _DOUBTED or not 1 <= region.lengths[position] <= _LONGEST:
            continue
        least = _UNHEARD if score is None else _SHARE
        readings = [read_line(grammar, block.text) for grammar in grammars_of(region)]
        reason = next(filter(None, (_offered(reading, least) for reading in readings)), None)
        if reason:
            yield Finding(position, reason, f"doubted/{reason}")


def _offered(reading: Reading, least: float) -> str | None:
    """What the line offers, if it does."""
    if reading.told or reading.share < least or sum(reading.names.values()) < _NAMES:
        return None
    if not reading.asks + reading.ours + reading.yours:
        return None
    reason = main_reason(reading)
    return reason if reason not in _FACTS else "promo"
