"""trafilatura's word on which blocks are the article: the chief judge."""

from __future__ import annotations

import copy
import logging
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from math import prod

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction, xpaths
from trafilatura.settings import Extractor

from scraper.extraction.blocks import Block
from scraper.extraction.witnesses.frame import cut_tree, find_frame
from scraper.extraction.witnesses.matching import match_lines
from scraper.extraction.witnesses.remembered import remember_lists, remember_names
from scraper.extraction.witnesses.stop_words import load_stop_words

remember_lists(xpaths)
# By its path: the package has a function of the same name.
remember_names(import_module("trafilatura.baseline"), "BASIC_CLEAN_XPATH")
# It reports "text not long enough" as an error; for us that is an answer.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_NEVER_TEXT = ("script", "style", "svg", "template", "noscript", "iframe", "canvas", "link")
_WIDEST_SPAN = 20
"""Columns or rows of one cell beyond which it counts as one: trafilatura writes out every one of them."""
_MOST_SPANNED = 5000
"""Cells that all spans of a page may come to."""


def prepare_tree(root: HtmlElement) -> HtmlElement:
    """A copy of *root* that trafilatura may change, without what is never text or would take it for ever."""
    return _strip(copy.copy(root))


def _strip(tree: HtmlElement) -> HtmlElement:
    etree.strip_elements(tree, *_NEVER_TEXT, with_tail=False)
    spanned = 0
    for cell in tree.iter("td", "th"):
        spans = [name for name in ("rowspan", "colspan") if name in cell.attrib]
        spanned += prod(_width(cell.get(name)) for name in spans) if spans else 0
        for name in spans:
            if spanned > _MOST_SPANNED or not _width(cell.get(name)):
                del cell.attrib[name]
    return tree


def _width(span: str | None) -> int:
    """*span* as a number; 0: it is none, more than two digits or more than `_WIDEST_SPAN`."""
    digits = (span or "").strip()
    number = int(digits) if digits.isdecimal() and len(digits) <= 2 else 0
    return number if number <= _WIDEST_SPAN else 0


def quick_votes(root: HtmlElement, blocks: Sequence[Block]) -> frozenset[int]:
    """Numbers of the *blocks* that trafilatura's fast mode keeps of the part of the page that it reads first.

    The same as `votes` where that part holds the article; none where there is no such part.
    """
    frame = find_frame(root, blocks)
    lines = find_lines(_strip(cut_tree(frame))) if frame is not None else []
    # Where it gets no more than one line it goes on to other parts of the page.
    return match_lines(lines, blocks) if len(lines) > 1 else frozenset()


def votes(
    root: HtmlElement, blocks: Sequence[Block], *, fast: bool = True, precision: bool = False
) -> frozenset[int]:
    """Numbers of the *blocks* that trafilatura keeps of the page *root*; none where it finds no text."""
    return match_lines(find_lines(prepare_tree(root), fast=fast, precision=precision), blocks)


def find_lines(tree: HtmlElement, *, fast: bool = True, precision: bool = False) -> list[str]:
    """The lines of text that trafilatura makes of the prepared *tree*; none where that is nested too deep."""
    if not fast:
        load_stop_words()
    try:
        answer = bare_extraction(tree, options=_options(fast, precision))
    except RecursionError:
        return []
    text = getattr(answer, "text", None) or ""
    return [line for line in text.splitlines() if line.strip()]


@cache
def _options(fast: bool, precision: bool) -> Extractor:
    return Extractor(
        output_format="python",
        fast=fast,
        precision=precision,
        comments=False,
        formatting=False,
        tables=True,
        with_metadata=False,
        dedup=False,
    )
