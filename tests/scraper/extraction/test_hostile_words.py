"""Titles and names of any characters: what stands in the record is printable, whole JSON and one line."""

import json
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.record import Crawl
from exports.schema import violations
from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

ODD = st.sampled_from(
    [
        "\x1b[2J",
        "\x07",
        "\x85",
        "\x9b31m",
        "\u2028",
        "\u202e",
        "\u2066",
        "\u200f",
        "&#0;",
        "&#x9b;",
        "&#xd800;",
        "\\ud800",
    ]
)
WORDS = st.lists(
    st.one_of(ODD, st.sampled_from(["Ann", "Lee", "tram", "Käse"]), st.text(max_size=5)),
    min_size=1,
    max_size=6,
)
PROSE = "The tram ran along the river again on Monday, and people stood on the bridges to see it pass. " * 3
CRAWL = Crawl(run="r", retrieved_at="2026-03-01T00:00:00Z", status=200, via="url")
SITE = Site(domain="gazette.example")


@settings(max_examples=25, deadline=None)
@given(title=WORDS.map(" ".join), author=WORDS.map(" ".join))
def test_headlines_and_authors_are_printable(title, author):
    data = json.dumps(
        {"@type": "NewsArticle", "headline": title, "author": {"@type": "Person", "name": author}}
    )
    head = f'<title>{title}</title><script type="application/ld+json">{data}</script>'
    html = f"<html><head>{head}</head><article><h1>{title}</h1><p>By {author}</p>{f'<p>{PROSE}</p>' * 4}</article>"
    body = html.encode("utf-8", "surrogatepass")
    record = extract_article(Page(url="https://gazette.example/tram", body=body), SITE).to_record(CRAWL)
    assert violations(record) == []
    for text in (record.headline or "", *(one.name for one in record.authors)):
        controls = [letter for letter in text if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")]
        turns = [letter for letter in text if unicodedata.bidirectional(letter) in _TURNS]
        assert controls == turns == []
    assert len(record.to_json().splitlines()) == 1


_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
