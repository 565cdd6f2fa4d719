"""Labels and headlines of teasers beside one that went: the label over a removed headline, the headline under
a removed label, and the one that stands over its summary and that label.

What went by its words or as a link says that a teaser stands here; what is told of the line by its own looks
and subject must agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scraper.extraction.boilerplate.copied import is_bare_label
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.teaser_headlines import LINKED, is_own_headline, is_plain_headline
from scraper.extraction.boilerplate.topics import is_strange, share_known
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_quote

_LABEL = 8
"""Most words of a label that went."""
_TEASED = 3
"""Fewest words of a headline that went."""
_BRIEF = range(3, 5)
"""Words of a headline that only its subject tells from a subhead."""
_SUMMARY = 45
"""Most words of a summary."""
_ASKING = frozenset(("promo", "newsletter", "paywall_prompt", "share", "comments", "consent"))
"""Reasons that a teaser's label may be taken for by its words: "You may like", "Try this next"."""
_HEADED = re.compile(r"[^:：]{2,60}[:：]\s*\S")
"""A label with its headline in one line."""
_TEXT = frozenset(("list_item", "table_row", "quote", "preformatted"))
"""What of the text may stand there that ends without a sign."""


def find_beside_teasers(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Lines that stay beside *removed* ones, positions with their reasons, and are of the same teaser."""
    for position in range(1, len(region.blocks)):
        if position in removed:
            continue
        if _heads_removed(region, position, removed):
            yield Finding(position, "related_teaser", "beside/label")
        elif _stands_under_label(region, position, removed) or _stands_over_label(region, position, removed):
            yield Finding(position, "related_teaser", "beside/headline")


def _heads_removed(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether the line is a label of words that the article has not, right over a headline that went."""
    below = position + 1
    if removed.get(below) != "related_teaser" or not is_bare_label(region, position):
        return False
    if region.lengths[below] < _TEASED or (region.sentences[below] and not region.blocks[below].links):
        return False
    if not region.before(position) or not _is_text(region, position - 1, removed):
        return False
    return share_known(region, position) == 0.0 and not _is_form(region, position, removed)


def _is_form(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether other lines that stay are short and set alike: the article's subheads."""
    block = region.blocks[position]
    return any(
        other != position
        and other not in removed
        and region.blocks[other].bold == block.bold
        and is_bare_label(region, other)
        for other in range(len(region.blocks))
    )


def _stands_under_label(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether a label went right above, and the line is a headline of another subject than the article's."""
    label = position - 1
    if not _is_gone_label(region, label, removed) or not _is_text(region, label - 1, removed):
        return False
    heading = region.blocks[position].type == "heading"
    if not heading and not _is_headline(region, position):
        return False
    below = position + 1
    if below < len(region.blocks) and below not in removed and not region.sentences[below]:
        return False
    return is_strange(region, position, besides=(below,))


def _stands_over_label(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether a summary stands below and under it a label that went, with no headline of its own.

    The line is of another subject, or the only one of the page that stands so between paragraphs.
    """
    summary, label = position + 1, position + 2
    if not _is_gone_label(region, label, removed):
        return False
    if not _is_headline(region, position) or region.ends_clause(position):
        return False
    if summary in removed or not region.sentences[summary] or region.lengths[summary] > _SUMMARY:
        return False
    if not _is_text(region, position - 1, removed) or not _is_text(region, label + 1, removed):
        return False
    if is_strange(region, position, besides=(summary,)):
        return True
    if not is_own_headline(region, position):
        return False
    alike = [p for p in range(1, len(region.blocks)) if p not in removed and is_own_headline(region, p)]
    return alike == [position] and removed[label] == "related_teaser"


def _is_headline(region: Region, position: int) -> bool:
    return is_own_headline(region, position) or is_plain_headline(region, position, _BRIEF)


def _is_gone_label(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether a short line that is no link and no sentence went there as a label of teasers, or may have."""
    if not 0 <= position < len(region.blocks):
        return False
    reason, block = removed.get(position), region.blocks[position]
    if reason != "related_teaser" and reason not in _ASKING:
        return False
    if block.link_share >= LINKED or region.lengths[position] > _LABEL or opens_quote(block.text):
        return False
    return not region.sentences[position] and not _HEADED.match(block.text)


def _is_text(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether the text stands there: a whole sentence, or what is no line by itself."""
    if not 0 <= position < len(region.blocks) or position in removed:
        return False
    return region.sentences[position] or region.blocks[position].type in _TEXT
