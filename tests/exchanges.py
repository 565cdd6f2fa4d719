"""Exchanges as a crawl keeps them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

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


def story_of(number, paragraphs, *, slug=None, kind="article"):
    """A story's page with *paragraphs*, which came in the minute *number* of the day."""
    slug, title = slug or f"story-{number}", f"Story {number} of the tram"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<!doctype html><html lang=en><title>{title}</title><article><h1>{title}</h1>{body}</article>"
    url = f"https://gazette.example/2026/{slug}"
    return exchange_of(
        slug,
        url=url,
        body=html.encode(),
        received_at=datetime(2026, 3, 3, tzinfo=UTC) + timedelta(hours=9, minutes=number),
        facts=Facts(kind=kind, site="gazette.example", requested_url=url, via="feed"),
    )
