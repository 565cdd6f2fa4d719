"""What is done about each kept answer before it is unpacked."""

from dataclasses import replace

import pytest

from scraper.archive.exchange import Facts
from scraper.archive.reading import Capture, Source
from scraper.hints import Hints
from scraper.replay.pages import Pages
from scraper.sites.site import Site

HTML = b"<!doctype html><title>Tram</title><p>The tram is back.</p></html>"
OURS = Facts(
    kind="article",
    site="gazette.example",
    requested_url="https://gazette.example/old",
    via="news_sitemap",
    hints=Hints(source="news_sitemap", headline="Tram"),
)


def capture_of(**fields):
    known = {
        "url": "https://gazette.example/tram",
        "retrieved_at": "2026-01-03T09:00:00Z",
        "status": 200,
        "lines": (("Content-Type", "text/html"), ("Content-Length", str(len(HTML)))),
        "body": HTML,
    }
    return Capture(file="a.warc.gz", offset=7, id="<1>", **known | fields)


@pytest.fixture
def read(tmp_path):
    source = Source(path=tmp_path / "a.warc.gz", name="a.warc.gz")
    pages = Pages(
        sites={"gazette.example": Site(domain="gazette.example", leaning="recall")}, leaning="precision"
    )
    return lambda **fields: pages.read(capture_of(**fields), source)


def test_ours_is_read_as_it_was_found(read):
    reading = read(facts=OURS)
    assert (reading.via, reading.hints, reading.site.leaning) == ("news_sitemap", OURS.hints, "recall")
    assert (reading.capture.body, reading.answer.body) == (b"", HTML)


def test_of_others_the_site_is_told_by_the_host(read):
    reading = read(url="https://News.Kurier.example/tram?utm_source=x#top")
    assert (reading.site.domain, reading.site.leaning) == ("kurier.example", "precision")
    assert (reading.via, reading.hints) == ("replay", None)
    assert reading.url == "https://news.kurier.example/tram"


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"status": 301}, ("skipped", "redirect")),
        ({"status": 404}, ("failed", "http_404")),
        ({"status": 304, "revisit": True}, ("unchanged", "")),
        ({"fault": "torn"}, ("fault", "torn")),
        ({"url": "https://"}, ("fault", "bad_address")),
        ({"facts": replace(OURS, kind="feed")}, ("source", "feed")),
        ({"revisit": True, "body": b""}, ("failed", "payload_elsewhere")),
        (
            {"revisit": True, "facts": replace(OURS, payload=("gone.warc.gz", 0))},
            ("failed", "payload_elsewhere"),
        ),
    ],
)
def test_what_is_no_page_has_its_reason(read, fields, outcome):
    reading = read(**fields)
    assert reading.answer is None
    assert (reading.outcome, reading.reason) == outcome
