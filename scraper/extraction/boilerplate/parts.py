"""Whole parts of the page that are not the article's, told by what opens them or stands before them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region

_CALLS = frozenset(("newsletter", "promo", "paywall_prompt", "consent", "correction_request"))
_BOXED = 4
"""Most blocks of a call's box beside the call itself."""
_TEXT = 3
"""Paragraphs that must stand outside of it: less is no article with a box."""
_COMMENTS = 5
"""Fewest lines that make a part of the page: a single one may be a button."""


def find_called_boxes(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """What stands under a *removed* call that is the first of its box: the offer itself, in plain sentences.

    The learned judge must not be for any of it; where it is not heard, none of the text may follow.
    """
    boxes: dict[int, list[int]] = defaultdict(list)
    for position, block in enumerate(region.blocks):
        boxes[block.container].append(position)
    for box in boxes.values():
        reason = removed.get(box[0])
        rest = [position for position in box[1:] if position not in removed]
        if reason not in _CALLS or not rest or len(box) - 1 > _BOXED:
            continue
        if len(region.prose) - len(set(rest).intersection(region.prose)) < _TEXT:
            continue
        if all(_may_go(region, position) for position in rest):
            for position in rest:
                yield Finding(position, reason, "parts/called_box")


def _may_go(region: Region, position: int) -> bool:
    if region.blocks[position].type not in ("paragraph", "caption") or position in region.jsonld:
        return False
    score = region.score(position)
    return score < region.leaning.rescue if score is not None else not region.after(position)


def find_behind_comments(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """What the judges kept behind the readers' comments, where these stand under all paragraphs."""
    last = max(filter(region.is_usual, region.prose), default=-1)
    comments = [position for position, reason in removed.items() if reason == "comments" and position > last]
    if last < 0 or len(comments) < _COMMENTS:
        return
    for position in range(max(comments) + 1, len(region.blocks)):
        if position not in removed:
            yield Finding(position, "promo", "parts/behind_comments")
