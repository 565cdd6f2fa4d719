"""What every spider of ours does with an article: ask for it, have it extracted, hand its record on."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from exports.manifest import new_run_id
from exports.record import Crawl, Record
from scraper.article import Article
from scraper.hints import FoundLink
from scraper.middlewares.refused import failure_reason
from scraper.page import Page
from scraper.pool import ExtractionFailed, ExtractionPool
from scraper.sites.site import Site
from scraper.spiders.arguments import check_names
from scraper.spiders.tally import Tally

logger = logging.getLogger(__name__)


class ArticleSpider(Spider):
    """Base of the spiders: an address goes in, a record or one counted reason comes out."""

    ARGUMENTS: ClassVar[dict[str, str]] = {}
    """Every `-a` argument with its help."""

    tally: Tally
    pool: ExtractionPool

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, str]) -> None:
        """Raise `arguments.UsageError` where the `-a` *arguments* cannot be meant so."""
        check_names(arguments, cls.ARGUMENTS)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """The spider with its counts and its worker processes. UsageError: see `check_arguments`."""
        cls.check_arguments(kwargs)
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        crawler.stats.set_value("copydesk/run", new_run_id(datetime.now(UTC)))
        spider.tally = Tally(crawler.stats)
        spider.pool = ExtractionPool(
            workers=settings.getint("COPYDESK_WORKERS") or os.cpu_count() or 1,
            seconds=settings.getfloat("COPYDESK_EXTRACT_SECONDS"),
            memory_mib=settings.getint("COPYDESK_EXTRACT_MIB"),
        )
        crawler.signals.connect(spider.open_pool, signals.spider_opened)
        crawler.signals.connect(spider.close_pool, signals.spider_closed)
        return spider

    def open_pool(self) -> None:
        """Start the worker processes while the first pages are on their way."""
        self.pool.warm_up()

    def close_pool(self) -> None:
        """Stop the worker processes."""
        self.pool.close()

    def article_request(self, link: FoundLink, site: Site) -> Request:
        """The request that ends in `read_article` or `give_up`."""
        return Request(
            link.url,
            callback=self.read_article,
            errback=self.give_up,
            cb_kwargs={"link": link, "site": site},
            meta={"copydesk_kind": "article"},
            dont_filter=True,
        )

    async def read_article(
        self, response: Response, link: FoundLink, site: Site
    ) -> AsyncIterator[Record | Request]:
        """The record of one article page, if it is one; then whatever `after` wants next."""
        self.tally.fetched(site.domain)
        retrieved_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        try:
            found = await self.pool.extract(page_of(response, link.url, retrieved_at), site, link.hints)
        except ExtractionFailed as trouble:
            level = logging.ERROR if trouble.reason == "extraction_error" else logging.WARNING
            logger.log(level, "%s: %s", link.url, trouble, exc_info=trouble.__cause__)
            self.failed(link, site, trouble.reason)
        else:
            if not isinstance(found, Article):
                self.skipped(link, site, found.reason)
            elif reason := self.unwanted(found):
                self.skipped(link, site, reason)
            else:
                for problem in found.problems:
                    self.tally.problem(problem)
                self.tally.handed_over(site.domain)
                yield found.to_record(
                    Crawl(
                        run=self.crawler.stats.get_value("copydesk/run"),
                        retrieved_at=retrieved_at,
                        status=response.status,
                        via=link.via,
                    )
                )
        for request in self.after(link, site):
            yield request

    async def give_up(self, failure: Failure) -> AsyncIterator[Request]:
        """Count why an article page was not answered; then whatever `after` wants next."""
        link, site = failure.request.cb_kwargs["link"], failure.request.cb_kwargs["site"]  # type: ignore[attr-defined]
        self.failed(link, site, failure_reason(failure))
        for request in self.after(link, site):
            yield request

    def unwanted(self, article: Article) -> str | None:
        """The reason why *article* is not to be filed, or None."""
        return None

    def skipped(self, link: FoundLink, site: Site, reason: str) -> None:
        """There is no record of *link*, and rightly so."""
        self.tally.skipped(site.domain, reason)

    def failed(self, link: FoundLink, site: Site, reason: str) -> None:
        """*link* could not be read."""
        self.tally.failed(site.domain, reason)

    def after(self, link: FoundLink, site: Site) -> list[Request]:
        """What to ask for now that *link* is dealt with."""
        return []


def page_of(response: Response, requested_url: str, retrieved_at: str) -> Page:
    """The answer as the extractor takes it."""
    content_type = response.headers.get("Content-Type")
    return Page(
        url=response.url,
        requested_url=requested_url,
        body=response.body,
        content_type=content_type.decode("latin-1") if content_type else None,
        status=response.status,
        retrieved_at=retrieved_at,
        truncated=bool({"partial", "dataloss"} & set(response.flags)),
    )
