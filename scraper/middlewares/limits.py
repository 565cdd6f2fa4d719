"""Limits on answers: size by kind of request, type of content, and a mark on what was cut short."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Headers, Response, TextResponse
from scrapy.settings import BaseSettings

from scraper.middlewares.refused import NotHtml, shown

KINDS = ("article", "feed", "sitemap", "section", "robots")
TRUNCATED = "truncated"

_MIB = 1024 * 1024
# Kind -> (setting, default). robots.txt is read to 500 KiB and then cut; this bounds one that is compressed.
_SIZES = {
    "article": ("COPYDESK_MAX_PAGE_BYTES", 8 * _MIB),
    "section": ("COPYDESK_MAX_PAGE_BYTES", 8 * _MIB),
    "feed": ("COPYDESK_MAX_FEED_BYTES", 16 * _MIB),
    "sitemap": ("COPYDESK_MAX_SITEMAP_BYTES", 50 * _MIB),
}
_ROBOTS_READ = 500 * 1024
_ROBOTS_SIZE = 8 * _MIB
_RECEIVED = "copydesk_received"
_NO_PAGES = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/json")
_PAGES = ("text/html", "application/xhtml+xml")
_HEAD = 1024
_PART = 206
_TAIL = 2048


class Limits:
    """Bounds each answer by `meta["copydesk_kind"]`, one of `KINDS`; without one as an article's page.

    The time for a whole answer is Scrapy's DOWNLOAD_TIMEOUT. An answer that is known to have ended early
    has `TRUNCATED` among its flags. Pictures, films, documents and JSON in answer to a request for an
    article raise NotHtml; their bodies are not read.
    """

    def __init__(self, settings: BaseSettings) -> None:
        self.sizes = {kind: settings.getint(name, size) for kind, (name, size) in _SIZES.items()}
        self.sizes["robots"] = _ROBOTS_SIZE

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        limits = cls(crawler.settings)
        crawler.signals.connect(limits.headers_received, signal=signals.headers_received)
        crawler.signals.connect(limits.bytes_received, signal=signals.bytes_received)
        return limits

    async def process_request(self, request: Request) -> None:
        """Set the largest size that the answer may have."""
        kind = request.meta.get("copydesk_kind", "article")
        request.meta["download_maxsize"] = self.sizes.get(kind, self.sizes["article"])
        request.meta.pop(_RECEIVED, None)

    async def process_response(self, request: Request, response: Response) -> Response:
        """*response* with its flags. Raises NotHtml."""
        if is_truncated(response) and TRUNCATED not in response.flags:
            response.flags.append(TRUNCATED)
        if request.meta.get("copydesk_kind") == "article" and response.status == 200:
            check_page(response)
        return response

    def headers_received(self, headers: Headers, request: Request, **_: Any) -> None:
        """Do not read the body of what is no page."""
        if request.meta.get("copydesk_kind") == "article" and content_type(headers).startswith(_NO_PAGES):
            raise StopDownload(fail=False)

    def bytes_received(self, data: bytes, request: Request, **_: Any) -> None:
        """Read no more of robots.txt than has to be read."""
        if request.meta.get("copydesk_kind") == "robots":
            received = request.meta.get(_RECEIVED, 0) + len(data)
            request.meta[_RECEIVED] = received
            if received > _ROBOTS_READ:
                raise StopDownload(fail=False)


def check_page(response: Response) -> None:
    """Raise NotHtml where *response*, decoded, is no page but a picture, a document ..."""
    kind = content_type(response.headers)
    if kind.startswith(_NO_PAGES) or not isinstance(response, TextResponse) or _is_binary(response):
        raise NotHtml(f"{shown(response.url)}: is {kind[:80] or 'no text'}")


def content_type(headers: Headers) -> str:
    """The media type in *headers*, lower case, without parameters; empty: none is stated."""
    return (stated_type(headers) or "").partition(";")[0].strip().lower()


def stated_type(headers: Headers) -> str | None:
    """The Content-Type in *headers*, as sent."""
    value = headers.get("Content-Type")
    return value.decode("latin-1") if value else None


def is_truncated(response: Response) -> bool:
    """Whether *response* is known to have ended early.

    Either fewer bytes came than announced, or none were announced and the page lacks its end tag; or the
    server says that it sent a part, for which nobody asked.
    """
    if "dataloss" in response.flags or TRUNCATED in response.flags or response.status == _PART:
        return True
    if "partial" not in response.flags or content_type(response.headers) not in _PAGES:
        return False
    return b"</html" not in response.body[-_TAIL:].lower()


def _is_binary(response: Response) -> bool:
    """Whether an answer that does not call itself a page begins with bytes that no text has."""
    if content_type(response.headers) in _PAGES:
        return False
    return b"\0" in response.body[:_HEAD] and not response.body.startswith((b"\xff\xfe", b"\xfe\xff"))
