"""Kept answers as pages: unpacked, and refused as in a crawl."""

import gzip
from dataclasses import replace

import pytest

from scraper.archive.exchange import Facts
from scraper.archive.reading import Capture
from scraper.replay.answers import to_page

HTML = b"<!doctype html><title>Tram</title><p>The tram is back.</p></html>"
OURS = Facts(kind="article", site="gazette.example", requested_url="https://gazette.example/old", via="feed")
PACKED = (("Content-Encoding", "gzip"),)


def page_of(url="https://gazette.example/tram", **fields):
    known = {
        "retrieved_at": "2026-01-03T09:00:00Z",
        "status": 200,
        "lines": (("Content-Type", "text/html"), ("Content-Length", str(len(HTML)))),
        "body": HTML,
    }
    capture = Capture(file="a.warc.gz", offset=7, id="<1>", url=f"{url}#top", **known | fields)
    return to_page(capture, url, 5000)


def test_ours_stands_as_it_was_fetched_and_others_by_their_address():
    page = page_of(facts=OURS)
    assert (page.url, page.requested_url) == (
        "https://gazette.example/tram#top",
        "https://gazette.example/old",
    )
    assert (page.retrieved_at, page.content_type, page.truncated) == (
        "2026-01-03T09:00:00Z",
        "text/html",
        False,
    )
    page = page_of()
    assert page.url == page.requested_url == "https://gazette.example/tram"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"lines": (("Content-Type", "text/plain"),)}, "not_html"),
        ({"lines": (("Content-Type", "image/png"),), "facts": OURS}, "not_html"),
        ({"body": b"x" * 6000}, "too_large"),
        ({"body": gzip.compress(b"x" * 6000), "lines": PACKED}, "too_large"),
    ],
)
def test_what_is_no_page_has_its_reason(fields, reason):
    assert page_of(**fields) == reason


@pytest.mark.parametrize(
    ("fields", "truncated"),
    [
        ({"truncated": True}, True),
        ({"facts": replace(OURS, flags=("dataloss",))}, True),
        ({"facts": replace(OURS, flags=("partial",))}, False),
        ({"facts": replace(OURS, flags=("partial",)), "body": HTML[:-10]}, True),
        ({"lines": PACKED, "body": gzip.compress(HTML, mtime=0)[:-9]}, True),
        ({"lines": PACKED, "body": HTML}, False),
    ],
)
def test_what_was_cut_is_known(fields, truncated):
    assert page_of(**fields).truncated is truncated


def test_a_packed_page_is_unpacked():
    assert page_of(lines=PACKED, body=gzip.compress(HTML)).body == HTML
