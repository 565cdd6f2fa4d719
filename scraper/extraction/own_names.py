"""What elements of a page's own naming hold: `<story-head>` a heading, `<story-item>` an item."""

from __future__ import annotations

import re

from scraper.extraction.places import Place, split_names

_HEADINGS = frozenset(
    ("head", "heading", "subhead", "subheading", "crosshead", "title", "subtitle", "intertitle", "headline")
)
_LEVELS = ("-h2", "-h3", "-h4")
_ITEMS = frozenset(("item", "listitem", "li", "bullet"))
_LISTS = frozenset(("list", "ul", "ol", "bullets", "items"))
_CARDS = frozenset(("card", "teaser", "link", "related", "promo", "rail", "sidebar", "header"))
"""What a box of another article's title is called."""
_ROW = 4
"""Elements that a heading must stand among: a card has a title, a picture, a summary."""
_LONGEST = 120
"""Letters of a heading at most."""
_LEVEL = re.compile(r"[1-6]")
_USUAL = 2
"""The level of a heading that states none."""


def read_type(place: Place, text: str) -> tuple[str, int | None] | None:
    """(type, level) that its name gives the block of *text* in *place*; None: it gives none."""
    if "-" not in place.tag or place.parent is None:
        return None
    names = split_names(place.tag)
    headed = place.tag.endswith(_LEVELS) or not _HEADINGS.isdisjoint(names)
    if headed and len(text) <= _LONGEST and _is_among(place, place.parent, names):
        stated = place.element.get("level") or ""
        return "heading", int(stated) if _LEVEL.fullmatch(stated) else _USUAL
    if not _ITEMS.isdisjoint(names) and is_list(place.parent.tag):
        return "list_item", None
    return None


def is_list(tag: str) -> bool:
    """Whether *tag*, of a page's own naming, is that of a list."""
    return "-" in tag and not _LISTS.isdisjoint(split_names(tag))


def _is_among(place: Place, parent: Place, names: frozenset[str]) -> bool:
    """Whether *parent* holds what a text has headings for, or a list is next; and no name is a card's."""
    listed = next((child for child in place.element.itersiblings() if isinstance(child.tag, str)), None)
    over_list = listed is not None and is_list(listed.tag)
    return (over_list or len(parent.element) >= _ROW) and _CARDS.isdisjoint(names | split_names(parent.tag))
