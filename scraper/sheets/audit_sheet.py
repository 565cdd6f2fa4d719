"""The audit page: one article, or a sample to step through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from scraper.sheets.audit_article import article_part
from scraper.sheets.exhibit import Exhibit
from scraper.sheets.markup import jump, tag, words
from scraper.sheets.reasons import reason_styles, reason_switches
from scraper.sheets.sheet import write_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One line of the table of contents."""

    site: str
    headline: str | None
    doubt: str | None
    """The weightiest; `None`: drawn by chance, or asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What an audit page is about."""

    title: str
    summary: str
    """A sentence below the title."""
    rows: Sequence[IndexRow]
    """One for each article, in order."""
    reasons: Mapping[str, int] = field(default_factory=dict)
    """How many blocks of these articles were removed for what."""


def write_audit(path: Path, contents: Contents, exhibits: Iterator[Exhibit]) -> None:
    """Writes the page of *exhibits*, which *contents* announces, to *path*. SheetError: it could not."""
    write_sheet(
        path,
        title=contents.title,
        kind="audit",
        head=head_of(contents),
        parts=(article_part(exhibit, number) for number, exhibit in enumerate(exhibits, start=1)),
        styles=reason_styles(),
    )


def head_of(contents: Contents) -> Iterator[etree._Element]:
    """What stands above the articles: title, steps, switches, and the table of contents."""
    yield tag(
        "header", tag("h1", words(contents.title)), tag("p", contents.summary, class_="faint"), class_="page"
    )
    yield from _tools(contents)
    if len(contents.rows) > 1:
        yield tag("nav", _index(contents.rows), class_="page", aria_label="Contents")


def _tools(contents: Contents) -> Iterator[etree._Element]:
    if len(contents.rows) > 1:
        yield tag(
            "div",
            tag("button", "Previous ", tag("kbd", "k"), type="button", id="previous"),
            tag("button", "Next ", tag("kbd", "j"), type="button", id="next"),
            tag("span", id="where", role="status"),
            class_="steps tools page",
            role="region",
            aria_label="Steps",
        )
    switches = reason_switches(contents.reasons)
    if switches is not None:
        switches.append(tag("button", "All on or off", type="button", id="all"))
        yield tag("div", switches, class_="tools page", role="region", aria_label="Reasons")


def _index(rows: Sequence[IndexRow]) -> etree._Element:
    groups: dict[str, list[etree._Element]] = {}
    for number, row in enumerate(rows, start=1):
        line = tag(
            "li",
            jump(f"a{number}", words(row.headline or "(no headline)")),
            tag("span", f" {row.doubt}", class_="faint") if row.doubt else None,
        )
        groups.setdefault(row.site, []).append(line)
    lists = [
        [tag("p", words(site), class_="group"), tag("ul", lines, class_="index")]
        for site, lines in sorted(groups.items())
    ]
    return tag("details", tag("summary", f"Contents: {len(rows)} articles of {len(groups)} sites"), *lists)
