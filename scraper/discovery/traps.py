"""Addresses that lead a crawler on and on: shapes that no article has, and families of one shape."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote, urlsplit

_DEEPEST = 20
"""Folders in a path; the deepest address of an article in 20,000 real ones had 11."""
_MOST_PARAMETERS = 12
_SAME = 3
"""How often a word may stand in a path, or a parameter be given, before it goes in circles."""
_DIGITS = re.compile(r"\d+")
_INDEX = re.compile(r"(?:\[[^\]]*\]|%5b.*?%5d|\d+)$", re.IGNORECASE)


def is_trap(url: str) -> bool:
    """Whether *url*, normalised, has a shape that only endless addresses have: a path that grows by its own
    words, or a pile of filters."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    if len(segments) > _DEEPEST:
        return True
    words = Counter(segment for segment in segments if not segment.isdigit())
    if words and max(words.values()) >= _SAME:
        return True
    if not parts.query:
        return False
    names = [_INDEX.sub("", unquote(pair.partition("=")[0])) for pair in parts.query.split("&")]
    return len(names) > _MOST_PARAMETERS or max(Counter(names).values()) > _SAME


def family_of(url: str) -> str:
    """A name for all addresses of the shape of *url*: host, folders and parameters, whatever their numbers;
    one with parameters has those of its path alone for family.

    A trap fills one family or a few; taking turns between families, it can't keep the others waiting.
    """
    parts = urlsplit(url)
    *folders, name = [segment for segment in parts.path.lower().split("/") if segment] or [""]
    shape = "/".join(_DIGITS.sub("0", folder) for folder in folders[:4])
    if parts.query:
        names = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
        return f"{parts.netloc}/{shape}/{name}?{'&'.join(names)}"
    return f"{parts.netloc}/{shape}/{'0' if _DIGITS.search(name) else 'a'}"
