"""What a feed or sitemap says of an article before the article is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """Facts about one article that stand beside its link. Raw text, as printed there."""

    source: str
    """`feed` or `news_sitemap`: what `provenance` says when a hint wins a field."""
    headline: str | None = None
    """Title of the entry."""
    published: str | None = None
    """Publication date of the entry, as written."""
    language: str | None = None
    """Language of the entry or of its feed, as written."""
    authors: tuple[str, ...] = ()
    """Names, as written."""
    tags: tuple[str, ...] = ()
    """Categories or keywords, as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """An address that discovery takes for an article."""

    url: str
    """Absolute, normalised by `normalise.urls.normalise_url`."""
    via: str
    """One of `exports.record.VIAS`."""
    hints: Hints | None = None
    """What the place where it was found says of it."""
    changed: str | None = None
    """Newest moment that the place states for it (`lastmod`, `updated`, `pubDate`): UTC instant
    `YYYY-MM-DDTHH:MM:SSZ`, or `YYYY-MM-DD` where only a day is stated. Orders the queue."""


def is_named(link: FoundLink) -> bool:
    """Whether a feed names *link*, or a sitemap that dates it: not merely a page of the site."""
    return link.via != "section" and (link.via != "sitemap" or link.changed is not None)
