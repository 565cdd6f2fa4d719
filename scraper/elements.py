"""The few elements of a page that many readers look for, listed once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

LISTED = ("article", "h1", "h2", "h3", "h4", "link", "math", "meta", "script", "table", "title")
DEEP = 60
"""Elements round one that stands deep in its page."""
_COUNT = etree.XPath("count(descendant-or-self::*)")
_IS_DEEP = etree.XPath(f"boolean({'/'.join(['*'] * DEEP)})")


class Size(NamedTuple):
    """How large a tree is."""

    total: int
    """Elements in all."""
    is_deep: bool
    """Whether any stands in `DEEP` others."""


class Elements:
    """The elements of the tree *root*, which nobody changes, that are called by one of `LISTED`.

    To walk a whole tree for a few elements costs a quarter of a millisecond, and they are asked for some
    twenty times a page. All elements are not listed: to keep them costs more than it saves.
    """

    def __init__(self, root: HtmlElement) -> None:
        self.root = root

    @cached_property
    def size(self) -> Size:
        """Of the whole tree. Both are read when one is asked for, best soon after the page was parsed: later,
        when the tree is far from the processor, a walk takes five times as long."""
        return Size(int(float(_COUNT(self.root))), bool(_IS_DEEP(self.root)))  # type: ignore[arg-type]

    @cached_property
    def _by_tag(self) -> Mapping[str, Sequence[HtmlElement]]:
        by_tag: dict[str, list[HtmlElement]] = {tag: [] for tag in LISTED}
        for element in self._listed:
            by_tag[element.tag].append(element)
        return by_tag

    @cached_property
    def _listed(self) -> Sequence[HtmlElement]:
        return list(self.root.iter(*LISTED))

    def tagged(self, *tags: str) -> Sequence[HtmlElement]:
        """The elements called by one of *tags*, all of which are `LISTED`, in document order."""
        if len(tags) == 1:
            return self._by_tag[tags[0]]
        return [element for element in self._listed if element.tag in tags]
