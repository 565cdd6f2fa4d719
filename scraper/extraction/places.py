"""Where a block stands: its element, the elements above it, and the words of their class and id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import ClassVar, TypeAlias

from lxml.html import HtmlElement

NEAR = 2
FAR = 10
"""How many elements above its own a block looks at: the parents near by, and all in all."""

_NONE: frozenset[str] = frozenset()
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_a-zA-Z]+")

Stated: TypeAlias = tuple[str | None, str | None, str]
"""(class, id, ARIA role) of an element: the role in lower case, empty where there is none."""


class Place:
    """One element that holds blocks, linked to the one above it. Names are read on demand."""

    __slots__ = (
        "_far", "_near", "_tokens", "classes", "element", "flags", "id", "number", "parent", "role", "tag",
    )  # fmt: skip

    QUOTE: ClassVar[int] = 1
    LIST: ClassVar[int] = 2
    FIGURE: ClassVar[int] = 4
    PRE: ClassVar[int] = 8
    HIDDEN: ClassVar[int] = 16
    ASIDE: ClassVar[int] = 32
    BUTTON: ClassVar[int] = 64
    FORM: ClassVar[int] = 128
    NAV: ClassVar[int] = 256
    FOOTER: ClassVar[int] = 512
    HEADER: ClassVar[int] = 1024
    ROW: ClassVar[int] = 2048
    ARTICLE: ClassVar[int] = 4096
    CAPTION: ClassVar[int] = 8192
    DIALOG: ClassVar[int] = 16384
    LABEL: ClassVar[int] = 32768

    def __init__(
        self, element: HtmlElement, tag: str, parent: Place | None, number: int, flags: int, stated: Stated
    ) -> None:
        self.element = element
        self.tag = tag
        self.parent = parent
        self.number = number
        self.flags = flags
        """Inherited: what kinds of element stand here or anywhere above."""
        self.classes, self.id, self.role = stated
        self._tokens: frozenset[str] | None = None
        self._near: frozenset[str] | None = None
        """Its own words and its parent's: what stands near to all right below it."""
        self._far: frozenset[str] | None = None

    def above(self, most: int = FAR) -> Iterator[Place]:
        """The places over this one, nearest first, at most *most* of them."""
        place = self.parent
        while place is not None and most > 0:
            yield place
            place = place.parent
            most -= 1

    @property
    def names(self) -> str:
        """Class and id as they stand in the page, one space between."""
        own, name = self.classes, self.id
        return f"{own or ''} {name or ''}".strip() if own or name else ""

    @property
    def tokens(self) -> frozenset[str]:
        """The words of class and id, lower case: `"storyBody-ad"` has `story`, `body` and `ad`."""
        found = self._tokens
        if found is None:
            names = self.names
            found = self._tokens = split_names(names) if names else _NONE
        return found

    @property
    def near(self) -> frozenset[str]:
        """The words of class and id of the two elements above it."""
        parent = self.parent
        if parent is None:
            return _NONE
        if parent._near is None:
            parent._near = union_tokens((parent, *parent.above(NEAR - 1)))
        return parent._near

    @property
    def far(self) -> frozenset[str]:
        """The words of class and id of the ten elements above it."""
        parent = self.parent
        if parent is None:
            return _NONE
        if parent._far is None:
            parent._far = union_tokens((parent, *parent.above(FAR - 1)))
        return parent._far

    @property
    def step(self) -> str:
        """Tag and classes: equal for elements that the page's maker treats alike."""
        return _join_classes(self.tag, self.classes) if self.classes else self.tag


@lru_cache(maxsize=4096)
def _join_classes(tag: str, classes: str) -> str:
    return f"{tag}.{'.'.join(classes.split())}"


@lru_cache(maxsize=8192)
def split_names(names: str) -> frozenset[str]:
    """The words in *names*, split at spaces, signs, digits and humps, in lower case."""
    return frozenset(word.lower() for word in _WORD.findall(names[:2000]))


def union_tokens(places: Iterable[Place]) -> frozenset[str]:
    """All tokens of *places*."""
    named = [place.tokens for place in places if place.tokens]
    return _NONE.union(*named) if len(named) != 1 else named[0]


APART = Place.NAV | Place.FORM | Place.BUTTON | Place.ASIDE | Place.FIGURE | Place.DIALOG | Place.FOOTER
"""Where next to nothing is set as the article's own lines are."""
