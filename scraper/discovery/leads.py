"""Where one source leads: a feed, a sitemap, a front or section page, whatever it was asked for as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scraper.discovery.autodiscovery import find_feeds
from scraper.discovery.feeds import parse_feed
from scraper.discovery.listings import read_listing
from scraper.discovery.sitemaps import ChildSitemap, parse_sitemap
from scraper.discovery.sources import sniff_source
from scraper.hints import FoundLink
from scraper.normalise.urls import fingerprint
from scraper.page import Page, load_document
from scraper.sites.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """What one source names."""

    form: str | None
    """`feed`, `sitemap` or `html`; `None`: it is no source at all."""
    articles: tuple[FoundLink, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[ChildSitemap, ...] = ()
    sections: tuple[str, ...] = ()
    next_pages: tuple[str, ...] = ()
    refused: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """`fingerprint` of each address that is not taken for an article, by `discovery.listings.Refused.why`."""
    problems: tuple[str, ...] = ()
    """Malformed pieces that were passed over."""


def read_leads(page: Page, site: Site, *, expected: str) -> Leads:
    """What *page*, a source of *site* that was asked for as *expected* (`front`, `section`, `feed`,
    `sitemap`), leads to. Never raises."""
    form = sniff_source(page.body, expected=expected)
    if form == "feed":
        feed = parse_feed(page.body, page.url, content_type=page.content_type)
        return Leads(form=form, articles=feed.links, problems=feed.problems)
    if form == "sitemap":
        sitemap = parse_sitemap(page.body, page.url, content_type=page.content_type)
        return Leads(form=form, articles=sitemap.links, sitemaps=sitemap.children, problems=sitemap.problems)
    if form == "html" and expected in ("front", "section"):
        document = load_document(page)
        listing = read_listing(document, site)
        refused: dict[str, list[int]] = {}
        for link in listing.refused:
            refused.setdefault(link.why, []).append(fingerprint(link.url))
        return Leads(
            form=form,
            articles=listing.articles,
            feeds=find_feeds(document),
            sections=listing.sections,
            next_pages=listing.next_pages,
            refused={why: tuple(numbers) for why, numbers in refused.items()},
        )
    return Leads(form=None)
