"""Leaving what is under way."""

import asyncio
from collections import deque
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError
from twisted.internet.defer import Deferred

from scraper.middlewares.departure import Departure, LeavingHandler, is_closing
from scraper.middlewares.pace import LEAST_BYTES, MOST_CRUMBS, Paces
from scraper.middlewares.refused import Interrupted


class Crawler:
    """As much of one as is asked for."""

    def __init__(self, *, running=True, closing=None):
        self.slot = SimpleNamespace(queue=deque())
        downloader = SimpleNamespace(slots={"gazette.example": self.slot})
        self.engine = SimpleNamespace(
            running=running, downloader=downloader, _slot=SimpleNamespace(closing=closing)
        )


def test_what_waits_in_the_queue_is_taken_back():
    crawler, errors = Crawler(), []
    for _ in range(3):
        waiting = Deferred()
        waiting.addErrback(lambda failure: errors.append(failure.value))
        crawler.slot.queue.append((Request("https://gazette.example/"), waiting))
    Departure.of(crawler).drop_queues()
    assert not crawler.slot.queue
    assert [type(error) for error in errors] == [Interrupted] * 3
    crawler.engine = None
    Departure.of(crawler).drop_queues()


@pytest.mark.parametrize("ends", ["abandoned", "answered", "failed"])
def test_a_download_ends_once(ends, monkeypatch):
    crawler, answer = Crawler(), object()

    async def download_request(self, request):
        await asyncio.sleep(0.01 if ends != "abandoned" else 50)
        if ends == "failed":
            raise ConnectionError
        return answer

    monkeypatch.setattr(HTTP11DownloadHandler, "download_request", download_request)
    handler = handler_of(crawler)
    departure = handler._departure

    async def run():
        download = asyncio.ensure_future(handler.download_request(Request("https://gazette.example/")))
        await asyncio.sleep(0)
        assert len(departure.under_way) == 1
        if ends == "abandoned":
            departure.abandon_downloads()
        return await asyncio.gather(download, return_exceptions=True)

    (found,) = asyncio.run(run())
    assert found is answer if ends == "answered" else isinstance(found, Interrupted | ConnectionError)
    assert isinstance(found, Interrupted) is (ends == "abandoned")
    assert not departure.under_way
    departure.abandon_downloads()


@pytest.mark.parametrize(
    ("size", "times", "timed_out"),
    [(1, 1000, True), (LEAST_BYTES, 4, False), (0, 0, False)],
    ids=["trickles", "steady", "bodiless"],
)
def test_a_body_that_trickles_is_given_up(size, times, timed_out, monkeypatch):
    answer = object()

    async def download_request(self, request):
        await asyncio.sleep(0.12)  # a server that thinks: there is nothing to measure yet
        self._paces.headers_received(request=request)
        for _ in range(times):
            self._paces.bytes_received(data=bytes(size), request=request)
            await asyncio.sleep(0.01)
        return answer

    monkeypatch.setattr(HTTP11DownloadHandler, "download_request", download_request)
    handler = handler_of(Crawler(), slow_seconds=0.1)

    async def run():
        download = handler.download_request(Request("https://gazette.example/a?token=SECRET"))
        return await asyncio.gather(download, return_exceptions=True)

    (found,) = asyncio.run(run())
    if timed_out:
        assert isinstance(found, DownloadTimeoutError)
        assert str(found) == "https://gazette.example/a: comes too slowly"
    else:
        assert found is answer
    assert not handler._paces._known


@pytest.mark.parametrize(
    ("pieces", "size", "given_up"),
    [(MOST_CRUMBS + 1, 1, True), (MOST_CRUMBS, 1, False), (MOST_CRUMBS + 1, 32, False)],
)
def test_a_body_in_crumbs_is_given_up(pieces, size, given_up, monkeypatch):
    async def download_request(self, request):
        self._paces.headers_received(request=request)
        for _ in range(pieces):
            self._paces.bytes_received(data=bytes(size), request=request)
        await asyncio.sleep(0)

    monkeypatch.setattr(HTTP11DownloadHandler, "download_request", download_request)
    handler = handler_of(Crawler())

    async def run():
        download = handler.download_request(Request("https://gazette.example/a?token=SECRET"))
        return await asyncio.gather(download, return_exceptions=True)

    (found,) = asyncio.run(run())
    assert isinstance(found, DownloadCancelledError) is given_up
    assert not given_up or str(found) == "https://gazette.example/a: comes in too many pieces"


def handler_of(crawler, slow_seconds=5.0):
    """A handler that does not lay out what Scrapy's needs."""
    handler = LeavingHandler.__new__(LeavingHandler)
    handler._departure = Departure.of(crawler)
    handler._paces, handler._slow_seconds = Paces(), slow_seconds
    return handler


@pytest.mark.parametrize(
    ("crawler", "closing"),
    [
        (Crawler(), False),
        (Crawler(closing=object()), True),
        (Crawler(running=False), True),
        (SimpleNamespace(engine=None), False),
    ],
)
def test_whether_it_closes(crawler, closing):
    assert is_closing(crawler) is closing
