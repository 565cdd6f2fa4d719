"""A table of the articles as CSV, for reading and counting; lists are joined, blocks and reasons left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO

from exports.record import Record

COLUMNS = (
    "id",
    "version",
    "change",
    "url",
    "canonical_url",
    "site",
    "publisher",
    "kind",
    "headline",
    "kicker",
    "dek",
    "authors",
    "byline",
    "published_at",
    "published_on",
    "published_raw",
    "modified_at",
    "modified_raw",
    "language",
    "section",
    "tags",
    "text",
    "word_count",
    "lead_image",
    "images",
    "videos",
    "corrections",
    "removed_blocks",
    "free",
    "truncated",
    "agency",
    "duplicate_of",
    "similar_to",
    "similarity",
    "flags",
    "run",
    "retrieved_at",
    "status",
    "via",
)
# A cell that begins so is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(records: Iterable[Record], file: BinaryIO, *, for_spreadsheets: bool = False) -> int:
    """How many records were written to *file* as CSV (RFC 4180, UTF-8), below a line of `COLUMNS`.

    An empty cell: not stated. Several names, tags or flags are joined with "; ", addresses with a space,
    corrections with a line break. *for_spreadsheets*: a byte order mark at the beginning, by which they know
    UTF-8, and an apostrophe before each text that they would run as a formula.
    """
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        if for_spreadsheets:
            text.write("\N{BYTE ORDER MARK}")
        writer.writerow(COLUMNS)
        count = 0
        for record in records:
            row = _row(record)
            writer.writerow([_harmless(row[name]) if for_spreadsheets else row[name] for name in COLUMNS])
            count += 1
        return count
    finally:
        text.detach()  # the file stays open


def _row(record: Record) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(record, name) for name in COLUMNS if hasattr(record, name)}
    return row | {
        "authors": "; ".join(author.name for author in record.authors),
        "tags": "; ".join(record.tags),
        "flags": "; ".join(record.flags),
        "lead_image": next((image.url for image in record.images if image.lead), None),
        "images": " ".join(image.url for image in record.images),
        "videos": " ".join(video.url for video in record.videos),
        "corrections": "\n".join(correction.text for correction in record.corrections),
        "removed_blocks": len(record.removed),
        "free": _truth(record.access.free),
        "truncated": _truth(record.access.truncated),
        "run": record.crawl.run,
        "retrieved_at": record.crawl.retrieved_at,
        "status": record.crawl.status,
        "via": record.crawl.via,
    }


def _truth(value: bool | None) -> str | None:
    return None if value is None else "true" if value else "false"


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
