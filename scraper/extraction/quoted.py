"""A line that the text quotes, of a look of its own: a verse, a song, a saying between two paragraphs."""

from __future__ import annotations

from scraper.extraction.lists import COLONS, is_text
from scraper.extraction.places import APART, Place, split_names
from scraper.extraction.region import Region
from scraper.extraction.rows import share_row
from scraper.normalise.text import fold

_LONGEST = 60
"""Words of such a line at most."""
_ANNOUNCED = 4
"""Words from which on a line that ends in a colon is no label."""
_QUOTES = frozenset(
    (
        "quote", "quotation", "blockquote", "pullquote", "poem", "poetry", "verse", "stanza", "lyrics",
        "zitat", "gedicht", "citation", "cita", "citazione", "citaat", "citat", "sitat", "sitaatti", "cytat",
    )
)  # fmt: skip
"""What the page's maker calls a block of quoted words, in a class or in data of the element's own."""
_ABOVE = 2
"""Elements above the line that may be called so."""
_SIGNS = " .…\"'“”„«»‘’「」『』"
"""What a quotation may have around it that its words in the text have not."""


def is_quoted(region: Region, position: int) -> bool:
    """Whether the block, no link or label, stands between two paragraphs in a row with them, and is quoted:
    the page's markup calls it so, or the one above ends in a colon."""
    block = region.blocks[position]
    if block.type != "paragraph" or block.links or block.after_media or block.inside(APART):
        return False
    if not 1 < region.lengths[position] <= _LONGEST or not 0 < position < len(region.blocks) - 1:
        return False
    above, below = position - 1, position + 1
    if not (is_text(region, above) and is_text(region, below)):
        return False
    if not (_is_announced(region, above) or _is_called_quote(block.place)):
        return False
    if any(match.way == "label" for match in region.matches(position)) or _is_copy(region, position):
        return False
    return all(share_row(block.place, region.blocks[side].place) for side in (above, below))


def _is_copy(region: Region, position: int) -> bool:
    """Whether a paragraph has the words, too: a quotation pulled out of the text."""
    said = fold(region.blocks[position].text).strip(_SIGNS)
    return any(other != position and said in fold(region.blocks[other].text) for other in region.prose)


def _is_announced(region: Region, above: int) -> bool:
    """Whether the paragraph *above* ends in a colon, and is no label."""
    return region.blocks[above].text.rstrip().endswith(COLONS) and region.lengths[above] >= _ANNOUNCED


def _is_called_quote(place: Place) -> bool:
    """Whether the element or one right above it is called a quotation."""
    return any(not _QUOTES.isdisjoint(_names_of(one)) for one in (place, *place.above(_ABOVE)))


def _names_of(place: Place) -> frozenset[str]:
    """The words of class and id of an element, and those of its own data: `data-block="quote"`."""
    data = (value for name, value in place.element.items() if name.startswith("data-"))
    return place.tokens.union(*(split_names(value) for value in data if len(value) <= _LONGEST))
