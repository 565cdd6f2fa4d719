"""JSON Feed 1.0 and 1.1 (jsonfeed.org), by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

_BOM = b"\xef\xbb\xbf"


def looks_like_json(body: bytes) -> bool:
    """Whether *body* begins as a JSON object does."""
    return body[:64].removeprefix(_BOM).lstrip()[:1] == b"{"


def read_json_feed(body: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    """(entries, problems) of *body*; the entries' keys are those of `feeds.Entry`."""
    try:
        feed = json.loads(body.removeprefix(_BOM))
    except (ValueError, RecursionError):
        return [], ["feed/malformed"]
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return [], ["feed/not_a_feed"]
    whole = [item for item in items if isinstance(item, dict)]
    entries = [_read_item(item, feed) for item in whole]
    return entries, ["feed/malformed"] * (len(items) - len(whole))


def _read_item(item: dict[str, Any], feed: dict[str, Any]) -> dict[str, Any]:
    identifier = _text(item.get("id")) or ""
    return {
        "link": _text(item.get("url"))
        or (identifier if identifier.startswith(("http://", "https://")) else None)
        or _text(item.get("external_url")),
        "title": _text(item.get("title")),
        "published": _text(item.get("date_published")),
        "updated": (_text(item.get("date_modified")),),
        "language": _text(item.get("language")) or _text(feed.get("language")),
        # Version 1.0 has one author, 1.1 a list.
        "authors": tuple(_names(item.get("authors") or [item.get("author")])),
        "tags": tuple(tag for tag in _list(item.get("tags")) if isinstance(tag, str)),
    }


def _names(authors: Any) -> Iterable[str]:
    for author in _list(authors):
        name = _text(author.get("name")) if isinstance(author, dict) else None
        if name:
            yield name


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
