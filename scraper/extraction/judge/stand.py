"""Where a block stands, in numbers: its elements, its branch of the page, its container, its likes."""

from __future__ import annotations

from functools import lru_cache

from scraper.extraction.judge.ground import Ground, Likes, Spot
from scraper.extraction.places import Place

STAND = (
    "in_list",
    "in_article",
    "in_aside",
    "in_figure",
    "in_table",
    "in_quote",
    "depth",
    "depth_off",
    "up",
    "down",
    "mode_up",
    "mode_down",
    "home_blocks",
    "home_classed",
    *(
        f"{which}_{what}"
        for which in ("branch", "parent", "grand")
        for what in ("letters", "linked", "blocks", "prose")
    ),
    "branch_tag",
    "box_blocks",
    "box_prose",
    "box_place",
    "box_share",
)
"""What `Stand.describe` finds, in its order."""

LIKES = (
    "sig_count",
    "sig_share",
    "sig_linked",
    "sig_prose",
    "sig_inside",
    "sig_mean",
    "sig_mode",
    "key_count",
    "key_prose",
    "key_mode",
)
"""What `Stand.describe_likes` finds, in its order: of all blocks that have its element's tag and class, with
the parent's (`sig`) or without (`key`)."""

_KINDS = (Place.LIST, Place.ARTICLE, Place.ASIDE, Place.FIGURE, Place.ROW, Place.QUOTE)
"""What stands first in `STAND`."""
_TAGS = (
    "p",
    "div",
    "section",
    "article",
    "ul",
    "ol",
    "figure",
    "table",
    "aside",
    "header",
    "footer",
    "nav",
    "form",
)
_TAG_NUMBERS = {tag: number for number, tag in enumerate(_TAGS, 1)}


class Stand:
    """What the blocks of a page have in common by where they stand, worked out once for all that share it."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.region = ground.region.prose or 1.0
        self._around: dict[int, tuple[float, ...]] = {}
        self._boxes: dict[int, tuple[float, ...]] = {}
        self._likes: dict[Likes, tuple[float, ...]] = {}

    def describe(self, number: int) -> tuple[float, ...]:
        """The numbers of `STAND` for block *number*."""
        home = self.ground.homes[number]
        return (
            *_kinds(home.place.flags),
            home.depth,
            home.depth - self.ground.mode.depth,
            home.up,
            home.down,
            home.mode_up,
            home.mode_down,
            home.blocks,
            home.key[1] is not None,
            *self._describe_around(home),
            *self._describe_box(self.ground.boxes[number]),
        )

    def describe_likes(self, number: int) -> tuple[float, ...]:
        """The numbers of `LIKES` for block *number*: of what has its kin, too, where it has its likes."""
        home = self.ground.homes[number]
        found = self._likes.get(home.likes)
        if found is None:
            found = self._likes[home.likes] = _compare(self.ground, home.likes, home.kin)
        return found

    def _describe_around(self, home: Spot) -> tuple[float, ...]:
        """The masses of branch, parent and grandparent, the branch's tag."""
        parent = home.parent
        if parent is None or home.branch is None:  # it is the branch itself
            return _masses(home, parent or home)
        found = self._around.get(parent.number)
        if found is None:
            found = self._around[parent.number] = _masses(home.branch, parent)
        return found

    def _describe_box(self, box: Spot) -> tuple[float, ...]:
        found = self._boxes.get(box.number)
        if found is None:
            found = self._boxes[box.number] = (
                box.own_blocks,
                box.own_prose,
                box.own_prose / self.region,
                box.prose / box.letters if box.letters else 0.0,
            )
        return found


@lru_cache(maxsize=4096)
def _kinds(flags: int) -> tuple[bool, ...]:
    return tuple([bool(flags & kind) for kind in _KINDS])


def _masses(branch: Spot, parent: Spot) -> tuple[float, ...]:
    tag = _TAG_NUMBERS.get(branch.place.tag, 0)
    return (*_mass(branch), *_mass(parent), *_mass(parent.parent or parent), tag)


def _compare(ground: Ground, likes: Likes, kin: Likes) -> tuple[float, ...]:
    letters = likes.letters or 1.0
    return (
        likes.blocks,
        letters / ground.letters,
        likes.linked / letters,
        likes.prose / letters,
        likes.inside / likes.blocks,
        letters / likes.blocks,
        likes is ground.best_likes,
        kin.blocks,
        kin.prose / (kin.letters or 1.0),
        kin is ground.best_kin,
    )


def _mass(spot: Spot) -> tuple[float, float, int, float]:
    letters = spot.letters or 1.0
    return letters, spot.linked / letters, spot.blocks, spot.prose / letters
