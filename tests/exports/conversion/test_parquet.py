"""Parquet, read by polars and DuckDB."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import duckdb
import polars
import pytest

from exports.conversion import parquet
from exports.record import Record

pytest.importorskip("pyarrow", reason="Parquet needs pyarrow, an extra")


@pytest.fixture
def file(tmp_path: Path, full: Record, bare: Record) -> Path:
    path = tmp_path / "a.parquet"
    with path.open("wb") as target:
        assert parquet.write_parquet([full, bare], target) == 2
    return path


def test_polars_reads_every_field(file: Path, full: Record, bare: Record) -> None:
    rows = polars.read_parquet(file).to_dicts()
    for row, record in zip(rows, (full, bare), strict=True):
        plain = record.to_dict()
        instants = {name: row.pop(name) for name in ("published_at", "modified_at", "published_on")}
        assert row["crawl"].pop("retrieved_at") == datetime(2026, 1, 3, 9, tzinfo=UTC)
        plain["crawl"].pop("retrieved_at")
        assert row == {name: value for name, value in plain.items() if name not in instants}
        assert instants["published_on"] == date(2026, 1, 2)
    assert polars.read_parquet(file)["published_at"].to_list() == [datetime(2026, 1, 2, 8, tzinfo=UTC), None]


def test_duckdb_reads_the_types_whatever_is_in_it(tmp_path: Path, file: Path, bare: Record) -> None:
    with (tmp_path / "b.parquet").open("wb") as target:
        parquet.write_parquet([bare], target)
    with (tmp_path / "none.parquet").open("wb") as target:
        assert parquet.write_parquet([], target) == 0
    tables = [
        duckdb.read_parquet(str(tmp_path / name)) for name in ("a.parquet", "b.parquet", "none.parquet")
    ]
    assert tables[0].types == tables[1].types == tables[2].types
    types = dict(zip(tables[0].columns, map(str, tables[0].types), strict=True))
    assert types["published_at"] == "TIMESTAMP WITH TIME ZONE"
    assert types["published_on"] == "DATE"
    assert types["corrections"].endswith('"source" VARCHAR)[]') or types["corrections"].endswith(
        "source VARCHAR)[]"
    )
    assert tables[0].filter("version = 2").project("authors[1].name, len(body)").fetchall() == [
        ("Ada Vale", 6)
    ]
    assert tables[2].fetchall() == []


def test_row_groups_are_bounded(full: Record, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(parquet, "_BATCH_LETTERS", 3 * len(full.text))
    target = tmp_path / "c.parquet"
    with target.open("wb") as file:
        parquet.write_parquet([full] * 7, file)
    groups = duckdb.sql(f"select distinct row_group_id, row_group_num_rows from parquet_metadata('{target}')")
    assert sorted(groups.fetchall()) == [(0, 3), (1, 3), (2, 1)]


def test_a_day_that_does_not_exist_is_no_record(bare: Record) -> None:
    from dataclasses import replace

    with pytest.raises(ValueError, match="day"):
        parquet.write_parquet([replace(bare, published_on="2026-02-30")], BytesIO())
