"""What stands in a row with the article's paragraphs, be it beside them or each in a box of its own."""

from __future__ import annotations

from scraper.extraction.places import Place
from scraper.extraction.region import Region

_FRAMES = 6
"""How many elements may frame a block of its own between itself and the row: page builders have
widget, column and section, and a wrapper for each."""


def share_row(one: Place, other: Place) -> bool:
    """Whether both stand in one element, each at most in a few frames."""
    return _row_of(one, other) is not None


def next_text(region: Region, position: int) -> int:
    """The position of what follows, the label of an advertisement passed over; may be behind the last."""
    below = position + 1
    if below < len(region.blocks):
        labels = (match for match in region.matches(below) if match.way == "label")
        below += any(match.reason == "ad_label" for match in labels)
    return below


def heads_text(region: Region, position: int) -> bool:
    """Whether the heading stands among the article's paragraphs, right over one of them, or over a list
    and the learned judge is not against it."""
    below = next_text(region, position)
    if below not in region.kept or not region.before(position):
        return False
    block, text = region.blocks[position], region.blocks[below]
    if text.type == "list_item" and not text.links:
        score = region.score(position)
        against = score is not None and score <= region.leaning.doubt_usual
        return not against and _is_framed(region, position, below)
    if not region.is_paragraph(below):
        return False
    near = {place.number for place in block.place.above(2)}
    return block.container == text.container or text.container in near or _is_framed(region, position, below)


def _is_framed(region: Region, position: int, below: int) -> bool:
    """Whether the heading has the frame that parts it from the text *below* for itself, and is no link."""
    block = region.blocks[position]
    row = _row_of(block.place, region.blocks[below].place)
    if row is None or block.links:
        return False
    frames = {place.number for place in block.place.above() if place.number > row}
    before = region.blocks[position - 1].place
    return not any(place.number in frames for place in before.above())


def _row_of(one: Place, other: Place) -> int | None:
    numbers = {place.number for place in other.above(1 + _FRAMES)}
    return next((place.number for place in one.above(1 + _FRAMES) if place.number in numbers), None)
