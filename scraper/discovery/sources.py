"""What kind of source a response is, whatever it was asked for as."""

from __future__ import annotations

from scraper.discovery.jsonfeeds import looks_like_json

_HEAD_BYTES = 4096
_FEED_MARKS = (b"<rss", b"<feed", b"<rdf:rdf", b"<channel")
_SITEMAP_MARKS = (b"<urlset", b"<sitemapindex", b":urlset", b":sitemapindex")
_HTML_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body")
_GZIP = b"\x1f\x8b"


def sniff_source(body: bytes, *, expected: str) -> str | None:
    """`feed`, `sitemap` or `html`, by what *body* begins with; *expected* decides between plain texts.

    Servers answer feed addresses with pages and the other way round. None: it is nothing of these.
    """
    # UTF-16 spells the same marks with a NUL beside each letter.
    head = body[:_HEAD_BYTES].replace(b"\0", b"").lower()
    if any(mark in head for mark in _HTML_MARKS):
        return "html"
    if any(mark in head for mark in _SITEMAP_MARKS):
        return "sitemap"
    if any(mark in head for mark in _FEED_MARKS) or (expected == "feed" and looks_like_json(body)):
        return "feed"
    if expected == "sitemap" and (
        body.startswith(_GZIP) or head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"http")
    ):
        return "sitemap"
    return "html" if b"<" in head and expected in ("front", "section") else None
