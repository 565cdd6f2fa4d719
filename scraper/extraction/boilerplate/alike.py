"""Lines that look as the page's residue does and as none of its paragraphs do: same tag, same classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.worded import weigh_lines
from scraper.extraction.lists import heads_items
from scraper.extraction.region import Region

_OFTEN = 3
"""Removed lines of a look that make it residue's."""
_SURE = frozenset(
    (
        "ad_label",
        "newsletter",
        "promo",
        "share",
        "comments",
        "correction_request",
        "paywall_prompt",
        "consent",
        "related_teaser",
        "copyright",
    )
)


def find_alike(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Lines among the paragraphs with the look of three or more *removed* lines, three times as many as are
    kept of that look: next to no paragraph has it. The title of a table that stays is none."""
    looks = region.signatures
    gone = Counter(looks[position] for position, reason in removed.items() if reason in _SURE)
    bold = Counter(looks[p] for p, reason in removed.items() if reason in _SURE and region.blocks[p].bold)
    kept = [p for p in range(len(region.blocks)) if p not in removed]
    stays = Counter(looks[position] for position in kept)
    titled = {position for position in kept if region.blocks[position].type == "table_row"}
    for position in kept:
        look, block = looks[position], region.blocks[position]
        if (
            gone[look] < max(_OFTEN, 3 * stays[look])
            or region.prose_signatures[look] > len(region.prose) // 8
        ):
            continue
        if (
            block.type not in ("paragraph", "caption")
            or region.is_usual(position)
            or position in region.jsonld
        ):
            continue
        if position + 1 in titled and not block.links:
            continue
        # A title over a list or table of the article's own is bold as next to none of them is.
        if block.bold and 2 * bold[look] <= gone[look] and heads_items(region, position):
            continue
        line = weigh_lines(region).get(position)
        yield Finding(position, line.reason if line else "promo", "alike/residue")
