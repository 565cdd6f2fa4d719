"""Scrapy's own output (`-O FILE`), which ends the crawl where it can't be written."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Spider
from scrapy.extensions.feedexport import FeedExporter
from scrapy.utils.defer import deferred_from_coro

logger = logging.getLogger(__name__)

OUTPUT_ERROR = "copydesk/output_error"
"""Stat: which output could not be written, and what to do. The deliveries are as good as ever."""


class FeedFiles(FeedExporter):
    """Scrapy's, but a full disk is said once and makes status 5.

    Scrapy's own logs a traceback for each item that it loses, and comes to a good end.
    """

    def item_scraped(self, item: Any, spider: Spider) -> None:
        try:
            super().item_scraped(item, spider)
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        stats, engine = self.crawler.stats, self.crawler.engine
        assert stats
        if not stats.get_value(OUTPUT_ERROR):
            places = ", ".join(slot.uri for slot in self.slots)
            message = f"{places}: {error.strerror or error}; see to the disk and run again"
            logger.error("%s", message)
            stats.set_value(OUTPUT_ERROR, message)
        if engine and engine.running:
            deferred_from_coro(engine.close_spider_async(reason="write_error"))
