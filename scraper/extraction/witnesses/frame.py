"""The part of a page that trafilatura reads: a tree cut to it gives its answer in a fraction of the time.

trafilatura takes the first element that its list of names calls the text, and looks at the rest of the page
only where that holds little. So the rest is left out, and the whole page asked where the answer was short.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml.html import Element, HtmlElement
from trafilatura.xpaths import BODY_XPATH

from scraper.extraction.blocks import Block
from scraper.extraction.places import Place

_SHORTEST = 300
"""Letters of an answer up to which trafilatura looks for more all over the page; 250 by its settings."""
_PARAGRAPHS = 800
"""Letters in `<p>` anywhere on the page from which on it takes no text from `<div>`; 750 by its settings."""

# Each of trafilatura's own names has one of these in it; they spare it the look at most elements.
_NAMED = re.compile("post|entry|[Aa]rticle|content|text")
_NAMES = ("class", "id", "itemprop")
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


def find_frame(root: HtmlElement, blocks: Sequence[Block]) -> HtmlElement | None:
    """The element of *root* that trafilatura would take the text from, by its own expressions; None: no such.

    One that holds next to none of the *blocks* is passed over, as it is there.
    """
    return next((frame for frame in _candidates(root) if _weigh(frame, blocks)[0] >= _SHORTEST), None)


def _candidates(root: HtmlElement) -> Iterator[HtmlElement]:
    """The first element that each of trafilatura's expressions finds, in their order."""
    for element in root.iter("article", "div", "main", "section"):
        found = [element.get(name) for name in _NAMES]
        if any(name and _NAMED.search(name) for name in found) and _is_named(str(element.tag), *found):
            yield element
            break
    for expression in BODY_XPATH[1:]:
        others: list[HtmlElement] = expression(root)  # type: ignore[assignment]
        yield from others[:1]


@lru_cache(maxsize=4096)
def _is_named(tag: str, *values: str | None) -> bool:
    """Whether trafilatura's first expression takes an element of *tag* with the `_NAMES` *values*."""
    body = Element("body")
    body.append(Element(tag, {name: value for name, value in zip(_NAMES, values, strict=True) if value}))
    return bool(BODY_XPATH[0](body))


def cut_tree(frame: HtmlElement, blocks: Sequence[Block]) -> HtmlElement:
    """A copy of *frame* and of the bare elements above it.

    The page's paragraphs beside it are stood in for by one of dots: trafilatura asks whether there are any.
    """
    _, beside = _weigh(frame, blocks)
    tree = copy.copy(frame)
    tree.tail = None
    for above in frame.iterancestors():
        shell = above.makeelement(above.tag, dict(above.attrib))
        shell.append(tree)
        if above.tag == "body" and beside:
            stand_in = above.makeelement("p")
            stand_in.text = "." * min(beside, _PARAGRAPHS)
            shell.append(stand_in)
        tree = shell
    return tree


def _weigh(frame: HtmlElement, blocks: Sequence[Block]) -> tuple[int, int]:
    """Letters inside *frame*, and of the page's `<p>` beside it that trafilatura would not throw away."""
    known: dict[int, bool] = {}
    inside = beside = 0
    for block in blocks:
        if _is_within(block.place, frame, known):
            inside += len(block.text)
        elif block.tag == "p" and not block.inside(_UNREAD):
            beside += len(block.text)
    return inside, beside


def _is_within(place: Place, frame: HtmlElement, known: dict[int, bool]) -> bool:
    passed = []
    up: Place | None = place
    while up is not None and up.number not in known:
        passed.append(up.number)
        if up.element is frame:
            break
        up = up.parent
    answer = up is not None and known.get(up.number, True)
    known.update(dict.fromkeys(passed, answer))
    return answer
