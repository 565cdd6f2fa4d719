"""One line every few seconds that says how far the crawl is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings
from scrapy.utils.asyncio import create_looping_call

from exports.outcomes import WAITING, SiteOutcomes, read_outcomes
from scraper.terminal import can_redraw, write_lines


def is_watched(settings: BaseSettings) -> bool:
    """Whether a crawl with these *settings* is watched on a terminal that can draw in place.

    Then `LiveStatus` speaks, and `Progress` does not.
    """
    to_stdout = any(str(uri).startswith(("stdout:", "-")) for uri in settings.getdict("FEEDS"))
    return (
        settings.getfloat("COPYDESK_PROGRESS_SECONDS", 10.0) > 0 and can_redraw(sys.stderr) and not to_stdout
    )


class Progress:
    """Print a line of counts on standard error every `COPYDESK_PROGRESS_SECONDS` (0: never)."""

    def __init__(self, stats: Any, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.stats = stats
        self.seconds = seconds
        # A clock that nobody sets: a rate must survive the change to summer time.
        self.clock = clock
        self.started = self.looked = clock()
        self.fetched = 0
        self.call: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        seconds = crawler.settings.getfloat("COPYDESK_PROGRESS_SECONDS", 10.0)
        if seconds <= 0 or is_watched(crawler.settings):
            raise NotConfigured
        progress = cls(crawler.stats, seconds)
        crawler.signals.connect(progress.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, signal=signals.spider_closed)
        return progress

    def spider_opened(self) -> None:
        self.started = self.looked = self.clock()
        self.call = create_looping_call(self.tell)
        self.call.start(self.seconds, now=False)

    def spider_closed(self) -> None:
        if self.call is not None and self.call.running:
            self.call.stop()

    def tell(self) -> None:
        """Print the line of this moment."""
        write_lines(sys.stderr, [self.line()])

    def line(self) -> str:
        """The counts so far and the rate since the last line."""
        now = self.clock()
        sites = read_outcomes(self.stats.get_stats())
        fetched = sum(site.fetched for site in sites.values())
        passed = max(now - self.looked, 0.001)
        rate = (fetched - self.fetched) / passed
        self.looked, self.fetched = now, fetched
        return progress_line(sites, seconds=now - self.started, rate=rate)


def progress_line(sites: Mapping[str, SiteOutcomes], *, seconds: float, rate: float) -> str:
    """One line: how long it runs, and the counts of *sites* taken together."""
    found, fetched, filed = (
        sum(getattr(site, name) for site in sites.values()) for name in ("found", "fetched", "filed")
    )
    skipped = sum(site.skipped.total() for site in sites.values())
    failed = sum(site.failed.total() for site in sites.values())
    pending = sum(pending_of(site) for site in sites.values())
    return (
        f"[{duration(seconds)}] {len(sites)} {'site' if len(sites) == 1 else 'sites'}, {found} found, "
        f"{fetched} fetched, {filed} filed, {skipped} skipped, {failed} failed, "
        f"{rate:.1f} pages/s, {pending} pending"
    )


def pending_of(site: SiteOutcomes) -> int:
    """Addresses of *site* that wait for their turn in this run, or for their answer."""
    put_off = site.deferred.total() - site.deferred[WAITING]
    return max(0, site.found - put_off - site.ended)


def duration(seconds: float) -> str:
    """`0:07`, `12:30`, `1:02:03`."""
    minutes, rest = divmod(int(max(0.0, seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
