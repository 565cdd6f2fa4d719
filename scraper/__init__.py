"""Copydesk's crawler and extractor. `extract` is the extractor for programs, without Scrapy and network."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exports.record import Record
    from scraper.extraction.repeats import Repeats

__all__ = ["NotAnArticle", "extract"]


class NotAnArticle(ValueError):
    """The page is no article. `reason` is one of `scraper.extraction.kind.REJECTIONS`."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


def extract(
    html: bytes | str,
    url: str,
    *,
    content_type: str | None = None,
    repeats: Repeats | None = None,
    leaning: str = "balanced",
) -> Record:
    """The record of the article in *html*, the page at *url*: the same that a crawl files.

    *html*: the page as bytes (decoded by *content_type*, the header, then as a browser would) or as text.
    *url* stands in the record in the spelling that a crawl asks by: without fragment, trackers and password.
    *repeats*: what recurs over the site's articles (`scraper.memory.SiteMemory.repeats`); None: not known.
    *leaning*: `precision` rather loses a line than keeps a foreign one, `recall` the other way.
    No network, no clock, no state: `record.crawl` is empty, and what feeds and sitemaps say of an article is
    not known here. NotAnArticle: there is no article in it. ValueError: *url* is no http(s) address, or
    *leaning* none.
    TypeError: *html* is neither bytes nor text, or *url* no text.
    """
    # Here and not above, so that `import scraper` costs nothing.
    from exports.record import Crawl
    from scraper.article import Rejection
    from scraper.extraction.extract import extract_article
    from scraper.normalise.urls import normalise_url
    from scraper.page import Page
    from scraper.sites.load import site_for
    from scraper.sites.site import LEANINGS

    if not isinstance(url, str):
        raise TypeError(f"extract: url: a str, not {type(url).__name__}")
    if leaning not in LEANINGS:
        raise ValueError(f"extract: leaning: {leaning!r} is none of {', '.join(LEANINGS)}")
    address = normalise_url(url)
    if address is None:
        raise ValueError(f"extract: url: not an http or https address: {url!r:.200}")
    if isinstance(html, str):
        html, content_type = html.encode("utf-8", "replace"), "text/html; charset=utf-8"
    elif isinstance(html, bytearray | memoryview):
        html = bytes(html)
    elif not isinstance(html, bytes):
        raise TypeError(f"extract: html: bytes or str, not {type(html).__name__}")
    page = Page(url=address, body=html, content_type=content_type)
    found = extract_article(page, site_for(address), repeats=repeats, leaning=leaning)
    if isinstance(found, Rejection):
        raise NotAnArticle(found.reason, found.detail)
    return found.to_record(Crawl())
