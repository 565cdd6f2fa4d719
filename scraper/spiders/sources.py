"""The front pages, feeds, sitemaps and section pages of a crawl: asked for, read, and followed."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterable

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from scraper.discovery.autodiscovery import LIKELY_FEEDS, LIKELY_SITEMAPS, sitemaps_in_robots
from scraper.discovery.leads import Leads
from scraper.discovery.traps import is_trap
from scraper.middlewares.limits import is_truncated
from scraper.middlewares.redirects import MOST_REDIRECTS
from scraper.middlewares.refused import Interrupted, failure_reason
from scraper.middlewares.robots import RobotsCache
from scraper.normalise.urls import normalise_url
from scraper.pool import INTERRUPTED, ExtractionFailed, ExtractionPool
from scraper.source_book import SourceBook
from scraper.spiders.article_queue import ArticleQueue, now
from scraper.spiders.articles import page_of, validators_of
from scraper.spiders.site_budget import TRAP
from scraper.spiders.site_crawl import SiteCrawl, SourceAddress
from scraper.spiders.source_tally import SourceTally

logger = logging.getLogger(__name__)

_PRIORITY = {"front": 40, "feed": 30, "sitemap": 20, "section": 10}
"""Where the articles are must be known before they are asked for."""
_MOST_HELD = 100
"""Section pages of a site that wait to be earned."""


class SourceReader:
    """Reads what leads to articles, and puts those into the *queue*.

    *explicit*: the sources were named by whoever started the crawl; they alone are read, due or not.
    *then*: what to ask a site for after each of its sources.
    """

    def __init__(
        self,
        *,
        queue: ArticleQueue,
        book: SourceBook,
        tally: SourceTally,
        pool: ExtractionPool,
        robots: RobotsCache,
        settings: BaseSettings,
        explicit: bool,
        then: Callable[[SiteCrawl], list[Request]],
    ) -> None:
        self.queue = queue
        self.book = book
        self.tally = tally
        self.pool = pool
        self.robots = robots
        self.explicit = explicit
        self.then = then
        self.most_sitemaps = settings.getint("COPYDESK_SITE_SITEMAPS")
        self.sitemap_depth = settings.getint("COPYDESK_SITEMAP_DEPTH")
        self.section_depth = settings.getint("COPYDESK_SECTION_DEPTH")

    # ---- asking

    def ask(self, crawl: SiteCrawl, source: SourceAddress) -> list[Request]:
        """The request for *source*; for one that is not due, those for what it led to; none: it was asked for
        already, is beyond the limits, or must be earned first."""
        address = normalise_url(source.url)
        if address is None or address in crawl.asked:
            return []
        crawl.asked.add(address)
        if reason := self._refusal(crawl, source, address):
            self.tally.refused(crawl.site.domain, source.counted_as, reason)
            return []
        if source.kind == "section" and not crawl.queue.budget.allows_section():
            return self._hold(crawl, source)
        return self._request(crawl, source, address)

    def ask_held(self, crawl: SiteCrawl) -> list[Request]:
        """The requests for the section pages that the site has earned by now."""
        requests = []
        while crawl.held and crawl.queue.budget.allows_section():
            source = crawl.held.popleft()
            requests += self._request(crawl, source, normalise_url(source.url) or source.url)
        return requests

    def _refusal(self, crawl: SiteCrawl, source: SourceAddress, address: str) -> str | None:
        if source.kind == "sitemap":
            if crawl.sitemaps >= self.most_sitemaps:
                return "sitemap_limit"
            crawl.sitemaps += 1
        return TRAP if source.kind == "section" and is_trap(address) else None

    def _hold(self, crawl: SiteCrawl, source: SourceAddress) -> list[Request]:
        if len(crawl.held) < _MOST_HELD:
            crawl.held.append(source)
        else:
            self.tally.refused(crawl.site.domain, source.counted_as, "section_limit")
        return []

    def _request(self, crawl: SiteCrawl, source: SourceAddress, address: str) -> list[Request]:
        kind, domain = source.kind, crawl.site.domain
        known = self.book.find(address)
        if known and not self.explicit and not known.is_due(kind, now(), source.lastmod):
            self.tally.rested(domain, source.counted_as)
            self.queue.add(crawl.queue, known.leads, front=kind == "front")
            return self._follow(known.leads, crawl, source)
        if kind in ("front", "section") or source.guess:
            crawl.queue.budget.ask_page(section=kind == "section")
        self.tally.requested(domain, source.counted_as)
        crawl.waiting += kind != "section"
        request = Request(
            address,
            headers=known.conditions if known else None,
            callback=self.read,
            errback=self.lose,
            cb_kwargs={"crawl": crawl, "source": source},
            meta={"copydesk_kind": "section" if kind == "front" else kind},
            priority=_PRIORITY[kind],
            dont_filter=True,
        )
        if source.guess:
            request.meta[MOST_REDIRECTS] = 1
        if known and known.conditions:
            request.meta["handle_httpstatus_list"] = [304]
        return [request]

    # ---- answers

    async def read(
        self, response: Response, crawl: SiteCrawl, source: SourceAddress
    ) -> AsyncIterator[Request]:
        """The requests for the sources that *source* leads to, and for what comes after them."""
        asked = _asked_for(response)
        if response.status == 304 and (known := self.book.find(asked)):
            self.tally.unchanged(crawl.site.domain, source.counted_as)
            self.book.note_unchanged(known, now())
            leads = known.leads
            self.queue.add(crawl.queue, leads, front=source.kind == "front")
        else:
            leads = await self._leads(response, crawl, source)
            self.queue.add(crawl.queue, leads, front=source.kind == "front")
            if leads.form and not is_truncated(response):
                self.book.note_read(asked, validators_of(response), leads, now())
        for request in self._follow(leads, crawl, source):
            yield request
        if source.kind == "front":
            for request in await self._follow_robots(crawl, response.url):
                yield request
        for request in self._after(crawl, source):
            yield request

    async def lose(self, failure: Failure) -> AsyncIterator[Request]:
        """Note a source that did not answer; the others go on."""
        request: Request = failure.request  # type: ignore[attr-defined]
        crawl, source = request.cb_kwargs["crawl"], request.cb_kwargs["source"]
        reason = failure_reason(failure)
        if not isinstance(failure.value, Interrupted):
            self.tally.failed(crawl.site.domain, source.counted_as, reason)
        if not source.guess:
            # Of many section pages one may be gone; a lost feed or front page is news, unless we left it.
            level = logging.INFO if source.kind == "section" or reason == INTERRUPTED else logging.WARNING
            logger.log(level, "%s: %s: %s", crawl.site.domain, request.url, reason)
        if source.kind == "front":
            for following in await self._follow_robots(crawl, request.url):
                yield following
        for following in self._after(crawl, source):
            yield following

    async def _leads(self, response: Response, crawl: SiteCrawl, source: SourceAddress) -> Leads:
        """What an answered source leads to, counted."""
        domain = crawl.site.domain
        page = page_of(response, response.url, None)
        try:
            leads = await self.pool.read_leads(page, crawl.site, source.kind)
        except ExtractionFailed as trouble:
            self.tally.failed(domain, source.counted_as, trouble.reason)
            if trouble.reason != INTERRUPTED:
                logger.warning("%s: %s: %s", domain, response.url, trouble, exc_info=trouble.__cause__)
            return Leads(form=None)
        for problem in leads.problems:
            self.queue.tally.problem(problem)
        if leads.form:
            self.tally.answered(domain, source.counted_as)
        else:
            self.tally.failed(domain, source.counted_as, "no_source")
            if not source.guess:
                logger.warning("%s: %s is no %s", domain, response.url, source.kind)
        return leads

    # ---- what comes next

    def _follow(self, leads: Leads, crawl: SiteCrawl, source: SourceAddress) -> list[Request]:
        """The requests for the further sources that *leads* name."""
        requests = []
        crawl.found_sources = crawl.found_sources or leads.form in ("feed", "sitemap")
        if source.kind == "front":
            crawl.found_sources = crawl.found_sources or bool(leads.feeds)
            requests += self._ask_all(crawl, "feed", leads.feeds, source.depth)
            requests += self._ask_all(crawl, "section", leads.sections, source.depth + 1)
        if source.depth < self.section_depth:
            requests += self._ask_all(crawl, "section", leads.next_pages, source.depth + 1)
        if source.depth < self.sitemap_depth:
            for child in leads.sitemaps:
                if self.queue.is_recent(child.lastmod):
                    sitemap = SourceAddress(
                        kind="sitemap", url=child.url, depth=source.depth + 1, lastmod=child.lastmod
                    )
                    requests += self.ask(crawl, sitemap)
        return requests

    async def _follow_robots(self, crawl: SiteCrawl, url: str) -> list[Request]:
        """The sitemaps that robots.txt names."""
        robots = await self.robots.get(url)
        sitemaps = sitemaps_in_robots(robots.text, url)
        crawl.found_sources = crawl.found_sources or bool(sitemaps)
        return self._ask_all(crawl, "sitemap", sitemaps, 0)

    def _ask_all(self, crawl: SiteCrawl, kind: str, urls: Iterable[str], depth: int) -> list[Request]:
        sources = (SourceAddress(kind=kind, url=url, depth=depth) for url in urls)
        return [request for source in sources for request in self.ask(crawl, source)]

    def _after(self, crawl: SiteCrawl, source: SourceAddress) -> list[Request]:
        """What to ask for after a source: the customary addresses, where none was named, or the articles."""
        crawl.waiting -= source.kind != "section"
        if not (crawl.waiting or crawl.found_sources or crawl.guessed or self.explicit):
            crawl.guessed = True
            if guesses := self._guess(crawl):
                return guesses
        return self.then(crawl)

    def _guess(self, crawl: SiteCrawl) -> list[Request]:
        base = (crawl.site.start_urls or (f"https://{crawl.site.domain}/",))[0].rstrip("/")
        guesses = [("sitemap", path) for path in LIKELY_SITEMAPS] + [("feed", path) for path in LIKELY_FEEDS]
        sources = (SourceAddress(kind=kind, url=base + path, guess=True) for kind, path in guesses)
        return [request for source in sources for request in self.ask(crawl, source)]

    def close(self, crawls: Iterable[SiteCrawl], reason: str) -> None:
        """The crawl ended for *reason*: count what was held, and what was under way."""
        for crawl in crawls:
            for source in crawl.held:
                self.tally.refused(crawl.site.domain, source.counted_as, "section_limit")
        self.tally.close(reason)


def _asked_for(response: Response) -> str:
    """The address that was asked for, before any redirect."""
    assert response.request is not None
    urls = response.request.meta.get("redirect_urls")
    return str(urls[0] if urls else response.request.url)
