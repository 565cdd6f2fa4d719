"""Teasers that a link tells: a line that is nothing but a link of the site's own, and its summary under it.

The label stands right behind both, or nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from scraper.extraction.boilerplate.labelled import is_gone_label, is_labelled
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.summaries import find_leeway, is_plain
from scraper.extraction.boilerplate.topics import goes_on, leans_back
from scraper.extraction.region import Region

_LINKED = 0.85
_HEADLINE = range(3, 21)
"""Words of a headline."""
_MOST, _PARAGRAPHS = 3, 3
"""Such lines with a sentence right under them on a page, and paragraphs for each of them: more lines, or
fewer paragraphs, are a digest, and the lines its heads."""
_LIKELY = 1.0
"""The odds, as `goes_on` gives them, from which on such a sentence is a summary without a label. One
paragraph in 100 had them under another article's headline, and nine of ten summaries."""
_REASONS = frozenset(("related_teaser", None))


def find_linked_teasers(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Plain sentences under a headline that is a link, and the headline where it is not *removed*, too."""
    pairs = [position for position in range(1, len(region.blocks)) if _is_pair(region, position, removed)]
    if len(pairs) > _MOST or _PARAGRAPHS * len(pairs) > len(region.prose):
        return
    for position in pairs:
        if _is_summary(region, position, removed):
            for line, what in ((position - 1, "headline"), (position, "summary")):
                if line not in removed:
                    yield Finding(line, "related_teaser", f"linked/{what}")


def _is_pair(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether the block is a sentence that stays, right under one line that is a link."""
    if position in removed or not region.sentences[position] or not region.before(position):
        return False
    return _is_headline(region, position - 1, removed) and not _is_headline(region, position - 2, removed)


def _is_headline(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    if position < 0:
        return False
    block = region.blocks[position]
    if block.link_share < _LINKED or block.type not in ("paragraph", "heading"):
        return False
    if region.lengths[position] not in _HEADLINE or removed.get(position) not in _REASONS:
        return False
    return not region.leads_away(position) and not is_labelled(region, position)


def _is_summary(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    if position in region.jsonld or leans_back(region, position) or not is_plain(region, position):
        return False
    if _is_label(region, position + 1, removed) and region.after(position):
        return True
    return goes_on(region, position, [position - 1]) >= _LIKELY - find_leeway(region, position)


def _is_label(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether the block is a label that went, and no headline of its own stands right under it."""
    return is_gone_label(region, position, removed) and not _is_teaser(region, position + 1, removed)


def _is_teaser(region: Region, position: int, removed: Collection[int]) -> bool:
    """Whether the block is a line of a teaser's or could be one."""
    if position >= len(region.blocks):
        return True
    return position in removed or region.blocks[position].link_share >= _LINKED
