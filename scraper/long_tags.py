"""Tags with attributes by the thousand: libxml2 compares each with all before it, and needs minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_ATTRIBUTES = 1000
"""Of a tag that is long; what comes after them is left out. No tag of a page measured had more than 119."""
_LONG = 8192
_BEGINNING = re.compile(rb"[a-zA-Z][\w:-]{0,40}[\s/][^>]{8000}")
_SCRIPT = re.compile(rb"(/?)script", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""[^\s"'/=>]+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+))?+|>""")


def shorten_tags(html: bytes) -> bytes:
    """*html* with at most `MOST_ATTRIBUTES` in each tag.

    A tag that hides its length behind angle brackets in its values is not seen. To read every tag would cost
    more than it is worth: the worker that comes upon one is ended.
    """
    if all(_shorten(piece) == piece for piece in _list_long(html)):
        return html
    pieces = html.split(b"<")
    in_script = False
    for place, piece in enumerate(pieces):
        tag = _SCRIPT.match(piece)
        if tag:
            in_script = not tag[1]
        if not in_script and len(piece) > _LONG and _BEGINNING.match(piece):
            pieces[place] = _shorten(piece)
    return b"<".join(pieces)


def _list_long(html: bytes) -> Iterator[bytes]:
    """What looks like a long tag, without its bracket. Looked for in strides: next to no page has one."""
    start = 0
    while len(html) - start > _LONG:
        bracket = html.rfind(b"<", start, start + _LONG + 1)
        if bracket < 0:
            bracket = html.find(b"<", start + _LONG)
            if _BEGINNING.match(html, start):
                yield html[start : bracket if bracket >= 0 else len(html)]
            if bracket < 0:
                return
        start = bracket + 1


def _shorten(piece: bytes) -> bytes:
    """*piece*, which begins with a tag."""
    cut = end = len(piece)
    for count, attribute in enumerate(_ATTRIBUTE.finditer(piece)):  # the first is the tag's name
        if attribute[0] == b">":
            end = attribute.start()
            break
        if count == MOST_ATTRIBUTES + 1:
            cut = attribute.start()
    return piece[:cut] + piece[end:] if cut < end else piece
