"""Only records that keep the contract go on."""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from exports.outcomes import stat_name
from exports.record import Record
from exports.schema import violations

logger = logging.getLogger(__name__)


class ValidationPipeline:
    """Drop records that break the contract, counting each broken rule."""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats)

    async def process_item(self, item: Any) -> Any:
        """*item*, if it is a good record or none of ours. DropItem: it is a broken one."""
        if not isinstance(item, Record):
            return item
        broken = violations(item)
        for rule in broken:
            self.stats.inc_value(f"validation/{rule.partition(':')[0]}")
        if broken:
            self.stats.inc_value(stat_name(item.site, "failed", "invalid_record"))
            logger.error("%s: the record breaks the contract: %s", item.url, "; ".join(broken))
            raise DropItem("invalid_record", log_level="DEBUG")
        return item
