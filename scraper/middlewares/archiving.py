"""Keeps what was fetched, as it came: stands next to the network, before anything is decoded."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self, TypeVar

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.utils.defer import deferred_from_coro

from exports.disk import DeliveryError
from exports.manifest import new_run_id
from exports.record import Warc
from exports.stores import is_address, local_folder
from exports.version import __version__
from scraper.archive.exchange import Exchange, Facts, Lines, to_date
from scraper.hints import FoundLink
from scraper.middlewares.refused import Interrupted
from scraper.normalise.urls import site_of, without_secrets
from scraper.sites.site import Site

if TYPE_CHECKING:
    from scraper.archive.archive import Archive

logger = logging.getLogger(__name__)
T = TypeVar("T")

WRITE_ERROR = "copydesk/write_error"
_RUN = "copydesk/run"
_WHERE, _WHEN = "copydesk_warc", "copydesk_received_at"
_SECRET = (b"authorization", b"proxy-authorization", b"cookie")
_ADDRESSES = (b"location", b"content-location")


class Archiving:
    """Keeps each request and answer in COPYDESK_ARCHIVE, a folder or a store, in a thread of its own.

    Addresses are kept without secrets, as everywhere; what the server sent is kept as it came. An archive
    that can't be written ends the crawl, and the answer counts as not fetched.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if not settings.get("COPYDESK_ARCHIVE"):
            raise NotConfigured
        self.crawler = crawler
        place = settings["COPYDESK_ARCHIVE"]
        self.folder = local_folder(place, settings.get("COPYDESK_STATE") or "state", kind="archive")
        self.address = place if is_address(place) else None
        self.largest = settings.getint("COPYDESK_ARCHIVE_FILE_BYTES")
        self._archive: Archive | None = None
        self._thread = ThreadPoolExecutor(1, "archive")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        archiving = cls(crawler)
        crawler.signals.connect(archiving.open, signals.spider_opened)
        crawler.signals.connect(archiving.close, signals.spider_closed)
        return archiving

    async def open(self) -> None:
        """Take the folder. One that can't be had ends the crawl."""
        # Here, so that a crawl without an archive does not load what writes one.
        from scraper.archive.archive import Archive

        stats = self.crawler.stats
        if not stats.get_value(_RUN):
            stats.set_value(_RUN, new_run_id(datetime.now(UTC)))
        info = {
            "software": f"Copydesk/{__version__}",
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "isPartOf": stats.get_value(_RUN),
            "robots": "obey" if self.crawler.settings.getbool("ROBOTSTXT_OBEY") else "ignore",
            "http-header-user-agent": str(self.crawler.settings.get("USER_AGENT")),
        }
        archive = Archive(
            folder=self.folder,
            run=stats.get_value(_RUN),
            info=info,
            largest=self.largest,
            address=self.address,
        )
        try:
            await self._apart(archive.open)
            self._archive = archive
        except DeliveryError as error:
            self._fail(error)

    async def close(self) -> None:
        """Finish the last file."""
        archive, self._archive = self._archive, None
        try:
            if archive:
                await self._apart(archive.close)
        except DeliveryError as error:
            self._fail(error)
        finally:
            self._thread.shutdown(wait=False)

    async def process_response(self, request: Request, response: Response) -> Response:
        """*response*, once it is kept. Raises Interrupted: it could not be."""
        if "cached" in response.flags:
            return response
        archive = self._archive
        if archive is None or self.crawler.stats.get_value(WRITE_ERROR):
            raise Interrupted("the archive can't be written")
        received = datetime.now(UTC)
        exchange = to_exchange(request, response, received, self.crawler.stats.get_value(_RUN))
        try:
            warc = await self._apart(lambda: archive.keep(exchange))
        except DeliveryError as error:
            self._fail(error)
            raise Interrupted("the archive can't be written") from None
        request.meta[_WHERE], request.meta[_WHEN] = (warc.file, warc.offset), to_date(received)
        self.crawler.stats.inc_value("copydesk/archived")
        return response

    async def _apart(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _fail(self, error: DeliveryError) -> None:
        """Say once what is wrong, and stop the crawl."""
        if self.crawler.stats.get_value(WRITE_ERROR):
            return
        logger.error("%s", error)
        self.crawler.stats.set_value(WRITE_ERROR, str(error))
        if engine := self.crawler.engine:
            deferred_from_coro(engine.close_spider_async(reason="write_error"))


def kept_at(response: Response) -> tuple[Warc | None, str | None]:
    """(where the answer is kept, when it came, `YYYY-MM-DDTHH:MM:SSZ`); None, None: there is no archive."""
    meta = response.request.meta if response.request else {}
    if _WHERE not in meta:
        return None, None
    file, offset = meta[_WHERE]
    return Warc(file=file, offset=offset), meta[_WHEN]


def to_exchange(request: Request, response: Response, received: datetime, run: str | None) -> Exchange:
    """What went over the network, with what is known of it."""
    return Exchange(
        url=without_secrets(request.url),
        method=request.method,
        request_lines=_lines(request.headers, without=_SECRET),
        status=response.status,
        protocol=response.protocol or "HTTP/1.1",
        lines=_discreet(_lines(response.headers)),
        body=response.body,
        address=str(response.ip_address) if response.ip_address else None,
        received_at=received,
        facts=_facts(request, response, run),
    )


def _facts(request: Request, response: Response, run: str | None) -> Facts:
    first = (request.meta.get("redirect_urls") or [request.url])[0]
    facts = {
        "kind": request.meta.get("copydesk_kind", "article"),
        "run": run,
        "flags": tuple(str(flag) for flag in response.flags),
    }
    link, site = request.cb_kwargs.get("link"), request.cb_kwargs.get("site")
    if isinstance(link, FoundLink) and isinstance(site, Site):
        return Facts(site=site.domain, requested_url=link.url, via=link.via, hints=link.hints, **facts)
    source = getattr(request.cb_kwargs.get("crawl"), "site", None)
    domain = source.domain if isinstance(source, Site) else site_of(request.url)
    return Facts(site=domain, requested_url=without_secrets(first), **facts)


def _lines(headers: Headers, *, without: tuple[bytes, ...] = ()) -> Lines:
    return tuple(
        (name, value) for name, values in headers.items() if name.lower() not in without for value in values
    )


def _discreet(lines: Lines) -> Lines:
    """*lines* with the addresses in them without secrets."""
    return tuple((name, _told(value) if name.lower() in _ADDRESSES else value) for name, value in lines)


def _told(value: bytes) -> bytes:
    try:
        return without_secrets(value.decode("latin-1")).encode("latin-1", "replace")
    except ValueError:
        return b""
