"""The table of what happened, as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from exports.outcomes import NOT_DUE, REASONED, TOTALS, SiteOutcomes
from scraper.terminal import Style, columns, fit, pad, printable, wrap

COLUMNS = ("found", "fetched", "filed", "unchanged", "skipped", "failed", "deferred")
_NARROWEST_NAME = 14


def table_lines(
    sites: Mapping[str, SiteOutcomes],
    total: SiteOutcomes,
    *,
    sum_name: str,
    width: int,
    style: Style,
    notes: Mapping[str, str] | None = None,
) -> list[str]:
    """A row for each of *sites* with its reasons below it, then that of *total* unless *sum_name* is empty.

    *notes*: a sentence on some of the sites, which stands first among the reasons.
    No line takes more than *width* columns; where a table does not fit, each site has a paragraph.
    """
    noted = {printable(name): printable(note) for name, note in (notes or {}).items()}
    rows = [(printable(name), site) for name, site in sites.items()]
    widths = [max(len(name), len(str(number_of(total, name)))) + 2 for name in COLUMNS]
    if width < _NARROWEST_NAME + sum(widths):
        return _paragraphs([*rows, *([(sum_name, total)] if sum_name else [])], width, style, noted)
    longest = max(columns(name) for name in ["site", sum_name, *(name for name, _ in rows)])
    first = min(longest, width - sum(widths))
    head = "".join(name.rjust(wide) for name, wide in zip(COLUMNS, widths, strict=True))
    lines = [style.strong(pad("site", first) + head)]
    for name, site in rows:
        lines += [_row(name, site, first, widths, style), *_note(noted, name, width, style)]
        lines += _reasons(site, width)
    if sum_name:
        lines += [style.strong(_row(sum_name, total, first, widths, Style())), *_reasons(total, width)]
    return lines


def sum_of(sites: Iterable[SiteOutcomes]) -> SiteOutcomes:
    """All *sites* as if they were one."""
    total = SiteOutcomes()
    for site in sites:
        for name in TOTALS:
            setattr(total, name, getattr(total, name) + getattr(site, name))
        for name in REASONED:
            getattr(total, name).update(getattr(site, name))
    return total


def number_of(site: SiteOutcomes, column: str) -> int:
    """What stands in *column* for *site*: of the outcomes with reasons, all of them together.

    For people, what is filed and not due is as unchanged as what was asked for, and nothing that is left.
    """
    if column == "unchanged":
        return site.unchanged + site.deferred[NOT_DUE]
    if column == "deferred":
        return site.left
    value = getattr(site, column)
    return value.total() if isinstance(value, Counter) else int(value)


def _row(name: str, site: SiteOutcomes, first: int, widths: list[int], style: Style) -> str:
    cells = []
    for column, wide in zip(COLUMNS, widths, strict=True):
        number = number_of(site, column)
        cell = str(number).rjust(wide)
        cells.append(style.bad(cell) if column == "failed" and number else cell)
    return pad(fit(name, first), first) + "".join(cells)


def _note(notes: Mapping[str, str], name: str, width: int, style: Style) -> list[str]:
    lines = wrap(notes[name], width, first="  ", rest="    ") if name in notes else []
    return [style.bad(line) for line in lines]


def _paragraphs(
    rows: Iterable[tuple[str, SiteOutcomes]], width: int, style: Style, notes: Mapping[str, str]
) -> list[str]:
    lines = []
    for name, site in rows:
        lines.append(style.strong(fit(name, width)))
        counts = [f"{column} {number_of(site, column)}" for column in COLUMNS]
        lines += [*_listed(counts, "  ", width), *_note(notes, name, width, style), *_reasons(site, width)]
    return lines


def _reasons(site: SiteOutcomes, width: int) -> list[str]:
    lines = []
    left = site.deferred - Counter({NOT_DUE: site.deferred[NOT_DUE]})
    for name, reasons in (("skipped", site.skipped), ("failed", site.failed), ("deferred", left)):
        if reasons:
            ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
            items = [f"{printable(reason)} {number}" for reason, number in ordered]
            lines += _listed(items, f"  {name}: ", width)
    return lines


def _listed(items: list[str], first: str, width: int) -> list[str]:
    """*items* with commas between them, in lines that break only between two of them."""
    lines, line, rest = [], first, "    "
    for number, item in enumerate(items, start=1):
        piece = fit(item, width - len(rest) - 1) + ("," if number < len(items) else "")
        if line.strip() and columns(line) + 1 + columns(piece) > width:
            lines.append(line.rstrip())
            line = rest
        line += piece if line.endswith(" ") else " " + piece
    return [*lines, line]
