import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.discovery.autodiscovery import find_feeds, sitemaps_in_robots
from scraper.discovery.sources import sniff_source
from scraper.page import Page, load_document

HEAD = """<head>
<link rel="alternate" type="application/rss+xml" title="Gazette" href="/rss?utm_source=x">
<link rel="Alternate" type="application/atom+xml; charset=utf-8" href="https://feeds.example/gazette">
<link rel="alternate" type="application/feed+json" href="feed.json">
<link rel="alternate" type="application/rss+xml" title="Gazette » Comments Feed" href="/comments/feed">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/feed">
<link rel="alternate" hreflang="uk" href="/uk/">
<link rel="stylesheet" type="application/rss+xml" href="/no">
<link rel="alternate" type="application/rss+xml" href="/rss">
<link rel="alternate" type="application/rss+xml" href="javascript:no">
</head>"""


def test_feeds_of_a_page():
    document = load_document(Page(url="https://gazette.example/world/", body=HEAD.encode()))
    assert find_feeds(document) == (
        "https://gazette.example/rss",
        "https://feeds.example/gazette",
        "https://gazette.example/world/feed.json",
    )


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('<link rel="alternate" type="text/xml" title="RSS 2.0" href="/all">', True),
        ('<link rel="alternate" type="application/xml" href="/news/rss">', True),
        ('<link rel="alternate" type="text/xml" title="Events" href="/events.xml">', False),
        ('<link rel="feed" href="/latest">', True),
        ('<a type="application/rss+xml" href="/latest">Follow us</a>', True),
        ('<a href="/latest">RSS</a>', False),
        ('<a rel="nofollow" type="text/html" href="/feed">Feed</a>', False),
    ],
)
def test_other_ways_to_name_a_feed(link, found):
    html = f"<html><head><title>Gazette</title></head><body><div>{link}</div></body></html>"
    document = load_document(Page(url="https://gazette.example/", body=html.encode()))
    assert bool(find_feeds(document)) is found


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffSitemap: https://gazette.example/a.xml\n",
        "User-agent: *\rDisallow: /x\rSitemap: https://gazette.example/a.xml\r",
        "Sitemap: <https://gazette.example/a.xml>",
        'Sitemap: "https://gazette.example/a.xml"',
    ],
)
def test_odd_robots_name_their_sitemaps_too(text):
    assert sitemaps_in_robots(text, "https://gazette.example/robots.txt") == (
        "https://gazette.example/a.xml",
    )


def test_sitemaps_of_robots():
    text = (
        "User-agent: *\r\nDisallow: /x\r\nSitemap: https://gazette.example/a.xml\r\n"
        "  SITEMAP:/b.xml # ours\nSitemap: https://gazette.example/a.xml\nsitemap: ftp://x/\n"
        "Sitemap:\nNot-sitemap: /c\n"
    )
    assert sitemaps_in_robots(text, "https://gazette.example/robots.txt") == (
        "https://gazette.example/a.xml",
        "https://gazette.example/b.xml",
    )


@given(st.text(max_size=200))
def test_no_robots_raises(text):
    sitemaps_in_robots("Sitemap: " + text, "https://gazette.example/robots.txt")


@pytest.mark.parametrize(
    ("body", "expected", "kind"),
    [
        (b'<?xml version="1.0"?><rss version="2.0">', "sitemap", "feed"),
        (b"\xef\xbb\xbf\n<feed xmlns='x'>", "front", "feed"),
        (b"<rdf:RDF xmlns:rdf='x'>", "feed", "feed"),
        ("<?xml version='1.0' encoding='utf-16'?><rss >".encode("utf-16"), "feed", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "front", "feed"),
        (b'{"items": []}', "feed", "feed"),
        (b'{"error": 404}', "front", None),
        (b"<!-- made today --><urlset>", "feed", "sitemap"),
        (b"<ns0:sitemapindex xmlns:ns0='x'>", "front", "sitemap"),
        (b"\x1f\x8b\x08", "feed", "sitemap"),
        (b"https://gazette.example/a\n", "sitemap", "sitemap"),
        (b"https://gazette.example/a\n", "feed", None),
        (b"# our pages\r\nhttps://gazette.example/a\r\n", "sitemap", "sitemap"),
        (b"<!doctype html><p>\nhttps://gazette.example/a", "sitemap", "html"),
        (b"<rss><channel><item><![CDATA[<html><header>", "feed", "feed"),
        (b"<!DOCTYPE html><p><rss>", "feed", "html"),
        (b"<html><body><feed>", "feed", "html"),
        (b"<p>World</p>", "section", "html"),
        (b"<p>World</p>", "feed", None),
        (b"", "feed", None),
    ],
)
def test_sniff_source(body, expected, kind):
    assert sniff_source(body, expected=expected) == kind
