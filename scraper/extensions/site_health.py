"""Holds each site of a crawl against its own past, and remembers this run for the next one."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.settings import BaseSettings

from exports.health import UNJUDGED, Health, Reason, health_stat, read_rejected
from exports.manifest import SHUTDOWN
from exports.outcomes import SiteOutcomes, read_outcomes
from exports.record import Record
from exports.source_outcomes import read_failed_sources, read_sources
from scraper.health.facts import answers_of, facts_of
from scraper.health.judgement import judge
from scraper.health.past import Past, Thresholds, Visit
from scraper.health.store import FILE, KEPT_ARTICLES, HealthFault, HealthStore
from scraper.normalise.urls import site_of
from scraper.sites.site import Expect
from scraper.spiders.news import NewsSpider

logger = logging.getLogger(__name__)

_KEPT_TIMES = 1000
_FINISHED = "finished"


def read_thresholds(settings: BaseSettings) -> Thresholds:
    """The thresholds that the settings `COPYDESK_HEALTH_*` name."""
    usual = Thresholds()
    return Thresholds(
        past_articles=settings.getint("COPYDESK_HEALTH_PAST_ARTICLES", usual.past_articles),
        past_runs=settings.getint("COPYDESK_HEALTH_PAST_RUNS", usual.past_runs),
        past_days=settings.getfloat("COPYDESK_HEALTH_PAST_DAYS", usual.past_days),
        articles=max(settings.getint("COPYDESK_HEALTH_ARTICLES", usual.articles), 1),
        shift=settings.getfloat("COPYDESK_HEALTH_SHIFT", usual.shift),
        refused=settings.getfloat("COPYDESK_HEALTH_REFUSED", usual.refused),
        words=settings.getfloat("COPYDESK_HEALTH_WORDS", usual.words),
        gap=settings.getfloat("COPYDESK_HEALTH_GAP", usual.gap),
        gap_hours=settings.getfloat("COPYDESK_HEALTH_GAP_HOURS", usual.gap_hours),
    )


class SiteHealth:
    """Watches a crawl of sites; when it closes, puts a `Health` of each site into the stats.

    Its extension stands before the pipelines, so that the manifest, which they write when the spider is
    closed, finds the verdicts there. A past that can't be read or written is told of once, and no site is
    judged: no article depends on it.
    """

    def __init__(
        self,
        stats: Any,
        *,
        path: Path,
        thresholds: Thresholds,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.stats = stats
        self.path = path
        self.thresholds = thresholds
        self.clock = clock
        self.store: HealthStore | None = None
        self.news: Counter[str] = Counter()
        self.remembered: Counter[str] = Counter()
        self.not_modified: Counter[str] = Counter()
        self.times: dict[str, list[float]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        if not settings.getbool("COPYDESK_HEALTH") or not isinstance(crawler.spider, NewsSpider):
            raise NotConfigured
        health = cls(
            crawler.stats, path=Path(settings["COPYDESK_STATE"]) / FILE, thresholds=read_thresholds(settings)
        )
        crawler.signals.connect(health.spider_opened, signals.spider_opened)
        crawler.signals.connect(health.item_scraped, signals.item_scraped)
        crawler.signals.connect(health.response_received, signals.response_received)
        crawler.signals.connect(health.spider_closed, signals.spider_closed)
        return health

    def spider_opened(self) -> None:
        """Opens the past: by now the delivery owns its folder."""
        try:
            self.store = HealthStore(self.path, run=self.stats.get_value("copydesk/run") or "")
            self.store.forget_oldest(self.clock())
        except HealthFault as fault:
            self._give_up(fault)

    def item_scraped(self, item: Any) -> None:
        """Remembers a record that has passed every pipeline."""
        if not isinstance(item, Record):
            return
        now = self.clock()
        facts = facts_of(item, today=now.date())
        self.news[item.site] += facts.fresh
        if self.store is None or self.remembered[item.site] >= KEPT_ARTICLES:
            return
        self.remembered[item.site] += 1
        try:
            self.store.add(item.site, facts, now=now)
        except HealthFault as fault:
            self._give_up(fault)

    def response_received(self, response: Response, request: Request) -> None:
        """Counts what did not change, and how long answers took."""
        site = site_of(request.url)
        self.not_modified[site] += response.status == 304
        times = self.times.setdefault(site, [])
        if len(times) < _KEPT_TIMES and (seconds := request.meta.get("download_latency")) is not None:
            times.append(float(seconds))

    def spider_closed(self, spider: NewsSpider, reason: str) -> None:
        """Judges every site, and lets go of the past."""
        view = view_of(spider)
        expects = {name: crawl.site.expect for name, crawl in spider.crawls.items()}
        counts = self.stats.get_stats()
        verdicts = {}
        for name, sums in read_outcomes(counts).items():
            cut = cut_by(reason, spider.limit, sums)
            verdicts[name] = self._judge(name, self._visit(name, sums, counts, cut), view, expects.get(name))
        for name, health in verdicts.items():
            self.stats.set_value(health_stat(name), health)
        try:
            if self.store:
                self.store.close()
        except HealthFault as fault:
            self._give_up(fault)

    def _visit(self, name: str, sums: SiteOutcomes, counts: Mapping[str, Any], cut: str | None) -> Visit:
        """What this run saw of the site called *name*, but for its articles."""
        sources = read_sources(counts).get(name, {})
        times = self.times.get(name)
        return Visit(
            now=self.clock(),
            news=self.news[name],
            answers=answers_of(
                sums,
                sources=sources,
                failed_sources=read_failed_sources(counts).get(name, {}),
                rejected=read_rejected(counts).get(name, {}),
                not_modified=self.not_modified[name],
            ),
            seconds=median(times) if times else None,
            looked=any(sources.get(outcome) for outcome in ("answered", "unchanged", "rested")),
            cut=cut,
        )

    def _judge(self, name: str, visit: Visit, view: str, expect: Expect | None) -> Health:
        if self.store is None:
            return Health(verdict=UNJUDGED, reasons=(Reason(verdict=UNJUDGED, figure="no_past"),))
        try:
            past = self.store.past(name, view, now=visit.now)
            visit = replace(visit, articles=self.store.articles(name, now=visit.now))
            found = judge(visit, past, self.thresholds, expect or Expect())
            if not visit.cut:
                self._remember(name, view, visit, past, suspects=found.suspects, suspect=found.suspect)
        except HealthFault as fault:
            self._give_up(fault)
            return Health(verdict=UNJUDGED, reasons=(Reason(verdict=UNJUDGED, figure="no_past"),))
        return found.health

    def _remember(
        self, name: str, view: str, visit: Visit, past: Past, *, suspects: int, suspect: bool
    ) -> None:
        assert self.store
        rhythm = past.rhythm.after(visit.now, visit.news) if visit.looked or visit.news else past.rhythm
        answers = replace(visit.answers, suspect=suspect)
        self.store.note(name, view, answers, rhythm, suspects=suspects, now=visit.now)

    def _give_up(self, fault: HealthFault) -> None:
        logger.warning("no site is held against its past in this run: %s", fault)
        self.store = None


def view_of(spider: NewsSpider) -> str:
    """What the crawl looks at of each site; runs that look at something else are no measure for it."""
    entries = [f"{kind}={url}" for kind, urls in sorted(spider.entries.items()) for url in sorted(urls)]
    return " ".join([*entries, *(["since"] if spider.since else [])])


def cut_by(reason: str, limit: int | None, sums: SiteOutcomes) -> str | None:
    """What kept a run that ended for *reason* from the whole of a site; `None`: nothing."""
    if reason != _FINISHED:
        return "interrupted" if reason == SHUTDOWN else reason
    return "limit" if limit is not None and sums.deferred["article_limit"] else None
