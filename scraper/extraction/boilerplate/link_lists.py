"""Lists of other articles and offers whose items are more than a link: told by where and how they link."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.lists import group_items, score_items
from scraper.extraction.region import Region
from scraper.normalise.text import fold

_ITEMS = 3
_HEADLINE = 3
"""Words of a link that may be a headline."""
_DOUBTED = 0.4
"""What the learned judge says of a list, item by item, in the mean: surer than of a single block."""
_LABELLED = re.compile(r"^([^|:：]{3,60}?)\s?[|:：]\s?(\S.{2,200})$", re.DOTALL)
_FORM = 4
"""Lines of one label beyond which they are the article's own form."""


def find_link_lists(region: Region) -> Iterator[Finding]:
    """Lists of which each item links: those that the judge doubts, those of headlines with their leads."""
    for listed in group_items(region).values():
        items = [position for position in listed if position in region.kept]
        if not items or not all(region.blocks[position].links for position in items):
            continue
        if _is_doubted(region, items):
            rule = "link_lists/doubted"
        elif _is_apart(region, items) and all(_opens_with_headline(region, position) for position in items):
            rule = "link_lists/headlines"
        else:
            continue
        for position in (*items, *(_find_title(region, items) if items == listed else ())):
            yield Finding(position, "related_teaser", rule)


def find_labelled_links(region: Region) -> Iterator[Finding]:
    """Lines of one label of two words or more, each before another link of the site, and nothing after it."""
    lines: dict[str, list[int]] = defaultdict(list)
    for position, block in enumerate(region.blocks):
        parted = _LABELLED.match(block.text) if len(block.links) == 1 else None
        if parted is None or block.type not in ("paragraph", "list_item") or region.leads_away(position):
            continue
        label = fold(parted[1])
        # The label may be part of the link.
        if len(label.split()) > 1 and block.links[0][1].endswith(parted[2].strip()):
            lines[label].append(position)
    for alike in lines.values():
        if 1 < len(alike) <= _FORM:
            for position in alike:
                yield Finding(position, "related_teaser", "link_lists/labelled")


def _find_title(region: Region, items: Sequence[int]) -> Iterator[int]:
    """The heading right over a list of two or more under which nothing else stands but the next heading."""
    if len(items) < 2:
        return
    above, below = items[0] - 1, items[-1] + 1
    closed = below == len(region.blocks) or region.blocks[below].type == "heading"
    if above >= 0 and region.blocks[above].type == "heading" and closed:
        yield above


def _is_doubted(region: Region, items: list[int]) -> bool:
    """Whether the judge finds the whole list unlike the article, and JSON-LD knows nothing of it."""
    score = score_items(region, items)
    return score is not None and score < _DOUBTED and not region.jsonld.intersection(items)


def _is_apart(region: Region, items: list[int]) -> bool:
    """Whether the list, three items or more, stands before or behind all that is no list: no part of it."""
    told = [position for position in region.prose if region.blocks[position].type != "list_item"]
    if len(items) < _ITEMS or len(told) < _ITEMS:
        return False
    return items[-1] < told[0] or items[0] > told[-1]


def _opens_with_headline(region: Region, position: int) -> bool:
    """Whether the item opens with a link that reads as a headline and leads to another page of the site."""
    block = region.blocks[position]
    words = block.links[0][1]
    return (
        len(words.split()) >= _HEADLINE and block.text.startswith(words) and not region.leads_away(position)
    )
