"""Attributes by the thousand cost no minutes, and no word of the page is lost for it."""

import time

import pytest

from scraper.extraction.extract import extract_article
from scraper.long_tags import MOST_ATTRIBUTES, shorten_tags
from scraper.page import Page
from scraper.sites.site import Site

FLOOD = b" ".join(b"a%d=b" % number for number in range(200_000))
WORDS = b"word " * 3000


@pytest.mark.parametrize(
    ("html", "end"),
    [
        (b"<p %b>The tram</p>" % FLOOD, b"a999=b >The tram</p>"),
        (b"<p %b" % FLOOD, b"a999=b "),
        (b"<i>1 < 2</i><p/%b/>The tram<br>" % FLOOD.replace(b"=b ", b"/"), b"/a999/>The tram<br>"),
        (b"<p " + b"a " * 9000 + b"b='>", b"a a "),  # its value never ends
    ],
)
def test_what_comes_after_a_thousand_attributes_is_left_out(html, end):
    found = shorten_tags(html)
    assert len(found) < 20 * MOST_ATTRIBUTES
    assert found.endswith(end)


@pytest.mark.parametrize(
    "html",
    [
        b"",
        b"<p class=a>" + WORDS,
        b'<p data-a="' + WORDS + b'">The tram</p>',
        b"<p data-a='" + WORDS + b">'>The tram</p>",
        b"<script>if (a <b && c) {" + WORDS + b"}</script>",
        b'{"text": "1 < 2 ' + WORDS + b'"}',
        b"<p " + FLOOD[:5000] + b">",
    ],
)
def test_all_else_stays_as_it_is(html):
    assert shorten_tags(html) == html


def test_an_article_under_a_hundred_thousand_attributes(prose):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in prose).encode()
    flood = b" ".join(b"a%d" % number for number in range(100_000))
    html = b"<html lang=en><title>The tram</title><article %b><h1>The tram</h1>%b</article>" % (flood, text)
    began = time.process_time()
    article = extract_article(
        Page(url="https://gazette.example/2026/03/the-tram-is-back", body=html),
        Site(domain="gazette.example"),
    )
    assert tuple(block.text for block in article.body) == prose
    assert time.process_time() - began < 5
