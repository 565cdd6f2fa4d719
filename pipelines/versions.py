"""An article seen again: unchanged, a copy under another address, or its next version."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from exports.delivered import Standing
from exports.outcomes import stat_name
from exports.record import Record
from exports.slips import Copy, Slip, corrections_hash
from pipelines.desk import Desk, desk_of

UNCHANGED = "unchanged"
DUPLICATE = "duplicate"


class VersionsPipeline:
    """Drop articles that stand delivered just so; number the versions of the others."""

    def __init__(self, stats: StatsCollector, desk: Desk) -> None:
        self.stats = stats
        self.desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats, desk_of(crawler))

    async def process_item(self, item: Any) -> Any:
        """*item* as its next version, or untouched if it is none of ours. DropItem: nothing new."""
        if not isinstance(item, Record) or self.desk.ledger is None:
            return item
        found = to_version(item, self.desk.ledger.standing(item.id))
        if isinstance(found, str):
            self.stats.inc_value(outcome_stat(item.site, found))
            raise DropItem(found, log_level="DEBUG")
        return found


def to_version(record: Copy, standing: Standing | None) -> Copy | str:
    """*record* with its version and change; else why it is not filed: `UNCHANGED` or `DUPLICATE`.

    *standing*: the newest delivered version; None: there is none. What differs between two addresses of one
    article in one run is no edit of it, so the second one is a duplicate, whatever it says.
    """
    if standing is None:
        return replace(record, version=1, change="new")
    newest = standing.delivered
    if newest.run == record.crawl.run and newest.requested_url != record.requested_url:
        return DUPLICATE
    change = find_change(record, standing)
    if change is None:
        return UNCHANGED
    return replace(record, version=newest.version + 1, change=change)


def find_change(record: Record | Slip, standing: Standing) -> str | None:
    """One of `exports.record.CHANGES`: what *record* changed since *standing*; None: nothing that counts.

    `corrected` where a correction was published or reworded, else `edited` where the text is another one,
    else `metadata` (the headline, or a correction taken back).
    """
    corrections = corrections_hash(record)
    if corrections and corrections != standing.corrections:
        return "corrected"
    if record.text_hash != standing.delivered.text_hash:
        return "edited"
    if record.headline != standing.headline or corrections != standing.corrections:
        return "metadata"
    return None


def outcome_stat(site: str, reason: str) -> str:
    """The stat that counts a record of *site* that is not filed for *reason*."""
    return stat_name(site, UNCHANGED) if reason == UNCHANGED else stat_name(site, "skipped", reason)
