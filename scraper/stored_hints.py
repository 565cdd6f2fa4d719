"""Hints as the frontier keeps them: JSON text, and which of two says more."""

from __future__ import annotations

import json
from dataclasses import fields

from scraper.hints import Hints

_FACTS = tuple(field.name for field in fields(Hints))
_LONGEST_FACT = 1024
_MOST_FACTS = 100
# The better the place knows its articles, the later it stands.
_SOURCES = ("feed", "news_sitemap")
_VIAS = ("replay", "url", "section", "sitemap", "feed", "news_sitemap")


def to_json(hints: Hints | None) -> str | None:
    """Plain ASCII, so that no odd character can trouble the database; no fact is longer than its limit."""
    if hints is None:
        return None
    facts = {name: _cut(value) for name in _FACTS if (value := getattr(hints, name))}
    return json.dumps(facts, separators=(",", ":"))


def from_json(text: str | None) -> Hints | None:
    """The hints that `to_json` made *text* of."""
    if text is None:
        return None
    facts = json.loads(text)
    for name in ("authors", "tags"):
        facts[name] = tuple(facts.get(name, ()))
    return Hints(**facts)


def via_rank(via: str) -> tuple[int, str]:
    """The larger, the better the place where an address was found."""
    return (_VIAS.index(via) if via in _VIAS else -1, via)


def hints_rank(text: str | None) -> tuple[int, int, str]:
    """The larger, the better the hints that stand in *text*."""
    if text is None:
        return (-1, 0, "")
    facts = json.loads(text)
    source = facts.get("source")
    # Of two from equally good places the one that says more, then any fixed one.
    return (_SOURCES.index(source) if source in _SOURCES else -1, len(facts), text)


def _cut(value: str | tuple[str, ...]) -> str | list[str]:
    if isinstance(value, str):
        return value[:_LONGEST_FACT]
    return [text[:_LONGEST_FACT] for text in value[:_MOST_FACTS]]
