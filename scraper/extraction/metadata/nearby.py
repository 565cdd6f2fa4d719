"""The elements round a headline that speak of the article, found as far as they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count, islice, tee

from lxml.html import HtmlElement

from scraper.elements import Elements
from scraper.extraction.metadata.surroundings import (
    AUTHOR_PAGE,
    NO_NAMES,
    to_names,
    to_words,
    upwards,
)
from scraper.normalise.names import is_opener, is_signed, may_be_signed

_AFTER, _BEFORE = 400, 120
_INTERESTING = (
    "author", "byline", "writer", "journalist", "autor", "auteur", "autore", "forfatter", "redakteur",
    "date", "time", "publi", "posted", "datum", "fecha", "data", "creat", "modif", "updat", "kicker",
    "eyebrow", "line", "title", "standfirst", "sub", "dek", "deck", "lead", "lede", "intro", "summary",
    "excerpt", "chap", "ingress", "titre", "spitzmarke", "antetit", "volanta", "signatur", "firma",
    "verfasser", "vorspann", "bajada", "copete", "catenaccio", "breadcrumb", "dachzeile",
)  # fmt: skip
_INTERESTING_WORD = re.compile("|".join(_INTERESTING))
_TELLING = {"time", "address", "byline"}
_LONGEST_SIGNED = 120


# Not frozen: a page has hundreds, and a frozen one takes three times as long to make.
@dataclass(slots=True, kw_only=True, eq=False)
class Place:
    """One element that may speak of the article. Nobody changes one."""

    element: HtmlElement
    words: str
    """Its class, id, `itemprop` and `rel` in lower case."""
    distance: int
    """How many such elements stand between it and the headline; negative: before it."""


class Places:
    """The interesting elements round *heading*, looked for only as far as somebody asks: most readers have
    what they want from the first few.

    Without a heading those of the page's top stand after it, the first at no distance.
    """

    def __init__(self, elements: Elements, heading: HtmlElement | None) -> None:
        if heading is None:
            self._after = _list_places(islice(elements.root.iter(), _AFTER * 3), count(0))
            self._before: Iterator[Place] = iter(())
        else:
            self._after = _list_places(islice(_following(heading), _AFTER), count(1))
            self._before = _list_places(islice(_preceding(heading), _BEFORE), count(-1, -1))

    @property
    def after(self) -> Iterator[Place]:
        """Those inside and after the heading, in document order."""
        self._after, asked = tee(self._after)
        return asked

    @property
    def before(self) -> Iterator[Place]:
        """Those before the heading, the nearest first."""
        self._before, asked = tee(self._before)
        return asked

    @property
    def nearest(self) -> Iterator[Place]:
        """Those after the heading, then those before it, the nearest first."""
        return chain(self.after, self.before)

    @property
    def in_order(self) -> Iterator[Place]:
        """All in document order."""
        return chain(reversed(list(self.before)), self.after)


def _list_places(elements: Iterable[HtmlElement], distances: Iterator[int]) -> Iterator[Place]:
    """Those of *elements* that may speak of the article, numbered by *distances*."""
    for element in elements:
        tag = element.tag
        if tag == "h1" or tag == "script":
            continue
        stated = element.items()
        names = to_names(stated) if stated else NO_NAMES
        if (
            (names is not NO_NAMES and _is_interesting(names))
            or ((text := element.text) and _is_signed(text))
            or (tag == "a" and stated and AUTHOR_PAGE.search(element.get("href", "")))
            or tag in _TELLING
        ):
            yield Place(element=element, words=to_words(names), distance=next(distances))


def _is_signed(text: str) -> bool:
    """Whether *text* is short and begins with "By" or the like."""
    if len(text) >= _LONGEST_SIGNED or not (text := text.strip()):
        return False
    return may_be_signed(text) and (is_signed(text) or is_opener(text))


@lru_cache(maxsize=16384)
def _is_interesting(names: str) -> bool:
    """Whether one of the words is in *names*; the same names come again and again on a page."""
    return bool(_INTERESTING_WORD.search(names.lower()))


def _following(element: HtmlElement) -> Iterator[HtmlElement]:
    """Everything inside and after *element*, in document order."""
    yield from element.iterdescendants()
    for above in upwards(element):
        for sibling in above.itersiblings():
            yield from sibling.iter()


def _preceding(element: HtmlElement) -> Iterator[HtmlElement]:
    """What stands before *element*, the nearest first."""
    for above in upwards(element):
        for sibling in above.itersiblings(preceding=True):
            inside = list(islice(sibling.iter(), _BEFORE * 4))
            yield from reversed(inside)
