"""The warning that the law puts under offers of bets: "Bet responsibly. 18+"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import grammars_of, read_line
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.word_lists import has_word
from scraper.extraction.region import Region

_LONGEST = 20
_AGE = re.compile(r"(?<![\d,.])(?:18|19|21)(?!\d|[,.]\d)")
_MARK = re.compile(r"(?<![\d,.+])(?:(?:18|19|21)\s?\+|\+\s?(?:18|19|21)(?!\d))(?!\s?\d)")


def find_bet_warnings(region: Region) -> Iterator[Finding]:
    """Short lines that name the game and an age with its plus, or game, care and an age, and tell nothing."""
    for position, block in enumerate(region.blocks):
        if not 2 <= region.lengths[position] <= _LONGEST or block.type not in ("paragraph", "caption"):
            continue
        if _AGE.search(block.text) and _warns(region, position):
            yield Finding(position, "ad", "betting/warning")


def _warns(region: Region, position: int) -> bool:
    text, words = region.blocks[position].text, region.words(position)
    for grammar in grammars_of(region):
        play, heed = (has_word("betting", grammar.language, kind, words) for kind in ("play", "heed"))
        if ((play or heed) if _MARK.search(text) else (play and heed)) and not read_line(grammar, text).told:
            return True
    return False
