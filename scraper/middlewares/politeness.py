"""Politeness: not too soon, not too often, back off when asked to, leave alone who can't answer."""

from __future__ import annotations

import asyncio
import random
import time
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from weakref import WeakKeyDictionary

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Response
from twisted.internet import error as net
from twisted.python.failure import Failure

from scraper.middlewares.departure import is_closing
from scraper.middlewares.hosts import HostState, Patience, host_key, parse_retry_after
from scraper.middlewares.refused import Interrupted, Postponed, failure_reason
from scraper.middlewares.robots import RobotsCache

_TRIED_AGAIN = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    net.ConnectError,
    net.ConnectionDone,
    net.ConnectionLost,
    net.DNSLookupError,
    net.TimeoutError,
    ConnectionError,
    TimeoutError,
)
# Too many requests, or no service: the host as a whole wants a pause.
_BUSY = (429, 503)
# Scrapy counts the requests of a host only a moment after it sent them: without any delay it sends a whole
# queue at once, whatever its concurrency.
_LEAST_DELAY = 0.001
# A waiting request looks this often whether the crawl ends.
_GLANCE_SECONDS = 0.5
_SLOT = "download_slot"


class _Held(Exception):
    """A request was taken back from Scrapy's queue because its host rests."""


class Politeness:
    """Spaces requests to one host, retries what may pass, and lets hosts rest. Waiting delays no other host.

    Delay: the larger of DOWNLOAD_DELAY and the Crawl-delay of robots.txt up to COPYDESK_CRAWL_DELAY_MAX (30).
    RETRY_HTTP_CODES, connection errors and answers cut short are tried again RETRY_TIMES times, after
    COPYDESK_BACKOFF_SECONDS (1) and twice that each time. Retry-After up to COPYDESK_RETRY_AFTER_MAX (300) is
    waited for, a longer one raises Postponed. After COPYDESK_HOST_FAILURES (6) failures in a row the host
    rests for COPYDESK_HOST_REST_SECONDS (60, doubling), after the third rest it is postponed.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.crawler = crawler
        self.delay = settings.getfloat("DOWNLOAD_DELAY")
        self.longest_delay = settings.getfloat("COPYDESK_CRAWL_DELAY_MAX", 30.0)
        self.retries = settings.getint("RETRY_TIMES")
        self.retried = {int(status) for status in settings.getlist("RETRY_HTTP_CODES")}
        self.obey = settings.getbool("ROBOTSTXT_OBEY")
        self.patience = Patience(
            backoff=settings.getfloat("COPYDESK_BACKOFF_SECONDS", 1.0),
            retry_after=settings.getfloat("COPYDESK_RETRY_AFTER_MAX", 300.0),
            failures=settings.getint("COPYDESK_HOST_FAILURES", 6),
            rest=settings.getfloat("COPYDESK_HOST_REST_SECONDS", 60.0),
        )
        self.hosts: dict[str, HostState] = {}
        _instances[crawler] = self

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        politeness = cls(crawler)
        crawler.signals.connect(politeness.response_downloaded, signal=signals.response_downloaded)
        return politeness

    @classmethod
    def of(cls, crawler: Crawler) -> Politeness | None:
        """The politeness of *crawler*, for who wants to know which hosts rest; `None`: it has none (yet)."""
        return _instances.get(crawler)

    def postponed_until(self, url: str) -> str | None:
        """The UTC instant until which the host of *url* is not asked; `None`: it may be."""
        state = self.hosts.get(host_key(url))
        wait = state.postponed_until - time.monotonic() if state else 0.0
        return _instant(wait) if wait > 0 else None

    async def process_request(self, request: Request) -> None:
        """Hold *request* until its host has rested. Raises Postponed or Interrupted."""
        key = host_key(request.url)
        request.meta[_SLOT] = key
        self._space(request.url, key)
        state = self.hosts.setdefault(key, HostState())
        while True:
            self._check_postponed(key, state)
            wait = state.resting_until - time.monotonic()
            if wait <= 0:
                break
            await self._pause(wait)
        if request.meta.get("dont_retry") or request.meta.get("retry_times", 0) >= self.retries:
            # Better a last answer that is known to be cut than none.
            request.meta["download_fail_on_dataloss"] = False

    def response_downloaded(self, request: Request, response: Response, **_: Any) -> None:
        """Take note of the host's answer, before Scrapy sends the next request of its queue."""
        state = self.hosts.setdefault(host_key(request.url), HostState())
        if response.status not in self.retried:
            state.succeeded()
            return
        now = time.monotonic()
        state.failed(now, self.patience)
        if response.status in _BUSY:
            header = (response.headers.get("Retry-After") or b"").decode("latin-1")
            asked = parse_retry_after(header, datetime.now(UTC))
            if asked is None:
                state.rest_until(now + self._backoff(request))
            else:
                state.asked_to_wait(asked, now, self.patience)
        self._hold_queue(request)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """*response*, or *request* again where another try may bring a better one."""
        if response.status not in self.retried and "dataloss" not in response.flags:
            return response
        # A busy host rests as a whole, which `process_request` waits for.
        pause = 0.0 if response.status in _BUSY else self._backoff(request)
        return await self._again(request, f"http_{response.status}", pause) or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """*request* again after a failure that may pass; `None`: it is final."""
        if isinstance(exception, _Held):
            return _copy(request)
        reason = failure_reason(exception)
        if not isinstance(exception, _TRIED_AGAIN) or reason == "tls":
            return None
        state = self.hosts.setdefault(host_key(request.url), HostState())
        state.failed(time.monotonic(), self.patience)
        self._hold_queue(request)
        return await self._again(request, reason, self._backoff(request))

    def _space(self, url: str, key: str) -> None:
        """Set the pause between two requests to the host of *url*; one that is longer stays."""
        asked = RobotsCache.of(self.crawler).crawl_delay(url) if self.obey else None
        delay = max(min(asked or 0.0, self.longest_delay), _LEAST_DELAY)
        engine = self.crawler.engine
        if engine is None or delay <= self.delay:
            return
        downloader = engine.downloader
        own = downloader.per_slot_settings.setdefault(key, {})
        if delay > own.get("delay", 0.0):
            own.update(delay=delay, jitter=0.0)
            if key in downloader.slots:
                downloader.slots[key].delay = delay
                downloader.slots[key].jitter = 0.0

    def _check_postponed(self, key: str, state: HostState) -> None:
        wait = state.postponed_until - time.monotonic()
        if wait > 0:
            until = _instant(wait)
            raise Postponed(f"{key}: left alone until {until}", until)

    async def _again(self, request: Request, reason: str, pause: float) -> Request | None:
        key = host_key(request.url)
        self._check_postponed(key, self.hosts.setdefault(key, HostState()))
        times = request.meta.get("retry_times", 0) + 1
        if request.meta.get("dont_retry") or times > self.retries:
            return None
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(f"copydesk/retried/{reason}")
        await self._pause(pause)
        again = _copy(request)
        again.meta["retry_times"] = times
        return again

    def _hold_queue(self, request: Request) -> None:
        """Take back what waits in Scrapy's queue for a host that rests now; it comes to us once more."""
        key = host_key(request.url)
        state = self.hosts[key]
        engine = self.crawler.engine
        slot = engine.downloader.slots.get(key) if engine is not None else None
        if max(state.resting_until, state.postponed_until) <= time.monotonic():
            return
        while slot is not None and slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(Failure(_Held()))  # type: ignore[no-untyped-call]

    def _backoff(self, request: Request) -> float:
        """1, 2, 4 ... times the first pause, and up to half of that more."""
        pause = self.patience.backoff * 2.0 ** int(request.meta.get("retry_times", 0))
        return float(pause) * random.uniform(1.0, 1.5)  # noqa: S311 (no secret)

    async def _pause(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if is_closing(self.crawler):
                raise Interrupted("the crawl ends")
            await asyncio.sleep(min(left, _GLANCE_SECONDS))


_instances: WeakKeyDictionary[Crawler, Politeness] = WeakKeyDictionary()


def _copy(request: Request) -> Request:
    again = request.copy()
    again.dont_filter = True
    return again


def _instant(seconds_ahead: float) -> str:
    moment = datetime.now(UTC) + timedelta(seconds=seconds_ahead)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
