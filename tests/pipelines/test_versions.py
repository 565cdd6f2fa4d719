import asyncio
from dataclasses import replace
from types import SimpleNamespace

import pytest
from scrapy.exceptions import DropItem

from exports.delivered import Link, Standing
from exports.record import Correction
from exports.slips import corrections_hash, delivered_of
from pipelines.versions import VersionsPipeline, find_change, to_version

FIX = Correction(kind="correction", text="It was nine days.")


def standing_of(record, *, run="OLD"):
    return Standing(
        delivered=delivered_of(record, part="p", run=run),
        headline=record.headline,
        corrections=corrections_hash(record),
        link=Link(),
    )


@pytest.mark.parametrize(
    ("was", "now", "change"),
    [
        ({}, {}, None),
        ({}, {"tags": ("new",), "modified_at": "2026-01-03T08:00:00Z"}, None),
        ({}, {"text": "Article  1 IS short."}, None),  # white space and case
        ({}, {"text": "Another text."}, "edited"),
        ({}, {"headline": "Other"}, "metadata"),
        ({}, {"text": "Another text.", "headline": "Other"}, "edited"),
        ({}, {"corrections": (FIX,)}, "corrected"),
        ({}, {"corrections": (FIX,), "text": "Another text."}, "corrected"),
        ({"corrections": (FIX,)}, {"corrections": (FIX,), "text": "Another text."}, "edited"),
        ({"corrections": (FIX,)}, {}, "metadata"),
        ({"corrections": (FIX,)}, {"corrections": (replace(FIX, text="It was ten."),)}, "corrected"),
    ],
)
def test_find_change(make_record, was, now, change):
    record = make_record(1, run="NEW", **now)
    assert find_change(record, standing_of(make_record(1, **was))) == change
    found = to_version(record, standing_of(make_record(1, version=4, **was)))
    assert found == ("unchanged" if change is None else replace(record, version=5, change=change))


def test_the_first_version(make_record):
    record = make_record(1, version=7, change="edited")
    assert to_version(record, None) == make_record(1)


def test_two_addresses_in_one_run_are_no_edit(make_record):
    standing = standing_of(make_record(1), run="RUN")
    amp = make_record(1, requested_url="https://gazette.example/1/amp", text="Shorter.")
    assert to_version(amp, standing) == "duplicate"
    assert to_version(replace(amp, requested_url=make_record(1).requested_url), standing).version == 2
    assert to_version(replace(amp, crawl=replace(amp.crawl, run="NEXT")), standing).version == 2


class Stats(dict):
    def inc_value(self, name, count=1):
        self[name] = self.get(name, 0) + count


def test_the_pipeline_drops_and_counts(make_record):
    standing = standing_of(make_record(1))
    ledger = SimpleNamespace(standing=lambda article: standing if article == make_record(1).id else None)
    stats = Stats()
    pipeline = VersionsPipeline(stats, SimpleNamespace(ledger=ledger))

    def process(item):
        return asyncio.run(pipeline.process_item(item))

    with pytest.raises(DropItem, match="unchanged"):
        process(make_record(1))
    standing = standing_of(make_record(1), run="RUN")
    with pytest.raises(DropItem, match="duplicate"):
        process(make_record(1, requested_url="https://gazette.example/x"))
    assert stats == {
        "copydesk/site/gazette.example/unchanged": 1,
        "copydesk/site/gazette.example/skipped/duplicate": 1,
    }
    assert process(make_record(2)) == make_record(2)
    assert process({"other": "item"}) == {"other": "item"}


def test_without_deliveries_records_pass(make_record):
    pipeline = VersionsPipeline(Stats(), SimpleNamespace(ledger=None))
    record = make_record(1)
    assert asyncio.run(pipeline.process_item(record)) is record
