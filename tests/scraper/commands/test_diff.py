"""The history of an article, as `scrapy diff` shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from exports.reader import read_records
from scraper.commands.diff import diff_lines


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
