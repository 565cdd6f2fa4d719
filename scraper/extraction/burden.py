"""Shapes of a page that trafilatura would need minutes for, told before it is asked.

Its time grows with the square of some numbers that no article has: it reads each link once for every element
around it, each table or formula once for every other around it, and each inline element once for all its
siblings.
Every limit is several times the most that any article measured had.
"""

from __future__ import annotations

from scraper.elements import DEEP
from scraper.extraction.paths import find_by
from scraper.page import Document

_ELEMENTS = 15_000
_TABLES, _LISTS = 20, 100
_DEEP_LINKS = 150
_LINKS = 5000
_SIBLINGS = 3000
_INLINE = (
    "em or self::i or self::b or self::strong or self::span or self::a or self::u or self::font or self::q"
)

# libxml2 counts these in less than a thousandth of a second where Python would need tens of them. It walks
# the whole tree for each, so what a page of so few elements, or none so deep, cannot have is not asked.
_TOO_MANY = find_by(
    f"count(descendant::*) > {_ELEMENTS} or count(descendant::a) > {_LINKS}"
    f" or boolean(descendant::*[*[{_SIBLINGS}]]/*[self::{_INLINE}][{_SIBLINGS}])"
)
_FEWEST = min(_ELEMENTS, _LINKS, _SIBLINGS)
_TOO_DEEP = find_by(
    f"count(descendant::a[ancestor::*[{DEEP}]]) > {_DEEP_LINKS}"
    f" or boolean(descendant::li[count(ancestor::li) >= {_LISTS}])"
)
_IN_ONE_ANOTHER = {
    tag: find_by(f"boolean(descendant::{tag}[count(ancestor::{tag}) >= {_TABLES}])")
    for tag in ("table", "math")
}


def is_burden(document: Document) -> bool:
    """Whether *document* is so shaped that trafilatura cannot be asked; the cheap witnesses have to do."""
    root, elements = document.root, document.elements
    return (
        (elements.size.total >= _FEWEST and bool(_TOO_MANY(root)))
        or (elements.size.is_deep and bool(_TOO_DEEP(root)))
        or any(
            len(elements.tagged(tag)) > _TABLES and bool(nested(root))
            for tag, nested in _IN_ONE_ANOTHER.items()
        )
    )
