"""A newsroom's own appeal for money: "The Reader has no paywall. If you can, please chip in"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.extraction.boilerplate.appeals import grammars_of, read_line, speaks
from scraper.extraction.boilerplate.grammar import Grammar
from scraper.extraction.boilerplate.offers import has_price
from scraper.extraction.boilerplate.own_name import without_own_name
from scraper.extraction.boilerplate.plain_line import is_plain_line
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.voices import is_interview
from scraper.extraction.boilerplate.word_lists import count_words, has_word
from scraper.extraction.region import Region
from scraper.extraction.shape import QUESTIONS

_LENGTH = range(4, 46)
_MOST = 3
"""Lines of a page that ask in words of their own; more are what the article is about."""
_TOLD = 2
"""Most words of speech and of those spoken of where a paper speaks of itself: "it lives on its readers"."""
_FEWEST, _ALL = 2, 4
"""Kinds of signs in an appeal with the site's own name, and of all that there are."""
_OWN = 2
"""Words of the paper that say "our" without it; words of giving that ask by an ending."""
_MANY = 5
"""Signs that are enough in a text that itself speaks to its readers."""


def find_gifts(region: Region) -> Iterator[Finding]:
    """Lines that ask for money, as the reader can, with the site's own name or what papers live on."""
    for position in range(len(region.blocks)):
        if is_plain_line(region, position, _LENGTH) and any(
            _asks(region, position, g) for g in grammars_of(region)
        ):
            yield Finding(position, "promo", "giving/promo")


def find_hinted_gifts(region: Region) -> Iterator[Finding]:
    """Lines that ask for money in words of their own, told by several signs; few on a page."""
    found = [
        position
        for position in range(len(region.blocks))
        if is_plain_line(region, position, _LENGTH) and position not in region.jsonld
        if any(_hints(region, position, grammar) for grammar in grammars_of(region))
    ]
    if len(found) <= _MOST:
        for position in found:
            yield Finding(position, "promo", "giving/hinted")


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


def _hints(region: Region, position: int, grammar: Grammar) -> bool:
    """Whether signs of several kinds stand together: giving, the reader's liking, the paper, an amount.

    With the site's own name two are enough, giving or an amount among them; else three, with giving and with
    words of ours or of the paper. The line speaks to its reader.
    """
    block, words, language = region.blocks[position], region.words(position), grammar.language
    gives, amount = _count(words, language, "give", "pay"), _count(words, language, "sum")
    amount = amount or has_price(block.text)
    if not (gives or amount):
        return False
    likes, paper = _count(words, language, "can", "would"), _count(words, language, "press", "made")
    kinds, signs = sum(map(bool, (gives, likes, paper, amount))), gives + likes + paper + amount
    if kinds < _FEWEST:
        return False
    text, named = without_own_name(region, block.text)
    reading = read_line(grammar, text)
    asks = likes or reading.yours + reading.asks or any(sign in text for sign in QUESTIONS)
    # "With your subscription" may be said by the verb's ending alone.
    if not asks and (kinds < 3 or gives < _OWN or not reading.ours):
        return False
    if named:
        return reading.told <= (_TOLD if likes or reading.yours else 0)
    if not (gives and paper) or kinds < 3 or reading.told > (kinds == _ALL):
        return False
    if not amount and not has_word("giving", language, "press", words):
        return False
    many = signs >= _MANY
    own = reading.ours > 0 or paper >= _OWN or likes > 0 or many
    return own and not is_interview(region) and (many or not speaks(region))


def _count(words: Sequence[str], language: str, *kinds: str) -> int:
    return sum(count_words("giving", language, kind, words) for kind in kinds)
