"""Lines that the learned judge half doubts and whose words are a newsroom's own: neither would do alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scraper.extraction.boilerplate.appeals import grammars_of, main_reason, read_line
from scraper.extraction.boilerplate.grammar import Reading
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.entries import find_entries
from scraper.extraction.region import Region

_DOUBTED = 0.5
"""The judge's word below which a line may go."""
_LONGEST = 60
_NAMES = 2
"""Words for what newsrooms offer that the line must have."""
_SHARE = 0.3
_UNHEARD = 0.5
"""Shares of its words of weight that must be of that trade: where the judge is heard, and where it is not."""
_FOOT = 0.35
"""The judge's word below which a line at the foot goes with the calls beside it."""
_LINE = 20
"""Words from which on what is set as the paragraphs are is no line."""
_TEXT = 3
"""Paragraphs that must stand before: less is no article with a foot."""
_COMPANY = frozenset(
    (
        "newsletter",
        "promo",
        "share",
        "comments",
        "correction_request",
        "paywall_prompt",
        "author_bio",
        "ad_label",
    )
)
_FACTS = frozenset(("author_bio", "related_teaser", "caption", "byline", "dateline_meta", "tags"))


def find_doubted(region: Region) -> Iterator[Finding]:
    """Lines that offer something of the newsroom's, speak to the reader, tell nothing, and look unlike text.

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


def find_doubted_foot(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Lines under all that the judge is for, beside a *removed* call or note on the author, in which it sees
    no text: nothing is asked of their words, but none is a full paragraph."""
    gone = dict(removed)
    for position in reversed(range(len(region.blocks))):
        if position in gone:
            continue
        score = region.score(position)
        paragraph = region.blocks[position].type == "paragraph" and position not in region.jsonld
        if score is None or score >= _FOOT or not paragraph or region.before(position) < _TEXT:
            return
        if position in find_entries(region).texts:
            return
        if region.is_usual(position) and region.lengths[position] > _LINE:
            return
        reason = next(
            (gone[other] for other in (position - 1, position + 1) if gone.get(other) in _COMPANY), None
        )
        if reason:
            gone[position] = reason
            yield Finding(position, reason, "doubted/foot")
