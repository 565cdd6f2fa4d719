"""The dates of the article and of its corrections, read at the site's clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from exports.record import Correction
from scraper.extraction.metadata import guess
from scraper.extraction.metadata.moments import Believed, choose_date, parse_retrieval
from scraper.normalise.dates import StatedDate, read_date
from scraper.page import Document
from scraper.sites.site import Site

Stated = Iterable[tuple[str, str]]


def read_dates(
    document: Document, site: Site, language: str | None, published: Stated, modified: Stated
) -> tuple[Believed, Believed]:
    """(publication, modification) of what the sources state, (source, raw text) in order of trust.

    Where no publication is stated htmldate is asked; its day is flagged, and never the modification's.
    """
    retrieved_at = parse_retrieval(document.page.retrieved_at)

    def read(text: str) -> StatedDate:
        return read_date(text, timezone=site.timezone, language=language, retrieved_at=retrieved_at)

    first = choose_date(published, read, retrieved_at)
    last = choose_date(modified, read, retrieved_at)
    if first.day is None and not first.flags:
        finding = guess.find(document, language)
        guessed = choose_date(
            [("htmldate", finding.published)] if finding.published else [], read, retrieved_at
        )
        if guessed.day and guessed.day != last.day:
            first = replace(guessed, moment=None, flags=guessed.flags | {"guessed_date"})
    return first, last


def date_corrections(
    corrections: Iterable[Correction], site: Site, language: str | None
) -> tuple[Correction, ...]:
    """*corrections* with their dates in the record's form."""
    read = []
    for correction in corrections:
        stated = read_date(correction.published_at or "", timezone=site.timezone, language=language)
        moment = stated.moment.strftime("%Y-%m-%dT%H:%M:%SZ") if stated.moment else None
        day = stated.day.isoformat() if stated.day else None
        read.append(replace(correction, published_at=moment or day))
    return tuple(read)
