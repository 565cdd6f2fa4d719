"""Answers that trickle, or whose headers do not end: the connection is given up long before its time is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from scrapy import Request
from scrapy.exceptions import DownloadCancelledError
from twisted.python.failure import Failure

MOST_HEADER_BYTES = 256 * 1024
"""Of one answer, those before it (103 Early Hints) included. Browsers take as much."""
LEAST_BYTES = 500
"""Of a body in each `COPYDESK_SLOW_SECONDS`: with the usual ten a twentieth of what a modem brings."""
MOST_CRUMBS, _CRUMB = 20_000, 32
"""A body in more pieces, of fewer bytes than that on the average, is given up. A piece costs the crawl's own
process 45 µs: a page of half a megabyte in single bytes would hold up all others for twenty seconds."""


class Pace:
    """Watches one answer from its headers on and calls *give_up* where a body comes too slowly or in crumbs.

    Less than `LEAST_BYTES` in *seconds* is too slow, `MOST_CRUMBS` are too many. Silence before the headers
    is not looked at: a busy server thinks as long as DOWNLOAD_TIMEOUT lets it.
    """

    def __init__(self, seconds: float, give_up: Callable[[], object]) -> None:
        self.too_slow = False
        """Whether it has given up for this."""
        self.in_crumbs = False
        """Whether it has given up for that."""
        self._seconds = seconds
        self._give_up = give_up
        self._received = self._all = self._pieces = 0
        self._timer: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """The headers are there."""
        self.end()
        self._received = 0
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self._look)

    def received(self, count: int) -> None:
        """So many more bytes of the body are there, in one piece."""
        self._received += count
        self._all += count
        self._pieces += 1
        if self._pieces > MOST_CRUMBS and self._all < _CRUMB * self._pieces and not self.in_crumbs:
            self.in_crumbs = True
            self._give_up()

    def end(self) -> None:
        """Watch no longer."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        if self._received >= LEAST_BYTES:
            self.begin()
            return
        self._timer = None
        self.too_slow = True
        self._give_up()


class Paces:
    """The pace of each answer that is under way."""

    def __init__(self) -> None:
        self._known: dict[Request, Pace] = {}

    def watch(self, request: Request, pace: Pace) -> None:
        """The answer to *request* is watched by *pace* from now on."""
        self._known[request] = pace

    def forget(self, request: Request) -> None:
        """The answer to *request* is there, or will never be."""
        if pace := self._known.pop(request, None):
            pace.end()

    def headers_received(self, request: Request, **_: Any) -> None:
        """Scrapy's signal of this name."""
        if pace := self._known.get(request):
            pace.begin()

    def bytes_received(self, data: bytes, request: Request, **_: Any) -> None:
        """Scrapy's signal of this name."""
        if pace := self._known.get(request):
            pace.received(len(data))


def with_bounded_heads(factory: type[Any]) -> type[Any]:
    """*factory* of Twisted's HTTP client protocols, with bounded headers. Twisted bounds but a line of them.

    An answer with more than `MOST_HEADER_BYTES` of them fails with DownloadCancelledError.
    """

    class Bounded(factory):  # type: ignore[misc]
        def buildProtocol(self, addr: Any) -> Any:  # noqa: N802 (Twisted's interface)
            return _bound(super().buildProtocol(addr))

    return Bounded


def _bound(protocol: Any) -> Any:
    """*protocol*, which counts what comes before each of its answers is handed on."""
    ask, take = protocol.request, protocol.dataReceived
    left: int | None = None  # None: no headers are awaited

    def request(what: Any) -> Any:
        nonlocal left
        left = MOST_HEADER_BYTES
        return ask(what).addBoth(head_ended)

    def head_ended(answer: Any) -> Any:
        nonlocal left
        exceeded = left is not None and left < 0
        left = None
        if exceeded and isinstance(answer, Failure):
            return Failure(DownloadCancelledError(f"headers of more than {MOST_HEADER_BYTES} bytes"))  # type: ignore[no-untyped-call]
        return answer

    def data_received(data: bytes) -> None:
        nonlocal left
        take(data)
        if left is not None:
            left -= len(data)
            if left < 0:
                protocol.transport.abortConnection()

    protocol.request, protocol.dataReceived = request, data_received
    return protocol
