"""Where a block comes, in numbers: on the page, among the prose, beside its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from scraper.extraction.blocks import Block
from scraper.extraction.judge.ground import Ground
from scraper.extraction.judge.shape import TYPES

ORDER = (
    "rank",
    "before",
    "from_first",
    "to_last",
    "region_prose",
    "prose_before",
    "prose_after",
    "from_title",
    "repeats",
    *(
        f"{side}_{what}"
        for side in ("prev", "next")
        for what in ("letters", "linked", "type", "same_box", "same_sig")
    ),
    "prev2_letters",
    "prev2_linked",
    "next2_letters",
    "next2_linked",
    "near_prose",
    "wide_prose",
)
"""What `Order.describe` finds, in its order."""

_FAR = 40
_NEAR, _WIDE = 3, 10
_NOBODY = (0.0, 0.0, -1)
_NOTHING = (0.0, 0.0)
_APART = (False, False)


class Order:
    """The blocks of a page in a row, summed up once."""

    def __init__(self, blocks: Sequence[Block], ground: Ground, title: int) -> None:
        self.ground = ground
        self.title = title
        self.total = len(blocks)
        self.texts = [block.text for block in blocks]
        self.repeats = Counter(self.texts)
        sizes, shares = ground.sizes, ground.shares
        # Nobody stands before the first nor behind the last: index -1 and beyond the end.
        self.looks = [*zip(sizes, shares, [TYPES[block.type] for block in blocks], strict=True), _NOBODY]
        self.far = [*zip(sizes, shares, strict=True), _NOTHING, _NOTHING]
        homes, boxes = ground.homes, ground.boxes
        pairs = zip(homes, homes[1:], boxes, boxes[1:], strict=False)
        self.ties = [
            _APART,
            *((box is next_box, home.likes is other.likes) for home, other, box, next_box in pairs),
            _APART,
        ]
        """What each block has in common with the one before it: its container, its likes."""
        kept = [
            size if flag and inside else 0.0
            for size, flag, inside in zip(ground.sizes, ground.prose, ground.inside, strict=True)
        ]
        self.befores = [0.0, *accumulate(ground.sizes)]
        self.proses = [0.0, *accumulate(kept)]
        counts = [0, *accumulate(ground.prose)]
        self.counts = [0] * _WIDE + counts + [counts[-1]] * (_WIDE + 1)
        self.prose = ground.region.prose or 1.0
        self.share = ground.region.prose / ground.letters

    def describe(self, number: int) -> tuple[float, ...]:
        """The numbers of `ORDER` for block *number*."""
        ground, counts, looks, far, ties = self.ground, self.counts, self.looks, self.far, self.ties
        region = self.prose
        return (
            number / self.total,
            self.befores[number] / ground.letters,
            _near(number - ground.first),
            _near(ground.last - number),
            self.share,
            self.proses[number] / region,
            1 - self.proses[number + 1] / region,
            _near(number - self.title),
            self.repeats[self.texts[number]],
            *looks[number - 1],
            *ties[number],
            *looks[number + 1],
            *ties[number + 1],
            *far[number - 2],
            *far[number + 2],
            counts[number + _WIDE + _NEAR + 1] - counts[number + _WIDE - _NEAR],
            counts[number + _WIDE + _WIDE + 1] - counts[number],
        )


def _near(steps: int) -> int:
    return max(-_FAR, min(_FAR, steps))
