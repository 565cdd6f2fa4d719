"""A newsroom's letter offered in words of its own: "Sign up for The Reader Weekly, every Friday"."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import grammars_of, in_verse, read_line, speaks
from scraper.extraction.boilerplate.grammar import Grammar
from scraper.extraction.boilerplate.own_name import without_own_name
from scraper.extraction.boilerplate.plain_line import is_plain_line
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.voices import is_interview
from scraper.extraction.boilerplate.word_lists import has_word
from scraper.extraction.region import Region
from scraper.extraction.shape import QUESTIONS

_LENGTH = range(5, 28)
_MOST = 2
"""Such lines on a page; more are what the article is about."""


def find_letters(region: Region) -> Iterator[Finding]:
    """Lines that ask to take a letter, say how often it comes, and have the site's name or "our"."""
    found = [position for position in range(len(region.blocks)) if _offers(region, position)]
    if len(found) <= _MOST:
        for position in found:
            yield Finding(position, "newsletter", "letters/newsletter")


def _offers(region: Region, position: int) -> bool:
    if position in region.jsonld or not is_plain_line(region, position, _LENGTH):
        return False
    if region.blocks[position].text.endswith(QUESTIONS):
        return False
    return any(_is_offer(region, position, grammar) for grammar in grammars_of(region))


def _is_offer(region: Region, position: int, grammar: Grammar) -> bool:
    words = region.words(position)
    if not all(has_word("letters", grammar.language, kind, words) for kind in ("sign", "often")):
        return False
    text, named = without_own_name(region, region.blocks[position].text)
    reading = read_line(grammar, text)
    if reading.told or not (reading.asks or reading.verbs) or in_verse(region, position):
        return False
    owned = reading.ours > 0 or reading.nouns["newsletter"] > 0
    return named or (owned and not is_interview(region) and not speaks(region))
