"""Records held against the saved pages that they were made of."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exports.reader import find_files, parse_line, read_lines
from exports.record import Record
from exports.verify import Fault
from scraper.page import Page


@dataclass(slots=True, kw_only=True)
class Checked:
    """What was looked at. Complete once `find_gaps` has run to its end."""

    articles: int = 0
    """Different ids."""
    pages: int = 0
    """Of these, the ones whose page is at hand."""


def find_gaps(path: str, folder: str, checked: Checked) -> Iterator[Fault]:
    """For each article of the export in *path* whose page is in *folder*, what the record does not tell.

    The page of an article is `ID.html` or `ID.html.gz`, ID as in the record; an article of several versions
    is held against it in its newest. Damaged lines are passed over. ReadError: nothing is at *path*.
    """
    newest: dict[str, tuple[int, str, int]] = {}
    for file, number, record in _records(path):
        known = newest.get(record.id)
        if known is None or record.version >= known[0]:
            newest[record.id] = (record.version, file, number)
    checked.articles = len(newest)
    pages = {article: page for article in newest if (page := find_page(Path(folder), article))}
    checked.pages = len(pages)
    for file, number, record in _records(path):
        page = pages.get(record.id)
        if page is None or newest[record.id] != (record.version, file, number):
            continue
        gap = _read_gap(page, record)
        if gap:
            yield Fault(file=file, line=number, what=f"{page.name}: {gap}")


def _records(path: str) -> Iterator[tuple[str, int, Record]]:
    for file in find_files(path):
        for number, line in read_lines(file):
            try:
                yield str(file), number, parse_line(line)
            except ValueError:
                continue


def find_page(folder: Path, article: str) -> Path | None:
    """The saved page of the article with this id, `ID.html` or `ID.html.gz` in *folder*; None: no such."""
    places = (folder / f"{article}.html", folder / f"{article}.html.gz")
    return next((place for place in places if place.is_file()), None)


def load_saved(place: Path, record: Record) -> Page:
    """The page saved at *place*, as from the address of *record*. OSError, EOFError, zlib.error: damaged."""
    body = place.read_bytes()
    return Page(url=record.url, body=gzip.decompress(body) if place.suffix == ".gz" else body)


def _read_gap(place: Path, record: Record) -> str | None:
    try:
        page = load_saved(place, record)
    except (OSError, EOFError, zlib.error) as error:
        return f"can't be read: {error}"
    # Every command's module is imported for any of them; trafilatura takes longer than all the others.
    from scraper.extraction.accounting import find_gap

    return find_gap(page, record)
