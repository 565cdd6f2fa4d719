"""The part of a page that trafilatura reads: a tree cut to it gives its answer in a fraction of the time.

trafilatura takes the first element that its list of names calls the text, and looks at the rest of the page
only where that holds little. So the rest is left out, and the whole page asked where the answer was short.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura.xpaths import BODY_XPATH

from scraper.extraction.blocks import Block
from scraper.extraction.places import Place
from scraper.extraction.witnesses.remembered import find_first

_SHORTEST = 300
"""Letters of an answer up to which trafilatura looks for more all over the page; 250 by its settings."""
_PARAGRAPHS = 800
"""Letters in `<p>` anywhere on the page from which on it takes no text from `<div>`; 750 by its settings."""

_UNREAD = (
    Place.ASIDE
    | Place.FOOTER
    | Place.FORM
    | Place.NAV
    | Place.BUTTON
    | Place.DIALOG
    | Place.FIGURE
    | Place.LABEL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The element that trafilatura would take the text from."""

    element: HtmlElement
    beside: int
    """Letters of the page's other `<p>`, those that it would throw away unread left out."""


def find_frame(root: HtmlElement, blocks: Sequence[Block]) -> Frame | None:
    """What trafilatura's own expressions find first on the page *root* of *blocks*; None: no such element.

    One without text is passed over, as it is there. Where one holds little, trafilatura may take that and
    look all over the page besides: None.
    """
    letters, places = _weigh(blocks)
    for element in _candidates(root):
        place = places.get(element)
        inside = letters[place.number] if place is not None else 0
        if place is not None and inside >= _SHORTEST:
            return Frame(element=element, beside=_count_beside(place, blocks))
        if inside:
            return None
    return None


def _weigh(blocks: Sequence[Block]) -> tuple[dict[int, int], dict[HtmlElement, Place]]:
    """(letters inside each place that holds text, by its number; those places by element)."""
    letters: dict[int, int] = {}
    known: dict[int, Place] = {}
    for block in blocks:
        up: Place | None = block.place
        letters[block.place.number] = letters.get(block.place.number, 0) + len(block.text)
        while up is not None and up.number not in known:
            known[up.number] = up
            up = up.parent
    for number in sorted(known, reverse=True):
        parent = known[number].parent
        if parent is not None:
            letters[parent.number] = letters.get(parent.number, 0) + letters[number]
    return letters, {place.element: place for place in known.values()}


def _candidates(root: HtmlElement) -> Iterator[HtmlElement]:
    """The first element that each of trafilatura's expressions finds, in their order."""
    for expression in BODY_XPATH:
        found = find_first(expression, root)
        if found is not None:
            yield found


def _count_beside(frame: Place, blocks: Sequence[Block]) -> int:
    beside = 0
    for block in blocks:
        if block.tag == "p" and not block.inside(_UNREAD) and not _is_within(block.place, frame):
            beside += len(block.text)
            if beside >= _PARAGRAPHS:
                break
    return beside


def _is_within(place: Place, frame: Place) -> bool:
    # Numbers grow downwards: what stands above the frame has a smaller one.
    up: Place | None = place
    while up is not None and up.number > frame.number:
        up = up.parent
    return up is frame


def _bare(element: HtmlElement) -> HtmlElement:
    """A copy of *element* without what is in it; and without names that HTML takes and lxml does not make."""
    try:
        return element.makeelement(element.tag, dict(element.items()))
    except ValueError:
        pass
    try:
        bare = element.makeelement(element.tag)
    except ValueError:
        bare = element.makeelement("div")
    for name, value in element.attrib.items():
        with suppress(ValueError):
            bare.set(name, value)
    return bare


def cut_tree(frame: Frame) -> HtmlElement:
    """A copy of *frame* and of the bare elements above it.

    The page's paragraphs beside it are stood in for by one of dots: trafilatura asks whether there are any.
    """
    tree = copy.copy(frame.element)
    tree.tail = None
    for above in frame.element.iterancestors():
        shell = _bare(above)
        shell.append(tree)
        if above.tag == "body" and frame.beside:
            stand_in = above.makeelement("p")
            stand_in.text = "." * frame.beside
            shell.append(stand_in)
        tree = shell
    return tree
