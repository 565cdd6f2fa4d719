"""Where a site says that its feeds and sitemaps are, and where they usually are if it does not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scraper.normalise.urls import absolute_url, normalise_url
from scraper.page import Document

LIKELY_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml", "/sitemap-news.xml")
LIKELY_FEEDS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")

_MAX = 20
_SITEMAP_LINE = re.compile(
    r"""(?:\A\ufeff?|[\r\n])[ \t]*sitemap[ \t]*:[ \t]*["'<]?([^\s"'<>]{1,2048})""", re.IGNORECASE
)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_JSON = "application/json"
_XML = ("text/xml", "application/xml")
_FEED_WORD = re.compile(r"\b(?:rss|atom|feeds?)\b")
# One feed for each article's readers' letters is of no use.
_COMMENTS = re.compile(
    r"comment|kommentar|comentario|commentaire|коментар|комментари|reply|replies", re.IGNORECASE
)


def sitemaps_in_robots(text: str, url: str) -> tuple[str, ...]:
    """The addresses of the `Sitemap:` lines in the robots.txt *text* fetched from *url*, each once."""
    return _addresses((match[1] for match in _SITEMAP_LINE.finditer(text)), url)


def find_feeds(document: Document) -> tuple[str, ...]:
    """The feeds that the page's `<link rel="alternate">` name, without those of comments, each once.

    Links of the text count as well where they say that they are feeds.
    """
    hrefs = []
    for link in document.root.iter("link", "a"):
        href, kind = link.get("href"), (link.get("type") or "").partition(";")[0].strip().lower()
        rel = (link.get("rel") or "").lower().split()
        if not href or not ("alternate" in rel or "feed" in rel or (link.tag == "a" and kind)):
            continue
        title = link.get("title") or ""
        said = "feed" in rel or kind in _FEED_TYPES or _says_feed(kind, f"{title} {href}".lower())
        if said and not _COMMENTS.search(f"{title} {href}"):
            hrefs.append(href)
    return _addresses(hrefs, document.base_url)


def _says_feed(kind: str, text: str) -> bool:
    """Whether a link of a type that is not feeds' alone calls itself one."""
    if kind == _JSON:
        return "feed" in text and "wp-json" not in text
    return kind in _XML and bool(_FEED_WORD.search(text))


def _addresses(hrefs: Iterable[str], base: str) -> tuple[str, ...]:
    urls: dict[str, None] = {}
    for href in hrefs:
        url = normalise_url(absolute_url(href, base) or "")
        if url is not None:
            urls[url] = None
        if len(urls) == _MAX:
            break
    return tuple(urls)
