"""What kind of source an answer is, by its first bytes: servers' content types lie."""

from __future__ import annotations

import re

from scraper.discovery.jsonfeeds import looks_like_json

_HEAD = 64 * 1024
_ROOT = re.compile(
    rb"<(?:[a-z][\w.-]{0,20}:)?(rss|feed|rdf|urlset|sitemapindex|html|body)[\s>/]", re.IGNORECASE
)
_HTML = re.compile(rb"<!doctype\s+html", re.IGNORECASE)
_ADDRESS = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}https?://\S")


def sniff_source(body: bytes, *, expected: str) -> str:
    """`feed`, `sitemap` or `page`. *expected*, what it was asked for as, decides where the bytes do not."""
    head = body[:_HEAD].replace(b"\0", b"")  # so that UTF-16 can be told as well
    if head.startswith(b"\x1f\x8b"):
        return "sitemap"
    if looks_like_json(body):
        return "feed" if b"jsonfeed.org" in head or (expected == "feed" and b'"items"' in head) else "page"
    if expected == "sitemap" and _ADDRESS.match(head):
        return "sitemap"
    root = None if _HTML.search(head[:1024]) else _ROOT.search(head)
    name = root[1].lower() if root else b"html"
    if name in (b"rss", b"feed", b"rdf"):
        return "feed"
    return "sitemap" if name in (b"urlset", b"sitemapindex") else "page"
