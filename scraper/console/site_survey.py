"""A first look at a site: its front page, what leads to its articles, and a few of these.

All under the rules of a crawl. Scrapy imports every module here for any command, so what is dear to import is
imported where it is used.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from scraper.console.page_fetch import FetchError, make_quiet, why_not
from scraper.discovery.autodiscovery import LIKELY_FEEDS, LIKELY_SITEMAPS, sitemaps_in_robots
from scraper.hints import FoundLink
from scraper.normalise.urls import site_of
from scraper.page import Page
from scraper.sites.site import Site

MOST_SOURCES = 5
"""Feeds, and sitemaps, that are looked at."""
_SAMPLES = 3
_SPARE = 3
"""Further articles that are asked for where one of the first is not to be had."""


@dataclass(slots=True, kw_only=True)
class Survey:
    """What was seen of a site."""

    front: Page
    feeds: list[str] = field(default_factory=list)
    """Those that hold articles of this site, in the order in which they are named."""
    sitemaps: list[str] = field(default_factory=list)
    """Those that answered."""
    links: list[FoundLink] = field(default_factory=list)
    """Articles that these and the front page name."""
    articles: list[Page] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """Addresses that could not be had, each with why."""
    robots: str = ""
    """What robots.txt says of crawlers like this one, in words."""
    date: str | None = None
    """The header `Date` with which the front page came."""


def survey_site(url: str, settings: Settings, *, site: Site | None = None, samples: int = _SAMPLES) -> Survey:
    """What is seen of the site whose front page is *url*. FetchError: that page could not be had.

    *site*: what is known of it; its own feeds and sitemaps are looked at too. *samples*: articles to look at.
    Runs Scrapy's reactor, which a process can do only once.
    """
    make_quiet(settings)
    process = AsyncCrawlerProcess(settings)
    answers: list[Survey | str] = []
    site = site or Site(domain=site_of(url), start_urls=(url,))
    crawler = process.create_crawler(_Surveyor)
    process.crawl(crawler, address=url, answers=answers, site=site, samples=samples)
    process.start()
    if crawler.stats and crawler.stats.get_value("spider_exceptions/count"):
        raise FetchError(f"{url}: broke Copydesk; run it again with -L ERROR and please report what is said")
    if not answers:
        raise FetchError(f"{url}: not fetched: interrupted, or see the log above")
    if isinstance(answers[0], str):
        raise FetchError(f"{url}: {answers[0]}")
    return answers[0]


class _Surveyor(Spider):
    """Asks for the front page, then for what leads to articles, then for some of these."""

    name = "survey"

    def __init__(
        self, address: str, answers: list[Survey | str], site: Site, samples: int, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.address = address
        self.answers = answers
        self.site = site
        self.samples = samples
        self.waiting = 0
        self.guessed = False
        self.spare: list[FoundLink] = []
        self.asked = 0
        """Articles that were asked for."""
        self.numbers: list[int] = []
        """Which of them came, by the order of asking."""

    async def start(self) -> AsyncIterator[Request]:
        yield self._ask(self.address, "section", self.read_front, self.give_up)

    async def read_front(self, response: Response) -> AsyncIterator[Request]:
        """The requests for the feeds and sitemaps that the front page and robots.txt name."""
        from scraper.discovery.leads import read_leads
        from scraper.middlewares.robots import RobotsCache

        survey = Survey(front=_page(response))
        self.answers.append(survey)
        leads = read_leads(survey.front, self.site, expected="front")
        survey.links += leads.articles
        cache = RobotsCache.of(self.crawler)
        robots = await cache.get(response.url)
        sitemaps = sitemaps_in_robots(robots.text, response.url)
        delay = cache.crawl_delay(response.url)
        survey.robots = "lets us in" if robots.text else "there is none: all is allowed"
        survey.robots += f", with {delay:g} s between requests" if delay else ""
        survey.date = (response.headers.get("Date") or b"").decode("latin-1") or None
        feeds = dict.fromkeys((*self.site.feeds, *leads.feeds))
        for request in self._ask_sources(feeds, dict.fromkeys((*self.site.sitemaps, *sitemaps))):
            yield request
        for request in self._next():
            yield request

    def give_up(self, failure: Failure) -> None:
        """The front page cannot be had."""
        self.answers.append(why_not(failure))

    def read_source(self, response: Response, kind: str, url: str) -> Iterator[Request]:
        """Note what a feed or sitemap names."""
        from scraper.discovery.leads import read_leads

        leads = read_leads(_page(response), self.site, expected=kind)
        own = [link for link in leads.articles if site_of(link.url) == self.site.domain]
        if leads.form == kind and (own or leads.sitemaps):
            (self.survey.feeds if kind == "feed" else self.survey.sitemaps).append(url)
            self.survey.links += own
        elif not self.guessed:
            what = (
                f"is no {kind}" if leads.form != kind else f"a {kind} without articles of {self.site.domain}"
            )
            self.survey.problems.append(f"{url}: {what}")
        yield from self._one_less()

    def lose_source(self, failure: Failure) -> Iterator[Request]:
        """Note a feed or sitemap that could not be had."""
        url = failure.request.cb_kwargs["url"]  # type: ignore[attr-defined]
        if not self.guessed:
            self.survey.problems.append(f"{url}: {why_not(failure)}")
        yield from self._one_less()

    def read_article(self, response: Response, number: int) -> None:
        """Keep an article's page, in the order in which they were asked for."""
        self.numbers.append(number)
        self.numbers.sort()
        self.survey.articles.insert(self.numbers.index(number), _page(response))

    def lose_article(self, failure: Failure) -> Iterator[Request]:
        """Ask for another one instead."""
        self.survey.problems.append(f"{failure.request.url}: {why_not(failure)}")  # type: ignore[attr-defined]
        if self.spare:
            yield self._ask_article(self.spare.pop(0))

    @property
    def survey(self) -> Survey:
        """What was seen so far."""
        assert isinstance(self.answers[0], Survey)
        return self.answers[0]

    def _ask_sources(self, feeds: Iterable[str], sitemaps: Iterable[str]) -> Iterator[Request]:
        for kind, urls in (("feed", feeds), ("sitemap", sitemaps)):
            for url in list(urls)[:MOST_SOURCES]:
                self.waiting += 1
                yield self._ask(url, kind, self.read_source, self.lose_source, kind=kind, url=url)

    def _one_less(self) -> Iterator[Request]:
        self.waiting -= 1
        yield from self._next()

    def _next(self) -> Iterator[Request]:
        """The customary addresses, where none was named, or articles, once no source is awaited."""
        if self.waiting:
            return
        if not (self.survey.feeds or self.survey.sitemaps or self.guessed):
            self.guessed = True
            base = self.survey.front.url.rstrip("/")
            guesses = [[base + path for path in paths] for paths in (LIKELY_FEEDS, LIKELY_SITEMAPS)]
            yield from self._ask_sources(*guesses)
            return
        # What a feed or sitemap dates comes first, the newest of it; then what stands on the front page.
        links = sorted(self.survey.links, key=lambda link: link.changed or "", reverse=True)
        unique = list({link.url: link for link in links}.values())
        self.spare = unique[self.samples : self.samples + _SPARE]
        for link in unique[: self.samples]:
            yield self._ask_article(link)

    def _ask_article(self, link: FoundLink) -> Request:
        self.asked += 1
        return self._ask(link.url, "article", self.read_article, self.lose_article, number=self.asked)

    def _ask(self, address: str, form: str, callback: Any, errback: Any, **more: Any) -> Request:
        return Request(
            address,
            callback=callback,
            errback=errback,
            cb_kwargs=more,
            meta={"copydesk_kind": form},
            dont_filter=True,
        )


def _page(response: Response) -> Page:
    from scraper.spiders.articles import page_of

    return page_of(response, response.url, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
