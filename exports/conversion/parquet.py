"""Parquet, in the types of the record and with its instants as such. Needs pyarrow (`copydesk[parquet]`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from exports.record import SCHEMA, Record
from exports.tables import arrow_schema

if TYPE_CHECKING:
    import pyarrow

_BATCH_RECORDS = 2000
_BATCH_LETTERS = 8 * 1024 * 1024
"""Of text: with all else a batch is some 50 MiB in memory."""


def write_parquet(records: Iterable[Record], file: BinaryIO) -> int:
    """How many records were written to *file*, in row groups of bounded size, packed with zstd.

    The columns are those of `exports.tables.arrow_schema`. ImportError: there is no pyarrow.
    """
    from pyarrow import parquet

    schema = arrow_schema().with_metadata({"copydesk.schema": SCHEMA})
    count = 0
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in _batches(records):
            writer.write_batch(_to_arrow(batch, schema))
            count += len(batch)
    return count


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    letters = 0
    for record in records:
        batch.append(record)
        letters += len(record.text) + sum(len(removed.text) for removed in record.removed)
        if len(batch) >= _BATCH_RECORDS or letters >= _BATCH_LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def _to_arrow(batch: list[Record], schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    import pyarrow

    return pyarrow.RecordBatch.from_pylist([_row(record) for record in batch], schema=schema)


def _row(record: Record) -> dict[str, Any]:
    row = record.to_dict()
    row["published_at"] = _instant(record.published_at)
    row["modified_at"] = _instant(record.modified_at)
    row["published_on"] = date.fromisoformat(record.published_on) if record.published_on else None
    row["crawl"]["retrieved_at"] = _instant(record.crawl.retrieved_at)
    return row


def _instant(text: str | None) -> datetime | None:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if text else None
