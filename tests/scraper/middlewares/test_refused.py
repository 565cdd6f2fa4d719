import pytest
from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import CertificateError
from twisted.internet import error as net
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from scraper.middlewares.refused import (
    BadCertificate,
    OtherSite,
    Postponed,
    Refused,
    RobotsRefused,
    failure_reason,
    shown,
)


def wrapped(*reasons):
    error = DownloadFailedError("failed")
    error.__cause__ = ResponseFailed([Failure(reason) for reason in reasons])
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RobotsRefused("x"), "robots"),
        (OtherSite("x"), "other_site"),
        (Postponed("x", "2024-03-03T09:00:00Z"), "postponed"),
        (Refused("x"), "refused"),
        (HttpError(Response("https://gazette.example/", status=404)), "http_404"),
        (HttpError(Response("https://gazette.example/", status=999)), "http_999"),
        (HttpError(Response("https://gazette.example/", status=-1)), "connection_lost"),
        (HttpError(Response("https://gazette.example/", status=10**300)), "connection_lost"),
        (DownloadTimeoutError(), "timeout"),
        (CannotResolveHostError(), "dns"),
        (DownloadConnectionRefusedError(), "refused_connection"),
        (DownloadCancelledError(), "too_large"),
        (ResponseDataLossError(), "truncated"),
        (wrapped(net.ConnectionLost()), "connection_lost"),
        (wrapped(SSL.Error([("ssl", "", "certificate verify failed")])), "tls"),
        (wrapped(CertificateError("no subjectAltName")), "tls"),
        (BadCertificate("x"), "tls"),
        (net.NoRouteError(), "unreachable"),
        (IgnoreRequest("from elsewhere"), "ignored"),
        (KeyError("our own mistake"), "error"),
    ],
)
def test_failure_reason(error, reason):
    assert failure_reason(error) == reason
    assert failure_reason(Failure(error)) == reason


def test_secrets_are_not_shown():
    assert shown("https://ann:secret@gazette.example:8080/a?token=1#x") == "https://gazette.example:8080/a"
    assert len(shown("https://gazette.example/" + "a" * 5000)) == 200
