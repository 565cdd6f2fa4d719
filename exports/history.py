"""What became of an article: all its delivered versions, and when its pages were gone."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

from exports.layout import LEDGER
from exports.ledger import read_ledger
from exports.reader import read_records
from exports.record import Record
from exports.shards import export_folders

_ID = re.compile(r"[0-9a-f]{32}")


def read_versions(out: Path, word: str) -> tuple[list[Record], list[tuple[str, str, str]]]:
    """(the delivered versions of the article with the id or address *word*, the oldest first; its pages that
    are gone, as in `Ledger.gone`). ReadError, DeliveryError: not to be read."""
    for folder in export_folders(out):
        versions, gone = _read_folder(folder, word)
        if versions:
            return versions, gone
    return [], []


def _read_folder(out: Path, word: str) -> tuple[list[Record], list[tuple[str, str, str]]]:
    path = out / LEDGER
    if not path.exists():
        found = [record for record in read_records(out) if _is_meant(record, word)]
        return sorted(found, key=lambda record: record.version), []
    with closing(read_ledger(path)) as ledger:
        article = word if _ID.fullmatch(word) else ledger.id_of(word)
        if article is None:
            return [], []
        parts = dict.fromkeys(row.part for row in ledger.versions(article))
        records = [record for part in parts for record in read_records(out / part) if record.id == article]
        return sorted(records, key=lambda record: record.version), ledger.gone(article)


def _is_meant(record: Record, word: str) -> bool:
    return word in (record.id, record.url, record.canonical_url, record.requested_url)
