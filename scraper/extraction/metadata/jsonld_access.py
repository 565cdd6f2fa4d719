"""Whether an article may be read for nothing, as its JSON-LD says."""

from __future__ import annotations

from typing import Any

from scraper.extraction.metadata.jsonld_nodes import Node

_MOST_PARTS = 100


def is_free(node: Node) -> bool | None:
    """`isAccessibleForFree` of the article, or of its parts when it says nothing itself.

    `None` where the whole is called free and a part is not: the page contradicts itself.
    """
    own = _truth(node.get("isAccessibleForFree"))
    parts = node.get("hasPart")
    parts = parts[:_MOST_PARTS] if isinstance(parts, list) else [parts]
    stated = [_truth(part.get("isAccessibleForFree")) for part in parts if isinstance(part, dict)]
    if own is None and stated:
        return False if False in stated else True if True in stated else None
    return None if own and False in stated else own


def _truth(value: Any) -> bool | None:
    value = next(iter(value), None) if isinstance(value, list) else value
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower().rsplit("/", 1)[-1] if value is not None else ""
    return True if word in {"true", "yes", "1"} else False if word in {"false", "no", "0"} else None
