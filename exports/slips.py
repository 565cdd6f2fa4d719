"""A record without its text: enough to settle it, to sort it and to enter it in the ledger."""

from __future__ import annotations

import hashlib
import json
from array import array
from dataclasses import dataclass, replace
from sys import intern
from typing import TypeVar

from exports.delivered import Delivered, Sketch
from exports.record import Crawl, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What stands for a record while a journal is delivered: about 2 KB, however long the article is.

    What has the name of a field of `Record` is that field.
    """

    id: str
    version: int
    change: str
    url: str
    canonical_url: str | None
    requested_url: str
    site: str
    headline: str | None
    published_at: str | None
    published_on: str | None
    word_count: int
    text_hash: str
    duplicate_of: str | None
    similar_to: str | None
    similarity: float | None
    crawl: Crawl
    letters: int
    """Of the text."""
    corrections: str
    """`corrections_hash` of the record."""
    digest: bytes
    """`digest_of` its line; of an empty one where no line was given."""
    signature: bytes | None = None
    """Of its sketch; None: the text is too short, or no one looks for near copies."""
    bands: array[int] | None = None
    """Of its sketch."""
    place: int = 0
    """At which byte of its journal the record's line begins."""

    @property
    def sketch(self) -> Sketch | None:
        """What near copies are looked for with; None: as of `signature`."""
        if self.signature is None or self.bands is None:
            return None
        return Sketch(signature=self.signature, bands=tuple(self.bands))

    @property
    def settled(self) -> dict[str, str | int | float | None]:
        """What settling gives to a record: its version and its links."""
        return {name: getattr(self, name) for name in _SETTLED}

    def to_record(self, record: Record) -> Record:
        """*record*, for which this stands, with the version and the links that settling gave to this."""
        return replace(record, **self.settled)  # type: ignore[arg-type]


_SETTLED = ("version", "change", "duplicate_of", "similar_to", "similarity")

Copy = TypeVar("Copy", Record, Slip)
"""A record, or the slip that stands for it."""


def to_slip(
    record: Record | Slip, *, sketch: Sketch | None = None, line: bytes = b"", place: int = 0
) -> Slip:
    """The slip of *record*, whose *line* begins at byte *place* of its journal; a slip is its own."""
    if isinstance(record, Slip):
        return record
    # One string where the parser made several: there are thousands of slips.
    requested, canonical = record.requested_url, record.canonical_url
    crawl = record.crawl
    return Slip(
        id=record.id,
        version=record.version,
        change=intern(record.change),
        url=record.url,
        canonical_url=record.url if canonical == record.url else canonical,
        requested_url=record.url if requested == record.url else requested,
        site=intern(record.site),
        headline=record.headline,
        published_at=record.published_at,
        published_on=record.published_on,
        word_count=record.word_count,
        text_hash=record.text_hash,
        duplicate_of=record.duplicate_of,
        similar_to=record.similar_to,
        similarity=record.similarity,
        crawl=replace(crawl, run=intern(crawl.run)) if crawl.run else crawl,
        letters=len(record.text),
        corrections=corrections_hash(record),
        digest=digest_of(line),
        signature=sketch.signature if sketch else None,
        bands=array("q", sketch.bands) if sketch else None,
        place=place,
    )


def digest_of(line: bytes) -> bytes:
    """16 bytes that differ where anything in the record on *line* (without its end) does."""
    return hashlib.blake2b(line, digest_size=16).digest()


def corrections_hash(record: Record | Slip) -> str:
    """16 hex digits that change when the published corrections of *record* do; "" = none."""
    if isinstance(record, Slip):
        return record.corrections
    if not record.corrections:
        return ""
    rows = [(correction.kind, correction.text, correction.published_at) for correction in record.corrections]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=True).encode()).hexdigest()[:16]


def delivered_of(record: Record | Slip, *, part: str, run: str) -> Delivered:
    """*record* as it stands in *part*, delivered by *run*."""
    return Delivered(
        id=record.id,
        version=record.version,
        site=record.site,
        requested_url=record.requested_url,
        url=record.url,
        text_hash=record.text_hash,
        part=part,
        run=run,
    )
