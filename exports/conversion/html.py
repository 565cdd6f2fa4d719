"""The blocks of an article as plain HTML: nothing in it but elements of text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

from exports.record import BodyBlock

_ELEMENTS = {"quote": "blockquote", "list_item": "li", "preformatted": "pre"}


def body_html(body: Iterable[BodyBlock]) -> str:
    """*body* as elements `p`, `h1` to `h6`, `blockquote`, `ul`, `pre`; empty where there is no text."""
    parts = []
    for kind, blocks in groupby(body, key=lambda block: block.type):
        elements = [_element(block) for block in blocks]
        parts += ["<ul>", *elements, "</ul>"] if kind == "list_item" else elements
    return "\n".join(parts)


def _element(block: BodyBlock) -> str:
    name = f"h{block.level}" if block.type == "heading" else _ELEMENTS.get(block.type, "p")
    text = escape(block.text, quote=False)
    if block.type != "preformatted":
        text = text.replace("\n", "<br>")
    return f"<{name}>{text}</{name}>"
