"""trafilatura's word on which blocks are the article: the chief judge."""

from __future__ import annotations

import copy
import logging
from collections.abc import Sequence

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


def prepare_tree(root: HtmlElement) -> HtmlElement:
    """A copy of *root* that trafilatura may change, without what is never text or would take it for ever."""
    tree = copy.deepcopy(root)
    etree.strip_elements(tree, *_NEVER_TEXT, with_tail=False)
    for cell in tree.iter("td", "th"):
        for name in ("rowspan", "colspan"):
            if _is_wide(cell.get(name)):
                del cell.attrib[name]
    return tree


def _is_wide(span: str | None) -> bool:
    """Whether *span* is more than two digits or than `_WIDEST_SPAN`."""
    digits = (span or "").strip()
    return len(digits) > 2 or (digits.isdecimal() and int(digits) > _WIDEST_SPAN)


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
