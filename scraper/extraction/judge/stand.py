"""Where a block stands, in numbers: its elements, its branch of the page, its container, its likes."""

from __future__ import annotations

from scraper.extraction.judge.ground import Ground, Spot
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
"""What `describe_stand` finds, in its order."""

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
"""What `describe_likes` finds, in its order: of all blocks that have its element's tag and class, with the
parent's (`sig`) or without (`key`)."""

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


def describe_stand(ground: Ground, number: int) -> tuple[float, ...]:
    """The numbers of `STAND` for block *number*."""
    home, box = ground.homes[number], ground.boxes[number]
    flags = home.place.flags
    parent = home.parent or home
    branch = home.branch or home
    region = ground.region.prose or 1.0
    return (
        bool(flags & Place.LIST),
        bool(flags & Place.ARTICLE),
        bool(flags & Place.ASIDE),
        bool(flags & Place.FIGURE),
        bool(flags & Place.ROW),
        bool(flags & Place.QUOTE),
        home.depth,
        home.depth - ground.mode.depth,
        home.up,
        home.down,
        home.mode_up,
        home.mode_down,
        home.blocks,
        home.key[1] is not None,
        *_mass(branch),
        *_mass(parent),
        *_mass(parent.parent or parent),
        _TAG_NUMBERS.get(branch.place.tag, 0),
        box.own_blocks,
        box.own_prose,
        box.own_prose / region,
        box.prose / box.letters if box.letters else 0.0,
    )


def describe_likes(ground: Ground, number: int) -> tuple[float, ...]:
    """The numbers of `LIKES` for block *number*."""
    home = ground.homes[number]
    likes, kin = home.likes, home.kin
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
