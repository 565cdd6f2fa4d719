"""The headline of another article that no label names and no link tells: a line alone between the paragraphs.

A subhead of the article looks the same. But what stands under it goes on about the article, in its words, and
a page that has one such line mostly has more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scraper.extraction.boilerplate.appeals import in_verse
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.teaser_headlines import is_plain_headline
from scraper.extraction.boilerplate.topics import goes_on, is_strange, leans_back, share_known
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_quote

_KNOWN, _TOLD = 0.2, 0.25
"""The share of its words, and of those of the sentence below, that the article may have. Of 860 real articles
two had such a line, and it was a caption in one and a call in the other."""
_LIKELY = 0.0
"""The odds, as `goes_on` gives them, from which on that sentence may be a summary."""
_SUMMARY = range(5, 26)
"""Words of the sentence below."""
_TEXT = 5
"""Paragraphs that must stand there: fewer have too few words to tell a strange one."""
_LISTED = frozenset(("list_item", "table_row"))
"""What of the text may stand above that ends without a sign."""


def find_lone_headlines(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """The only line of the page that reads as a headline, over a brief sentence; neither is the article's."""
    if len(region.prose) < _TEXT:
        return
    lines = [p for p in range(1, len(region.blocks) - 1) if p not in removed and is_plain_headline(region, p)]
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
    if not is_strange(region, position, besides=(below,)) or not is_strange(
        region, below, besides=(position,)
    ):
        return False
    if share_known(region, position, besides=(below,)) > _KNOWN:
        return False
    told = share_known(region, below, besides=(position,))
    return told <= _TOLD and goes_on(region, below, [position]) >= _LIKELY
