"""The gate: no connection goes to an address that is not public, unless the settings allow it."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.settings import BaseSettings
from scrapy.utils.url import add_http_if_no_scheme

from scraper.middlewares.nets import Network, may_reach, parse_address, parse_networks
from scraper.middlewares.refused import AddressRefused, shown
from scraper.middlewares.resolver import GatedResolver

logger = logging.getLogger(__name__)


class AddressGate:
    """Refuses requests to loopback, private, link-local ... addresses, literal or resolved. Stands first.

    `COPYDESK_ALLOW_NETS`: networks that may be reached. `COPYDESK_PROXY`: the one proxy of this crawl, used
    for every request; its address need not be public, and names behind it are the proxy's to resolve.
    `HTTPPROXY_ENABLED`: whether proxies of the environment and of requests are trusted likewise.
    """

    def __init__(self, settings: BaseSettings) -> None:
        self.allowed: tuple[Network, ...] = parse_networks(settings.getlist("COPYDESK_ALLOW_NETS"))
        self.proxy: str | None = settings.get("COPYDESK_PROXY") or None
        self.trust_proxies = settings.getbool("HTTPPROXY_ENABLED")
        self.timeout = settings.getfloat("DNS_TIMEOUT", 10.0)
        self._said: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings)

    async def process_request(self, request: Request) -> None:
        """Raise AddressRefused, or let *request* pass, by way of the crawl's proxy where there is one."""
        host = _host_of(request.url)
        if not host:
            raise AddressRefused(f"{shown(request.url)}: not an http(s) address", "")
        resolver = self._resolver()
        proxied = self._take_proxy(request, resolver)
        address = parse_address(host)
        if address is not None:
            if not may_reach(address, self.allowed):
                self._refuse(host, str(address))
        elif not proxied:
            await self._check_name(host, resolver)

    def _take_proxy(self, request: Request, resolver: GatedResolver) -> bool:
        """Whether *request* goes through a proxy; one that is used is trusted by the resolver."""
        proxy = self.proxy or request.meta.get("proxy")
        if self.proxy:
            request.meta["proxy"] = self.proxy
        elif proxy and not self.trust_proxies:
            raise AddressRefused(
                f"{shown(request.url)}: asks for a proxy; set HTTPPROXY_ENABLED to use proxies", ""
            )
        elif self.trust_proxies and not proxy:
            proxy = _environment_proxy(request.url)
        if not proxy:
            return False
        resolver.trust(urlsplit(add_http_if_no_scheme(proxy)).hostname or "")
        return True

    async def _check_name(self, host: str, resolver: GatedResolver) -> None:
        try:
            found = await asyncio.wait_for(resolver.lookup(host), self.timeout)
        except TimeoutError:
            raise CannotResolveHostError(f"{host}: no answer within {self.timeout:g} s") from None
        if not found:
            raise CannotResolveHostError(f"{host}: no address")
        refused = resolver.refused(found)
        if refused is not None:
            self._refuse(host, refused)

    def _resolver(self) -> GatedResolver:
        """The resolver that connections use; put in front of another one where that is installed."""
        from twisted.internet import reactor

        loop: Any = reactor
        resolver = loop.nameResolver
        if not isinstance(resolver, GatedResolver):
            resolver = GatedResolver(loop, resolver, self.allowed)
            resolver.install_on_reactor()
        resolver.allow(self.allowed)
        return resolver

    def _refuse(self, host: str, address: str) -> None:
        detail = host if host == address else f"{host} is {address}, which"
        message = (
            f"{detail} is not a public address: add it to COPYDESK_ALLOW_NETS to allow it "
            "(-s COPYDESK_ALLOW_NETS=...)"
        )
        if host not in self._said and len(self._said) < 1000:
            self._said.add(host)
            logger.warning("Refused: %s", message)
        raise AddressRefused(message, host)


def _host_of(url: str) -> str | None:
    """The host that *url* is fetched from; `None`: it is no whole http(s) address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return parts.hostname if parts.scheme in ("http", "https") and port != 0 else None


def _environment_proxy(url: str) -> str | None:
    """The proxy that the environment names for *url*, as Scrapy's HttpProxyMiddleware reads it."""
    parts = urlsplit(url)
    return None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
