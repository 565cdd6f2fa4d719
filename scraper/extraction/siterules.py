"""The site file's own rules: the element that holds the text, and blocks that are never the article's."""

from __future__ import annotations

from collections.abc import Sequence

from cssselect import SelectorError
from lxml.html import HtmlElement

from scraper.extraction.blocks import Block
from scraper.extraction.places import Place
from scraper.normalise.text import fold
from scraper.sites.site import Site


def find_chosen(root: HtmlElement, site: Site, blocks: Sequence[Block]) -> frozenset[int] | None:
    """Numbers of the *blocks* inside the site's `select.body`; None where nothing matches it."""
    if site.select.body is None:
        return None
    return _inside(root, (site.select.body,), blocks) or None


def find_forbidden(root: HtmlElement, site: Site, blocks: Sequence[Block]) -> dict[int, tuple[str, str]]:
    """(reason, rule) by number of the *blocks* that the site file says to remove, by place or by text."""
    found: dict[int, tuple[str, str]] = {}
    if site.remove:
        found = dict.fromkeys(_inside(root, site.remove, blocks), ("promo", "site/remove"))
    if site.pinned:
        pinned = {fold(pin.text): pin.reason for pin in site.pinned}
        named = ((block.number, pinned.get(fold(block.text))) for block in blocks)
        found |= {number: (reason, "site/text") for number, reason in named if reason}
    return found


def _inside(root: HtmlElement, selectors: Sequence[str], blocks: Sequence[Block]) -> frozenset[int]:
    wanted: set[HtmlElement] = set()
    for selector in selectors:
        try:
            wanted.update(root.cssselect(selector))
        except SelectorError as error:
            raise ValueError(f"site file: selector {selector!r} is not CSS: {error}") from error
    known: dict[int, bool] = {}
    return frozenset(block.number for block in blocks if wanted and _under(block.place, wanted, known))


def _under(place: Place, wanted: set[HtmlElement], known: dict[int, bool]) -> bool:
    passed = []
    up: Place | None = place
    answer = False
    while up is not None:
        if up.number in known:
            answer = known[up.number]
            break
        passed.append(up.number)
        if up.element in wanted:
            answer = True
            break
        up = up.parent
    known.update(dict.fromkeys(passed, answer))
    return answer
