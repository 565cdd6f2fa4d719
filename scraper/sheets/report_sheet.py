"""The run report: what many runs did, as charts with their numbers beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from scraper.sheets.markup import jump, tag, words
from scraper.sheets.report_figures import Figures
from scraper.sheets.report_records import record_sections
from scraper.sheets.report_runs import run_sections
from scraper.sheets.report_sites import site_section
from scraper.sheets.sheet import write_sheet

_SECTIONS = {
    "sites": "Sites",
    "articles": "Articles",
    "outcomes": "Outcomes",
    "answers": "Response times",
    "health": "Health",
    "fields": "Fields",
    "removed": "Removed",
    "lengths": "Text lengths",
    "families": "Copies between sites",
}


def write_report(path: Path, figures: Figures, *, title: str) -> None:
    """Writes the page of *figures* to *path*. SheetError: it could not."""
    write_sheet(path, title=title, kind="report", head=_head(figures, title), parts=_parts(figures))


def summary_of(figures: Figures) -> str:
    """A sentence on what the page is about."""
    runs = figures.runs
    filed = sum(site.totals["filed"] for site in runs.sites.values())
    first, last = min(runs.days, default=None), max(runs.days, default=None)
    span = f" from {first} to {last}" if first != last else f" on {first}" if first else ""
    return (
        f"{runs.count:,} {'run' if runs.count == 1 else 'runs'}{span} over {len(figures.names):,} "
        f"{'site' if len(figures.names) == 1 else 'sites'}: {filed:,} records filed."
    )


def _head(figures: Figures, title: str) -> Iterator[etree._Element]:
    yield tag("header", tag("h1", words(title)), tag("p", summary_of(figures), class_="faint"), class_="page")
    if figures.problems:
        rows = [tag("li", words(problem)) for problem in figures.problems]
        summary = tag("summary", f"Not read: {len(rows)}", class_="bad")
        yield tag("details", summary, tag("ul", rows), class_="page")
    links = [tag("li", jump(anchor, name)) for anchor, name in _SECTIONS.items()]
    yield tag("nav", tag("ul", links), class_="page sections", aria_label="Sections")
    yield tag(
        "p",
        tag(
            "label",
            "Only sites whose name holds ",
            tag("input", type="search", id="filter", spellcheck="false"),
        ),
        tag("span", id="found", role="status", class_="faint"),
        class_="page tools",
        role="search",
        aria_label="Sites",
    )


def _parts(figures: Figures) -> Iterator[etree._Element]:
    made = {"sites": site_section(figures), **run_sections(figures), **record_sections(figures)}
    for anchor, name in _SECTIONS.items():
        yield tag("section", tag("h2", name), made[anchor], id=anchor)
