"""Residue told by its company: what stands at head or foot among lines that other rules removed.

Residue stands in clusters: a newsletter's call, the comments, a notice of copyright one under the other. A
line that no rule can read goes with them where it is short and not told as the text is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from scraper.extraction.boilerplate.appeals import grammars_of, main_reason, read_line
from scraper.extraction.boilerplate.credits import names_writer
from scraper.extraction.boilerplate.grammar import Reading
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_quote
from scraper.normalise.text import fold

_LINE = 32
_NAME = 9
_SLOT = 8
_SLOTS = 3
_SENTENCE = 16
_TYPES = frozenset(("paragraph", "caption"))
_HEAD = frozenset(("byline", "dateline_meta"))
_ENOUGH = 3
"""Paragraphs that must stand before: less is no article with a foot."""


def find_foot_company(region: Region, removed: Collection[int]) -> Iterator[Finding]:
    """Short lines under the text, right behind a line that is *removed*, with none of the text behind them.

    Those that are no sentence go where the next line is gone, too, or there is none. Sentences must name what
    newsrooms offer, and speak to the reader or have two removed lines above them.
    """
    row = 0
    for position in range(_foot_start(region, removed), len(region.blocks)):
        if position in removed:
            row += 1
            continue
        reading = _read(region, position)
        closed = position + 1 == len(region.blocks) or position + 1 in removed
        named = sum(reading.names.values()) > 0
        spoken = reading.asks + reading.ours + reading.yours + reading.furniture > 0
        goes = named and (spoken or row > 1) if region.sentences[position] else closed or named
        if not row or not goes:
            row = 0
            continue
        row += 1
        yield Finding(position, main_reason(reading) or "promo", "neighbours/foot")


def find_head_company(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Lines above the first paragraph beside a *removed* byline or day: names, trades, "Text: ..."."""
    first = region.prose[0] if region.prose else 0
    for position in range(first):
        block = region.blocks[position]
        if position in removed or block.type not in _TYPES or block.bold or opens_quote(block.text):
            continue
        if region.ends_clause(position) or not 1 < region.lengths[position] <= _NAME:
            continue
        if not names_writer(region, position):
            continue
        if {removed.get(position - 1), removed.get(position + 1)} & _HEAD:
            yield Finding(position, "byline", "neighbours/head")


def find_slot_labels(region: Region) -> Iterator[Finding]:
    """A line that is no sentence and stands a second time between the paragraphs: the label of a slot.

    Only one such line, and in words that the text does not use: names of speakers, questions and refrains
    stand again and again, too.
    """
    found: dict[str, list[int]] = {}
    for position, block in enumerate(region.blocks):
        if not 1 <= region.lengths[position] <= _SLOT or block.type != "paragraph":
            continue
        if not region.ends_clause(position) and not opens_quote(block.text):
            found.setdefault(fold(block.text), []).append(position)
    repeated = [positions for positions in found.values() if len(positions) > 1]
    if len(repeated) != 1 or len(repeated[0]) > _SLOTS or len(region.prose) < 3 * len(repeated[0]):
        return
    for position in repeated[0]:
        if _is_known(region, position) or not _stands_between(region, position):
            return
    for position in repeated[0]:
        yield Finding(position, "ad_label", "neighbours/slot")


def _is_known(region: Region, position: int) -> bool:
    """Whether the line has a number, or half of its longer words, or else all of it, stands in the text."""
    words = region.words(position)
    long = [word for word in words if len(word) > 3]
    if any(word.isdecimal() for word in words):
        return True
    if long:
        return 2 * sum(1 for word in long if region.frequency[word]) >= len(long)
    text = fold(region.blocks[position].text)
    return any(text in fold(region.blocks[other].text) for other in region.prose)


def _stands_between(region: Region, position: int) -> bool:
    """Whether a full paragraph stands right before and right behind."""
    return region.is_paragraph(position - 1) and region.is_paragraph(position + 1) and position > 0


def _foot_start(region: Region, removed: Collection[int]) -> int:
    """The position behind the last block that is beyond doubt the text's."""
    for position in reversed(range(len(region.blocks))):
        if position not in removed and not _may_go(region, position):
            return position + 1
    return len(region.blocks)


def _may_go(region: Region, position: int) -> bool:
    block = region.blocks[position]
    if block.type not in _TYPES or region.before(position) < _ENOUGH or opens_quote(block.text):
        return False
    if region.is_paragraph(position):
        return False
    if region.lengths[position] > (_SENTENCE if region.sentences[position] else _LINE):
        return False
    return not _read(region, position).told


def _read(region: Region, position: int) -> Reading:
    """The line as the grammar reads it that knows most of its words."""
    readings = [read_line(grammar, region.blocks[position].text) for grammar in grammars_of(region)]
    return max(readings, key=lambda reading: (reading.share, reading.told), default=Reading())
