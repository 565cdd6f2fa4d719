"""Paths that are compiled once: lxml compiles the text of one anew at every call."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lxml import etree
from lxml.html import HtmlElement


def find_by(path: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    """What finds the elements of the XPath *path* from an element on, in the order of the page."""
    return cast("Callable[[HtmlElement], list[HtmlElement]]", etree.XPath(path))
