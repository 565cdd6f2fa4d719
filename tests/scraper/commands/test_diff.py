"""The history of an article, as `scrapy diff` shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from exports.reader import read_records
from scraper.commands.diff import diff_lines, read_versions


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


def test_lines(demo: Path) -> None:
    record = next(iter(read_records(demo / "out")))
    edited = replace(record, version=2, change="edited", headline="Another headline")
    same = replace(edited, version=3, change="edited", text_hash="0" * 64)
    lines = list(
        diff_lines([record, edited, same], [(record.url, "http_410", "2026-01-04T09:00:00Z")], width=300)
    )
    moment = record.crawl.retrieved_at
    assert lines == [
        record.headline,
        record.canonical_url,
        f"version 1: new, read {moment}",
        f"version 2: edited, read {moment}",
        f"- headline: “{record.headline}” became “Another headline”",
        f"version 3: edited, read {moment}",
        "- nothing that a reader would see",
        f"not there any more (http_410) on 2026-01-04T09:00:00Z: {record.url}",
    ]


def test_an_article_that_was_delivered_is_found_by_its_address(demo: Path) -> None:
    record = next(iter(read_records(demo / "out")))
    versions, _ = read_versions(demo / "out", record.requested_url)
    assert versions == [record]
    assert read_versions(demo / "out", "https://gazette.example/never") == ([], [])
