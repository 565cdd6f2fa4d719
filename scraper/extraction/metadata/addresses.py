"""Addresses that a page's markup names."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from scraper.normalise.urls import without_secrets


def find_link(base_url: str, href: str | None) -> str | None:
    """*href* made absolute; `None` unless it is an http(s) address."""
    href = (href or "").strip()
    if not href or len(href) > 2000 or href.startswith(("data:", "javascript:", "#", "blob:")):
        return None
    try:
        link = without_secrets(urljoin(base_url, href))
    except ValueError:
        return None
    return link if link.startswith(("http://", "https://")) else None


def find_source(image: HtmlElement) -> str | None:
    """Where an `<img>` is loaded from, lazily or at once; inline pixels do not count."""
    for name in ("src", "data-src", "data-original", "data-lazy-src"):
        value = (image.get(name) or "").strip()
        if value and not value.startswith("data:"):
            return value
    sources = (image.get("srcset") or image.get("data-srcset") or "").split(",")[0].split()
    return sources[0] if sources else None


def is_front(url: str) -> bool:
    """Whether *url* is a site's front page."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
