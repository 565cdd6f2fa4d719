"""An article laid out for reading on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from exports.record import BodyBlock, Record
from scraper.article import BlockVerdict
from scraper.terminal import Style, columns, fit, pad, printable, wrap

_WIDEST = 100
_LEAST_TEXT = 24
_MARKS = {"quote": "> ", "list_item": "- ", "table_row": "| ", "entry": "* "}


def article_lines(record: Record, *, width: int, style: Style) -> list[str]:
    """*record* for a reader: headline, who and when, the text, and what was taken out, counted by reason.

    Lines of at most *width* columns, and 100; the address alone may be longer.
    """
    width = min(width, _WIDEST)
    lines = [style.faint(line) for line in _wrapped(record.kicker, width)]
    lines += [style.strong(line) for line in _wrapped(record.headline or "(no headline)", width)]
    lines += _wrapped(record.dek, width)
    lines.append("")
    for name, value in _facts(record):
        if value:
            first, *rest = wrap(printable(value), width, first=pad(name, 11), rest=" " * 11)
            lines += [style.faint(first[:11]) + first[11:], *rest]
    # Whole, however long: an address is there to be copied.
    lines.append(style.faint(pad("Address", 11)) + printable(record.canonical_url or record.url))
    for number, block in enumerate(record.body):
        follows = number > 0 and block.type == record.body[number - 1].type == "list_item"
        lines += ([] if follows else [""]) + block_lines(block, width, style)
    if not record.body:
        lines += ["", "(no text)"]
    for correction in record.corrections:
        label = f"{correction.kind}: "
        lines += ["", *wrap(printable(correction.text), width, first=label, rest="  ")]
    return [*lines, "", *_removed_lines(record, width, style)]


def block_lines(block: BodyBlock, width: int, style: Style) -> list[str]:
    """One block of the body: preformatted text keeps its lines, all else is wrapped."""
    if block.type == "preformatted":
        return ["    " + printable(line.expandtabs(4)) for line in block.text.splitlines()]
    mark = _MARKS.get(block.type, "")
    lines: list[str] = []
    for part in block.text.splitlines() or [""]:
        first = mark if not lines else " " * len(mark)
        lines += wrap(printable(part), width, first=first, rest=" " * len(mark))
    return [style.strong(line) for line in lines] if block.type == "heading" else lines


def verdict_lines(verdicts: Iterable[BlockVerdict], *, width: int, style: Style) -> list[str]:
    """Every block of the article region in page order: kept or removed, as what, by which rule, its text."""
    rows = [("keep" if one.kept else "remove", one.what, one.rule, one) for one in verdicts]
    if not rows:
        return ["(the page has no article region)"]
    widths = [max(columns(printable(row[column])) for row in rows) + 2 for column in range(3)]  # type: ignore[arg-type]
    room = width - sum(widths)
    lines = []
    for what, kind, rule, one in rows:
        cells = pad(what, widths[0]) + pad(printable(kind), widths[1]) + pad(printable(rule), widths[2])
        cells = style.good(cells) if one.kept else style.bad(cells)
        text = printable(one.text)
        if room >= _LEAST_TEXT:
            lines.append(cells + fit(text, room))
        else:
            lines += [cells.rstrip(), "    " + fit(text, width - 4)]
    return lines


def _facts(record: Record) -> list[tuple[str, str | None]]:
    names = ", ".join(author.name + (f" ({author.role})" if author.role else "") for author in record.authors)
    access = record.access
    walls = [
        word for word, is_so in (("not free", access.free is False), ("cut off", access.truncated)) if is_so
    ]
    return [
        ("By", names or record.byline),
        ("Agency", record.agency),
        ("Published", record.published_at or record.published_on or record.published_raw),
        ("Modified", record.modified_at or record.modified_raw),
        ("Publisher", record.publisher or record.site),
        ("Section", record.section),
        ("Tags", ", ".join(record.tags)),
        ("Kind", ", ".join(filter(None, [record.kind, record.language, f"{record.word_count} words"]))),
        ("Access", ", ".join(walls)),
        ("Flags", ", ".join(record.flags)),
    ]


def _removed_lines(record: Record, width: int, style: Style) -> list[str]:
    if not record.removed:
        return [style.faint("Nothing was removed.")]
    counts = Counter(removed.reason for removed in record.removed)
    reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(counts.items(), key=_most_first))
    text = f"Removed: {reasons}. See each with --why."
    return [style.faint(line) for line in wrap(text, width)]


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _wrapped(text: str | None, width: int) -> list[str]:
    return wrap(printable(text), width) if text else []
