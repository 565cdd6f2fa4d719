"""The block that says, while a crawl runs, how each of its sites is doing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scraper.terminal import Style, columns, fit, pad, printable

_NAME = 16
_NOTE = 24
_LEAST = 40
"""Columns below which only the first line is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """One site at this moment."""

    name: str
    waiting: int = 0
    """Addresses that wait for their turn or their answer."""
    fetched: int = 0
    filed: int = 0
    removed: float | None = None
    """Letters removed as a share of all those of its articles' regions, 0 to 1; `None`: none was filed."""
    failed: int = 0
    rate: float = 0.0
    """Pages a minute of late."""
    note: str = ""
    """What it waits for, and until when."""


# Head, cell; the last ones go first where there is no room for all.
_COLUMNS: tuple[tuple[str, Callable[[SiteRow], str]], ...] = (
    ("filed", lambda row: str(row.filed)),
    ("failed", lambda row: str(row.failed)),
    ("waiting", lambda row: str(row.waiting)),
    ("fetched", lambda row: str(row.fetched)),
    ("removed", lambda row: "" if row.removed is None else f"{100 * row.removed:.0f} %"),
    ("a minute", lambda row: f"{row.rate:.0f}"),
)
_ORDER = ("waiting", "fetched", "filed", "removed", "failed", "a minute")


def block_lines(
    first: str, rows: Sequence[SiteRow], *, width: int, height: int, style: Style | None = None
) -> list[str]:
    """*first*, a head, and a line for each of *rows*: the busiest that fit into *height* lines, by name.

    No line takes more than *width* columns.
    """
    style = style or Style()
    lines = [style.strong(fit(printable(first), width))]
    room = height - 2
    if width < _LEAST or room < 1 or not rows:
        return lines
    shown = list(rows)
    if len(rows) > room:
        room = max(room - 1, 1)
        shown = sorted(sorted(rows, key=_busiest)[:room], key=lambda row: row.name)
    name_width = min(max(_NAME, *(columns(printable(row.name)) for row in shown)), width // 3)
    chosen = _choose(shown, width - name_width)
    used = name_width + sum(wide for _, wide in chosen)
    heads = pad("site", name_width) + "".join(head.rjust(wide) for head, wide in chosen)
    lines.append(style.faint(heads))
    lines += [_line(row, name_width, chosen, width - used - 2, style) for row in shown]
    if left_out := len(rows) - len(shown):
        lines.append(style.faint(fit(f"and {left_out:,} more {'site' if left_out == 1 else 'sites'}", width)))
    return lines


def _busiest(row: SiteRow) -> tuple[bool, float, int, str]:
    return not row.waiting, -row.rate, -row.waiting, row.name


def _choose(rows: Sequence[SiteRow], room: int) -> list[tuple[str, int]]:
    """(head, width) of the columns that *room* holds, in the order in which they are shown."""
    chosen: dict[str, int] = {}
    for head, cell in _COLUMNS:
        wide = 2 + max(len(head), *(len(cell(row)) for row in rows))
        if sum(chosen.values()) + wide > room:
            break
        chosen[head] = wide
    return [(head, chosen[head]) for head in _ORDER if head in chosen]


def _line(row: SiteRow, name_width: int, chosen: list[tuple[str, int]], room: int, style: Style) -> str:
    cells = dict(_COLUMNS)
    line = pad(fit(printable(row.name), name_width), name_width)
    for head, wide in chosen:
        cell = cells[head](row).rjust(wide)
        line += style.bad(cell) if head == "failed" and row.failed else cell
    note = fit(printable(row.note), room) if row.note and room >= min(_NOTE, columns(row.note)) else ""
    return line + ("  " + style.faint(note) if note else "")
