"""An article cut to what one line of a delivery may hold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from scraper.article import Article

MAX_LINE = 4 * 1024 * 1024 - 64 * 1024
"""Bytes for all that a page says; the rest of 4 MiB is for what the crawl adds."""
_SHORT = 200
"""Letters that are left of a removed block where the line is too long."""
_PARTS = ("links", "images", "videos", "tags", "corrections", "removed")
_SURELY_SHORT = 400_000
"""Letters of a page's fields that fit, whatever they are: none needs more than six bytes."""


def fit(article: Article) -> Article:
    """*article*, short enough for a line of `MAX_LINE` bytes; flagged `field_cut` where it had to be cut.

    The text is not touched: `assemble` has cut that. Removed blocks are shortened first, then the longest of
    the lists loses its end.
    """
    if _letters(article) < _SURELY_SHORT or _size(article) <= MAX_LINE:
        return article
    short = tuple(replace(row, text=row.text[:_SHORT].rstrip() or row.text) for row in article.removed)
    article = replace(article, removed=short, flags=article.flags | {"field_cut"})
    for _ in range(64):
        over = _size(article) - MAX_LINE
        if over <= 0:
            break
        name = max(_PARTS, key=lambda part: _bytes(_plain(getattr(article, part))))
        shorter: dict[str, Any] = {name: _without(getattr(article, name), over)}
        article = replace(article, **shorter)
    return article


def _without(rows: Sequence[Any], over: int) -> tuple[Any, ...]:
    """*rows* without so many of the last that *over* bytes are saved, or none."""
    keep = len(rows)
    while keep and over > 0:
        keep -= 1
        over -= _bytes(_plain(rows[keep]))
    return tuple(rows[:keep])


def _letters(article: Article) -> int:
    body = sum(len(block.text) + 60 for block in article.body) * 2
    removed = sum(len(row.text) + 80 for row in article.removed)
    links = sum(len(link.url) + len(link.text) + 60 for link in article.links)
    pictures = sum(len(image.url) + len(image.caption or "") + 100 for image in article.images)
    return body + removed + links + pictures + sum(map(len, article.tags))


def _size(article: Article) -> int:
    """Bytes of the line, near enough: `text` is `body` once more."""
    text = sum(_bytes(block.text) + 4 for block in article.body)
    fields = {name: getattr(article, name) for name in ("headline", "dek", "kicker", "byline", "authors")}
    return (
        text
        + _bytes(_plain(article.body))
        + sum(
            _bytes(_plain(value))
            for value in (*fields.values(), *(getattr(article, part) for part in _PARTS))
        )
    )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, str) else asdict(value)


def _bytes(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
