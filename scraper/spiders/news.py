"""`scrapy crawl news`: the articles of news sites."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem
from scrapy.http import Response
from twisted.python.failure import Failure

from exports.ledger import Delivered
from exports.record import Record
from exports.signals import page_gone, records_durable
from exports.version import __version__
from scraper.article import Article
from scraper.discovery.autodiscovery import LIKELY_FEEDS, LIKELY_SITEMAPS, sitemaps_in_robots
from scraper.discovery.leads import Leads
from scraper.frontier import Frontier, FrontierError
from scraper.hints import FoundLink
from scraper.middlewares.limits import is_truncated
from scraper.middlewares.refused import failure_reason
from scraper.middlewares.robots import RobotsCache
from scraper.normalise.urls import normalise_url, site_of
from scraper.pool import INTERRUPTED, ExtractionFailed
from scraper.sites.site import Site
from scraper.source_book import SourceBook
from scraper.spiders.arguments import UsageError, read_addresses, read_limit, read_since, read_sites
from scraper.spiders.article_queue import ArticleQueue, SiteQueue, now
from scraper.spiders.articles import ArticleSpider, page_of, validators_of
from scraper.spiders.site_crawl import SiteCrawl

logger = logging.getLogger(__name__)

_PRIORITY = {"front": 40, "feed": 30, "sitemap": 20, "section": 10}
"""Where the articles are must be known before they are asked for."""


class NewsSpider(ArticleSpider):
    """Finds each site's articles by its feeds, sitemaps and section pages, and reads the newest first."""

    name = "news"
    ARGUMENTS: ClassVar[dict[str, str]] = {
        "site": "address, domain, name or TOML file of a site; several separated by commas",
        "sites": "a text file with one site a line; # begins a comment",
        "section": "address of a section page to read instead of looking for sources; several by commas",
        "feed": "address of a feed to read instead of looking for sources; several by commas",
        "sitemap": "address of a sitemap to read instead of looking for sources; several by commas",
        "since": "only articles of this day (YYYY-MM-DD) and later",
        "limit": "the most articles to ask each site for",
    }

    queue: ArticleQueue
    book: SourceBook

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, str]) -> None:
        super().check_arguments(arguments)
        if not {"site", "sites", "section", "feed", "sitemap"} & set(arguments):
            raise UsageError(
                "crawl news: name what to crawl, with -a site=https://example.org or -a sites=FILE"
            )
        read_sites(arguments.get("site"), arguments.get("sites"))
        for name in ("section", "feed", "sitemap"):
            read_addresses(name, arguments.get(name))
        read_since(arguments.get("since"))
        read_limit(arguments.get("limit"))

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._records_durable, records_durable)
        crawler.signals.connect(spider._item_dropped, signals.item_dropped)
        crawler.signals.connect(spider._close_frontier, signals.spider_closed)
        return spider

    def __init__(
        self,
        site: str | None = None,
        sites: str | None = None,
        since: str | None = None,
        limit: str | None = None,
        **entries: Any,
    ) -> None:
        self.entries = {
            kind: read_addresses(kind, entries.pop(kind, None)) for kind in ("section", "feed", "sitemap")
        }
        super().__init__(**entries)
        self.since = read_since(since)
        self.limit = read_limit(limit)
        self.sites = read_sites(site, sites)
        self.crawls: dict[str, SiteCrawl] = {}

    # ---- start

    async def start(self) -> AsyncIterator[Request]:
        """The entry requests of every site. Opens the frontier: by now the delivery owns its folder.

        CloseSpider: the frontier can't be had or written.
        """
        try:
            self.queue = self._open_queue()
        except FrontierError as error:
            self.crawler.stats.set_value("copydesk/write_error", str(error))
            raise CloseSpider("write_error") from None
        for crawl, kind, url in self._entries():
            for request in self._ask(crawl, kind, url, depth=0):
                yield request
        for crawl in self.crawls.values():
            # Where no source is due there may still be articles that are.
            for request in self._next_articles(crawl):
                yield request

    def _open_queue(self) -> ArticleQueue:
        revisits = sorted(
            timedelta(hours=float(age)) for age in self.settings.getlist("COPYDESK_REVISIT_HOURS")
        )
        frontier = Frontier(Path(self.settings["COPYDESK_STATE"]) / "frontier.sqlite", revisits=revisits)
        self.book = SourceBook(
            frontier,
            reader=__version__,
            since=self.since.isoformat() if self.since else "",
            shortest=self.settings.getint("COPYDESK_REST_MIN"),
            longest=self.settings.getint("COPYDESK_REST_MAX"),
        )
        if out := self.settings["COPYDESK_OUT"]:
            frontier.reconcile(Path(out) / "ledger.sqlite")
        window = self.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        return ArticleQueue(frontier, self.tally, since=self.since, window=window, on_gone=self._note_gone)

    def _note_gone(self, url: str, article_id: str, reason: str) -> None:
        self.crawler.signals.send_catch_log(
            page_gone, requested_url=url, article_id=article_id, reason=reason, seen_at=now()
        )

    def _entries(self) -> Iterator[tuple[SiteCrawl, str, str]]:
        """(site, kind, address) of every page that the search begins with."""
        if any(self.entries.values()):
            known = {site.domain: site for site in self.sites}
            for kind, urls in self.entries.items():
                for url in urls:
                    site = known.get(site_of(url)) or Site(domain=site_of(url))
                    yield self._crawl_of(site), kind, url
            return
        for site in self.sites:
            crawl = self._crawl_of(site)
            for kind, urls in (
                ("front", site.start_urls or (f"https://{site.domain}/",)),
                ("feed", site.feeds),
                ("sitemap", site.sitemaps),
                ("section", site.sections),
            ):
                for url in urls:
                    yield crawl, kind, url

    def _crawl_of(self, site: Site) -> SiteCrawl:
        budget = self.limit or self.settings.getint("COPYDESK_SITE_ARTICLES")
        if site.domain not in self.crawls:
            self.tally.begin(site.domain)
            queue = SiteQueue(domain=site.domain, budget=budget)
            self.crawls[site.domain] = SiteCrawl(site=site, queue=queue)
        return self.crawls[site.domain]

    # ---- sources: front pages, feeds, sitemaps, section pages

    def _ask(
        self,
        crawl: SiteCrawl,
        kind: str,
        url: str,
        *,
        depth: int,
        guess: bool = False,
        lastmod: str | None = None,
    ) -> list[Request]:
        """The request for a source; for one that is not due, those for what it led to; none: it was asked for
        already, or is beyond the limits. *lastmod*: what its index says of a sitemap."""
        address = normalise_url(url)
        if address is None or address in crawl.asked:
            return []
        if kind in ("front", "section"):
            if crawl.sections >= self.settings.getint("COPYDESK_SITE_SECTIONS"):
                self.tally.refused_links("section_limit")
                return []
            crawl.sections += 1
        elif kind == "sitemap":
            if crawl.sitemaps >= self.settings.getint("COPYDESK_SITE_SITEMAPS"):
                self.tally.refused_links("sitemap_limit")
                return []
            crawl.sitemaps += 1
        crawl.asked.add(address)
        known = self.book.find(address)
        if known and not any(self.entries.values()) and not known.is_due(kind, now(), lastmod):
            self.tally.source_rested(crawl.site.domain)
            return self._follow(known.leads, crawl, kind, depth)
        crawl.waiting += kind != "section"
        request = Request(
            address,
            headers=known.conditions if known else None,
            callback=self.read_source,
            errback=self.lose_source,
            cb_kwargs={"crawl": crawl, "kind": kind, "depth": depth, "guess": guess},
            meta={"copydesk_kind": "section" if kind == "front" else kind},
            priority=_PRIORITY[kind],
            dont_filter=True,
        )
        if known and known.conditions:
            request.meta["handle_httpstatus_list"] = [304]
        return [request]

    async def read_source(
        self, response: Response, crawl: SiteCrawl, kind: str, depth: int, guess: bool
    ) -> AsyncIterator[Request]:
        """The sources and, once all feeds and sitemaps are read, the articles that a source leads to."""
        asked = _asked_for(response)
        if response.status == 304 and (known := self.book.find(asked)):
            self.tally.source_unchanged(crawl.site.domain)
            self.book.note_unchanged(known, now())
            leads = known.leads
        else:
            leads = await self._read(response, crawl, kind, guess)
            self.queue.add(crawl.queue, leads.articles)
            if leads.form and not is_truncated(response):
                self.book.note_read(asked, validators_of(response), leads, now())
        for request in self._follow(leads, crawl, kind, depth):
            yield request
        if kind == "front":
            for request in await self._follow_robots(crawl, response.url):
                yield request
        for request in self._source_done(crawl, kind):
            yield request

    async def _read(self, response: Response, crawl: SiteCrawl, kind: str, guess: bool) -> Leads:
        """What an answered source leads to, counted."""
        domain = crawl.site.domain
        try:
            leads = await self.pool.read_leads(page_of(response, response.url, None), crawl.site, kind)
        except ExtractionFailed as trouble:
            self.tally.source(domain, trouble.reason)
            if trouble.reason != INTERRUPTED:
                logger.warning("%s: %s: %s", domain, response.url, trouble, exc_info=trouble.__cause__)
            return Leads(form=None)
        self._count(leads, domain)
        if leads.form is None and not guess:
            logger.warning("%s: %s is no %s", domain, response.url, kind)
        return leads

    def _count(self, leads: Leads, domain: str) -> None:
        self.tally.source(domain, None if leads.form else "no_source")
        for problem in leads.problems:
            self.tally.problem(problem)
        for why, count in leads.refused.items():
            self.tally.refused_links(why, count)

    async def lose_source(self, failure: Failure) -> AsyncIterator[Request]:
        """Note a source that did not answer; the others go on."""
        crawl, kind, _, guess = failure.request.cb_kwargs.values()  # type: ignore[attr-defined]
        if not guess:
            reason = failure_reason(failure)
            self.tally.source(crawl.site.domain, reason)
            # Of many section pages one may be gone; a lost feed or front page is news, unless we left it.
            level = logging.INFO if kind == "section" or reason == INTERRUPTED else logging.WARNING
            logger.log(level, "%s: %s: %s", crawl.site.domain, failure.request.url, reason)  # type: ignore[attr-defined]
        if kind == "front":
            for request in await self._follow_robots(crawl, failure.request.url):  # type: ignore[attr-defined]
                yield request
        for request in self._source_done(crawl, kind):
            yield request

    def _follow(self, leads: Leads, crawl: SiteCrawl, kind: str, depth: int) -> list[Request]:
        """The requests for the further sources that *leads* name."""
        requests = []
        crawl.found_sources = crawl.found_sources or leads.form in ("feed", "sitemap")
        if kind == "front":
            crawl.found_sources = crawl.found_sources or bool(leads.feeds)
            requests += self._requests(crawl, "feed", leads.feeds, depth)
            requests += self._requests(crawl, "section", leads.sections, depth + 1)
        if depth < self.settings.getint("COPYDESK_SECTION_DEPTH"):
            requests += self._requests(crawl, "section", leads.next_pages, depth + 1)
        if depth < self.settings.getint("COPYDESK_SITEMAP_DEPTH"):
            for child in leads.sitemaps:
                if self.queue.is_recent(child.lastmod):
                    requests += self._ask(crawl, "sitemap", child.url, depth=depth + 1, lastmod=child.lastmod)
        return requests

    async def _follow_robots(self, crawl: SiteCrawl, url: str) -> list[Request]:
        """The sitemaps that robots.txt names."""
        robots = await RobotsCache.of(self.crawler).get(url)
        sitemaps = sitemaps_in_robots(robots.text, url)
        crawl.found_sources = crawl.found_sources or bool(sitemaps)
        return self._requests(crawl, "sitemap", sitemaps, 0)

    def _requests(self, crawl: SiteCrawl, kind: str, urls: Iterable[str], depth: int) -> list[Request]:
        return [request for url in urls for request in self._ask(crawl, kind, url, depth=depth)]

    def _source_done(self, crawl: SiteCrawl, kind: str) -> list[Request]:
        """What to ask for after a source: the customary addresses where none was named, then articles."""
        crawl.waiting -= kind != "section"
        if (
            crawl.waiting == 0
            and not crawl.found_sources
            and not crawl.guessed
            and not any(self.entries.values())
        ):
            crawl.guessed = True
            return self._guesses(crawl)
        return self._next_articles(crawl)

    def _guesses(self, crawl: SiteCrawl) -> list[Request]:
        base = (crawl.site.start_urls or (f"https://{crawl.site.domain}/",))[0]
        requests = []
        for kind, paths in (("sitemap", LIKELY_SITEMAPS), ("feed", LIKELY_FEEDS)):
            for path in paths:
                requests += self._ask(crawl, kind, base.rstrip("/") + path, depth=0, guess=True)
        return requests or self._next_articles(crawl)

    # ---- articles

    def _next_articles(self, crawl: SiteCrawl) -> list[Request]:
        if crawl.waiting:
            return []
        return [self.article_request(link, crawl.site) for link in self.queue.take(crawl.queue)]

    def article_request(self, link: FoundLink, site: Site) -> Request:
        """The request for an article; for one that is filed, only if it changed."""
        request = super().article_request(link, site)
        if conditions := self.queue.frontier.conditions(link.url):
            request.headers.update(conditions)
            request.meta["handle_httpstatus_list"] = [304]
        return request

    def answered(self, link: FoundLink, response: Response) -> None:
        if not is_truncated(response):
            self.queue.answered(link, validators_of(response))

    def as_it_was(self, link: FoundLink, site: Site) -> None:
        self.queue.as_it_was(self.crawls[site.domain].queue, link)

    def wants(self, article: Article, link: FoundLink, site: Site) -> bool:
        day = article.published_on or (article.published_at.date() if article.published_at else None)
        if self.since is None or day is None or day >= self.since:
            return True
        self.queue.too_old(self.crawls[site.domain].queue, link, day)
        return False

    def after(self, link: FoundLink, site: Site) -> list[Request]:
        crawl = self.crawls[site.domain]
        crawl.queue.in_flight.discard(link.url)
        return self._next_articles(crawl)

    def skipped(self, link: FoundLink, site: Site, reason: str) -> None:
        self.queue.skipped(self.crawls[site.domain].queue, link, reason)

    def broken(self, link: FoundLink, site: Site, reason: str) -> None:
        self.queue.broken(self.crawls[site.domain].queue, link, reason)

    def failed(self, link: FoundLink, site: Site, failure: Failure) -> None:
        self.queue.failed(self.crawls[site.domain].queue, link, failure)

    def _records_durable(self, records: list[Delivered]) -> None:
        self.queue.delivered(records)

    def _item_dropped(self, item: Any, exception: DropItem) -> None:
        if isinstance(item, Record):
            self.queue.dropped(item, exception)

    def _close_frontier(self) -> None:
        if hasattr(self, "queue"):
            self.queue.frontier.close()


def _asked_for(response: Response) -> str:
    """The address that was asked for, before any redirect."""
    assert response.request is not None
    urls = response.request.meta.get("redirect_urls")
    return str(urls[0] if urls else response.request.url)
