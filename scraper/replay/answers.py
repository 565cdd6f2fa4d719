"""A kept answer as the page that it was, judged by the same rules as an answer in a crawl."""

from __future__ import annotations

from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from scraper.archive.reading import Capture
from scraper.middlewares.decompression import decoded
from scraper.middlewares.limits import check_page, content_type, is_truncated, stated_type
from scraper.middlewares.refused import Refused
from scraper.normalise.urls import normalise_url, without_secrets
from scraper.page import Page

_HTML = ("text/html", "application/xhtml+xml", "")


def to_page(capture: Capture, url: str, limit: int) -> Page | str:
    """The page of *capture*, whose normalised address is *url*; a text: why it is skipped.

    *limit*: decoded bytes.
    """
    facts, response = capture.facts, _response(capture)
    if facts is None and content_type(response.headers) not in _HTML:
        return "not_html"
    try:
        response = decoded(response, limit)
        if len(response.body) > limit:
            return "too_large"
        check_page(response)
    except Refused as refused:
        return refused.reason
    return Page(
        # Ours stands as it was fetched, without secrets; of others nobody has looked at it.
        url=without_secrets(capture.url) if facts else url,
        requested_url=normalise_url(facts.requested_url or "") or url if facts else url,
        body=response.body,
        content_type=stated_type(response.headers),
        status=capture.status,
        retrieved_at=capture.retrieved_at,
        truncated=capture.truncated or is_truncated(response),
    )


def _response(capture: Capture) -> Response:
    headers = Headers()
    for name, value in capture.lines:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=capture.url, body=capture.body)
    flags = list(capture.facts.flags) if capture.facts else []
    return kind(capture.url, status=capture.status, headers=headers, body=capture.body, flags=flags)
