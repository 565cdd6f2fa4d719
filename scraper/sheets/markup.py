"""Elements of a page, into which foreign text can only get as text.

They are lxml's, whose serialiser escapes what must be; no markup is ever put together as a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml import etree

Piece = str | etree._Element | None
Content = Piece | Iterable[Piece]

# No XML, and nothing that a reader could see: all controls but tab and line end, unpaired surrogates.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What reorders a line, and could end the isolation that the page puts around it.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_GUARDED = re.compile("on.*|href|src|srcset|style|action|formaction|xlink:href", re.IGNORECASE)


def tag(name: str, *content: Content, **attributes: str | int | float | bool | None) -> etree._Element:
    """The element *name* with *content*: texts, elements, or collections of them.

    `class_` is written for `class`, `aria_label` for `aria-label`; True stands for the name itself,
    False and None are none. ValueError: an attribute that could act; addresses go through `link` and `jump`.
    """
    element = etree.Element(name)
    for key, value in attributes.items():
        word = key.rstrip("_").replace("_", "-")
        if _GUARDED.fullmatch(word):
            raise ValueError(f"{word} is not for tag()")
        if value is not None and value is not False:
            element.set(word, word if value is True else visible(str(value)))
    for item in content:
        _add(element, item)
    return element


def link(address: str, *content: Content) -> etree._Element:
    """A link to *address* where that is http or https; else the same content, inert."""
    shown = content or (address,)
    try:
        parts = urlsplit(address)
        is_web = parts.scheme.lower() in ("http", "https") and bool(parts.netloc)
    except ValueError:
        is_web = False
    if not is_web:
        return tag("bdi", *shown)
    element = tag("a", tag("bdi", *shown), rel="noopener noreferrer", target="_blank", class_="out")
    element.set("href", _UNSEEN.sub("", address))
    return element


def jump(anchor: str, *content: Content, class_: str | None = None) -> etree._Element:
    """A link to the element of this page with the id *anchor*."""
    element = tag("a", *content, class_=class_)
    element.set("href", f"#{anchor}")
    return element


def words(text: str | None) -> etree._Element | None:
    """Foreign *text* within a line of ours, whichever way it is written; None: there is none."""
    return tag("bdi", text) if text else None


def visible(text: str) -> str:
    """*text* with what cannot be shown, or would reorder the line, as its code: `⟨U+202E⟩`."""
    return _REORDERING.sub(_code, _UNSEEN.sub(_code, text))


def _code(match: re.Match[str]) -> str:
    return f"⟨U+{ord(match[0]):04X}⟩"


def _add(element: etree._Element, item: Content) -> None:
    if item is None:
        return
    if isinstance(item, etree._Element):
        element.append(item)
    elif isinstance(item, str):
        text = visible(item)
        last = element[-1] if len(element) else None
        if last is None:
            element.text = (element.text or "") + text
        else:
            last.tail = (last.tail or "") + text
    else:
        for piece in item:
            _add(element, piece)
