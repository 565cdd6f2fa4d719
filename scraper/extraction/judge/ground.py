"""Where the page's prose stands, and how far from it every element is."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from scraper.extraction.blocks import Block
from scraper.extraction.places import Place

_PROSE = 80
_LINKED = 0.35
_MOST = 500
_GAIN = 1.25
_OUTSIDE = Place.NAV | Place.FORM | Place.BUTTON | Place.DIALOG | Place.HIDDEN
_NO_PROSE = frozenset(("heading", "caption", "table_row"))


class Likes:
    """All text of the page in elements that its maker treats alike."""

    __slots__ = ("blocks", "inside", "letters", "linked", "prose", "region_prose")

    def __init__(self) -> None:
        self.letters = self.linked = self.prose = 0.0
        self.blocks = 0
        self.inside = 0
        """Blocks that stand in the region."""
        self.region_prose = 0.0
        """Letters of prose in the region."""


_UNSEEN = Likes()
_number = attrgetter("number")
_own_prose = attrgetter("own_prose")
_own_letters = attrgetter("own_letters")
_region_prose = attrgetter("region_prose")


class Spot:
    """One element that holds text, and how much."""

    __slots__ = (
        "_key", "blocks", "branch", "depth", "down", "kin", "letters", "likes", "linked", "mode_down",
        "mode_up", "number", "own_blocks", "own_letters", "own_prose", "parent", "place", "prose", "up",
    )  # fmt: skip

    def __init__(self, place: Place, parent: Spot | None) -> None:
        self.place = place
        self.parent = parent
        self.number = place.number
        self.depth: int = 0 if parent is None else parent.depth + 1
        self._key: tuple[str, str | None] | None = None
        self.letters = self.linked = self.prose = 0.0
        self.blocks = 0
        self.own_letters = self.own_prose = 0.0
        self.own_blocks = 0
        self.up = self.down = self.mode_up = self.mode_down = 0
        self.branch: Spot | None = None
        """The highest element above it that is off the region's line; None: this is it. No spot holds itself:
        a ring would keep the whole page in memory until garbage is looked for."""
        self.likes = self.kin = _UNSEEN

    @property
    def key(self) -> tuple[str, str | None]:
        """Tag and class, asked for where they are compared: many elements only hold others."""
        if self._key is None:
            self._key = (self.place.tag, self.place.classes)
        return self._key


class Ground:
    """The elements that hold text, among them the mode and the region of the page's prose.

    The mode has most prose of its own; the region, at or above it, all that belongs together.
    """

    def __init__(self, blocks: Sequence[Block], scale: float) -> None:
        self.spots: dict[int, Spot] = {}
        self.alike: dict[object, Likes] = {}
        self.homes: list[Spot] = []
        """The element of each block."""
        self.boxes: list[Spot] = []
        """The container of each block."""
        self.sizes = [len(block.text) * scale for block in blocks]
        self.shares = [block.link_share for block in blocks]
        self.prose = [
            size >= _PROSE
            and share < _LINKED
            and not block.place.flags & _OUTSIDE
            and block.type not in _NO_PROSE
            for block, size, share in zip(blocks, self.sizes, self.shares, strict=True)
        ]
        self.letters = sum(self.sizes) + 1.0
        self._fill(blocks)
        order = sorted(self.spots.values(), key=_number)
        for spot in reversed(order):
            above = spot.parent
            if above is not None:
                above.letters += spot.letters
                above.linked += spot.linked
                above.prose += spot.prose
                above.blocks += spot.blocks
        self.mode = max(order, key=_own_prose)
        if not self.mode.own_prose:
            self.mode = max(order, key=_own_letters)
        self.region = _climb(self.mode)
        self._measure(order)
        self._compare()

    def _fill(self, blocks: Sequence[Block]) -> None:
        """Put every block's text into its element and its container."""
        spots, homes, boxes = self.spots, self.homes, self.boxes
        for block, size, share, prose in zip(blocks, self.sizes, self.shares, self.prose, strict=True):
            home = spots.get(block.place.number) or self._open(block.place)
            box = spots[block.container]
            linked = size * share
            home.letters += size
            home.linked += linked
            home.blocks += 1
            plain = size - linked
            box.own_letters += plain if plain < _MOST else _MOST
            box.own_blocks += 1
            if prose:
                home.prose += size
                box.own_prose += size if size < _MOST else _MOST
            homes.append(home)
            boxes.append(box)

    def _open(self, place: Place) -> Spot:
        """The spot of *place*, those above it opened as well."""
        spots, missing = self.spots, []
        above = place.parent
        while above is not None and above.number not in spots:
            missing.append(above)
            above = above.parent
        spot = spots[above.number] if above is not None else None
        while missing:
            one = missing.pop()
            spot = spots[one.number] = Spot(one, spot)
        spot = spots[place.number] = Spot(place, spot)
        return spot

    def _likes(self, key: object) -> Likes:
        likes = self.alike.get(key)
        if likes is None:
            likes = self.alike[key] = Likes()
        return likes

    def _measure(self, order: list[Spot]) -> None:
        """Steps up and down from every spot to the region and the mode; its branch off the region's line."""
        spine = _line(self.region)
        mode_line = _line(self.mode)
        for spot in order:
            above = spot.parent
            number = spot.number
            if number in spine:
                spot.down = spine[number]
            elif above is not None:
                spot.up = above.up + 1
                spot.down = above.down
                spot.branch = None if above.number in spine else above.branch or above
            if number in mode_line:
                spot.mode_down = mode_line[number]
            elif above is not None:
                spot.mode_up = above.mode_up + 1
                spot.mode_down = above.mode_down

    def _compare(self) -> None:
        """Sum up the elements that are alike, and find the stretch of the region's prose."""
        self.inside = [spot.down == 0 for spot in self.homes]
        stretch = [n for n, inside in enumerate(self.inside) if inside and self.prose[n]] or [0]
        self.first, self.last = stretch[0], stretch[-1]
        for home, size, share, prose, inside in zip(
            self.homes, self.sizes, self.shares, self.prose, self.inside, strict=True
        ):
            if home.likes is _UNSEEN:
                home.kin = self._likes(home.key)
                home.likes = self._likes((home.key, home.parent.key if home.parent else None))
            likes, kin, linked = home.likes, home.kin, size * share
            likes.letters += size
            likes.linked += linked
            likes.blocks += 1
            kin.letters += size
            kin.linked += linked
            kin.blocks += 1
            if inside:
                likes.inside += 1
                kin.inside += 1
            if prose:
                likes.prose += size
                kin.prose += size
                if inside:
                    likes.region_prose += size
                    kin.region_prose += size
        self.best_likes = max((spot.likes for spot in self.homes), key=_region_prose)
        self.best_kin = max((spot.kin for spot in self.homes), key=_region_prose)


def _climb(spot: Spot) -> Spot:
    """The element at or above *spot* that holds the article: up as long as a quarter more prose comes in."""
    best = spot
    above = spot.parent
    while above is not None:
        if above.prose and above.prose >= _GAIN * best.prose:
            best = above
        above = above.parent
    return best


def _line(spot: Spot) -> dict[int, int]:
    """Numbers of *spot* and those above it, each with its distance."""
    steps = {}
    distance = 0
    one: Spot | None = spot
    while one is not None:
        steps[one.number] = distance
        one = one.parent
        distance += 1
    return steps
