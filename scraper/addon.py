"""Copydesk in another Scrapy project: `ADDONS = {"scraper.addon.Copydesk": 300}`."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.settings import BaseSettings

from exports.record import Crawl
from scraper.article import Rejection
from scraper.normalise.urls import normalise_url
from scraper.pool import ExtractionFailed, ExtractionPool
from scraper.sites.load import site_for
from scraper.spiders.articles import page_of

logger = logging.getLogger(__name__)


class Copydesk:
    """Scrapy add-on: every HTML response of the project's spiders that is an article also yields its record.

    The records go the way of all items: to the project's pipelines and feeds (`-O articles.jsonl`). They are
    checked against the contract on the way. Where the project sets `COPYDESK_OUT`, they are delivered as part
    files there too.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        """Put the extractor among the spider middlewares, and the pipelines after the project's own."""
        settings.setdefault("FEED_EXPORT_ENCODING", "utf-8")
        settings["SPIDER_MIDDLEWARES"].setdefault(RecordMiddleware, 950)
        pipelines = settings["ITEM_PIPELINES"]
        pipelines.setdefault("pipelines.validation.ValidationPipeline", 100)
        if settings.get("COPYDESK_OUT"):
            pipelines.setdefault("pipelines.versions.VersionsPipeline", 200)
            pipelines.setdefault("pipelines.duplicates.DuplicatesPipeline", 300)
            pipelines.setdefault("pipelines.export.ExportPipeline", 900)


class RecordMiddleware:
    """Adds the record of an article page to what the spider made of that page."""

    def __init__(self, crawler: Crawler, pool: ExtractionPool) -> None:
        self.stats = crawler.stats
        self.pool = pool

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware with its worker processes, which end with the spider."""
        settings = crawler.settings
        pool = ExtractionPool(
            workers=settings.getint("COPYDESK_WORKERS") or os.cpu_count() or 1,
            seconds=settings.getfloat("COPYDESK_EXTRACT_SECONDS", 10),
            memory_mib=settings.getint("COPYDESK_EXTRACT_MIB", 1024),
        )
        crawler.signals.connect(pool.close, signals.spider_closed)
        return cls(crawler, pool)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """What the spider yields, then the record of the page."""
        async for thing in result:
            yield thing
        if not isinstance(response, HtmlResponse) or response.status != 200:
            return
        if normalise_url(response.url) is None:
            return  # a file or data address: a page of no site
        retrieved_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        requested = (
            response.request.meta.get("redirect_urls", [response.request.url])[0]
            if response.request
            else None
        )
        page = page_of(response, requested or response.url, retrieved_at)
        try:
            found = await self.pool.extract(page, site_for(response.url), None)
        except ExtractionFailed as trouble:
            logger.warning("%s: %s", response.url, trouble, exc_info=trouble.__cause__)
            self.stats.inc_value(f"copydesk/pages/failed/{trouble.reason}")
            return
        if isinstance(found, Rejection):
            self.stats.inc_value(f"copydesk/pages/skipped/{found.reason}")
            return
        self.stats.inc_value("copydesk/pages/filed")
        yield found.to_record(
            Crawl(
                run=self.stats.get_value("copydesk/run"),
                retrieved_at=retrieved_at,
                status=response.status,
                via="url",
            )
        )
