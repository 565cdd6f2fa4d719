"""Copydesk, by the code that the crawl runs."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

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
    return Prediction(
        body="\n".join(block.text for block in found.body),
        title=found.headline,
        authors=tuple(author.name for author in found.authors if author.role is None),
        published=to_published(found.published_at, found.published_on),
        language=found.language,
    )


def to_published(moment: datetime | None, day: date | None) -> str | None:
    """ISO 8601: *moment* at the offset nearest to UTC at which it falls on *day*, the publisher's.

    The record states both, so that one value must carry the instant and the day at the publisher.
    """
    if moment is None or day is None:
        return day.isoformat() if day else moment.isoformat() if moment else None
    offsets = sorted(range(-12, 15), key=abs)
    there = (moment.astimezone(timezone(timedelta(hours=hours))) for hours in offsets)
    return next((local for local in there if local.date() == day), moment).isoformat()
