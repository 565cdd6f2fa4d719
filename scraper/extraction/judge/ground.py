"""Where the page's prose stands, and how far from it every element is."""

from __future__ import annotations

from collections.abc import Sequence

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


class Spot:
    """One element that holds text, and how much."""

    __slots__ = (
        "blocks", "branch", "depth", "down", "key", "kin", "letters", "likes", "linked", "mode_down",
        "mode_up", "number", "own_blocks", "own_letters", "own_prose", "parent", "place", "prose", "up",
    )  # fmt: skip

    def __init__(self, place: Place, parent: Spot | None) -> None:
        self.place = place
        self.parent = parent
        self.number = place.number
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.key = (place.tag, place.element.get("class"))
        self.letters = self.linked = self.prose = 0.0
        self.blocks = 0
        self.own_letters = self.own_prose = 0.0
        self.own_blocks = 0
        self.up = self.down = self.mode_up = self.mode_down = 0
        self.branch = self
        self.likes = self.kin = _UNSEEN


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
        self.sizes: list[float] = []
        self.shares: list[float] = []
        self.prose: list[bool] = []
        self.letters = 1.0
        for block in blocks:
            self._add(block, scale)
        order = sorted(self.spots.values(), key=_number)
        for spot in reversed(order):
            _lift(spot)
        self.mode = max(order, key=_own_prose)
        if not self.mode.own_prose:
            self.mode = max(order, key=_own_letters)
        self.region = _climb(self.mode)
        self._measure(order)
        self._compare()

    def _add(self, block: Block, scale: float) -> None:
        place = block.place
        home = self.spots.get(place.number) or self._open(place)
        if home.likes is _UNSEEN:
            home.kin = self._likes(home.key)
            home.likes = self._likes((home.key, home.parent.key if home.parent else None))
        box = self.spots[block.container]
        size = len(block.text) * scale
        linked = size * block.link_share
        prose = (
            size >= _PROSE
            and block.link_share < _LINKED
            and not place.flags & _OUTSIDE
            and block.type not in _NO_PROSE
        )
        home.letters += size
        home.linked += linked
        home.blocks += 1
        box.own_letters += min(size - linked, _MOST)
        box.own_blocks += 1
        if prose:
            home.prose += size
            box.own_prose += min(size, _MOST)
        self.letters += size
        self.homes.append(home)
        self.boxes.append(box)
        self.sizes.append(size)
        self.shares.append(block.link_share)
        self.prose.append(prose)

    def _open(self, place: Place) -> Spot:
        """The spot of *place*, those above it opened as well."""
        missing = [place]
        above = place.parent
        while above is not None and above.number not in self.spots:
            missing.append(above)
            above = above.parent
        spot = self.spots[above.number] if above is not None else None
        for one in reversed(missing):
            spot = self.spots[one.number] = Spot(one, spot)
        assert spot is not None
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
                spot.branch = spot if above.number in spine else above.branch
            if number in mode_line:
                spot.mode_down = mode_line[number]
            elif above is not None:
                spot.mode_up = above.mode_up + 1
                spot.mode_down = above.mode_down

    def _compare(self) -> None:
        """Sum up the elements that are alike."""
        self.inside = [spot.down == 0 for spot in self.homes]
        stretch = [n for n, inside in enumerate(self.inside) if inside and self.prose[n]] or [0]
        self.first, self.last = stretch[0], stretch[-1]
        for number, spot in enumerate(self.homes):
            size = self.sizes[number]
            inside = self.inside[number]
            for likes in (spot.likes, spot.kin):
                likes.letters += size
                likes.linked += size * self.shares[number]
                likes.blocks += 1
                likes.inside += inside
                if self.prose[number]:
                    likes.prose += size
                    if inside:
                        likes.region_prose += size
        self.best_likes = max((spot.likes for spot in self.homes), key=_region_prose)
        self.best_kin = max((spot.kin for spot in self.homes), key=_region_prose)


def _lift(spot: Spot) -> None:
    above = spot.parent
    if above is not None:
        above.letters += spot.letters
        above.linked += spot.linked
        above.prose += spot.prose
        above.blocks += spot.blocks


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


def _number(spot: Spot) -> int:
    return spot.number


def _own_prose(spot: Spot) -> float:
    return spot.own_prose


def _own_letters(spot: Spot) -> float:
    return spot.own_letters


def _region_prose(likes: Likes) -> float:
    return likes.region_prose
