"""What a newsroom sells among its paragraphs: subscriptions by price, a shop's things, links that pay it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import grammars_of, in_verse, read_line
from scraper.extraction.boilerplate.grammar import Grammar
from scraper.extraction.boilerplate.own_name import without_own_name
from scraper.extraction.boilerplate.plain_line import is_plain_line
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.word_lists import has_word
from scraper.extraction.region import LABEL, Region
from scraper.extraction.shape import measure
from scraper.normalise.text import words_of

_LENGTH = range(3, 41)
_CLAUSE = 6
"""Most words of the clause that says that one may leave: prose says who, when and of what, too."""
_MOST = 3
"""Such lines on a page; more are what the article is about."""
_LABEL = 8
"""Most words before the colon of a thing's line."""
_SIGNS = "£€$¥₺₴₽₹￥"
_CURRENCIES = (
    r"euro\w*|eur|ευρώ|евро|євро|pounds?|dollars?|dólares|dollari|chf|franken|francs|kč|korun|kr|kronor|kroner|"
    "zł|zlotych|złotych|lira|tl|грн|гривень|гривні|руб|рублей|рубля|lei|ron|forint|ft|reais|元|円|块|रुपये|रुपए|"
    "دولارات?|ريال|جنيه|درهم|ليرة"
)
_PRICE = re.compile(
    rf"[{_SIGNS}]\s?\d|\d\s?(?:[{_SIGNS}]|(?:{_CURRENCIES})(?![^\W\d_元円块]))", re.IGNORECASE
)
_CODE = re.compile(r"(?<!\w)[A-Z]{3,16}\d{1,4}(?!\w)")
_STOP = re.compile(r"[.!?…;:؛؟।。；：！？–—]+(?!\d)\s*")
_COMMA = re.compile(r"[,،，、](?!\d)\s*")


def has_price(text: str) -> bool:
    """Whether an amount of money stands in *text*, in digits."""
    return _PRICE.search(text) is not None


def find_offers(region: Region) -> Iterator[Finding]:
    """Lines with a price and, in a clause of its own, that one may cancel; few on a page."""
    yield from _few(region, "paywall_prompt", [p for p in _priced(region) if _may_cancel(region, p)])


def find_picks(region: Region) -> Iterator[Finding]:
    """Lines that are no sentence: "Our pick", a colon, a thing and its price; few on a page."""
    yield from _few(region, "ad", [p for p in _priced(region) if _picks(region, p)])


def find_codes(region: Region) -> Iterator[Finding]:
    """Lines with a code for a shop, with its sponsor or what it takes off, and that tell nothing."""
    found = [p for p in range(len(region.blocks)) if _may_be(region, p) and _gives_code(region, p)]
    yield from _few(region, "ad", found)


def _gives_code(region: Region, position: int) -> bool:
    text = region.blocks[position].text
    if not _CODE.search(text):
        return False
    words = region.words(position)
    return any(
        has_word("offers", grammar.language, "code", words)
        and has_word("offers", grammar.language, "sponsor", words)
        and not read_line(grammar, text).told
        for grammar in grammars_of(region)
    )


def find_affiliates(region: Region) -> Iterator[Finding]:
    """Lines on links that pay the newsroom, where nothing else on the page is about such links."""
    found = [p for p in range(len(region.blocks)) if _may_be(region, p) and _names_links(region, p)]
    if len(found) == 1 and any(_says_ours(grammar, region, found[0]) for grammar in grammars_of(region)):
        yield Finding(found[0], "ad_label", "offers/affiliate")


def _few(region: Region, reason: str, found: list[int]) -> Iterator[Finding]:
    if len(found) <= _MOST:
        for position in found:
            yield Finding(position, reason, f"offers/{reason}")


def _may_be(region: Region, position: int) -> bool:
    return position not in region.jsonld and is_plain_line(region, position, _LENGTH)


def _priced(region: Region) -> list[int]:
    """The lines with a price, looked for once."""
    found: list[int] | None = region.memo.get("priced")
    if found is None:
        found = region.memo["priced"] = [
            position
            for position, block in enumerate(region.blocks)
            if _may_be(region, position) and _PRICE.search(block.text) and not in_verse(region, position)
        ]
    return found


def _may_cancel(region: Region, position: int) -> bool:
    """Whether a short clause says that one may leave at any time, and the line reports nothing."""
    text = region.blocks[position].text
    for grammar in grammars_of(region):
        if not has_word("offers", grammar.language, "cancel", region.words(position)):
            continue
        sentences = _STOP.split(text)
        clauses = [*sentences, *(clause for sentence in sentences for clause in _COMMA.split(sentence))]
        short = [words for words in map(words_of, clauses) if words and measure(words) <= _CLAUSE]
        if any(has_word("offers", grammar.language, "cancel", words) for words in short):
            return not read_line(grammar, text).told
    return False


def _picks(region: Region, position: int) -> bool:
    """Whether the line opens with a pick of the newsroom's, and a price stands behind the colon."""
    text = region.blocks[position].text
    label = LABEL.match(text)
    if region.sentences[position] or label is None or not _PRICE.search(text, label.end()):
        return False
    words = words_of(label.group())
    if measure(words) > _LABEL:
        return False
    return any(has_word("offers", grammar.language, "pick", words) for grammar in grammars_of(region))


def _names_links(region: Region, position: int) -> bool:
    words = region.words(position)
    return any(has_word("offers", grammar.language, "affiliate", words) for grammar in grammars_of(region))


def _says_ours(grammar: Grammar, region: Region, position: int) -> bool:
    """Whether the line is about us, you or this page, and reports nothing."""
    text, named = without_own_name(region, region.blocks[position].text)
    reading = read_line(grammar, text)
    return not reading.told and (named or reading.ours + reading.yours + reading.furniture > 0)
