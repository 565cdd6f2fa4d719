"""Certificates, checked whole: chain and name. A bad one is a failed connection, never an accident."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from OpenSSL import SSL
from OpenSSL.crypto import X509
from scrapy.crawler import Crawler
from service_identity import CertificateError, VerificationError
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.python.failure import Failure
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

from scraper.middlewares.departure import LeavingHandler

_ALWAYS = SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT


class CheckedHandler(LeavingHandler):
    """The handler of https, with certificates that name nobody refused like any other bad one.

    Twisted logs a certificate without subjectAltName as a fault of the program, and takes it if its chain
    is good. Where DOWNLOAD_VERIFY_CERTIFICATES is off nothing is changed.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"):
            self._contextFactory = cast("IPolicyForHTTPS", _CheckedPolicy(self._contextFactory))


@implementer(IPolicyForHTTPS)
class _CheckedPolicy:
    """*policy*, whose connections check the name for themselves."""

    def __init__(self, policy: Any) -> None:
        self.policy = policy

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 (the interface's name)
        return _CheckedCreator(self.policy.creatorForNetloc(hostname, port), hostname.decode("ascii"))


@implementer(IOpenSSLClientConnectionCreator)
class _CheckedCreator:
    """*creator*, whose connections are good for *hostname* alone."""

    def __init__(self, creator: Any, hostname: str) -> None:
        self.creator = creator
        literal = isIPAddress(hostname) or isIPv6Address(hostname)
        self.name: ServiceID = IPAddress_ID(hostname) if literal else DNS_ID(hostname)

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:  # noqa: N802, N803
        connection = cast("SSL.Connection", self.creator.clientConnectionForTLS(tlsProtocol))
        connection.set_verify(_ALWAYS, _check(tlsProtocol, self.name))
        _expect_farewell(tlsProtocol)
        return connection


def _expect_farewell(protocol: Any) -> None:
    """Let *protocol* take a server's farewell in the middle of the handshake for a lost connection.

    Twisted (26.10) stumbles over it, and logs it as a fault of the program.
    """
    finish = protocol._tlsShutdownFinished

    def finished(reason: Any) -> None:
        if reason is not None and isinstance(reason.value, SSL.ZeroReturnError):
            reason = Failure(SSL.SysCallError(-1, "Unexpected EOF"))  # type: ignore[no-untyped-call]
        finish(reason)

    protocol._tlsShutdownFinished = finished


def _check(protocol: Any, name: ServiceID) -> Callable[[SSL.Connection, X509, int, int, int], bool]:
    """What OpenSSL asks about each certificate of the chain. It must not raise."""
    waiting = [protocol]  # let go of after the answer: OpenSSL keeps the function as long as the connection

    def check(_: SSL.Connection, certificate: X509, error: int, depth: int, good: int) -> bool:
        if depth or not good:
            return bool(good)
        try:
            verify_service_identity(extract_patterns(certificate), [name], [])
        except (VerificationError, CertificateError, ValueError):
            if waiting:
                waiting.pop().failVerification(Failure())  # type: ignore[no-untyped-call]
            return False
        waiting.clear()
        return True

    return check
