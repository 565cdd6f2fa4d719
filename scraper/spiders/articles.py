"""What every spider of ours does with an article: ask for it, have it extracted, hand its record on."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from exports.manifest import new_run_id
from exports.record import Crawl, Record
from scraper.article import Article
from scraper.hints import FoundLink
from scraper.logs import guard_log, make_no_lines_in_vain
from scraper.memory import FILE
from scraper.middlewares.archiving import kept_at
from scraper.middlewares.limits import is_truncated, stated_type
from scraper.middlewares.refused import (
    Interrupted,
    Postponed,
    Refused,
    RobotsUnreachable,
    failure_reason,
)
from scraper.normalise.urls import without_secrets
from scraper.page import Page
from scraper.pool import INTERRUPTED, ExtractionFailed, ExtractionPool
from scraper.sites.site import Site
from scraper.spiders.arguments import check_names, read_shard
from scraper.spiders.contact import name_contact, names_nobody
from scraper.spiders.learning import Learner
from scraper.spiders.sharding import take_shard
from scraper.spiders.tally import Tally

logger = logging.getLogger(__name__)

_COUNTED = ("unchanged", "duplicate", "invalid_record", "write_error")
"""Why our own pipelines drop a record."""


class ArticleSpider(Spider):
    """Base of the spiders: an address goes in, a record or one counted reason comes out."""

    ARGUMENTS: ClassVar[dict[str, str]] = {}
    """Every `-a` argument with its help."""

    visits_strangers: ClassVar[bool] = True
    """Whether the sites belong to others, who should know whom to write to."""

    tally: Tally
    pool: ExtractionPool
    learner: Learner

    def __init__(self, shard: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shard = read_shard(shard)

    def is_mine(self, domain: str) -> bool:
        """Whether the site with this domain is in the shard that is crawled."""
        return self.shard is None or self.shard.has(domain)

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, str]) -> None:
        """Raise `arguments.UsageError` where the `-a` *arguments* cannot be meant so."""
        check_names(arguments, cls.ARGUMENTS)
        read_shard(arguments.get("shard"))

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        name_contact(settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """The spider with its counts and its worker processes. UsageError: see `check_arguments`."""
        guard_log()
        cls.check_arguments(kwargs)
        take_shard(crawler.settings, read_shard(kwargs.get("shard")))
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.pool = ExtractionPool(
            workers=settings.getint("COPYDESK_WORKERS") or os.cpu_count() or 1,
            seconds=settings.getfloat("COPYDESK_EXTRACT_SECONDS"),
            memory_mib=settings.getint("COPYDESK_EXTRACT_MIB"),
        )
        remembers = settings.getbool("COPYDESK_SITE_MEMORY")
        learner = Learner(Path(settings["COPYDESK_STATE"]) / FILE if remembers else None)
        spider.learner = learner
        crawler.signals.connect(learner.learn, signals.item_scraped)
        crawler.signals.connect(learner.pass_over, signals.item_dropped)
        crawler.signals.connect(learner.pass_over, signals.item_error)
        crawler.signals.connect(learner.close, signals.spider_closed)
        crawler.signals.connect(spider.open_desk, signals.spider_opened)
        crawler.signals.connect(spider.count_lost, signals.item_error)
        crawler.signals.connect(spider.count_dropped, signals.item_dropped)
        crawler.signals.connect(spider.close_pool, signals.spider_closed)
        crawler.signals.connect(spider.close_books, signals.spider_closed)
        return spider

    def open_desk(self) -> None:
        """Begin to count, and start the worker processes while the first pages are on their way."""
        make_no_lines_in_vain()
        stats = self.crawler.stats
        if not stats.get_value("copydesk/run"):  # the export pipeline has named the run, if there is one
            stats.set_value("copydesk/run", new_run_id(datetime.now(UTC)))
        self.tally = Tally(stats)
        if self.visits_strangers and names_nobody(self.settings):
            logger.warning(
                "the user agent names nobody: set COPYDESK_CONTACT to a web page or e-mail address of yours, "
                "so that sites can reach you"
            )
        self.pool.warm_up()

    def close_pool(self) -> None:
        """Stop the worker processes."""
        self.pool.close()

    def close_books(self, reason: str) -> None:
        """Count whatever is left, before the manifest is written."""
        if hasattr(self, "tally"):
            self.tally.close(reason)

    def count_lost(self, item: Any) -> None:
        """An exception in a pipeline lost *item*."""
        if isinstance(item, Record):
            self.tally.failed(item.site, "pipeline_error")

    def count_dropped(self, item: Any, exception: DropItem) -> None:
        """A pipeline of others dropped *item*; ours count for themselves."""
        if isinstance(item, Record) and str(exception) not in _COUNTED:
            self.tally.skipped(item.site, "dropped")

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
        if response.status == 304:
            self.as_it_was(link, site)
            for request in self.after(link, site):
                yield request
            return
        self.tally.fetched(site.domain)
        self.answered(link, response)
        warc, received_at = kept_at(response)
        retrieved_at = received_at or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        page, repeats = page_of(response, link.url, retrieved_at), self.learner.repeats(site.domain)
        leaning = site.leaning or self.settings["COPYDESK_LEANING"]
        try:
            found = await self.pool.extract(page, replace(site, leaning=leaning), link.hints, repeats)
        except ExtractionFailed as trouble:
            if trouble.reason == INTERRUPTED:
                return  # it waits for the next run
            level = logging.ERROR if trouble.reason == "extraction_error" else logging.WARNING
            logger.log(level, "%s: %s", link.url, trouble, exc_info=trouble.__cause__)
            self.broken(link, site, trouble.reason)
        else:
            if not isinstance(found, Article) and "dataloss" in response.flags:
                self.broken(link, site, "truncated")  # the article may be in the part that did not come
            elif not isinstance(found, Article):
                self.tally.rejected(site.domain, found.reason)
                self.skipped(link, site, found.reason)
            elif self.wants(found, link, site):
                for problem in found.problems:
                    self.tally.problem(problem)
                record = found.to_record(
                    Crawl(
                        run=self.crawler.stats.get_value("copydesk/run"),
                        retrieved_at=retrieved_at,
                        status=response.status,
                        via=link.via,
                        warc=warc,
                    )
                )
                self.learner.expect(record, found.trace)
                self.handed_over(record, link, site)
                yield record
        for request in self.after(link, site):
            yield request

    async def give_up(self, failure: Failure) -> AsyncIterator[Request]:
        """Count why an article page was not answered; then whatever `after` wants next."""
        request: Request = failure.request  # type: ignore[attr-defined]
        link, site = request.cb_kwargs["link"], request.cb_kwargs["site"]
        self.failed(link, site, failure)
        for following in self.after(link, site):
            yield following

    def wants(self, article: Article, link: FoundLink, site: Site) -> bool:
        """Whether *article* is to be filed; if not, that is counted."""
        return True

    def handed_over(self, record: Record, link: FoundLink, site: Site) -> None:
        """*link* became *record*, which goes to the pipelines; they count what they do with it."""

    def answered(self, link: FoundLink, response: Response) -> None:
        """*link* was answered, and will be dealt with."""

    def as_it_was(self, link: FoundLink, site: Site) -> None:
        """*link* is filed and has not changed since."""
        self.tally.unchanged(site.domain)

    def skipped(self, link: FoundLink, site: Site, reason: str) -> None:
        """There is no record of *link*, and rightly so."""
        self.tally.skipped(site.domain, reason)

    def broken(self, link: FoundLink, site: Site, reason: str) -> None:
        """*link* was answered and could not be read."""
        self.tally.failed(site.domain, reason)

    def failed(self, link: FoundLink, site: Site, failure: Failure) -> None:
        """*link* was not answered, or we refused to ask."""
        reason = failure_reason(failure)
        if isinstance(failure.value, Interrupted | Postponed):
            self.tally.put_off(site.domain, reason)
        elif isinstance(failure.value, Refused) and not isinstance(failure.value, RobotsUnreachable):
            self.tally.skipped(site.domain, reason)
        else:
            self.tally.failed(site.domain, reason)

    def after(self, link: FoundLink, site: Site) -> list[Request]:
        """What to ask for now that *link* is dealt with."""
        return []


def page_of(response: Response, requested_url: str, retrieved_at: str | None) -> Page:
    """The answer as the extractor takes it."""
    return Page(
        url=without_secrets(response.url),
        requested_url=requested_url,
        body=response.body,
        content_type=stated_type(response.headers),
        status=response.status,
        retrieved_at=retrieved_at,
        truncated=is_truncated(response),
    )


def validators_of(response: Response) -> dict[str, str]:
    """The headers `ETag` and `Last-Modified`, as sent, of those that are there."""
    found = {name: response.headers.get(name) for name in ("ETag", "Last-Modified")}
    return {name: value.decode("latin-1") for name, value in found.items() if value}
