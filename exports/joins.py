"""What holds between the fields of a record, where a schema can't say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from exports.record import count_words, text_hash

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_FORBIDDEN_IN_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_MANY_LINES = ("body", "removed", "corrections")
"""Lists whose texts may have line breaks, headings excepted."""
_DAYS = ("published_at", "published_on", "modified_at")

Data = Mapping[str, Any]


def broken_joins(data: Data) -> list[str]:
    """The rules that *data*, a record of the right types, breaks, each as `rule: what`."""
    return [f"{rule}: {what}" for rule, find in _RULES.items() for what in find(data)]


def _text_join(data: Data) -> Iterator[str]:
    if data["text"] != "\n\n".join(block["text"] for block in data["body"]):
        yield "text is not the join of the texts in body"


def _word_count(data: Data) -> Iterator[str]:
    counted = count_words(data["text"])
    if data["word_count"] != counted:
        yield f"word_count is {data['word_count']}, text has {counted}"


def _text_hash(data: Data) -> Iterator[str]:
    try:
        if data["text_hash"] != text_hash(data["text"]):
            yield "text_hash is not that of text"
    except UnicodeEncodeError:
        return  # told by `characters`


def _link_block(data: Data) -> Iterator[str]:
    for number, link in enumerate(data["links"]):
        if link["block"] >= len(data["body"]):
            yield f"links[{number}].block is {link['block']}, body has {len(data['body'])}"


def _removed_before(data: Data) -> Iterator[str]:
    last = 0
    for number, removed in enumerate(data["removed"]):
        if removed["before"] > len(data["body"]):
            yield f"removed[{number}].before is {removed['before']}, body has {len(data['body'])}"
        if removed["before"] < last:
            yield f"removed[{number}].before is {removed['before']}, after {last}"
        last = removed["before"]


def _flags_order(data: Data) -> Iterator[str]:
    if data["flags"] != sorted(data["flags"]):
        yield "flags are not sorted"


def _heading_level(data: Data) -> Iterator[str]:
    for number, block in enumerate(data["body"]):
        if (block["type"] == "heading") != (block["level"] is not None):
            yield f"body[{number}] is a {block['type']} with level {block['level']}"


def _similarity(data: Data) -> Iterator[str]:
    if (data["similar_to"] is None) != (data["similarity"] is None):
        yield "similar_to and similarity go together"
    if data["similarity"] is not None and not 0 <= data["similarity"] <= 1:
        yield "similarity is no number from 0 to 1"
    if data["id"] in (data["duplicate_of"], data["similar_to"]):
        yield "the record is said to be a copy of itself"


def _calendar(data: Data) -> Iterator[str]:
    moments = {name: data[name] for name in _DAYS} | {"crawl.retrieved_at": data["crawl"]["retrieved_at"]}
    for number, correction in enumerate(data["corrections"]):
        moments[f"corrections[{number}].published_at"] = correction["published_at"]
    for name, moment in moments.items():
        if moment is not None:
            try:
                date.fromisoformat(moment[:10])
            except ValueError:
                yield f"{name} is {moment}, which is no day"


def _characters(data: Data) -> Iterator[str]:
    if _are_all_fine(data):
        return
    for place, text, plain in _strings(data):
        bad = (_FORBIDDEN if plain else _FORBIDDEN_IN_TEXT).search(text)
        if bad:
            yield f"{_name(place)} holds U+{ord(bad[0]):04X}"


def _are_all_fine(data: Data) -> bool:
    """Whether none of the strings of *data* holds what `_characters` looks for: asked of all together, which
    takes a tenth of the time, as nearly all records are good."""
    lines: list[str] = []
    texts: list[str] = []
    for key, value in data.items():
        if isinstance(value, str):
            (texts if key == "text" else lines).append(value)
        elif isinstance(value, dict):
            lines += [text for _, text, _ in _strings(value)]
        elif isinstance(value, list):
            for row in value:
                if isinstance(row, str):
                    lines.append(row)
                    continue
                lines += [text for field, text in row.items() if field != "text" and isinstance(text, str)]
                if "text" in row:
                    many = key in _MANY_LINES and row.get("type") != "heading"
                    (texts if many else lines).append(row["text"])
    return _is_fine("".join(lines), _FORBIDDEN) and _is_fine("".join(texts), _FORBIDDEN_IN_TEXT)


def _is_fine(text: str, forbidden: re.Pattern[str]) -> bool:
    # No control and no surrogate is printable, and to ask for that is the quickest.
    return text.isprintable() or not forbidden.search(text)


def _strings(data: Data) -> Iterator[tuple[tuple[str | int, ...], str, bool]]:
    """(place, text, whether line breaks are forbidden in it) of every string in *data*."""
    for key, value in data.items():
        if isinstance(value, str):
            yield (key,), value, key != "text"
        elif isinstance(value, dict):
            yield from (((key, *place), text, plain) for place, text, plain in _strings(value))
        elif isinstance(value, list):
            for number, row in enumerate(value):
                if isinstance(row, str):
                    yield (key, number), row, True
                    continue
                many_lines = key in _MANY_LINES and row.get("type") != "heading"
                for field, text in row.items():
                    if isinstance(text, str):
                        yield (key, number, field), text, not (many_lines and field == "text")


def _name(place: tuple[str | int, ...]) -> str:
    """*place* as it is written: `removed[3].text`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")


_RULES: dict[str, Callable[[Data], Iterator[str]]] = {
    "text_join": _text_join,
    "word_count": _word_count,
    "text_hash": _text_hash,
    "link_block": _link_block,
    "removed_before": _removed_before,
    "flags_order": _flags_order,
    "heading_level": _heading_level,
    "similarity": _similarity,
    "calendar": _calendar,
    "characters": _characters,
}
