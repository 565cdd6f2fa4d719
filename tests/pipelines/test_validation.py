import asyncio
from dataclasses import replace

import pytest
from scrapy.exceptions import DropItem

from pipelines.validation import ValidationPipeline


class Stats(dict):
    def inc_value(self, name, count=1):
        self[name] = self.get(name, 0) + count


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"headline": ""}, ["schema"]),
        ({"headline": "a\x00"}, ["characters"]),
        ({"word_count": 9, "flags": ("short_body", "no_date")}, ["flags_order", "word_count"]),
    ],
)
def test_a_broken_record_is_dropped_and_counted(make_record, changes, rules):
    stats = Stats()
    with pytest.raises(DropItem, match="invalid_record"):
        asyncio.run(ValidationPipeline(stats).process_item(replace(make_record(1), **changes)))
    assert stats == {
        **{f"validation/{rule}": 1 for rule in rules},
        "copydesk/site/gazette.example/failed/invalid_record": 1,
    }


def test_what_is_good_or_none_of_ours_passes(make_record):
    stats = Stats()
    pipeline = ValidationPipeline(stats)
    for item in (make_record(1), {"headline": ""}, None):
        assert asyncio.run(pipeline.process_item(item)) is item
    assert stats == {}
