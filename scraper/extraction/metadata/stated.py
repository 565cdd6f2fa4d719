"""The metadata of one article, read and believed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from exports.record import Author, Correction, Image, Provenance, Video


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Everything about the article but its text. The fields are those of `exports.record.Record`."""

    canonical_url: str | None
    publisher: str | None
    kind: str | None
    """One of `exports.record.KINDS` where the page declares it."""
    headline: str | None
    kicker: str | None
    dek: str | None
    authors: tuple[Author, ...]
    byline: str | None
    published_at: datetime | None
    """Aware, UTC."""
    published_on: date | None
    published_raw: str | None
    modified_at: datetime | None
    """Aware, UTC."""
    modified_raw: str | None
    language: str | None
    """BCP 47, as declared."""
    section: str | None
    tags: tuple[str, ...]
    images: tuple[Image, ...]
    videos: tuple[Video, ...]
    corrections: tuple[Correction, ...]
    """From JSON-LD alone."""
    article_body: str | None
    """JSON-LD `articleBody`: a witness, never the text."""
    free: bool | None
    agency: str | None
    provenance: Provenance
    flags: frozenset[str]
    problems: tuple[str, ...]
    titles: tuple[str, ...]
    """Every title-like text of the page, with and without the site's name."""
