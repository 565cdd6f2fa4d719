"""Copydesk, by the code that the crawl runs."""

from __future__ import annotations

from benchmarks.prediction import Prediction
from scraper.article import Rejection
from scraper.extraction.extract import extract_article
from scraper.normalise.urls import site_of
from scraper.page import Page
from scraper.sites.site import Site


def predict(url: str, html: bytes) -> Prediction:
    """What a crawl without a site file would put on record; nothing for a page that it rejects."""
    found = extract_article(Page(url=url, body=html), Site(domain=site_of(url)))
    if isinstance(found, Rejection):
        return Prediction(rejected=found.reason)
    published = found.published_at or found.published_on
    return Prediction(
        body="\n".join(block.text for block in found.body),
        title=found.headline,
        authors=tuple(author.name for author in found.authors if author.role is None),
        published=published.isoformat() if published else None,
        language=found.language,
    )
