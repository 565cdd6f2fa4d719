"""Offers of bets, and the warning that the law puts under them: "Bet responsibly. 18+"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import grammars_of, read_line
from scraper.extraction.boilerplate.grammar import Grammar
from scraper.extraction.boilerplate.offers import has_price
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.word_lists import has_word
from scraper.extraction.region import Region

_LONGEST = 20
_OFFER = 30
_ODDS = re.compile(r"(?<![\d/])\d{1,3}/\d{1,2}(?![\d/])|(?<![\d.,])\d{1,2}[.,]\d{2}(?![\d.,])")
_AGE = re.compile(r"(?<![\d,.])(?:18|19|21)(?!\d|[,.]\d)")
_MARK = re.compile(r"(?<![\d,.+])(?:(?:18|19|21)\s?\+|\+\s?(?:18|19|21)(?!\d))(?!\s?\d)")


def find_bet_warnings(region: Region) -> Iterator[Finding]:
    """Short lines that name the game and an age with its plus, or game, care and an age, and tell nothing."""
    for position, block in enumerate(region.blocks):
        if not 2 <= region.lengths[position] <= _LONGEST or block.type not in ("paragraph", "caption"):
            continue
        if _AGE.search(block.text) and _warns(region, position):
            yield Finding(position, "ad", "betting/warning")


def find_bet_offers(region: Region) -> Iterator[Finding]:
    """Lines, no sentences, with odds or a price, the game and what new customers get; they tell nothing."""
    for position, block in enumerate(region.blocks):
        if not 4 <= region.lengths[position] <= _OFFER or block.type not in ("paragraph", "caption"):
            continue
        if region.sentences[position] or not (_ODDS.search(block.text) or has_price(block.text)):
            continue
        if any(_offers(grammar, region, position) for grammar in grammars_of(region)):
            yield Finding(position, "ad", "betting/offer")


def _offers(grammar: Grammar, region: Region, position: int) -> bool:
    words = region.words(position)
    if not all(has_word("betting", grammar.language, kind, words) for kind in ("play", "offer")):
        return False
    return not read_line(grammar, region.blocks[position].text).told


def _warns(region: Region, position: int) -> bool:
    text, words = region.blocks[position].text, region.words(position)
    for grammar in grammars_of(region):
        play, heed = (has_word("betting", grammar.language, kind, words) for kind in ("play", "heed"))
        if ((play or heed) if _MARK.search(text) else (play and heed)) and not read_line(grammar, text).told:
            return True
    return False
