"""The newsroom as a crawler finds it: its feeds and sitemaps name its articles, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from scraper.demo.shelf import Shelved, load_newsroom
from scraper.discovery.feeds import parse_feed
from scraper.discovery.sitemaps import parse_sitemap
from scraper.normalise.urls import normalise_url

OUTCOMES = json.loads((Path(__file__).parents[2] / "pages" / "outcomes.json").read_text(encoding="utf-8"))


def fetch(url: str) -> Shelved:
    parts = urlsplit(url)
    return load_newsroom()[parts.netloc].find(parts.path + (f"?{parts.query}" if parts.query else ""))


@pytest.mark.parametrize(
    ("url", "entries", "author"),
    [
        ("http://gazette.example/feeds/latest.rss", 7, "Priya Lund"),
        ("http://kurier.example/atom.xml", 6, "Mirko Stahl"),
        ("http://visnyk.example/feed/", 6, "Олена Гайова"),
        ("http://courrier.example/feed.json", 5, "Camille Astier"),
    ],
)
def test_feed(url: str, entries: int, author: str) -> None:
    shelved = fetch(url)
    result = parse_feed(shelved.body, url, content_type=shelved.content_type)
    assert (shelved.status, len(result.links), result.problems) == (200, entries, ())
    first = result.links[0].hints
    assert first is not None
    assert first.authors[0] == author
    assert {link.url for link in result.links} <= set(OUTCOMES)


@pytest.mark.parametrize(
    ("url", "links", "via"),
    [
        ("http://gazette.example/sitemaps/news.xml", 7, "news_sitemap"),
        ("http://gazette.example/sitemaps/archive-2026.xml.gz", 8, "sitemap"),
        ("http://kurier.example/sitemap.txt", 10, "sitemap"),
        ("http://visnyk.example/wp-sitemap-posts-post-1.xml", 10, "sitemap"),
        ("http://courrier.example/sitemap-news.xml", 5, "news_sitemap"),
        ("http://courrier.example/sitemap.xml", 8, "sitemap"),
    ],
)
def test_sitemap(url: str, links: int, via: str) -> None:
    shelved = fetch(url)
    result = parse_sitemap(shelved.body, url, content_type=shelved.content_type)
    assert (len(result.links), result.problems) == (links, ())
    assert result.links[0].via == via
    assert {link.url for link in result.links} <= set(OUTCOMES)


@pytest.mark.parametrize(
    ("url", "children"),
    [
        (
            "http://gazette.example/sitemap.xml",
            [
                "http://gazette.example/sitemaps/news.xml",
                "http://gazette.example/sitemaps/archive-2026.xml.gz",
            ],
        ),
        ("http://visnyk.example/wp-sitemap.xml", ["http://visnyk.example/wp-sitemap-posts-post-1.xml"]),
    ],
)
def test_sitemap_index(url: str, children: list[str]) -> None:
    result = parse_sitemap(fetch(url).body, url)
    assert [child.url for child in result.children] == children


def test_robots_name_sitemaps_that_are_there() -> None:
    named = 0
    for site in load_newsroom().values():
        for line in site.pages["robots.txt"].decode().splitlines():
            if line.startswith("Sitemap: "):
                named += 1
                assert fetch(line.removeprefix("Sitemap: ")).status == 200
    assert named == 5


def test_the_answer_to_every_address_is_the_one_written_down() -> None:
    for url, end in OUTCOMES.items():
        reason = end.partition("/")[2]
        status = int(reason.removeprefix("http_")) if reason.startswith("http_") else 200
        assert fetch(url).status == (301 if reason == "duplicate" else status), url


def test_tracked_addresses_are_the_article_itself() -> None:
    tracked = set()
    for site in load_newsroom().values():
        for page in site.pages.values():
            for href in re.findall(rb'(?:href="|"url": ")([^"]+utm_[^"]+)"', page):
                address = urljoin(f"http://{site.domain}/", href.decode().replace("&amp;", "&"))
                tracked.add(address)
                assert OUTCOMES[normalise_url(address) or ""] == "filed"
    assert len(tracked) == 3


def test_old_pages_are_in_old_encodings() -> None:
    ukrainian = fetch("http://visnyk.example/2026/03/mist-cherez-stavok.html")
    german = fetch("http://kurier.example/stadt/marktplatz-brunnen.html")
    assert "Мешканці села Вербове" in ukrainian.body.decode("windows-1251")
    assert "„Verschiedenes“" in german.body.decode("windows-1252")  # what browsers read iso-8859-1 as
    for shelved in (ukrainian, german):
        with pytest.raises(UnicodeDecodeError):
            shelved.body.decode("utf-8")
