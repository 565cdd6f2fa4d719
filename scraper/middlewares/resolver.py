"""The name resolver of a crawl: it hands out only addresses that may be reached.

Every connection asks it, so that a name which changes its answer between the check and the
connection gains nothing.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from typing import Any, Self

from scrapy.resolver import HostResolution
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import (
    IAddress,
    IHostnameResolver,
    IHostResolution,
    IResolutionReceiver,
)
from zope.interface import implementer  # type: ignore[import-untyped]

from scraper.middlewares.nets import Network, may_reach, parse_address, parse_networks

_KEEP_SECONDS = 600.0
_KEEP_NAMES = 10_000
# RFC 1035, and underscores, which some hosts have.
_NAME = re.compile(rb"(?=.{1,254}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?", re.IGNORECASE)


@implementer(IHostnameResolver)
class GatedResolver:
    """Resolves to IPv4 and IPv6; a name with one address that may not be reached has none.

    For the setting `TWISTED_DNS_RESOLVER`. Answers are kept for ten minutes. Networks of
    `COPYDESK_ALLOW_NETS` may be reached.
    """

    def __init__(self, reactor: Any, inner: Any, allowed: Sequence[Network]) -> None:
        self.reactor = reactor
        self.inner = inner
        self.allowed: tuple[Network, ...] = tuple(allowed)
        self._trusted: set[str] = set()
        self._known: dict[str, tuple[float, tuple[str, ...]]] = {}
        self._asked: dict[str, asyncio.Future[tuple[str, ...]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        return cls(
            reactor, reactor.nameResolver, parse_networks(crawler.settings.getlist("COPYDESK_ALLOW_NETS"))
        )

    def install_on_reactor(self) -> None:
        """Answer every later question of the reactor."""
        self.reactor.installNameResolver(self)

    def allow(self, networks: Sequence[Network]) -> None:
        """Let *networks* be reached too."""
        self.allowed += tuple(net for net in networks if net not in self.allowed)

    def trust(self, host: str) -> None:
        """Let connections go to *host*, a proxy that the settings name, whatever its address."""
        self._trusted.add(host)

    async def lookup(self, host: str) -> tuple[str, ...]:
        """All addresses of *host*, refused ones too; empty: there are none. Asked once, however many wait."""
        known = self._fresh(host) if _is_name(host) else ()
        if known is not None:
            return known
        future = self._asked.get(host)
        if future is None:
            future = self._asked[host] = asyncio.get_running_loop().create_future()
            # May be answered before it returns.
            self.inner.resolveHostName(_Collector(lambda found: self._answered(host, found)), host)
        return await asyncio.shield(future)

    def refused(self, addresses: Sequence[str]) -> str | None:
        """The first of *addresses* that may not be reached; `None`: all may."""
        for text in addresses:
            address = parse_address(text)
            if address is None or not may_reach(address, self.allowed):
                return text
        return None

    def resolveHostName(  # noqa: N802 (Twisted's interface)
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Twisted's question: the addresses of *hostName*, or none where one of them is refused."""
        resolution = HostResolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        def deliver(found: tuple[str, ...]) -> None:
            if hostName in self._trusted or self.refused(found) is None:
                for text in found:
                    kind = IPv6Address if ":" in text else IPv4Address
                    if addressTypes is None or kind in addressTypes:
                        resolutionReceiver.addressResolved(kind("TCP", text, portNumber))
            resolutionReceiver.resolutionComplete()

        known = self._fresh(hostName) if _is_name(hostName) else ()
        if known is not None:
            deliver(known)
        else:
            self.inner.resolveHostName(
                _Collector(lambda found: deliver(self._remember(hostName, found))), hostName
            )
        return resolution

    def _answered(self, host: str, found: tuple[str, ...]) -> None:
        self._remember(host, found)
        future = self._asked.pop(host)
        if not future.done():
            future.set_result(found)

    def _fresh(self, host: str) -> tuple[str, ...] | None:
        until, found = self._known.get(host, (0.0, ()))
        return found if until > time.monotonic() else None

    def _remember(self, host: str, found: tuple[str, ...]) -> tuple[str, ...]:
        if found:
            self._known.pop(host, None)
            while len(self._known) >= _KEEP_NAMES:
                del self._known[next(iter(self._known))]
            self._known[host] = (time.monotonic() + _KEEP_SECONDS, found)
        return found


def _is_name(host: str) -> bool:
    """Whether *host* can be asked for at all.

    Of one that cannot (a label without end, say) Python raises what Twisted does not expect: it would never
    answer.
    """
    try:
        return _NAME.fullmatch(host.encode("idna")) is not None
    except UnicodeError:
        return False


@implementer(IResolutionReceiver)
class _Collector:
    """Hands all addresses of one resolution to *then*."""

    def __init__(self, then: Callable[[tuple[str, ...]], object]) -> None:
        self._then = then
        self._found: list[str] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        """Nothing to do yet."""

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if address.host not in self._found:
            self._found.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._then(tuple(self._found))
