"""Why a request got no answer that can be used: refusals of ours, and words for everyone else's failures."""

from __future__ import annotations

import zlib
from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import CertificateError, VerificationError
from twisted.internet import error as net
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

_STATUSES = range(100, 1000)


class Refused(IgnoreRequest):
    """A request that Copydesk does not make, or whose answer it does not take. `reason` is counted."""

    reason = "refused"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail
        """One line for people."""


class AddressRefused(Refused):
    """The host is, or resolves to, an address that may not be reached."""

    reason = "address_refused"

    def __init__(self, detail: str, host: str) -> None:
        super().__init__(detail)
        self.host = host
        """The host of the refused request."""


class RobotsRefused(Refused):
    """robots.txt forbids the address."""

    reason = "robots"


class RobotsUnreachable(Refused):
    """robots.txt can't be had, so nothing of the host may be fetched (RFC 9309, 2.3.1.4)."""

    reason = "robots_unreachable"


class BadCertificate(RobotsUnreachable):
    """robots.txt can't be had, because the host has no valid certificate: nor can anything else of it."""

    reason = "tls"


class Postponed(Refused):
    """The host asks to be left alone for longer than this run waits, or has failed too often."""

    reason = "postponed"

    def __init__(self, detail: str, until: str) -> None:
        super().__init__(detail)
        self.until = until
        """UTC instant `YYYY-MM-DDTHH:MM:SSZ` from which the host may be asked again."""


class Interrupted(Refused):
    """The crawl ends while the request waits for its host."""

    reason = "interrupted"


class OtherSite(Refused):
    """A redirect to another registrable domain."""

    reason = "other_site"


class Downgrade(Refused):
    """A redirect from https to http."""

    reason = "downgrade"


class BadRedirect(Refused):
    """A redirect to something that is no http(s) address."""

    reason = "bad_redirect"


class TooManyRedirects(Refused):
    """More redirects than allowed."""

    reason = "too_many_redirects"


class NotHtml(Refused):
    """The answer to a request for an article is no page."""

    reason = "not_html"


class TooLarge(Refused):
    """The answer is larger than its kind may be, or decodes to more than that."""

    reason = "too_large"


class BadEncoding(Refused):
    """The answer is packed in a way that no honest server packs."""

    reason = "bad_encoding"


_BAD_TLS = (SSL.Error, VerificationError, CertificateError)
# First match wins; the narrower stands before the wider.
_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (net.TimeoutError, "timeout"),
    (CannotResolveHostError, "dns"),
    (net.DNSLookupError, "dns"),
    (DownloadConnectionRefusedError, "refused_connection"),
    (net.ConnectionRefusedError, "refused_connection"),
    (DownloadCancelledError, "too_large"),  # cancelled by the size limit alone: a timeout has its own class
    (ResponseDataLossError, "truncated"),
    (UnsupportedURLSchemeError, "unsupported_scheme"),
    (NotSupported, "unsupported_scheme"),
    (net.ConnectError, "unreachable"),
    (net.ConnectionLost, "connection_lost"),
    (net.ConnectionDone, "connection_lost"),
    (DownloadFailedError, "connection_lost"),
    (ResponseFailed, "connection_lost"),
    (zlib.error, "bad_encoding"),
    (EOFError, "bad_encoding"),
    (ConnectionError, "connection_lost"),
    (IgnoreRequest, "ignored"),
)


def shown(url: str) -> str:
    """*url* as it may stand in a message: without user, password and query, and not endless."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "a broken address"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"[:200]


def failure_reason(failure: Failure | BaseException) -> str:
    """The word that *failure* is counted under: `timeout`, `dns`, `tls`, `http_404`, `robots` ...

    The `reason` of our own refusals; `http_STATUS` of an answer that is no success; `error` where the
    exception is none of the web's.
    """
    error = (failure.value or failure) if isinstance(failure, Failure) else failure
    if isinstance(error, Refused):
        return error.reason
    if isinstance(error, HttpError):
        return status_reason(error.response.status)
    if any(isinstance(cause, _BAD_TLS) for cause in _causes(error)):
        return "tls"
    return next((reason for kind, reason in _REASONS if isinstance(error, kind)), "error")


def status_reason(status: int) -> str:
    """The word for an answer with *status*, which is no success. A number without bounds is no HTTP."""
    return f"http_{status}" if status in _STATUSES else "connection_lost"


def _causes(error: BaseException) -> list[BaseException]:
    """*error* and what Twisted wraps in it."""
    causes = [error]
    if error.__cause__ is not None:
        causes.append(error.__cause__)
    for cause in tuple(causes):
        causes.extend(reason.value for reason in getattr(cause, "reasons", None) or ())
    return causes
