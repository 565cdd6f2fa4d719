"""A newsroom's own appeal for money: "The Reader has no paywall. If you can, please chip in"."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import grammars_of, read_line, speaks
from scraper.extraction.boilerplate.grammar import Grammar
from scraper.extraction.boilerplate.own_name import without_own_name
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.voices import is_interview
from scraper.extraction.boilerplate.word_lists import has_word
from scraper.extraction.places import Place
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_speech

_LONGEST = 45
_TYPES = frozenset(("paragraph", "caption"))


def find_gifts(region: Region) -> Iterator[Finding]:
    """Lines that ask for money, as the reader can, with the site's own name or what papers live on."""
    for position, block in enumerate(region.blocks):
        if block.type not in _TYPES or not 4 <= region.lengths[position] <= _LONGEST:
            continue
        if opens_speech(block.text) or block.inside(Place.PRE | Place.ROW):
            continue
        if any(_asks(region, position, grammar) for grammar in grammars_of(region)):
            yield Finding(position, "promo", "giving/promo")


def _asks(region: Region, position: int, grammar: Grammar) -> bool:
    """Whether the line asks for a gift to the newsroom, and reports nothing.

    Any charity speaks so, and who is asked about one: without the site's name it must speak of a paper and to
    the reader, in a text that does not.
    """
    words, language = region.words(position), grammar.language
    if not all(has_word("giving", language, kind, words) for kind in ("give", "can")):
        return False
    text, named = without_own_name(region, region.blocks[position].text)
    reading = read_line(grammar, text)
    if named:
        return reading.told <= 1  # "lives on its readers" has a word of those who are spoken of
    if reading.told or not reading.ours + reading.yours or not has_word("giving", language, "press", words):
        return False
    return not is_interview(region) and not speaks(region)
