"""What kind of source a response is, whatever it was asked for as."""

from __future__ import annotations

import re

from scraper.discovery.jsonfeeds import looks_like_json

_HEAD_BYTES = 64 * 1024
_GZIP = b"\x1f\x8b"
# The first of these elements decides: HTML stands inside feeds too, as <header> or in CDATA.
_ROOT = re.compile(
    rb"<(?:!doctype\s{1,9}(?=html)|[a-z][\w.-]{0,20}:)?(rss|feed|rdf|channel|urlset|sitemapindex|html|head|body)[\s>/]",
    re.IGNORECASE,
)
_FORMS = {
    **dict.fromkeys((b"rss", b"feed", b"rdf", b"channel"), "feed"),
    **dict.fromkeys((b"urlset", b"sitemapindex"), "sitemap"),
}
_ADDRESS = re.compile(rb"(?:\A(?:\xef\xbb\xbf)?|[\r\n])\s{0,100}https?://", re.IGNORECASE)


def sniff_source(body: bytes, *, expected: str) -> str | None:
    """`feed`, `sitemap` or `html`, by what *body* begins with; *expected* decides between plain texts.

    Servers answer feed addresses with pages and the other way round. None: it is nothing of these.
    """
    if body.startswith(_GZIP):
        return "sitemap"
    # UTF-16 spells the same marks with a NUL beside each letter.
    head = body[:_HEAD_BYTES].replace(b"\0", b"")
    if looks_like_json(body):
        return "feed" if expected == "feed" or b"jsonfeed.org" in head else None
    if expected == "sitemap" and _ADDRESS.match(head):
        return "sitemap"
    root = _ROOT.search(head)
    if root:
        return _FORMS.get(root[1].lower(), "html")
    if expected == "sitemap" and _ADDRESS.search(head):  # below a remark
        return "sitemap"
    return "html" if b"<" in head and expected in ("front", "section") else None
