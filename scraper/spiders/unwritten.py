"""A crawl whose state can't be written stops at once, and says why."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro

from scraper.frontier import FrontierError

logger = logging.getLogger(__name__)

WRITE_ERROR = "copydesk/write_error"
"""Stat: what could not be written, and what to do."""


@contextmanager
def stopping_unwritten(crawler: Crawler) -> Iterator[None]:
    """Stops *crawler* where the block meets a frontier that can't be written; the first fault is told."""
    try:
        yield
    except FrontierError as error:
        assert crawler.stats
        if not crawler.stats.get_value(WRITE_ERROR):
            logger.error("%s", error)
            crawler.stats.set_value(WRITE_ERROR, str(error))
        if crawler.engine and crawler.engine.running:
            deferred_from_coro(crawler.engine.close_spider_async(reason="write_error"))
