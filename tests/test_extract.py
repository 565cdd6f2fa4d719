"""`from scraper import extract`: the extractor for programs."""

import dataclasses
import json
import subprocess
import sys

import pytest

from exports import Record
from exports.schema import violations
from scraper import NotAnArticle, extract

HTML = """<!doctype html><html lang="en"><head><title>Trams are back - The Gazette</title>
<meta property="og:site_name" content="The Gazette"></head>
<body><article><h1>Trams are back</h1>
<p>The tram ran along the river again on Monday, and people stood on the bridges to see it pass.</p>
<p>Advertisement</p>
<p>It had been away for sixty years, and the drivers had to be taught by their grandfathers’ handbooks.</p>
<p>“I did not think that I would see it again,” said a woman of ninety who had come with her own bell.</p>
</article></body></html>"""
URL = "https://gazette.example/trams-are-back"


def test_it_gives_the_record_of_a_page():
    record = extract(HTML, URL)
    assert isinstance(record, Record)
    assert violations(record) == []
    assert record.headline == "Trams are back"
    assert record.language == "en"
    assert [block.text[:12] for block in record.body] == ["The tram ran", "It had been ", "“I did not t"]
    assert [(cut.reason, cut.text) for cut in record.removed if cut.reason == "ad_label"] == [
        ("ad_label", "Advertisement")
    ]
    assert json.loads(record.to_json()) == record.to_dict()


def test_bytes_and_text_give_the_same():
    assert extract(HTML.encode(), URL) == extract(HTML, URL)


def test_the_header_says_how_bytes_are_to_be_read():
    latin = HTML.replace("Trams", "Trâms").encode("iso-8859-1", "xmlcharrefreplace")
    assert extract(latin, URL, content_type="text/html; charset=iso-8859-1").headline == "Trâms are back"


@pytest.mark.parametrize("html", ["", b"", " ", b"\x00\xff\xfe", "<html></html>", "%PDF-1.7"])
def test_what_is_no_article_says_so(html):
    with pytest.raises(NotAnArticle):
        extract(html, URL)


def test_the_leaning_must_be_one():
    assert extract(HTML, URL, leaning="recall").body
    with pytest.raises(ValueError, match="leaning: 'clean' is none of precision, balanced, recall"):
        extract(HTML, URL, leaning="clean")


@pytest.mark.parametrize("url", ["", "gazette", "javascript:alert(1)", "http://[::bad"])
def test_the_address_must_be_one(url):
    with pytest.raises(ValueError, match="not an http or https address"):
        extract(HTML, url)


@pytest.mark.parametrize(
    "url",
    [f" {URL}\n", f"{URL}#comments", "HTTPS://Gazette.example/trams-are-back", f"{URL}?utm_source=feed"],
)
def test_the_address_stands_as_a_crawl_asks_by_it(url):
    assert extract(HTML, url) == extract(HTML, URL)
    assert extract(HTML, url).url == URL


@pytest.mark.parametrize(
    ("html", "url", "message"),
    [
        (None, URL, "html: bytes or str, not NoneType"),
        (HTML, None, "url: a str, not NoneType"),
        (HTML, URL.encode(), "url: a str, not bytes"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(html, url, message):
    with pytest.raises(TypeError, match=message):
        extract(html, url)


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_any_bytes_will_do(kind):
    assert extract(kind(HTML.encode()), URL) == extract(HTML, URL)


def test_it_needs_no_scrapy():
    code = (
        "import sys; from scraper import extract; "
        f"extract({HTML!r}, {URL!r}); "
        "sys.exit('scrapy' in sys.modules or 'twisted' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_the_same_page_gives_the_same_bytes():
    assert dataclasses.replace(extract(HTML, URL)).to_json() == extract(HTML, URL).to_json()
