"""Where a block comes, in numbers: on the page, among the prose, beside its neighbours."""

from __future__ import annotations

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
_NOBODY = (0.0, 0.0, -1, False, False)


class Order:
    """The blocks of a page in a row, summed up once."""

    def __init__(self, blocks: Sequence[Block], ground: Ground, title: int) -> None:
        self.ground = ground
        self.title = title
        self.total = len(blocks)
        self.types = [TYPES[block.type] for block in blocks]
        self.texts = [block.text for block in blocks]
        self.repeats: dict[str, int] = {}
        for text in self.texts:
            self.repeats[text] = self.repeats.get(text, 0) + 1
        kept = [
            size if flag and inside else 0.0
            for size, flag, inside in zip(ground.sizes, ground.prose, ground.inside, strict=True)
        ]
        self.befores = [0.0, *accumulate(ground.sizes)]
        self.proses = [0.0, *accumulate(kept)]
        self.counts = [0, *accumulate(ground.prose)]

    def describe(self, number: int) -> tuple[float, ...]:
        """The numbers of `ORDER` for block *number*."""
        ground, total, counts = self.ground, self.total, self.counts
        region = ground.region.prose or 1.0
        return (
            number / total,
            self.befores[number] / ground.letters,
            _near(number - ground.first),
            _near(ground.last - number),
            ground.region.prose / ground.letters,
            self.proses[number] / region,
            1 - self.proses[number + 1] / region,
            _near(number - self.title),
            self.repeats[self.texts[number]],
            *self._beside(number, number - 1),
            *self._beside(number, number + 1),
            *self._far(number - 2),
            *self._far(number + 2),
            counts[min(total, number + _NEAR + 1)] - counts[max(0, number - _NEAR)],
            counts[min(total, number + _WIDE + 1)] - counts[max(0, number - _WIDE)],
        )

    def _beside(self, number: int, other: int) -> tuple[float, ...]:
        if not 0 <= other < self.total:
            return _NOBODY
        ground = self.ground
        return (
            ground.sizes[other],
            ground.shares[other],
            self.types[other],
            ground.boxes[number] is ground.boxes[other],
            ground.homes[number].likes is ground.homes[other].likes,
        )

    def _far(self, other: int) -> tuple[float, float]:
        if not 0 <= other < self.total:
            return 0.0, 0.0
        return self.ground.sizes[other], self.ground.shares[other]


def _near(steps: int) -> int:
    return max(-_FAR, min(_FAR, steps))
