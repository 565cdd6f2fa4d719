"""Sees to it that a crawl which is told to end does so in time, with everything fetched delivered."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from scraper.middlewares.departure import Departure, is_closing

_LOOK_SECONDS = 0.5
_DOWNLOADS = 1 / 3
"""The part of the time that hosts have to end their answers; what came in full is read in the rest."""


class Departing:
    """Once the crawl closes: sends nothing more, hangs up on slow hosts, gives up the slowest pages.

    `COPYDESK_STOP_SECONDS` is the time until the last of it; what was left waits for the next run.
    """

    def __init__(
        self, crawler: Crawler, seconds: float, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.crawler = crawler
        self.seconds = seconds
        self.clock = clock
        self.since: float | None = None
        self.call: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        departing = cls(crawler, crawler.settings.getfloat("COPYDESK_STOP_SECONDS", 15.0))
        crawler.signals.connect(departing.spider_opened, signals.spider_opened)
        crawler.signals.connect(departing.spider_closed, signals.spider_closed)
        return departing

    def spider_opened(self) -> None:
        self.call = create_looping_call(self.look)
        self.call.start(_LOOK_SECONDS, now=False)

    def spider_closed(self) -> None:
        if self.call is not None and self.call.running:
            self.call.stop()

    def look(self) -> None:
        """Do what the moment asks for."""
        if not is_closing(self.crawler):
            return
        now = self.clock()
        self.since = now if self.since is None else self.since
        departure = Departure.of(self.crawler)
        departure.drop_queues()
        if now - self.since >= self.seconds * _DOWNLOADS:
            departure.abandon_downloads()
        pool = getattr(self.crawler.spider, "pool", None)
        if now - self.since >= self.seconds and pool is not None:
            pool.give_up()
