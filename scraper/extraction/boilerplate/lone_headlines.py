"""The headline of another article that no label names and no link tells: a line alone between the paragraphs.

A subhead of the article looks the same. But what stands under it goes on about the article, in its words, and
a page that has one such line mostly has more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median

from scraper.extraction.boilerplate.appeals import in_verse
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.teaser_headlines import is_plain_headline, is_sole_bold
from scraper.extraction.boilerplate.topics import goes_on, is_strange, leans_back, share_known, stems_of
from scraper.extraction.region import LABEL, Region
from scraper.extraction.shape import opens_quote

_KNOWN, _TOLD = 0.2, 0.25
"""The share of its words, and of those of the sentence below, that the article may have. Of 860 real articles
two had such a line, and it was a caption in one and a call in the other."""
_LIKELY = 0.0
"""The odds, as `goes_on` gives them, from which on that sentence may be a summary."""
_LONG, _WEIGHTY = 7, 5
"""Words, and words of weight, from which on a line set as the paragraphs are is hardly a subhead."""
_HALF_KNOWN, _HALF_TOLD, _UNLIKELY = 0.4, 0.45, -3.0
"""The shares, and the odds, that are enough for such a line."""
_BESIDE = 1.5
"""How much longer than the paragraphs a summary is at most."""
_SUMMARY = range(5, 31)
"""Words of the sentence below."""
_OPEN = (",", "،", "、", "，", "-", "–", "—")
"""Ends of a line that goes on in the next."""
_TEXT, _MUCH = 5, 8
"""Paragraphs that must stand there: fewer have too few words to tell a strange one, or a half strange one."""
_LISTED = frozenset(("list_item", "table_row"))
"""What of the text may stand above that ends without a sign."""


def find_lone_headlines(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """The only line of the page that reads as a headline, over a brief sentence; neither is the article's."""
    if len(region.prose) < _TEXT:
        return
    stay = (position for position in range(1, len(region.blocks) - 1) if position not in removed)
    lines = [position for position in stay if _is_headline(region, position, removed)]
    lines = [position for position in lines if region.before(position)]
    if len(lines) == 1 and _is_strange(region, lines[0], removed):
        yield Finding(lines[0], "related_teaser", "lone_headlines/headline")


def _is_strange(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    below = position + 1
    if region.jsonld.intersection((position, below)) or region.blocks[position].after_media:
        return False
    if below in removed or not region.is_usual(position) or not region.is_usual(below):
        return False
    above = position - 1
    if above not in removed and not region.sentences[above] and region.blocks[above].type not in _LISTED:
        return False
    text = region.blocks[below].text
    if region.lengths[below] not in _SUMMARY or not region.sentences[below]:
        return False
    # A lower letter goes on with a line that was broken.
    if opens_quote(text) or text[:1].islower() or leans_back(region, below) or in_verse(region, position):
        return False
    if _is_long(region, position):
        known, most_told, odds = _HALF_KNOWN, _HALF_TOLD, _UNLIKELY
    elif all(is_strange(region, p, besides=(position + below - p,)) for p in (position, below)):
        known, most_told, odds = _KNOWN, _TOLD, _LIKELY
    else:
        return False
    if share_known(region, position, besides=(below,)) > known:
        return False
    told = share_known(region, below, besides=(position,))
    return told <= most_told and goes_on(region, below, [position]) >= odds


def _is_headline(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether the line is a plain headline, or in bold where no other line is, nor a time stands over it."""
    if is_plain_headline(region, position):
        return True
    if not is_sole_bold(region, position) or removed.get(position - 1) == "dateline_meta":
        return False
    bold = (p for p, block in enumerate(region.blocks) if block.bold and not region.ends_clause(p))
    return all(other == position or other in removed for other in bold)


def _is_detail(text: str) -> bool:
    """Whether *text* tells a number behind a colon, as of hours and prices: "Tickets: 14 euros"."""
    label = LABEL.match(text)
    return label is not None and any(map(str.isdecimal, text[label.end() :]))


def _is_long(region: Region, position: int) -> bool:
    """Whether the line is set as the paragraphs are, too long for one of the article's subheads, and stands
    over no more words than a paragraph has, or hardly."""
    block = region.blocks[position]
    if block.bold or block.text.isupper() or block.text.endswith(_OPEN) or region.lengths[position] < _LONG:
        return False
    if len(region.prose) < _MUCH or _is_detail(block.text):
        return False
    usual = median(region.lengths[other] for other in region.prose)
    if region.lengths[position + 1] > _BESIDE * usual or not region.after(position + 1):
        return False
    return len(stems_of(region, region.words(position))) >= _WEIGHTY
