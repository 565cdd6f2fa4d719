"""The versions of an article that were delivered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from exports.history import read_versions
from exports.reader import read_records


def test_versions_of_an_export_without_a_ledger(demo: Path, tmp_path: Path) -> None:
    record = next(iter(read_records(demo / "out")))
    part = tmp_path / "out" / f"site={record.site}" / "date=2026-01-03" / "part-RUN-00001.jsonl"
    part.parent.mkdir(parents=True)
    edited = replace(record, version=2, change="edited", headline="Another headline")
    part.write_text(f"{edited.to_json()}\n{record.to_json()}\n", encoding="utf-8")
    for word in (record.id, record.url):
        versions, gone = read_versions(tmp_path / "out", word)
        assert [version.version for version in versions] == [1, 2]
        assert gone == []


def test_an_article_that_was_delivered_is_found_by_its_address(demo: Path) -> None:
    record = next(iter(read_records(demo / "out")))
    versions, _ = read_versions(demo / "out", record.requested_url)
    assert versions == [record]
    assert read_versions(demo / "out", "https://gazette.example/never") == ([], [])
