"""The publisher's own notices of correction, told from prose and from requests to send corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exports.record import CORRECTION_KINDS, Correction
from scraper.extraction.boilerplate.phrases import Match
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region

_LONGEST = 150
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
# A label parts from its sentence by one of these, a date or bracket between them at most.
_PARTED = re.compile(r"^[^.!?。]{0,60}?[:：|—–-]\s")


def find_notices(region: Region) -> Iterator[Finding]:
    """Blocks that are a notice: they open with its label, and a colon, their look or their place agree."""
    for position in range(len(region.blocks)):
        if notice_kind(region, position):
            yield Finding(position, "correction_notice", "corrections/notice")


def notice_kind(region: Region, position: int) -> str | None:
    """One of `CORRECTION_KINDS` where the block is the publisher's notice, else None."""
    if region.lengths[position] > _LONGEST or region.lengths[position] < 2:
        return None
    block = region.blocks[position]
    labels = [m for m in region.matches(position) if m.reason in CORRECTION_KINDS and m.way != "within"]
    if not labels or block.type in ("heading", "table_row"):
        return None
    label: Match = labels[0]
    signs = sum(
        (
            bool(_PARTED.match(block.text)),
            block.italic or block.bold,
            label.length >= 4,
            not region.is_usual(position),
            not region.before(position) or region.after(position) <= 1,
        )
    )
    return label.reason if signs >= 2 else None


def list_corrections(region: Region, positions: list[int]) -> tuple[Correction, ...]:
    """The notices at *positions* as data, in page order."""
    found = []
    for position in positions:
        kind = notice_kind(region, position)
        if kind:
            text = region.blocks[position].text
            found.append(Correction(kind=kind, text=text, published_at=_find_day(text), source="page"))
    return tuple(found)


def _find_day(text: str) -> str | None:
    found = _ISO.search(text)
    return found.group(0) if found else None
