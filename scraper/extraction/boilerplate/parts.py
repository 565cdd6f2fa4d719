"""Whole parts of the page that are not the article's, told by what opens them or stands before them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region

_CALLS = frozenset(("newsletter", "promo", "paywall_prompt", "consent", "correction_request"))
_BOXED = 4
"""Most blocks of a call's box beside the call itself."""
_TEXT = 3
"""Paragraphs that must stand outside of it: less is no article with a box."""
_PARTS = 2
"""Boxes of one look with text in them from which on such a box is a part of the text, whatever opens it."""
_COMMENTS = 5
"""Fewest lines that make a part of the page: a single one may be a button."""


def find_called_boxes(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """What stands under a *removed* call that is the first of its box: the offer itself, in plain sentences.

    The learned judge must not be for any of it; where it is not heard, none of the text may follow. Not where
    the text itself stands in several such boxes: a call but opens one of them.
    """
    boxes: dict[int, list[int]] = defaultdict(list)
    for position, block in enumerate(region.blocks):
        boxes[block.container].append(position)
    alike = _count_alike(region, [box for box in boxes.values() if removed.get(box[0]) not in _CALLS])
    for box in boxes.values():
        reason = removed.get(box[0])
        rest = [position for position in box[1:] if position not in removed]
        if reason not in _CALLS or not rest or len(box) - 1 > _BOXED:
            continue
        if len(region.prose) - len(set(rest).intersection(region.prose)) < _TEXT:
            continue
        if alike[_look(region, box[0])] >= _PARTS:
            continue
        if all(_may_go(region, position) for position in rest):
            for position in rest:
                yield Finding(position, reason, "parts/called_box")


def _count_alike(region: Region, boxes: Iterable[Sequence[int]]) -> Counter[str]:
    """How many boxes of each look hold several lines, a paragraph among them: the entries of a live blog."""
    prose = frozenset(region.prose)
    return Counter(_look(region, box[0]) for box in boxes if len(box) > 1 and not prose.isdisjoint(box))


def _look(region: Region, position: int) -> str:
    """Tag and classes of the two elements that hold the block."""
    block = region.blocks[position]
    own = block.place.number == block.container
    home = block.place if own else block.place.parent
    above = home.parent if home is not None else None
    return f"{above.step if above else ''}>{home.step if home else ''}"


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
