"""Notes on the author under the text that open with a name from the byline, which no paragraph has."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extraction.boilerplate.announcing import stands_in
from scraper.extraction.boilerplate.credits import is_name, opening_name, stands_elsewhere
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_quote
from scraper.normalise.text import words_of

_TYPES = frozenset(("paragraph", "caption"))
_SHORTEST, _LONGEST = 4, 60
_BYLINE = 12
"""Most words in a line over the text that may be a byline."""
_NAME = 4
_BEFORE, _BEHIND = 2, 4
"""Paragraphs that must stand before a note, and that may stand behind: other notes, calls to the reader."""


def find_bylined_bios(region: Region) -> Iterator[Finding]:
    """Such sentences near the end; a name that headline or standfirst has is the story's."""
    if len(region.prose) <= _BEFORE:
        return
    for position in range(region.prose[-_BEHIND - 1 :][0], len(region.blocks)):
        name = _opening_name(region, position)
        if name and _is_bylined(region, name) and not stands_elsewhere(region, name, position):
            yield Finding(position, "author_bio", "bios/bylined")


def _opening_name(region: Region, position: int) -> tuple[str, ...] | None:
    """The name with which a note may open."""
    block, words = region.blocks[position], region.words(position)
    if block.type not in _TYPES or not region.sentences[position] or opens_quote(block.text):
        return None
    if not _SHORTEST <= region.lengths[position] <= _LONGEST or region.before(position) < _BEFORE:
        return None
    if words[0].isdecimal() or not is_name(block.text):
        return None
    return opening_name(words)


def _is_bylined(region: Region, name: tuple[str, ...]) -> bool:
    """Whether the byline or a short line over the text has *name*, and no title of the page does."""
    facts = region.facts
    told = (*facts.titles, facts.dek or "", facts.kicker or "")
    if any(stands_in((name, False), words_of(text)) for text in told):
        return False
    stated = (facts.byline or "", *(author.name for author in facts.authors))
    if any(stands_in((name, False), words_of(text)) for text in stated):
        return True
    # A standfirst may be the first paragraph.
    return any(_is_byline(region, position, name) for position in range(region.prose[1]))


def _is_byline(region: Region, position: int, name: tuple[str, ...]) -> bool:
    """Whether the line is short, no sentence, and opens with *name*, or has it behind a byline's words.

    A heading must be no longer than a name is. Where names have no capitals nothing shows one.
    """
    longest = _NAME if region.blocks[position].type == "heading" else _BYLINE
    if region.lengths[position] > longest or region.sentences[position] or len(name) > 2:
        return False
    words = region.words(position)
    told = words[:2] == name or any(match.reason == "byline" for match in region.matches(position))
    return told and region.blocks[position].text[:1].isupper() and stands_in((name, False), words)
