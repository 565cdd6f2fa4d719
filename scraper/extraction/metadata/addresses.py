"""Addresses that a page's markup names."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from scraper.normalise.urls import absolute_url

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-image", "data-img-src")
_STAND_IN = re.compile(
    r"(?:^|/)(?:[\w-]*(?:placeholder|spacer|transparent|lazy-?load|1x1)[\w-]*|blank|pixel|loading|empty|grey|gray)"
    r"\.(?:gif|png|svg|jpe?g|webp)(?:$|\?)",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)[wx],?")


def find_link(base_url: str, href: str | None) -> str | None:
    """*href* made absolute (see `absolute_url`); `None` unless it is an http(s) address.

    Nor where it holds a tag: then its quotation mark is missing, and what follows is no address.
    """
    href = (href or "").strip()
    if not href or len(href) > 2000 or "<" in href or href.startswith("#"):
        return None
    return absolute_url(href, base_url)


def find_source(image: HtmlElement) -> str | None:
    """Where an `<img>` is loaded from, lazily or at once, at its largest; stand-ins do not count."""
    lazy = (image.get(name) for name in _LAZY)
    for value in (*lazy, image.get("src")):
        value = (value or "").strip()
        if value and not value.startswith("data:") and not _STAND_IN.search(value):
            return value
    sets = [image.get("data-srcset"), image.get("srcset")]
    picture = next(image.iterancestors("picture"), None)
    if picture is not None:
        sets += [source.get(name) for source in picture.iter("source") for name in ("data-srcset", "srcset")]
    return next((best for each in sets if each and (best := _largest(each))), None)


def _largest(srcset: str) -> str | None:
    """The address of the widest picture in *srcset*. Addresses may hold commas inside."""
    best: tuple[float, str] | None = None
    address: str | None = None
    for word in [*srcset.split(), ""]:
        size = _SIZE.fullmatch(word)
        if size is None or address is None:
            if address and (best is None or best[0] < 0):
                best = best or (0.0, address)
            address = word.strip(",") or None
            continue
        if best is None or float(size[1]) > best[0]:
            best = float(size[1]), address
        address = None
    found = best[1] if best else None
    return found if found and not found.startswith("data:") else None


def is_front(url: str) -> bool:
    """Whether *url* is a site's front page."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
