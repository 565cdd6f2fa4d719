"""Calls to show, tag and follow: a handle or a keyword in a line near the end that speaks to its readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import QUOTED, grammars_of, in_verse, read_line
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_quote

_HANDLE = re.compile(r"(?:^|[\s(:])[@#][^\W\d]\w+")
_LONGEST = 24
_BEHIND = 4
"""Paragraphs that may follow: longer calls, a note on the author."""
_MOST = 2
"""Lines with handles; more are what the article is about."""
_TYPES = frozenset(("paragraph", "caption"))


def find_handles(region: Region) -> Iterator[Finding]:
    """Such lines, no more than two on the page, where the rest of the text has neither of them."""
    found = [position for position, block in enumerate(region.blocks) if _has_handle(block.text)]
    if len(found) > _MOST:
        return
    for position in found:
        block = region.blocks[position]
        if block.type not in _TYPES or not 2 <= region.lengths[position] <= _LONGEST:
            continue
        if region.before(position) < 2 or region.after(position) > _BEHIND or opens_quote(block.text):
            continue
        if not in_verse(region, position) and _speaks(region, position):
            yield Finding(position, "share", "handles/share")


def _has_handle(text: str) -> bool:
    """Whether a handle or a keyword of social media stands in *text*, outside quotation marks."""
    if "@" not in text and "#" not in text:
        return False
    return bool(_HANDLE.search(QUOTED.sub(" ", text[:300])))


def _speaks(region: Region, position: int) -> bool:
    """Whether the line tells nothing and is about us, or is a sentence that asks something or is about you.

    A name and "Follow @name" is a signature.
    """
    for grammar in grammars_of(region):
        reading = read_line(grammar, region.blocks[position].text)
        spoken = reading.ours or (region.sentences[position] and reading.asks + reading.yours)
        if spoken and not reading.told:
            return True
    return False
