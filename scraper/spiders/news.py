"""`scrapy crawl news`: the articles of news sites."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
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
from exports.stores import local_folder
from exports.version import __version__
from scraper.article import Article
from scraper.frontier import Frontier, FrontierError
from scraper.hints import FoundLink, is_named
from scraper.middlewares.limits import is_truncated
from scraper.middlewares.redirects import MOST_REDIRECTS
from scraper.middlewares.refused import TooManyRedirects
from scraper.middlewares.robots import RobotsCache
from scraper.normalise.urls import site_of
from scraper.reconciliation import note_agreement, reconcile
from scraper.sites.site import Site
from scraper.source_book import SourceBook
from scraper.spiders.arguments import UsageError, read_addresses, read_limit, read_since, read_sites
from scraper.spiders.article_queue import ArticleQueue, now
from scraper.spiders.articles import ArticleSpider, validators_of
from scraper.spiders.site_budget import UNNAMED_REDIRECTS, budget_of
from scraper.spiders.site_crawl import SiteCrawl, SourceAddress
from scraper.spiders.site_queue import SiteQueue
from scraper.spiders.source_tally import SourceTally
from scraper.spiders.sources import SourceReader
from scraper.spiders.unwritten import WRITE_ERROR, stopping_unwritten


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
        "shard": "i/n: only the sites in the i-th of n shards, with a state and an export of their own",
    }

    queue: ArticleQueue
    reader: SourceReader

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
        crawler.signals.connect(spider._spider_error, signals.spider_error)
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
        self.sites = tuple(one for one in read_sites(site, sites) if self.is_mine(one.domain))
        self.crawls: dict[str, SiteCrawl] = {}

    # ---- start

    async def start(self) -> AsyncIterator[Request]:
        """The entry requests of every site. Opens the frontier: by now the delivery owns its folder.

        CloseSpider: the frontier can't be had or written.
        """
        try:
            self._open_frontier()
        except FrontierError as error:
            self.crawler.stats.set_value(WRITE_ERROR, str(error))
            raise CloseSpider("write_error") from None
        for crawl, source in self._entries():
            for request in self.reader.ask(crawl, source):
                yield request
        for crawl in self.crawls.values():
            # Where no source is due there may still be articles that are.
            for request in self._next_requests(crawl):
                yield request

    def _open_frontier(self) -> None:
        revisits = sorted(
            timedelta(hours=float(age)) for age in self.settings.getlist("COPYDESK_REVISIT_HOURS")
        )
        frontier = Frontier(Path(self.settings["COPYDESK_STATE"]) / "frontier.sqlite", revisits=revisits)
        book = SourceBook(
            frontier,
            reader=__version__,
            since=self.since.isoformat() if self.since else "",
            shortest=self.settings.getint("COPYDESK_REST_MIN"),
            longest=self.settings.getint("COPYDESK_REST_MAX"),
        )
        if out := self.settings["COPYDESK_OUT"]:
            reconcile(frontier, local_folder(out, self.settings["COPYDESK_STATE"]) / "ledger.sqlite")
        window = self.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self.queue = ArticleQueue(
            frontier, self.tally, since=self.since, window=window, on_gone=self._note_gone
        )
        self.reader = SourceReader(
            queue=self.queue,
            book=book,
            tally=SourceTally(self.crawler.stats),
            pool=self.pool,
            robots=RobotsCache.of(self.crawler),
            settings=self.settings,
            explicit=any(self.entries.values()),
            then=self._next_requests,
        )

    def _note_gone(self, url: str, article_id: str, reason: str) -> None:
        self.crawler.signals.send_catch_log(
            page_gone, requested_url=url, article_id=article_id, reason=reason, seen_at=now()
        )

    def _entries(self) -> Iterator[tuple[SiteCrawl, SourceAddress]]:
        """(site, page) of every page that the search begins with."""
        if any(self.entries.values()):
            known = {site.domain: site for site in self.sites}
            for kind, urls in self.entries.items():
                for url in filter(lambda url: self.is_mine(site_of(url)), urls):
                    site = known.get(site_of(url)) or Site(domain=site_of(url))
                    yield self._crawl_of(site), SourceAddress(kind=kind, url=url)
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
                    yield crawl, SourceAddress(kind=kind, url=url)

    def _crawl_of(self, site: Site) -> SiteCrawl:
        if site.domain not in self.crawls:
            self.tally.begin(site.domain)
            vouched = bool(site.sections or self.entries["section"])
            budget = budget_of(self.settings, limit=self.limit, vouched=vouched)
            queue = SiteQueue(domain=site.domain, budget=budget)
            self.crawls[site.domain] = SiteCrawl(site=site, queue=queue)
        return self.crawls[site.domain]

    # ---- articles

    def _next_requests(self, crawl: SiteCrawl) -> list[Request]:
        """The section pages that the site has earned, and its next articles."""
        requests = self.reader.ask_held(crawl)
        if not crawl.waiting:
            requests += [self.article_request(link, crawl.site) for link in self.queue.take(crawl.queue)]
        return requests

    def article_request(self, link: FoundLink, site: Site) -> Request:
        """The request for an article; for one that is filed, only if it changed."""
        request = super().article_request(link, site)
        if not is_named(link):
            request.meta[MOST_REDIRECTS] = UNNAMED_REDIRECTS
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

    def handed_over(self, record: Record, link: FoundLink, site: Site) -> None:
        self.queue.handed_over(self.crawls[site.domain].queue, link, record)

    def after(self, link: FoundLink, site: Site) -> list[Request]:
        crawl = self.crawls[site.domain]
        crawl.queue.in_flight.discard(link.url)
        return self._next_requests(crawl)

    def skipped(self, link: FoundLink, site: Site, reason: str) -> None:
        self.queue.skipped(self.crawls[site.domain].queue, link, reason)

    def broken(self, link: FoundLink, site: Site, reason: str) -> None:
        self.queue.broken(self.crawls[site.domain].queue, link, reason)

    def failed(self, link: FoundLink, site: Site, failure: Failure) -> None:
        hops = 0
        if isinstance(failure.value, TooManyRedirects):
            meta = failure.request.meta  # type: ignore[attr-defined]
            most = self.settings.getint("REDIRECT_MAX_TIMES")
            hops = meta.get(MOST_REDIRECTS, most)
        self.queue.failed(self.crawls[site.domain].queue, link, failure, requests=1 + hops)

    def _records_durable(self, records: list[Delivered]) -> None:
        with stopping_unwritten(self.crawler):
            self.queue.delivered(records)

    def _item_dropped(self, item: Any, exception: DropItem) -> None:
        if isinstance(item, Record):
            with stopping_unwritten(self.crawler):
                self.queue.dropped(item, exception)

    def _spider_error(self, failure: Failure) -> None:
        with stopping_unwritten(self.crawler):
            if isinstance(failure.value, FrontierError):
                raise failure.value

    def close_books(self, reason: str) -> None:
        if hasattr(self, "reader"):
            self.reader.close(self.crawls.values(), reason)
            with stopping_unwritten(self.crawler):
                self.queue.close((crawl.queue for crawl in self.crawls.values()), reason)
                out = self.settings["COPYDESK_OUT"]
                if out and not self.crawler.stats.get_value(WRITE_ERROR):
                    folder = local_folder(out, self.settings["COPYDESK_STATE"])
                    note_agreement(self.queue.frontier, folder / "ledger.sqlite")
                self.queue.frontier.close()
        super().close_books(reason)
