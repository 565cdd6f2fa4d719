"""The writer's name as a line of its own right over the text, which does not have it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region

_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s){1,3}[^\W\d_][\w'’-]*")
_LONGEST = 60
"""Letters of such a line."""


def find_lone_names(region: Region) -> Iterator[Finding]:
    """The line between headline and first paragraph that is a name of two or three words, none in the text.

    A byline's own word may stand before it: "By". Often the headline stands outside the region.
    """
    position = region.prose[0] - 1 if region.prose else -1
    headed = position == 0 or any(block.level == 1 for block in region.blocks[: max(0, position)])
    if headed and _is_name(region, position):
        yield Finding(position, "byline", "lone_names/byline")


def _is_name(region: Region, position: int) -> bool:
    block = region.blocks[position]
    if block.type != "paragraph" or len(block.text) > _LONGEST or not _NAME.fullmatch(block.text):
        return False
    parts, words = block.text.split(), region.words(position)
    opening = region.phrases.find(words[:1])
    if any(match.reason == "byline" and match.way == "label" for match in opening):
        parts, words = parts[1:], words[1:]
    shouted = [part.isupper() and len(part) > 2 for part in parts]
    if not 2 <= len(parts) <= 3 or not all(part[:1].isupper() for part in parts) or len(set(shouted)) > 1:
        return False
    return not any(region.frequency[word] for word in words)
