"""trafilatura's word on which blocks are the article: the chief judge."""

from __future__ import annotations

import copy
import logging
from collections.abc import Sequence
from math import prod

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.xml import xmltotxt

from scraper.extraction.blocks import Block
from scraper.extraction.witnesses.matching import match_lines

# It reports "text not long enough" as an error; for us that is an answer.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_NEVER_TEXT = ("script", "style", "svg", "template", "noscript", "iframe", "canvas", "link")
_WIDEST_SPAN = 20
"""Columns or rows of one cell beyond which it counts as one: trafilatura writes out every one of them."""
_MOST_SPANNED = 5000
"""Cells that all spans of a page may come to."""


def prepare_tree(root: HtmlElement) -> HtmlElement:
    """A copy of *root* that trafilatura may change, without what is never text or would take it for ever."""
    tree = copy.deepcopy(root)
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


def votes(
    tree: HtmlElement, blocks: Sequence[Block], *, fast: bool = True, precision: bool = False
) -> frozenset[int]:
    """Numbers of the blocks that trafilatura keeps of the prepared *tree*; none where it finds no text."""
    return match_lines(find_lines(tree, fast=fast, precision=precision), blocks)


def find_lines(tree: HtmlElement, *, fast: bool = True, precision: bool = False) -> list[str]:
    """The lines of text that trafilatura makes of *tree*; none where it is nested too deep for it."""
    try:
        answer = bare_extraction(
            tree,
            fast=fast,
            favor_precision=precision,
            include_comments=False,
            include_tables=True,
            with_metadata=False,
            deduplicate=False,
        )
    except RecursionError:
        return []
    body = getattr(answer, "body", None)
    if body is None:
        return []
    text: str = xmltotxt(body, include_formatting=False)
    return [line for line in text.splitlines() if line.strip()]
