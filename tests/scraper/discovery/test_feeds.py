import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.discovery.feeds import MAX_BYTES, parse_feed
from scraper.hints import FoundLink, Hints

URL = "https://gazette.example/rss"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Gazette</title><link>https://gazette.example/</link><language>en-GB</language>
<item>
  <title>Rain &amp; wind over caf&eacute;s</title>
  <link>https://gazette.example/rain?utm_source=rss</link>
  <guid isPermaLink="false">4711</guid>
  <pubDate>Mon, 06 May 2024 10:00:00 +0200</pubDate>
  <dc:creator>Ann Lee</dc:creator>
  <category>Weather</category><category>Weather</category><category>Sea</category>
  <content:encoded><![CDATA[<p>It rained.</p>]]></content:encoded>
</item>
<item><title><![CDATA[A <b>storm</b> &#8212; at last]]></title><guid>https://gazette.example/storm</guid>
  <author>desk@gazette.example (Bob Ray)</author></item>
<item><title>Ours to hear</title><link>itunes://podcast/1</link></item>
<item><title>Nowhere</title></item>
<item><title>Rain again</title><link>/rain</link></item>
</channel></rss>"""


def test_rss_2():
    result = parse_feed(RSS.encode(), URL)
    assert result.links == (
        FoundLink(
            url="https://gazette.example/rain",
            via="feed",
            changed="2024-05-06T08:00:00Z",
            hints=Hints(
                source="feed",
                headline="Rain & wind over cafés",
                published="Mon, 06 May 2024 10:00:00 +0200",
                language="en-GB",
                authors=("Ann Lee",),
                tags=("Weather", "Sea"),
            ),
        ),
        FoundLink(
            url="https://gazette.example/storm",
            via="feed",
            hints=Hints(source="feed", headline="A storm — at last", language="en-GB", authors=("Bob Ray",)),
        ),
    )
    assert sorted(result.problems) == ["feed/bad_link", "feed/no_link"]


def test_rss_1_dates_its_items_by_dublin_core():
    body = """<?xml version="1.0" encoding="windows-1251"?>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://visti.example/"><title>Вісті</title><link>https://visti.example/</link></channel>
    <item rdf:about="https://visti.example/doshch"><title>Дощ над Одесою</title>
    <link>https://visti.example/doshch</link><dc:date>2024-05-06T10:00:00+03:00</dc:date></item></rdf:RDF>"""
    (link,) = parse_feed(body.encode("cp1251"), "https://visti.example/rss").links
    assert link.url == "https://visti.example/doshch"
    assert link.changed == "2024-05-06T07:00:00Z"
    assert link.hints.headline == "Дощ над Одесою"
    assert link.hints.published == "2024-05-06T10:00:00+03:00"


def test_rss_091():
    body = b"""<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://dtd.example/rss.dtd">
    <rss version="0.91"><channel><item><title>Old</title><link>http://gazette.example/old</link></item></channel></rss>"""
    result = parse_feed(body, URL)
    assert [link.url for link in result.links] == ["http://gazette.example/old"]
    assert result.problems == ()


def test_atom():
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://zeitung.example/news/">
    <title>Zeitung</title>
    <entry><title type="html">Regen &amp;amp; Wind</title><id>tag:zeitung.example,2024:1</id>
      <link rel="replies" href="regen/kommentare"/><link rel="alternate" href="regen"/>
      <published>2024-05-06T08:00:00Z</published><updated>2024-05-06T09:30:00Z</updated>
      <author><name>Eva Roth</name><email>eva@zeitung.example</email></author>
      <category term="wetter" label="Wetter"/>
    </entry>
    <entry><title>Nur geändert</title><link href="/nur"/><updated>2024-05-07</updated></entry></feed>"""
    first, second = parse_feed(body.encode(), "https://zeitung.example/atom.xml").links
    assert first == FoundLink(
        url="https://zeitung.example/news/regen",
        via="feed",
        changed="2024-05-06T09:30:00Z",
        hints=Hints(
            source="feed",
            headline="Regen & Wind",
            published="2024-05-06T08:00:00Z",
            language="de",
            authors=("Eva Roth",),
            tags=("Wetter",),
        ),
    )
    assert (second.url, second.changed) == ("https://zeitung.example/nur", "2024-05-07")
    assert second.hints.published is None  # a modification date is no publication date


def test_feedburner_names_the_real_address():
    body = b"""<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>
    <item><title>Rain</title><link>http://feeds.example/~r/gazette/~3/x/</link>
    <feedburner:origLink>https://gazette.example/rain</feedburner:origLink></item></channel></rss>"""
    (link,) = parse_feed(body, "http://feeds.example/gazette").links
    assert link.url == "https://gazette.example/rain"


def test_json_feed():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Gazette",
        "language": "fr",
        "items": [
            {
                "id": "1",
                "url": "/pluie",
                "title": "Pluie &amp; vent",
                "date_published": "2024-05-06T10:00:00+02:00",
                "date_modified": "2024-05-06T11:00:00+02:00",
                "authors": [{"name": "Léa Roy"}, {"url": "x"}, 7],
                "tags": ["météo", None],
            },
            {"id": "https://gazette.example/orage", "author": {"name": "Luc"}},
            {"id": 5, "title": ["x"]},
            "no item",
        ],
    }
    result = parse_feed(b"\xef\xbb\xbf" + json.dumps(feed).encode(), "https://gazette.example/feed.json")
    assert [link.url for link in result.links] == [
        "https://gazette.example/pluie",
        "https://gazette.example/orage",
    ]
    first, second = (link.hints for link in result.links)
    assert first == Hints(
        source="feed",
        headline="Pluie & vent",
        published="2024-05-06T10:00:00+02:00",
        language="fr",
        authors=("Léa Roy",),
        tags=("météo",),
    )
    assert second.authors == ("Luc",)
    assert result.links[0].changed == "2024-05-06T09:00:00Z"
    assert sorted(result.problems) == ["feed/malformed", "feed/no_link"]


def test_prefixes_that_are_not_declared():
    body = RSS.replace('xmlns:dc="http://purl.org/dc/elements/1.1/"', "")
    assert parse_feed(body.encode(), URL).links[0].hints.authors == ("Ann Lee",)


def test_junk_before_the_declaration():
    body = b"\n\n<br>Warning: cannot modify header\n" + RSS.encode()
    assert len(parse_feed(body, URL).links) == 2


@pytest.mark.parametrize("cut", [RSS.index("storm</guid>"), RSS.index("/storm<") + 3, RSS.index("Bob Ray")])
def test_a_cut_feed_gives_what_stands_before_the_cut(cut):
    result = parse_feed(RSS[:cut].encode(), URL)
    assert [link.url for link in result.links] == ["https://gazette.example/rain"]
    assert result.problems == ("feed/cut",)


def test_the_charset_of_the_header_counts():
    body = '<rss version="2.0"><channel><item><title>Дощ</title><link>/a</link></item></channel></rss>'
    (link,) = parse_feed(body.encode("cp1251"), URL, content_type="text/xml; charset=windows-1251").links
    assert link.hints.headline == "Дощ"


@pytest.mark.parametrize(
    ("declared", "content_type"),
    [("utf-16", None), ("windows-1252", None), ("utf-8", "text/xml; charset=latin-1")],
)
def test_utf8_is_read_as_such_whatever_is_said_of_it(declared, content_type):
    body = f"<?xml version='1.0' encoding='{declared}'?><rss><channel><item><title>Дощ</title><link>/a</link></item></channel></rss>"
    (link,) = parse_feed(body.encode(), URL, content_type=content_type).links
    assert link.hints.headline == "Дощ"


def test_a_title_with_lost_letters_is_no_hint():
    body = b"<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>Caf\xe9</title><link>/a</link></item></channel></rss>"
    (link,) = parse_feed(body, URL).links
    assert link.hints.headline is None


def test_bare_ampersands():
    body = b"""<rss version="2.0"><channel>
    <item><title>Q&A & more</title><link>https://gazette.example/?id=1&x=2</link></item>
    <item><title><![CDATA[R&D & <i>so</i> on]]></title><link><![CDATA[/b?id=2&x=3]]></link></item></channel></rss>"""
    result = parse_feed(body, URL)
    assert [(link.url, link.hints.headline) for link in result.links] == [
        ("https://gazette.example/?id=1&x=2", "Q&A & more"),
        ("https://gazette.example/b?id=2&x=3", "R&D & so on"),
    ]
    assert result.problems == ()


def test_rss_1_items_without_a_link_have_their_address():
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="x"/><item rdf:about="https://gazette.example/rain"><title>Rain</title></item>
    <item rdf:about="urn:rain:2"><title>Rain</title></item></rdf:RDF>"""
    result = parse_feed(body, URL)
    assert [link.url for link in result.links] == ["https://gazette.example/rain"]
    assert result.problems == ("feed/no_link",)


@pytest.mark.parametrize(
    "body",
    [
        '<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"><atom:entry><atom:title>Rain</atom:title>'
        '<atom:link href="/rain"/><atom:published>2024-05-06</atom:published></atom:entry></atom:feed>',
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Rain</title>'
        '<link rel="alternate" href="/rain"/><issued>2024-05-06</issued></entry></feed>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://gazette.example/a/"><entry xml:base="../">'
        '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><b>Rain</b></div></title>'
        '<link rel="enclosure" href="rain.mp3"/><link href="rain"/><published>2024-05-06</published></entry></feed>',
        '<rss version="2.0" xmlns:z="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">'
        "<channel><item><media:title>A picture</media:title><title>Rain</title>"
        '<z:link rel="self" href="/wrong"/><link>/rain</link><z:published>2024-05-06</z:published></item></channel></rss>',
    ],
)
def test_other_dresses_of_the_same_entry(body):
    (link,) = parse_feed(body.encode(), URL).links
    assert (link.url, link.hints.headline, link.changed) == (
        "https://gazette.example/rain",
        "Rain",
        "2024-05-06",
    )


def test_declared_entities_are_not_followed():
    bomb = b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 10_000 + b'"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    body = (
        b"<rss version='2.0'><channel><item><title>&f;"
        + b"&a;" * 20_000
        + b"</title><link>/a</link></item></channel></rss>"
    )
    result = parse_feed(bomb + body, URL)
    assert [link.url for link in result.links] == ["https://gazette.example/a"]
    assert result.links[0].hints.headline is None
    assert "feed/entities" in result.problems


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "feed/not_a_feed"),
        (b"/etc/passwd", "feed/not_a_feed"),
        (b"https://gazette.example/rss", "feed/not_a_feed"),
        (b"<!doctype html><html><body>Our feeds</body></html>", "feed/not_a_feed"),
        (b"{", "feed/malformed"),
        (b'{"items": {}}', "feed/not_a_feed"),
        (b'{"a":' * 200_000, "feed/malformed"),
        (b" " * (MAX_BYTES + 1), "feed/too_large"),
        (b"<rss>" + b"<" * 100_000, "feed/malformed"),
        (b"<rss><channel>" + b"<item>" * 6_000, "feed/too_many"),
        (b"<rss><channel><item>" + b"<b " * 100_000 + b"</item>", "feed/malformed"),
    ],
)
def test_what_is_no_feed(body, problem):
    result = parse_feed(body, URL)
    assert result.links == ()
    assert problem in result.problems


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=80), st.integers(0, len(RSS)))
def test_no_bytes_raise(junk, place):
    data = RSS.encode()
    parse_feed(junk, URL)
    parse_feed(data[:place] + junk + data[place:], URL)


@pytest.mark.parametrize(
    "odd",
    [
        "<title>A &#xd800; tram &#55296;</title>",
        "<title>A &#27;[31m tram &#x0007; &#0; &#xffff; &#x110000; &#99999999999999999999;</title>",
        "<title x='&#1;' xml:lang='&#x1b;en'>A tram</title>",
        '<title xmlns="a b&#10;c\xa0d">Tram</title>',
        '<title xmlns:x="a b" x:y="1">T</title>',
        '<title xmlns="a}">Tram</title>',
        '<x:title xmlns:x="a{b}c">Tram</x:title>',
        '<title xmlns:x="a}" xmlns:z="b{" x:y="1" z:y="1">T</title>',
    ],
)
def test_odd_letters_and_namespaces_cost_no_entry(odd):
    body = f"<rss version='2.0'><channel><item><link>https://gazette.example/a</link>{odd}</item></channel></rss>"
    found = parse_feed(body.encode(), "https://gazette.example/feed")
    assert [link.url for link in found.links] == ["https://gazette.example/a"]


def test_entries_inside_an_element_that_lost_its_end():
    first = "<item><title>One</title><link>https://gazette.example/one</link><category>Trams "
    second = "<item><title>Two</title><link>https://gazette.example/two</link></item>"
    body = f"<rss version='2.0'><channel>{first}<rss><channel>{second}</channel></rss></category></item></channel></rss>"
    found = parse_feed(body.encode(), "https://gazette.example/feed")
    assert [link.url for link in found.links] == [
        "https://gazette.example/one",
        "https://gazette.example/two",
    ]


ENTRY = "<item><link>https://gazette.example/{}</link>{}</item>"
SPACES = [f'<x{n}:title xmlns:x{n}="space-{n}">A tram</x{n}:title>' for n in range(6000)]


@pytest.mark.parametrize(
    "much",
    [
        "".join(SPACES),
        "<link>https://gazette.example/much</link>" * 20_000,
        "<title " + " ".join(f'a{n}="b"' for n in range(10_000)) + ">A tram</title>",
        "</item>" + "".join(ENTRY.format("much", title) for title in SPACES[:3000]) + "<item>",
    ],
)
def test_too_much_of_one_entry_costs_neither_the_others_nor_their_time(much):
    entries = "".join(ENTRY.format(number, "<title>A tram</title>") for number in range(3))
    body = f"<rss version='2.0'><channel>{ENTRY.format('much', much)}{entries}</channel></rss>"
    began = time.process_time()
    found = parse_feed(body.encode(), URL)
    assert time.process_time() - began < 1.5
    assert [link.url for link in found.links] == [
        f"https://gazette.example/{name}" for name in ("much", 0, 1, 2)
    ]
    assert [link.hints.headline for link in found.links[1:]] == ["A tram"] * 3
