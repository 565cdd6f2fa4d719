"""On a terminal: how each site is doing, drawn anew every second."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from exports.outcomes import SiteOutcomes, read_outcomes
from exports.record import Record
from scraper.extensions.live_block import SiteRow, block_lines
from scraper.extensions.live_screen import Screen
from scraper.extensions.progress import is_watched, pending_of, progress_line
from scraper.middlewares.departure import is_closing
from scraper.middlewares.politeness import Politeness
from scraper.normalise.urls import site_of
from scraper.terminal import height_of, style_of, width_of

_SECONDS = 1.0
_WINDOW = 15.0
"""Seconds that a rate looks back."""
_SLOW = 2.0
"""Seconds between two requests from which a site's own pace is worth a word."""
_ECHO = 3
"""Columns left free: the `^C` that a terminal echoes must not begin another line."""
_SHARE = 20
"""Between two drawings passes so many times what one takes: very many sites are drawn less often."""


class LiveStatus:
    """Keeps a block at the bottom of the terminal while the spider is open; see `live_screen.Screen`."""

    def __init__(
        self, crawler: Crawler, screen: Screen, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.crawler = crawler
        self.screen = screen
        self.clock = clock
        self.started = clock()
        self.rests_until = self.started
        self.letters: dict[str, tuple[int, int]] = {}
        """Site -> (letters removed, letters kept)."""
        self.history: deque[tuple[float, dict[str, int]]] = deque()
        """(moment, pages fetched by site), the oldest first."""
        self.call: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not is_watched(crawler.settings):
            raise NotConfigured
        live = cls(crawler, Screen(sys.stderr))
        # Not spider_opened: a crawl that is interrupted before the engine runs closes nothing.
        crawler.signals.connect(live.engine_started, signal=signals.engine_started)
        crawler.signals.connect(live.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(live.stop, signal=signals.spider_closed)
        crawler.signals.connect(live.stop, signal=signals.engine_stopped)
        return live

    def engine_started(self) -> None:
        self.started = self.clock()
        self.screen.start()
        self.call = create_looping_call(self.draw)
        self.call.start(_SECONDS, now=False)  # now it does not run yet, which looks like an ending

    def item_scraped(self, item: Any) -> None:
        """Counts what was removed from a record."""
        if isinstance(item, Record):
            removed, kept = self.letters.get(item.site, (0, 0))
            removed += sum(len(row.text) for row in item.removed)
            self.letters[item.site] = (removed, kept + len(item.text))

    def stop(self) -> None:
        """Take the block away; what is said afterwards is said plainly."""
        if self.call is not None:
            call, self.call = self.call, None
            if call.running:
                call.stop()
            self.screen.stop()

    def draw(self) -> None:
        """Draw the block of this moment, unless drawing would take too much of the machine."""
        now = self.clock()
        if now < self.rests_until:
            return
        stream = self.screen.stream
        width, height = width_of(stream) - _ECHO, max(height_of(stream) // 2, 3)
        self.screen.draw(block_lines(*self.state(now), width=width, height=height, style=style_of(stream)))
        self.rests_until = now + _SHARE * (self.clock() - now)

    def state(self, now: float) -> tuple[str, list[SiteRow]]:
        """(the line on all sites, a row a site) at the moment *now*."""
        sites = read_outcomes(self.crawler.stats.get_stats())
        rates = self._rates(now, {name: site.fetched for name, site in sites.items()})
        first = progress_line(sites, seconds=now - self.started, rate=sum(rates.values()) / 60)
        if is_closing(self.crawler):
            first = f"Ending: what was fetched is read and delivered. {first}"
        rests, paces = self._rests(now), self._paces()
        rows = []
        for name, site in sites.items():
            note = rests.get(name) or _usual_note(site, paces.get(name, 0.0))
            rows.append(self._row(name, site, rates[name], note))
        return first, rows

    def _row(self, name: str, site: SiteOutcomes, rate: float, note: str) -> SiteRow:
        removed, kept = self.letters.get(name, (0, 0))
        return SiteRow(
            name=name,
            waiting=pending_of(site),
            fetched=site.fetched,
            filed=site.filed,
            removed=removed / (removed + kept) if removed + kept else None,
            failed=site.failed.total(),
            rate=rate,
            note=note,
        )

    def _rates(self, now: float, fetched: Mapping[str, int]) -> dict[str, float]:
        """Pages a minute of each site, of late."""
        self.history.append((now, dict(fetched)))
        while len(self.history) > 2 and now - self.history[1][0] >= _WINDOW:
            self.history.popleft()
        then, before = self.history[0]
        passed = max(now - then, 1.0)
        return {name: 60 * (number - before.get(name, 0)) / passed for name, number in fetched.items()}

    def _paces(self) -> dict[str, float]:
        """Seconds between two requests to each site."""
        engine = self.crawler.engine
        slots = engine.downloader.slots if engine is not None else {}
        return {_site(key): slot.delay for key, slot in slots.items()}

    def _rests(self, now: float) -> dict[str, str]:
        """Until when sites are not asked."""
        politeness = Politeness.of(self.crawler)
        hosts = politeness.hosts if politeness else {}
        states = ((_site(key), state.resting_until, state.postponed_until) for key, state in hosts.items())
        return host_notes(states, now)


def _usual_note(site: SiteOutcomes, pace: float) -> str:
    """What *site* waits for that is not kept from us, asked every *pace* seconds."""
    if not site.found:
        return "looking for its articles"
    if not pending_of(site):
        return "nothing waits"
    return f"one request every {pace:g} s" if pace >= _SLOW else ""


def host_notes(
    hosts: Iterable[tuple[str, float, float]], now: float, *, moment: datetime | None = None
) -> dict[str, str]:
    """What the sites of *hosts* (site, resting until, postponed until: by the clock of *now*) wait for.

    *moment*: the time of day at *now* (UTC); None: the present one.
    """
    notes = {}
    for site, resting, postponed in hosts:
        until = max(resting, postponed)
        if until > now:
            at = (moment or datetime.now(UTC)) + timedelta(seconds=until - now)
            what = "left alone" if postponed > now else "its host rests"
            notes[site] = f"{what} until {at:%H:%M:%S} UTC"
    return notes


def _site(key: str) -> str:
    return site_of(key if "://" in key else f"http://{key}/") or key
