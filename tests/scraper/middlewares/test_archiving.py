"""What is kept of a request and its answer, and what is left out."""

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse
from scrapy.settings import Settings

from scraper.archive.reading import find_sources, read_captures
from scraper.hints import FoundLink, Hints
from scraper.middlewares.archiving import WRITE_ERROR, Archiving, kept_at, to_exchange
from scraper.middlewares.refused import Interrupted
from scraper.sites.site import Site

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


class Stats(dict):
    def get_value(self, name):
        return self.get(name)

    def set_value(self, name, value):
        self[name] = value

    def inc_value(self, name):
        self[name] = self.get(name, 0) + 1


def crawler_of(folder):
    values = {"COPYDESK_ARCHIVE": folder, "COPYDESK_ARCHIVE_FILE_BYTES": 1 << 20, "USER_AGENT": "Copydesk"}
    return SimpleNamespace(settings=Settings(values), stats=Stats({"copydesk/run": "RUN"}), engine=None)


def answer(request, **fields):
    fields = {
        "headers": {"Content-Type": "text/html"},
        "body": b"<p>Tram</p>",
        "protocol": "HTTP/1.1",
    } | fields
    return HtmlResponse(request.url, request=request, **fields)


def test_addresses_are_kept_without_secrets_and_headers_in_order():
    request = Request(
        "https://ida:pw@gazette.example/tram?b=2&token=abc&a=1",
        headers={
            "User-Agent": "Copydesk",
            "Authorization": "Basic eA==",
            "Cookie": "a=1",
            "If-None-Match": '"7"',
        },
    )
    response = answer(
        request,
        status=301,
        headers=[
            ("Server", "x"),
            ("Set-Cookie", "a"),
            ("Location", "/new?sessionid=9&c=3"),
            ("Set-Cookie", "b"),
        ],
        flags=["partial"],
    )
    exchange = to_exchange(request, response, NOW, "RUN")
    assert exchange.url == "https://gazette.example/tram?b=2&a=1"
    assert exchange.request_lines == ((b"User-Agent", b"Copydesk"), (b"If-None-Match", b'"7"'))
    assert exchange.lines == (
        (b"Server", b"x"),
        (b"Set-Cookie", b"a"),
        (b"Set-Cookie", b"b"),
        (b"Location", b"/new?c=3"),
    )
    assert exchange.facts.flags == ("partial",)
    assert exchange.facts.requested_url == exchange.url


def test_what_a_replay_needs_is_known():
    hints = Hints(source="feed", headline="Tram")
    link = FoundLink(url="https://gazette.example/tram", via="feed", hints=hints)
    request = Request(
        "https://gazette.example/moved",
        cb_kwargs={"link": link, "site": Site(domain="gazette.example")},
        meta={"copydesk_kind": "article", "redirect_urls": [link.url]},
    )
    facts = to_exchange(request, answer(request), NOW, "RUN").facts
    assert (facts.kind, facts.site, facts.requested_url, facts.via, facts.hints, facts.run) == (
        "article", "gazette.example", link.url, "feed", hints, "RUN",
    )  # fmt: skip
    source = Request(
        "https://feeds.elsewhere.example/rss",
        cb_kwargs={"crawl": SimpleNamespace(site=Site(domain="gazette.example"))},
        meta={"copydesk_kind": "feed"},
    )
    facts = to_exchange(source, answer(source), NOW, None).facts
    assert (facts.kind, facts.site, facts.via) == ("feed", "gazette.example", None)
    robots = Request("https://gazette.example/robots.txt", meta={"copydesk_kind": "robots"})
    assert to_exchange(robots, answer(robots), NOW, None).facts.site == "gazette.example"


def test_an_answer_says_where_it_is_kept(tmp_path):
    async def fetch():
        archiving = Archiving(crawler_of(str(tmp_path / "kept")))
        await archiving.open()
        request = Request("https://gazette.example/tram")
        response = await archiving.process_response(request, answer(request))
        cached = answer(request, flags=["cached"])
        assert await archiving.process_response(request, cached) is cached
        await archiving.close()
        return archiving, response

    archiving, response = asyncio.run(fetch())
    warc, at = kept_at(response)
    (source,) = find_sources(tmp_path / "kept")
    (capture,) = read_captures(source)
    assert (warc.file, warc.offset, at) == (source.name, capture.offset, capture.retrieved_at)
    assert archiving.crawler.stats["copydesk/archived"] == 1
    assert kept_at(answer(Request("https://gazette.example/other"))) == (None, None)


def test_without_a_folder_nothing_is_kept():
    with pytest.raises(NotConfigured):
        Archiving(crawler_of(None))


def test_an_archive_that_cannot_be_written_ends_the_crawl_and_the_answer_counts_as_not_fetched(tmp_path):
    (tmp_path / "taken").write_text("")

    async def fetch():
        archiving = Archiving(crawler_of(str(tmp_path / "taken")))
        await archiving.open()
        request = Request("https://gazette.example/tram")
        with pytest.raises(Interrupted):
            await archiving.process_response(request, answer(request))
        await archiving.close()
        return archiving.crawler.stats

    assert "taken" in asyncio.run(fetch())[WRITE_ERROR]
