"""Redirects: followed within the site and never from https to http."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from scraper.middlewares.refused import BadRedirect, Downgrade, OtherSite, TooManyRedirects, shown
from scraper.normalise.urls import site_of

MOST_REDIRECTS = "copydesk_most_redirects"
_STATUSES = (301, 302, 303, 307, 308)


class Redirects(RedirectMiddleware):
    """Follows up to REDIRECT_MAX_TIMES redirects; refuses those that leave the site or give up https.

    The site is that of the address first asked for. A request with `meta["copydesk_any_site"]` (feeds that
    live elsewhere) and one for robots.txt may go anywhere; `meta[MOST_REDIRECTS]` allows fewer redirects. All
    of them pass the address gate again.
    """

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """*response*, or the request for what it points to. Raises a Refused with the reason."""
        if response.status not in _STATUSES or "Location" not in response.headers:
            return response
        if MOST_REDIRECTS in request.meta:
            request.meta.setdefault("redirect_ttl", request.meta[MOST_REDIRECTS])
        try:
            followed = super().process_response(request, response)
        except ValueError as error:
            raise BadRedirect(f"{shown(request.url)}: redirects to no address: {error}"[:400]) from None
        if isinstance(followed, Request):
            followed = followed.replace(url=_without_user(followed.url))
            _check(request, followed)
        elif followed.status in _STATUSES and not request.meta.get("dont_redirect"):
            raise BadRedirect(f"{shown(request.url)}: redirects to something other than http(s)")
        return followed

    def handle_referer(self, request: Request, response: Response) -> None:
        """No page learns where we came from."""
        request.headers.pop("Referer", None)

    def _engine_started(self) -> None:
        """Scrapy looks for its Referer middleware here, which is not used."""

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        try:
            return super()._redirect(redirected, request, reason)
        except IgnoreRequest:
            raise TooManyRedirects(f"{shown(request.url)}: redirects too often") from None


def _without_user(url: str) -> str:
    """*url* without user and password: no page tells us as whom to log in."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else url


def _check(request: Request, followed: Request) -> None:
    if request.meta.get("copydesk_any_site") or request.meta.get("copydesk_kind") == "robots":
        return
    first = (request.meta.get("redirect_urls") or [request.url])[0]
    if site_of(followed.url) != site_of(first):
        raise OtherSite(f"{shown(first)}: leads to another site, {site_of(followed.url)[:100]}")
    if urlsplit(request.url).scheme == "https" and urlsplit(followed.url).scheme == "http":
        raise Downgrade(f"{shown(first)}: leads from https to http")
