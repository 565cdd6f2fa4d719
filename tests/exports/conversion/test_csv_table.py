"""CSV, read by the standard library and by pandas."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pandas

from exports.conversion.csv_table import COLUMNS, write_csv
from exports.record import Record


def _written(*records: Record, for_spreadsheets: bool = False) -> bytes:
    file = BytesIO()
    assert write_csv(records, file, for_spreadsheets=for_spreadsheets) == len(records)
    return file.getvalue()


def test_what_the_page_printed_comes_back(full: Record, bare: Record, hostile: Record) -> None:
    data = _written(full, bare, hostile)
    rows = list(csv.DictReader(StringIO(data.decode(), newline="")))
    assert [row["text"] for row in rows] == [full.text, "", hostile.text]
    assert [row["headline"] for row in rows] == ["Trams, again", "", hostile.headline]
    assert {
        name: rows[0][name] for name in ("authors", "tags", "free", "truncated", "removed_blocks", "version")
    } == {
        "authors": "Ada Vale; AFP; Lena Orrick",
        "tags": "trams; river",
        "free": "true",
        "truncated": "false",
        "removed_blocks": "1",
        "version": "2",
    }
    assert rows[0]["lead_image"] == "https://gazette.example/a.jpg"
    assert rows[1]["free"] == rows[1]["published_at"] == ""
    assert data.startswith(b"id,version,change,")
    assert data.endswith(b"\r\n")


def test_pandas_reads_one_row_a_record(full: Record, bare: Record) -> None:
    table = pandas.read_csv(BytesIO(_written(full, bare)))
    assert list(table.columns) == list(COLUMNS)
    assert table["word_count"].tolist() == [full.word_count, 0]


def test_a_spreadsheet_runs_nothing(hostile: Record, full: Record) -> None:
    data = _written(hostile, full, for_spreadsheets=True)
    row, other = csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""))
    assert data.startswith(b"\xef\xbb\xbf")
    assert row["headline"] == f"'{hostile.headline}"
    assert (row["section"], row["text"][:3]) == ("'+1", "'- ")
    assert other["headline"] == "Trams, again"
