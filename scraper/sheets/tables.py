"""Tables of a page: numbers to the right, a row a site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from scraper.sheets.markup import Content, tag, words

_NAMED = 3
"""Heads that name a table."""
Cell = Content | int | float


def table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, site_rows: bool = False) -> etree._Element:
    """A table of *rows*, the first cell of each its heading; numbers are written with separators.

    *site_rows*: the rows are sites, and can be filtered by their names and sorted by a head.
    """
    made = [tag("tr", tag("th", _shown(row[0]), scope="row"), map(_cell, row[1:])) for row in rows]
    numeric = [False] * len(heads)
    for element in made:
        for place, cell in enumerate(element):
            numeric[place] = numeric[place] or cell.get("class") == "number"
    head = tag(
        "tr",
        (
            tag(
                "th",
                tag("button", name, type="button") if site_rows else name,
                scope="col",
                class_="number" if is_number else None,
            )
            for name, is_number in zip(heads, numeric, strict=True)
        ),
    )
    body = tag("table", tag("thead", head), tag("tbody", made), class_="sites" if site_rows else None)
    # What may be wider than the window is scrolled with the keys too.
    label = f"Table: {', '.join(heads[:_NAMED])}"
    return tag("div", body, class_="wide", tabindex=0, role="group", aria_label=label)


def site_name(name: str) -> etree._Element | None:
    """The name of a site as the first cell of its row."""
    return words(name)


def share(part: float, whole: float) -> str:
    """*part* of *whole* as `12 %`; nothing of nothing is ``."""
    return f"{100 * part / whole:.0f} %" if whole else ""


def numbers(summary: str, content: etree._Element) -> etree._Element:
    """*content* that opens on demand."""
    return tag("details", tag("summary", summary), content)


def _cell(value: Cell) -> etree._Element:
    if isinstance(value, int | float):
        return tag("td", _number(value), class_="number")
    if isinstance(value, str) and value.endswith(" %"):
        return tag("td", value, class_="number")
    return tag("td", value)


def _shown(value: Cell) -> Content:
    return _number(value) if isinstance(value, int | float) else value


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
