"""Shapes of a page that trafilatura would need minutes for, told before it is asked.

Its time grows with the square of some numbers that no article has: it reads each link once for every element
around it, each table or formula once for every other around it, and each inline element once for all its
siblings.
Every limit is several times the most that any article measured had.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from scraper.extraction.paths import find_by

_ELEMENTS = 15_000
_TABLES, _LISTS = 20, 100
_DEEP, _DEEP_LINKS = 60, 150
_LINKS = 5000
_SIBLINGS = 3000
_INLINE = (
    "em or self::i or self::b or self::strong or self::span or self::a or self::u or self::font or self::q"
)

# libxml2 counts these in less than a thousandth of a second where Python would need tens of them.
_TOO_MUCH = find_by(
    f"count(descendant::*) > {_ELEMENTS}"
    f" or boolean(descendant::table[count(ancestor::table) >= {_TABLES}])"
    f" or boolean(descendant::math[count(ancestor::math) >= {_TABLES}])"
    f" or boolean(descendant::li[count(ancestor::li) >= {_LISTS}])"
    f" or count(descendant::a) > {_LINKS}"
    f" or count(descendant::a[ancestor::*[{_DEEP}]]) > {_DEEP_LINKS}"
    f" or boolean(descendant::*[*[{_SIBLINGS}]]/*[self::{_INLINE}][{_SIBLINGS}])"
)


def is_burden(root: HtmlElement) -> bool:
    """Whether *root* is shaped so that trafilatura cannot be asked; the cheap witnesses have to do."""
    return bool(_TOO_MUCH(root))
