"""robots.txt by RFC 9309: asked for once a host, kept for a day, and obeyed."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from exports.source_outcomes import source_stat
from scraper.middlewares.refused import (
    AddressRefused,
    BadCertificate,
    Interrupted,
    Postponed,
    Refused,
    RobotsRefused,
    RobotsUnreachable,
    TooManyRedirects,
    failure_reason,
    shown,
    status_reason,
)
from scraper.middlewares.robots_rules import cut_rules
from scraper.normalise.urls import site_of

logger = logging.getLogger(__name__)

READ_BYTES = 500 * 1024
SITE_BYTES = 1024 * 1024
"""Of robots.txt that is remembered of one site: who has a host for every page fills no memory with them."""
_HOPS = 5
_KEEP_SECONDS = 24 * 3600.0
# An unreachable robots.txt is asked for again in a long crawl.
_KEEP_UNREACHABLE_SECONDS = 600.0
_PRODUCT = re.compile(r"[A-Za-z_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What robots.txt of one scheme, host and port says."""

    text: str = ""
    """As read, at most `READ_BYTES` and `MOST_RULES` of it; empty where there is none."""
    refusal: Refused | None = None
    """Why nothing of the host may be fetched; `None`: what the rules allow."""
    rules: Protego | None = field(default=None, repr=False)
    """The parsed text; `None`: there are no rules."""
    size: int = 0
    """Bytes that it takes, about."""
    good_until: float = 0.0
    """When it must be asked for again, by the steady clock."""

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The addresses of its Sitemap lines, as written."""
        return tuple(self.rules.sitemaps) if self.rules else ()


class RobotsCache:
    """The robots.txt files of one crawl: `RobotsCache.of(crawler)` is the same for all who ask."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent = crawler.settings.get("ROBOTSTXT_USER_AGENT") or product_token(
            crawler.settings.get("USER_AGENT") or ""
        )
        self._files: dict[str, Robots | asyncio.Future[Robots]] = {}
        self._sizes: dict[str, dict[str, int]] = {}
        """By site and origin, the earliest first."""

    @classmethod
    def of(cls, crawler: Crawler) -> RobotsCache:
        """The cache of *crawler*, made on the first call."""
        if crawler not in _caches:
            _caches[crawler] = cls(crawler)
        return _caches[crawler]

    async def get(self, url: str) -> Robots:
        """robots.txt for *url*. It is fetched by the first who asks; all others wait for that one fetch."""
        origin = origin_of(url)
        known = self._files.get(origin)
        if isinstance(known, asyncio.Future):
            return await asyncio.shield(known)
        if known is not None and known.good_until > time.monotonic():
            return known
        waiting: asyncio.Future[Robots] = asyncio.get_running_loop().create_future()
        self._files[origin] = waiting
        self._count(origin, "discovered")
        self._count(origin, "requested")
        try:
            robots = await self._fetch(origin)
        except BaseException:
            del self._files[origin]
            waiting.cancel()
            raise
        if robots.refusal is None:
            self._count(origin, "answered")
        else:
            self._count(origin, "failed", robots.refusal.reason)
        self._files[origin] = robots
        self._forget_earliest(origin, robots.size)
        waiting.set_result(robots)
        return robots

    def _forget_earliest(self, origin: str, size: int) -> None:
        """Make room for what was read at *origin* among the files of its site."""
        sizes = self._sizes.setdefault(site_of(origin), {})
        sizes.pop(origin, None)
        while sizes and sum(sizes.values()) + size > SITE_BYTES:
            earliest = next(iter(sizes))
            del sizes[earliest]
            if isinstance(self._files.get(earliest), Robots):
                del self._files[earliest]
        if size:
            sizes[origin] = size

    def text(self, url: str) -> str:
        """robots.txt for *url* as it was read; empty: there is none, or it was not asked for yet."""
        known = self._files.get(origin_of(url))
        return known.text if isinstance(known, Robots) else ""

    def crawl_delay(self, url: str) -> float | None:
        """The Crawl-delay that the host of *url* asks of us, in seconds; `None`: none, or not fetched yet."""
        known = self._files.get(origin_of(url))
        if not isinstance(known, Robots) or known.rules is None:
            return None
        delay = known.rules.crawl_delay(self._agent)
        return float(delay) if delay is not None and delay > 0 else None

    def allows(self, robots: Robots, url: str) -> bool:
        """Whether the rules of *robots* let us fetch *url*."""
        return robots.rules is None or bool(robots.rules.can_fetch(url, self._agent))

    def _count(self, origin: str, outcome: str, reason: str | None = None) -> None:
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value(source_stat(outcome, site_of(origin), "robots", reason))

    async def _fetch(self, origin: str) -> Robots:
        request = Request(
            f"{origin}/robots.txt",
            callback=NO_CALLBACK,
            dont_filter=True,
            # Uncompressed, so that a part of it can be read.
            headers={"Accept": "text/plain,*/*;q=0.5", "Accept-Encoding": "identity"},
            meta={"copydesk_kind": "robots", "redirect_ttl": _HOPS},
        )
        try:
            assert self._crawler.engine is not None
            return self._read(origin, await self._crawler.engine.download_async(request))
        except TooManyRedirects:
            # RFC 9309, 2.3.1.2: after five hops it may be taken for unavailable, which allows everything.
            return Robots(good_until=time.monotonic() + _KEEP_SECONDS)
        except Exception as error:
            return _unreachable(origin, error)

    def _read(self, origin: str, response: Response) -> Robots:
        until = time.monotonic() + _KEEP_SECONDS
        if "dataloss" in response.flags:
            return _unreachable(origin, "truncated")
        if 200 <= response.status < 300:
            text, size = cut_rules(decode_robots(response.body))
            return Robots(text=text, rules=Protego.parse(text), size=size, good_until=until)
        if 300 <= response.status < 500 and response.status != 429:
            return Robots(good_until=until)
        return _unreachable(origin, status_reason(response.status))


_caches: WeakKeyDictionary[Crawler, RobotsCache] = WeakKeyDictionary()


class RobotsMiddleware:
    """Refuses what robots.txt forbids, and everything of a host whose robots.txt can't be had.

    With ROBOTSTXT_OBEY off everything is allowed, and that is said once. A request with
    `meta["copydesk_kind"] == "robots"` is a question for robots.txt itself and passes.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.cache = RobotsCache.of(crawler)
        self.obey = crawler.settings.getbool("ROBOTSTXT_OBEY")
        if not self.obey:
            logger.warning("robots.txt is not obeyed in this crawl (ROBOTSTXT_OBEY is off)")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise RobotsRefused, RobotsUnreachable, or what kept robots.txt from being fetched."""
        if not self.obey or request.meta.get("copydesk_kind") == "robots":
            return
        robots = await self.cache.get(request.url)
        if robots.refusal is not None:
            raise robots.refusal.with_traceback(None)
        if not self.cache.allows(robots, request.url):
            raise RobotsRefused(f"{shown(request.url)}: forbidden by robots.txt")


def product_token(user_agent: str) -> str:
    """The name by which robots.txt calls us: the letters that *user_agent* begins with (RFC 9309, 2.2.1)."""
    found = _PRODUCT.match(user_agent.strip())
    return found[0] if found else "Copydesk"


def origin_of(url: str) -> str:
    """Scheme, host and port of *url*: what one robots.txt speaks for."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port not in (None, default) else ""
    return f"{parts.scheme}://{host}{port}"


def decode_robots(body: bytes) -> str:
    """The first `READ_BYTES` of *body* up to a whole line, as UTF-8; bytes that are not become U+FFFD."""
    if len(body) > READ_BYTES:
        body = body[:READ_BYTES].rpartition(b"\n")[0]
    return body.decode("utf-8-sig", "replace")


def _unreachable(origin: str, why: Any) -> Robots:
    """Nothing may be fetched. Who is kept away by address or asked to wait is told that instead."""
    if isinstance(why, Postponed | Interrupted) or (
        isinstance(why, AddressRefused) and urlsplit(origin).hostname == why.host
    ):
        return Robots(refusal=why)
    reason = why if isinstance(why, str) else failure_reason(why)
    if reason == "error":
        logger.error("%s/robots.txt: %r", origin, why)
    logger.info("%s/robots.txt can't be had (%s): nothing of this host is fetched", origin, reason)
    kind = BadCertificate if reason == "tls" else RobotsUnreachable
    refusal = kind(f"{origin}/robots.txt can't be had: {reason}")
    return Robots(refusal=refusal, good_until=time.monotonic() + _KEEP_UNREACHABLE_SECONDS)
