"""The end of a crawl before its work is done: what is under way is left, in order, and nothing new begun."""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary

from scrapy import Request, signals
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError
from scrapy.http import Response
from twisted.python.failure import Failure

from scraper.middlewares.connections import allow_files, bound_idle
from scraper.middlewares.pace import Pace, Paces, with_bounded_heads
from scraper.middlewares.refused import Interrupted, shown

_ENDS = "the crawl ends"


class Departure:
    """The downloads of one crawl, and how to leave them: `Departure.of(crawler)` is the same for all."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.under_way: set[asyncio.Task[object]] = set()
        """The tasks that wait for an answer."""

    @classmethod
    def of(cls, crawler: Crawler) -> Departure:
        """The downloads of *crawler*."""
        if crawler not in _departures:
            _departures[crawler] = cls(crawler)
        return _departures[crawler]

    def drop_queues(self) -> None:
        """Take back what waits to be sent: with a Crawl-delay each of these would cost half a minute."""
        engine = self.crawler.engine
        for slot in list(engine.downloader.slots.values()) if engine is not None else ():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(Failure(Interrupted(_ENDS)))  # type: ignore[no-untyped-call]

    def abandon_downloads(self) -> None:
        """Hang up on every host that has not answered in full."""
        for task in tuple(self.under_way):
            task.cancel(_ENDS)


_departures: WeakKeyDictionary[Crawler, Departure] = WeakKeyDictionary()


class LeavingHandler(HTTP11DownloadHandler):
    """Scrapy's handler of http, whose downloads can be abandoned; those end with Interrupted.

    It hangs up on servers that trickle (see `pace`), or whose headers do not end.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._departure = Departure.of(crawler)
        self._slow_seconds = crawler.settings.getfloat("COPYDESK_SLOW_SECONDS", 10.0)
        self._paces = Paces()
        crawler.signals.connect(self._paces.headers_received, signals.headers_received)
        crawler.signals.connect(self._paces.bytes_received, signals.bytes_received)
        bound_idle(self._pool, allow_files())
        self._pool._factory = with_bounded_heads(self._pool._factory)  # no public word for this

    async def download_request(self, request: Request) -> Response:
        """The answer to *request*. Raises Interrupted, or what kept it from coming."""
        task = asyncio.current_task()
        if task is None:
            return await super().download_request(request)
        pace = Pace(self._slow_seconds, task.cancel)
        self._paces.watch(request, pace)
        self._departure.under_way.add(task)
        try:
            return await super().download_request(request)
        except asyncio.CancelledError:
            if pace.too_slow:
                raise DownloadTimeoutError(f"{shown(request.url)}: comes too slowly") from None
            if pace.in_crumbs:
                raise DownloadCancelledError(f"{shown(request.url)}: comes in too many pieces") from None
            raise Interrupted(_ENDS) from None
        finally:
            self._paces.forget(request)
            self._departure.under_way.discard(task)


def is_closing(crawler: Crawler) -> bool:
    """Whether *crawler* has been told to end."""
    engine = crawler.engine
    if engine is None:
        return False
    slot = engine._slot  # Scrapy has no public word for this
    return not engine.running or (slot is not None and slot.closing is not None)
