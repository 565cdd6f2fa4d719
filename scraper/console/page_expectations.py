"""A record held against what a person expects of its page, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from exports.differences import find_differences
from exports.record import BLOCK_TYPES, Author, BodyBlock, Correction, Image, Record
from scraper.article import Rejection
from scraper.command_line import nearest
from scraper.console.saved_pages import FIELDS, SavedPageError

REJECTION = "rejection"
_KEYS = (*FIELDS, "authors", "tags", "images", "body", "corrections", "removed", REJECTION)
_SHOWN = 120


def find_misses(expected: Mapping[str, Any], found: Record | Rejection, label: str) -> list[str]:
    """One line for each way in which *found* is not what *expected* states; keys left out are not looked at.

    Where two values are named, the expected one comes first. SavedPageError, which begins with *label*: a key
    is unknown or a value has a wrong form.
    """
    for key in expected:
        if key not in _KEYS:
            near = nearest(key, _KEYS)
            hint = f"did you mean {near!r}?" if near else f"known are: {', '.join(_KEYS)}"
            raise SavedPageError(f"{label}: {key}: unknown key: {hint}")
    wanted = expected.get(REJECTION)
    if isinstance(found, Rejection):
        if wanted is None:
            return [f"an article is expected, and it is taken for none: {found.reason}: {found.detail}"]
        return [] if wanted == found.reason else [f"rejection: {wanted} became {found.reason}"]
    if wanted is not None:
        return [
            f"no article is expected ({wanted}), and one is found: {_short(found.headline or found.text)}"
        ]
    try:
        model = replace(found, **_values(expected, found))
        misses = find_differences(model, found)
        misses += [*_types(model, found), *_roles(expected, found), *_removed(expected, found)]
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise SavedPageError(
            f"{label}: a value has a wrong form ({error}); scrapy savepage --force writes a draft anew"
        ) from error
    return misses


def _values(expected: Mapping[str, Any], found: Record) -> dict[str, Any]:
    """The fields of the record that is expected, as the record has them."""
    values = {name: expected[name] for name in FIELDS if name in expected}
    if "authors" in expected:
        values["authors"] = tuple(
            Author(name=row["name"], kind=row.get("kind", "person")) for row in expected["authors"]
        )
    if "tags" in expected:
        values["tags"] = tuple(map(str, expected["tags"]))
    if "images" in expected:
        values["images"] = tuple(Image(url=url) for url in expected["images"])
    if "body" in expected:
        values["body"] = tuple(_block(*row) for row in expected["body"])
    if "corrections" in expected:
        values["corrections"] = tuple(
            Correction(kind=row["kind"], text=row["text"]) for row in expected["corrections"]
        )
    return values


def _block(kind: str, text: str) -> BodyBlock:
    if kind not in BLOCK_TYPES:
        raise ValueError(f"{kind!r} is none of {', '.join(BLOCK_TYPES)}")
    return BodyBlock(type=kind, text=text)


def _types(model: Record, found: Record) -> Iterator[str]:
    """Blocks with the right text and a wrong type."""
    if [block.text for block in model.body] == [block.text for block in found.body]:
        for number, (one, other) in enumerate(zip(model.body, found.body, strict=True), start=1):
            if one.type != other.type:
                yield f"block {number}: {one.type} became {other.type}: {_short(other.text)}"


def _roles(expected: Mapping[str, Any], found: Record) -> Iterator[str]:
    """What is wrong of authors that are found by name."""
    authors = {author.name: author for author in found.authors}
    for row in expected.get("authors", ()):
        author = authors.get(row["name"])
        for key in ("kind", "role"):
            if author and key in row and row[key] != getattr(author, key):
                yield f"author {author.name}: {key}: {row[key]} became {getattr(author, key)}"


def _removed(expected: Mapping[str, Any], found: Record) -> Iterator[str]:
    """What should have gone and stayed, or went for another reason."""
    kept = {block.text for block in found.body}
    reasons: dict[str, list[str]] = {}
    for removed in found.removed:
        reasons.setdefault(removed.text, []).append(removed.reason)
    for reason, text in expected.get("removed", ()):
        if text in kept and text not in reasons:
            yield f"not removed: {reason} {_short(text)}"
        elif text in reasons and reason not in reasons[text]:
            yield f"removed as {reasons[text][0]}, not as {reason}: {_short(text)}"


def _short(text: str) -> str:
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN].rstrip()}…”"
