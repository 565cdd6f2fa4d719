"""The audit page of two readings: articles as they were beside the same articles as they are."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from pathlib import Path

from lxml import etree

from exports.comparison import Change
from exports.differences import find_differences
from exports.record import BodyBlock, Record, Removed
from scraper.sheets.audit_article import story, sum_of
from scraper.sheets.audit_sheet import Contents, IndexRow, head_of
from scraper.sheets.markup import link, tag, words
from scraper.sheets.reasons import reason_styles
from scraper.sheets.sheet import write_sheet

_SEEN = frozenset({"text", "body", "removed"})
"""Fields whose changes are marked where they stand."""


def write_changes(path: Path, changes: Sequence[Change], *, title: str, summary: str) -> None:
    """Writes the page of *changes*, one after the other, to *path*, with *summary* as a sentence on top.

    Each article stands there twice, before and after, with what was removed from it where it stood; a block
    that the other side lacks, or has removed or kept otherwise, is marked. SheetError: it could not.
    """
    reasons = Counter(
        cut.reason
        for change in changes
        for record in (change.before, change.after)
        if record
        for cut in record.removed
    )
    rows = [IndexRow(site=r.site, headline=r.headline, doubt=_moved(c)) for c in changes for r in [_shown(c)]]
    write_sheet(
        path,
        title=title,
        kind="audit",
        head=head_of(Contents(title=title, summary=summary, rows=rows, reasons=reasons)),
        parts=(_part(change, number) for number, change in enumerate(changes, start=1)),
        styles=reason_styles(),
    )


def _part(change: Change, number: int) -> etree._Element:
    record = _shown(change)
    return tag(
        "article",
        tag("h2", words(record.headline or "(no headline)")),
        tag("p", link(record.canonical_url or record.url)),
        tag("p", _moved(change), class_="warn"),
        _told(change),
        tag(
            "div",
            _side("before", change.before, change.after),
            _side("after", change.after, change.before),
            class_="beside even",
        ),
        id=f"a{number}",
        tabindex="-1",
        aria_label=f"Article {number}",
    )


def _shown(change: Change) -> Record:
    record = change.after or change.before
    if record is None:
        raise ValueError("a change of no record")
    return record


def _moved(change: Change) -> str:
    """What kind of change it is, in words."""
    if change.before is None:
        return "appeared"
    if change.after is None:
        return "vanished"
    return f"changed: {', '.join(change.fields)}"


def _told(change: Change) -> Iterator[etree._Element]:
    if change.before and change.after:
        lines = find_differences(change.before, change.after)
        if lines:
            yield tag("h3", "What a reader would see")
            yield tag("ul", (tag("li", words(line)) for line in lines))
        yield from _fields(change.before, change.after, [name for name in change.fields if name not in _SEEN])


def _fields(before: Record, after: Record, names: Sequence[str]) -> Iterator[etree._Element]:
    if names:
        head = tag("tr", *(tag("th", name, scope="col") for name in ("Field", "Before", "After")))
        one, other = before.to_dict(), after.to_dict()
        rows = [
            tag("tr", tag("th", name, scope="row"), *(tag("td", _value(side[name])) for side in (one, other)))
            for name in names
        ]
        table = tag("table", tag("thead", head), tag("tbody", rows))
        yield tag("details", tag("summary", f"Fields: {len(names)}"), table, open=True)


def _value(value: object) -> etree._Element | None:
    """As the record writes it; texts without their quotes."""
    return words(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _side(when: str, record: Record | None, other: Record | None) -> etree._Element:
    head = tag("h3", when.capitalize())
    if record is None:
        return tag("div", head, tag("p", f"No such article {when}.", class_="faint"))
    return tag(
        "div", head, tag("p", sum_of(record), class_="faint"), story(record, note=_note(when, record, other))
    )


def _note(when: str, record: Record, other: Record | None) -> Callable[[BodyBlock | Removed], str | None]:
    """What stands above a block of *record* that *other* does not have in the same state."""
    if other is None:
        return lambda block: None
    known = {*map(_state, other.body), *map(_state, other.removed)}
    return lambda block: None if _state(block) in known else f"only {when}"


def _state(block: BodyBlock | Removed) -> Hashable:
    """A block and what became of it, wherever it stands."""
    if isinstance(block, Removed):
        return block.reason, block.rule, block.text
    return block
