"""Nothing vanishes: body and removed are the text blocks of the article region, in the page's order."""

import html
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.record import Crawl, Removed
from scraper.article import Article
from scraper.extraction.accounting import find_gap, told_texts
from scraper.extraction.extract import extract_article
from scraper.extraction.repeats import Repeats, key_of
from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document
from scraper.sites.site import Site

SITE = Site(domain="gazette.example")
PROSE = (
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "“We have waited long enough,” said the keeper of the lighthouse, who lost a boat of his own.",
)
LINES = (
    "Advertisement",
    "Read more",
    "Subscribe to our newsletter",
    "Correction: An earlier version misstated the mayor's name.",
    "Copyright 2026 The Gazette",
    "Zwölf Boxkämpfer",
    "港の壁が再建される。",
    "مجلس المدينة",
    "a",
    "***",
)
FORMS = (
    "<p>{}</p>",
    "<div>{}</div>",
    "<p class=promo><b>{}</b></p>",
    "<h2>{}</h2>",
    "<ul><li>{}</li><li>{}</li></ul>",
    "<blockquote><p>{}</p></blockquote>",
    "<p>{}<br>{}<br>{}</p>",
    "<p>{}<br><br>{}</p>",
    "<table><tr><td>{}</td><td>{}</td></tr></table>",
    "<aside><p><a href='/more'>{}</a></p></aside>",
    "<figure><img src=a.jpg><figcaption>{}</figcaption></figure>",
    "<pre>{}\n  {}\n\n{}</pre>",
    "<div hidden><p>{}</p></div>",
    "<form><button>{}</button></form>",
    "<p>Roses are red<br>violets are blue<br>{}</p>",
    "{} bare",
    "<div><section><p>{}</p>",
    "</section></div>",
)
TEXTS = st.sampled_from(PROSE + LINES)
PIECES = st.builds(
    lambda form, texts: form.format(*map(html.escape, texts)),
    st.sampled_from(FORMS),
    st.lists(TEXTS, min_size=3, max_size=3),
)
REPEATS = st.lists(TEXTS, max_size=6).map(
    lambda texts: Repeats(articles=9, counts={key_of(text): 7 for text in texts if key_of(text)})
)


def page_of(body):
    text = f"<html lang=en><head><meta charset=utf-8><title>Harbour</title></head><body>{body}</body></html>"
    return Page(url="https://gazette.example/news/harbour-1", body=text.encode())


def read(page, repeats=None):
    article = extract_article(page, SITE, repeats=repeats)
    return article if isinstance(article, Article) else None


def squeezed(texts):
    return "".join("".join(texts).split())


@given(st.lists(PIECES, min_size=2, max_size=14), REPEATS)
@settings(max_examples=50, deadline=None)
def test_body_and_removed_are_the_region_s_blocks_in_order(pieces, repeats):
    body = "".join(f"<p>{text}</p>" for text in PROSE[:2])
    page = page_of(
        f"<nav><a href='/'>Front</a></nav><article>{body}{''.join(pieces)}</article><footer>End</footer>"
    )
    article = read(page, repeats)
    if article is None:
        return
    region = [verdict.text for verdict in article.verdicts]
    told = list(told_texts(article.body, article.removed))
    # Lines of one verse or heading are one block of the body; of the removed blocks each stands for itself.
    assert squeezed(told) == squeezed(region)
    assert [row.text for row in article.removed] == [v.text for v in article.verdicts if not v.kept]
    # The region itself is a run of the page's blocks.
    blocks = [block.text for block in list_blocks(load_document(page))]
    first = next(i for i in range(len(blocks)) if blocks[i : i + len(region)] == region)
    assert first >= 0
    assert find_gap(page, article.to_record(Crawl())) is None


VERSE = "<p>Roses are red<br>violets are blue<br>sugar is sweet</p>"
BODY = (
    f"<nav><a href='/a'>Read more</a></nav><article><p>{PROSE[0]}</p><p>Advertisement</p><p>{PROSE[1]}</p>{VERSE}"
    f"<p>{PROSE[2]}</p><p>Advertisement</p><p>{PROSE[3]}</p></article><p>Read more</p>"
)


@pytest.fixture
def record():
    return read(page_of(BODY)).to_record(Crawl())


def test_a_whole_record(record):
    assert len(record.body) == 5
    assert [row.text for row in record.removed] == ["Advertisement", "Advertisement"]
    assert find_gap(page_of(BODY), record) is None


def test_a_removed_block_that_is_not_told(record):
    short = replace(record, removed=record.removed[:1])
    assert find_gap(page_of(BODY), short) == "body and removed are not in the order of the page"
    none = replace(record, removed=())
    assert find_gap(page_of(BODY), none) == "neither in body nor in removed: 'Advertisement'"


def test_a_paragraph_that_is_not_told(record):
    body = tuple(block for block in record.body if not block.text.startswith("Fishermen"))
    gap = find_gap(page_of(BODY), replace(record, body=body))
    assert (
        gap
        == "neither in body nor in removed: 'Fishermen had asked for the repair after three storms damage…'"
    )


def test_a_text_that_the_page_does_not_have(record):
    more = (*record.removed, Removed(before=5, reason="promo", rule="x", text="Buy a boat"))
    assert find_gap(page_of(BODY), replace(record, removed=more)) == "not on the page: 'Buy a boat'"


def test_another_order(record):
    turned = replace(record, body=record.body[::-1])
    assert find_gap(page_of(BODY), turned) == "body and removed are not in the order of the page"


def test_a_record_without_text_tells_of_nothing(record):
    assert find_gap(page_of(BODY), replace(record, body=(), removed=())) is None
    assert find_gap(page_of(""), replace(record, removed=())) == f"not on the page: '{PROSE[0][:60]}…'"
