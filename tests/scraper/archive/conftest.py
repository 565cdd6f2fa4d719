"""Exchanges as a crawl keeps them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scraper.archive.exchange import Exchange, Facts
from scraper.hints import Hints

PAGE = b"<!doctype html><title>Tram</title><p>The tram is back on the river line.</p>"


def exchange_of(slug="tram", *, body=PAGE, status=200, lines=(), day=3, facts=None, **fields):
    """What `https://gazette.example/SLUG` answered on a day of March 2026."""
    known = facts or Facts(
        kind="article",
        run="RUN",
        site="gazette.example",
        requested_url=f"https://gazette.example/{slug}",
        via="feed",
        hints=Hints(source="feed", headline="Die Straßenbahn fährt", authors=("Ida Marsh",)),
    )
    made = Exchange(
        url=f"https://gazette.example/{slug}",
        method="GET",
        request_lines=((b"User-Agent", b"Copydesk"),),
        status=status,
        protocol="HTTP/1.1",
        lines=((b"Content-Type", b"text/html"), *lines),
        body=body,
        address="192.0.2.7",
        received_at=datetime(2026, 3, day, 9, 0, 0, tzinfo=UTC),
        facts=known,
    )
    return replace(made, **fields)


@pytest.fixture
def make_exchange():
    return exchange_of
