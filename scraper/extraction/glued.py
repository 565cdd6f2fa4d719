"""Inline elements side by side, no blank between, that can be no line of text: label, title, summary.

A style sheet sets each as a block. On one line "Read also" and "The mayor" would be "Read alsoThe mayor".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from lxml.html import HtmlElement

from scraper.extraction.shape import ends_clause
from scraper.extraction.tags import INLINE, is_holder

_INLINE = INLINE | {"span", "time"}
_PARTS = range(2, 6)
"""Elements side by side that may be glued: kicker, headline, summary, day. More are a row of a menu or of
facts, or letters set one by one."""
_PIECES = 12
"""Pieces of text of one element that are looked at."""
_SHORTEST = 3
"""Letters of a part; fewer are an initial, or a name's "Mc"."""
_WORDS = 3
"""Words of the part before a digit: "Covid" and "19" are one word, a name and an hour one line. And of the
part behind a label in capitals."""


def find_glued(root: HtmlElement) -> frozenset[HtmlElement]:
    """The inline elements under *root* that stand as blocks, as nothing parts their words."""
    return frozenset(part for run in _list_runs(root) if _is_glued(run) for part in run)


def _list_runs(root: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Inline elements right behind one another, nothing between, in elements without a text of their own."""
    bare: dict[HtmlElement, bool] = {}
    for first in root.iter("span", "a"):
        if first.tail or not _is_inline(first.getnext()) or _joins(first.getprevious()):
            continue
        run = [first]
        while not run[-1].tail and len(run) <= _PARTS.stop and _is_inline(run[-1].getnext()):
            run.append(run[-1].getnext())
        parent = first.getparent()
        if len(run) not in _PARTS or parent is None:
            continue
        if parent not in bare:
            bare[parent] = is_holder(parent) and _has_no_text(parent)
        if bare[parent]:
            yield run


def _has_no_text(parent: HtmlElement) -> bool:
    return _is_blank(parent.text) and all(_is_blank(child.tail) for child in parent)


def _is_inline(element: HtmlElement | None) -> bool:
    return element is not None and element.tag in _INLINE


def _joins(before: HtmlElement | None) -> bool:
    """Whether *before* opens the run: it is inline, and nothing stands behind it."""
    return before is not None and before.tag in _INLINE and not before.tail


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()


def _is_glued(run: Sequence[HtmlElement]) -> bool:
    """Whether no seam of *run* can be within a word or a sentence, and one would be within a word."""
    texts = [_text_of(part) for part in run]
    if any(len(text) < _SHORTEST or text != text.strip() for text in texts):
        return False
    named = len({(part.tag, part.get("class"), part.get("slot")) for part in run}) == len(run)
    seams = [_weigh(one, other, named=named) for one, other in pairwise(texts)]
    return None not in seams and any(seams)


def _text_of(element: HtmlElement) -> str:
    return "".join(islice(element.itertext(), _PIECES))


def _weigh(text: str, following: str, *, named: bool) -> bool | None:
    """Whether the seam would be within a word; None: it may well be, or is one within a sentence.

    Where letters have no capitals only *named* parts, each of another kind, tell.
    """
    last, first = text[-1], following[0]
    if first.islower() or last in "-‐–—/(«“„’'" or first in ".,;:!?)…،。，、；：！？」』”’":
        return None
    if first.isupper() or first.isdecimal():
        short = first.isdecimal() and len(text.split()) < _WORDS
        label = text.isupper() and " " in text and len(following.split()) >= _WORDS
        return (last.islower() or last.isdecimal() or ends_clause(text) or label) and not short
    if first.isalpha():
        return named and last.isalpha()
    return False
