import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.discovery.sitemaps import ChildSitemap, parse_sitemap
from scraper.discovery.unpacking import unpack
from scraper.hints import FoundLink, Hints

URL = "https://gazette.example/sitemap.xml"

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://gazette.example/doshch?b=2&amp;a=1 </loc><lastmod>2024-05-06</lastmod>
  <image:image><image:loc>https://gazette.example/i.jpg</image:loc>
    <image:title>A picture</image:title></image:image>
  <news:news><news:publication><news:name>Газета</news:name><news:language>uk</news:language></news:publication>
    <news:publication_date>2024-05-06T10:00:00+03:00</news:publication_date>
    <news:title>Дощ &amp; вітер</news:title><news:keywords>погода, Одеса,</news:keywords></news:news></url>
<url><loc>/plain</loc><lastmod>2024-05-01T00:00:00Z</lastmod></url>
<url><loc>mailto:desk@gazette.example</loc></url>
<url><loc>https://gazette.example/last</loc></url>
</urlset>"""


def test_a_news_sitemap():
    result = parse_sitemap(NEWS.encode(), URL)
    assert result.links == (
        FoundLink(
            url="https://gazette.example/doshch?a=1&b=2",
            via="news_sitemap",
            changed="2024-05-06T07:00:00Z",
            hints=Hints(
                source="news_sitemap",
                headline="Дощ & вітер",
                published="2024-05-06T10:00:00+03:00",
                language="uk",
                tags=("погода", "Одеса"),
            ),
        ),
        FoundLink(url="https://gazette.example/plain", via="sitemap", changed="2024-05-01T00:00:00Z"),
        FoundLink(url="https://gazette.example/last", via="sitemap"),
    )
    assert result.problems == ("sitemap/bad_link",)


def test_an_index_puts_news_first_and_then_the_newest():
    names = {
        "image-sitemap.xml": "2024-06-01",
        "sitemap-2023-12.xml": None,
        "sitemap-2024-05.xml": None,
        "other.xml": "2024-05-20",
        "post-sitemap.xml": "2020-01-01",
        "news.xml": None,
    }
    body = "".join(
        f"<sitemap><loc>https://gazette.example/{name}</loc>"
        + (f"<lastmod>{date}</lastmod>" if date else "")
        + "</sitemap>"
        for name, date in names.items()
    )
    result = parse_sitemap(f"<sitemapindex>{body}</sitemapindex>".encode(), URL)
    assert [child.url.rpartition("/")[2] for child in result.children] == [
        "news.xml",
        "post-sitemap.xml",
        "other.xml",
        "sitemap-2024-05.xml",
        "sitemap-2023-12.xml",
        "image-sitemap.xml",
    ]
    assert result.children[1] == ChildSitemap(
        url="https://gazette.example/post-sitemap.xml", lastmod="2020-01-01"
    )
    assert result.links == ()


def test_plain_text():
    body = b"\xef\xbb\xbfhttps://gazette.example/a\r\n\r\nhttps://gazette.example/b\nnot an address\n"
    result = parse_sitemap(body, URL)
    assert [link.url for link in result.links] == [
        "https://gazette.example/a",
        "https://gazette.example/b",
        "https://gazette.example/not%20an%20address",
    ]


def test_a_feed_that_serves_as_sitemap():
    body = b"<rss version='2.0'><channel><item><title>Rain</title><link>/rain</link></item></channel></rss>"
    (link,) = parse_sitemap(body, URL).links
    assert (link.url, link.via, link.hints.headline) == ("https://gazette.example/rain", "feed", "Rain")


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(NEWS.encode()),
        gzip.compress(gzip.compress(NEWS.encode())),
        gzip.compress(NEWS.encode()[:200]) + gzip.compress(NEWS.encode()[200:]),
        b"\n\n" + NEWS.encode(),
        NEWS.replace("UTF-8", "utf-16").encode("utf-16"),
        NEWS.replace("UTF-8", "windows-1251").encode("cp1251"),
        NEWS.replace("UTF-8", "utf-16").encode(),
        b"<br /><b>Warning</b>: no cache<br />\n" + NEWS.encode(),
        NEWS.replace("news:", "n:").replace(":news=", ":n=").encode(),
        NEWS.replace(' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', "").encode(),
    ],
)
def test_other_dresses_of_the_same_sitemap(packed):
    assert parse_sitemap(packed, URL).links == parse_sitemap(NEWS.encode(), URL).links


@pytest.mark.parametrize("end", ["doshch</", "<lastmod>2024-05-01T", "plain</loc>"])
def test_a_cut_sitemap_gives_what_stands_before_the_cut(end):
    result = parse_sitemap(NEWS[: NEWS.index(end.rstrip("</")) + 3].encode(), URL)
    assert [link.url for link in result.links] == (
        [] if "doshch" in end else ["https://gazette.example/doshch?a=1&b=2"]
    )
    assert result.problems == ("sitemap/cut",)


def test_a_cut_gzip():
    entries = "".join(f"<url><loc>https://gazette.example/{n}</loc></url>" for n in range(2000))
    packed = gzip.compress(f"<urlset>{entries}</urlset>".encode())
    result = parse_sitemap(packed[: len(packed) // 2], URL)
    assert 100 < len(result.links) < 2000
    assert result.links[0].url == "https://gazette.example/0"
    assert "sitemap/cut" in result.problems


def test_bare_ampersands_and_stray_bytes():
    body = b"<urlset><url><loc>https://gazette.example/?a=1&b=2</loc></url><url><loc>/b</loc></url></urlset>"
    assert [link.url for link in parse_sitemap(body, URL).links] == [
        "https://gazette.example/?a=1&b=2",
        "https://gazette.example/b",
    ]


def test_ampersands_in_cdata_are_themselves():
    body = b"<urlset><url><loc><![CDATA[https://gazette.example/?a=1&b=2]]></loc></url></urlset>"
    assert [link.url for link in parse_sitemap(body, URL).links] == ["https://gazette.example/?a=1&b=2"]


def test_lines_that_end_in_the_old_way():
    body = b"# our pages\rhttps://gazette.example/a\rhttps://gazette.example/b\r"
    assert [link.url for link in parse_sitemap(body, URL).links] == [
        "https://gazette.example/a",
        "https://gazette.example/b",
    ]


def test_news_with_missing_parts():
    body = b"""<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>/a</loc><n:news/></url>
    <url><loc>/b</loc><n:news><n:publication><n:language/></n:publication><n:title>Rain</n:title></n:news></url></urlset>"""
    assert [link.hints for link in parse_sitemap(body, URL).links] == [
        Hints(source="news_sitemap"),
        Hints(source="news_sitemap", headline="Rain"),
    ]


def test_a_bomb_is_cut_at_the_limit():
    body, problems = unpack(gzip.compress(b"x" * 3_000_000), 1_000_000)
    assert len(body) == 1_000_000
    assert problems == ["sitemap/too_large"]


def test_declared_entities_are_not_followed():
    body = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><urlset><url><loc>/&f;a</loc></url></urlset>'
    assert [link.url for link in parse_sitemap(body, URL).links] == ["https://gazette.example/"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "sitemap/not_a_sitemap"),
        (b"<!doctype html><html><body>https://gazette.example/a", "sitemap/not_a_sitemap"),
        (b"\x1f\x8b\x08 broken", "sitemap/malformed"),
        (b"<urlset>" + b"<" * 100_000, "sitemap/cut"),
        (b"<urlset>" + b"<url>" * 100_000, "sitemap/cut"),
        (b"<urlset>" + b"<url/>" * 50_001 + b"</urlset>", "sitemap/too_many"),
    ],
)
def test_what_is_no_sitemap(body, problem):
    result = parse_sitemap(body, URL)
    assert result.links == ()
    assert problem in result.problems


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=80), st.integers(0, len(NEWS)))
def test_no_bytes_raise(junk, place):
    data = NEWS.encode()
    for body in (junk, data[:place] + junk + data[place:], b"\x1f\x8b" + junk):
        parse_sitemap(body, URL)


@pytest.mark.parametrize(
    "half", [b"\xed\xa0\x80", b"&#xd800;", b"&#X00DFFF;", b"&#55296;", b"&#27;", b"&#x0;"]
)
def test_half_a_surrogate_pair_costs_its_entry_alone(half):
    entry = b"<url><loc>https://gazette.example/%s</loc></url>"
    body = b"<urlset>" + entry % b"a" + entry % half + entry % b"c" + b"</urlset>"
    links = [link.url for link in parse_sitemap(body, "https://gazette.example/map.xml").links]
    assert (links[0], links[-1]) == ("https://gazette.example/a", "https://gazette.example/c")
