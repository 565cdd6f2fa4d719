"""What one version of an article says differently from the version before it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from exports.record import Record

# Field, how it is called.
_FIELDS = (
    ("headline", "headline"),
    ("kicker", "kicker"),
    ("dek", "standfirst"),
    ("byline", "byline"),
    ("published_at", "published"),
    ("published_on", "day of publication"),
    ("modified_at", "last change"),
    ("section", "section"),
    ("kind", "kind"),
    ("language", "language"),
    ("canonical_url", "canonical address"),
)
_SHOWN = 160
_ALIKE = 0.5
"""From this share of common words on, a block counts as reworded."""
_AROUND = 2
"""Words shown on both sides of a change."""


def find_differences(old: Record, new: Record) -> list[str]:
    """One line for each difference that a reader of the article would see; none: there is no such thing."""
    lines = []
    for field, name in _FIELDS:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            lines.append(f"{name}: {_quoted(before)} became {_quoted(after)}")
    lines += _listed("author", [a.name for a in old.authors], [a.name for a in new.authors])
    lines += _listed("tag", old.tags, new.tags)
    lines += _blocks([block.text for block in old.body], [block.text for block in new.body])
    lines += _listed("correction", [c.text for c in old.corrections], [c.text for c in new.corrections])
    lines += _listed("picture", [i.url for i in old.images], [i.url for i in new.images])
    return lines


def _listed(name: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    yield from (f"{name} gone: {_quoted(item)}" for item in old if item not in new)
    yield from (f"{name} added: {_quoted(item)}" for item in new if item not in old)


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Blocks are numbered from 1: those that are gone as in the old version, all others as in the new one."""
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        pairs = min(b - a, d - c)
        for number in range(pairs):
            yield from _reworded(old[a + number], new[c + number], a + number + 1, c + number + 1)
        yield from (f"block {number + 1} gone: {_quoted(old[number])}" for number in range(a + pairs, b))
        yield from (f"block {number + 1} added: {_quoted(new[number])}" for number in range(c + pairs, d))


def _reworded(old: str, new: str, old_number: int, new_number: int) -> Iterator[str]:
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield f"block {old_number} gone: {_quoted(old)}"
        yield f"block {new_number} added: {_quoted(new)}"
        return
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            first, last = min(a, c, _AROUND), _AROUND
            was = " ".join(before[a - first : b + last])
            now = " ".join(after[c - first : d + last])
            yield f"block {new_number}: {_quoted(was)} became {_quoted(now)}"


def _quoted(text: str | None) -> str:
    if text is None:
        return "nothing"
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN].rstrip()}…”"
