"""Pages that show nothing until their scripts have run: the text is read from the scripts' data."""

import json
import time

import pytest

from exports.record import Crawl
from scraper.article import Article, Rejection
from scraper.extraction.accounting import find_gap
from scraper.extraction.extract import extract_article
from scraper.extraction.scripted import read_scripted
from scraper.page import Page, load_document
from scraper.sites.site import Site

TITLE = "Marlow Bay rebuilds its harbour wall"
PROSE = [
    f"The council of Marlow Bay spoke for {n} hours about the harbour wall and what it would cost the town."
    for n in ("three", "four", "five", "six")
]
TEXT = "".join(f'<p class="t">{line}</p>' for line in PROSE)


def page_of(data, body="<div id=root></div>", title=TITLE):
    head = f"<meta charset=utf-8><title>{title} - The Gazette</title>"
    html = (
        f"<html lang=en><head>{head}</head><body>{body}<script>window.STATE = {data};</script></body></html>"
    )
    return Page(url="https://gazette.example/news/wall-1", body=html.encode())


def state(text=TEXT, title=TITLE):
    return json.dumps({"article": {"title": title, "body": text, "slots": ['say "so"', 4]}})


def read(page):
    return extract_article(page, Site(domain="gazette.example"))


@pytest.mark.parametrize(
    "data",
    [
        state(),
        state().replace("<", "\\u003c").replace(">", "\\u003e"),
        state().replace("</", "<\\/"),
        json.dumps([1, state()]),
        json.dumps([1, json.dumps({"queries": state()})]).replace("<", "\\u003c"),
    ],
)
def test_the_text_is_a_string_of_the_data(data):
    page = page_of(data)
    article = read(page)
    assert isinstance(article, Article)
    assert [block.text for block in article.body] == PROSE
    assert find_gap(page, article.to_record(Crawl())) is None


@pytest.mark.parametrize(
    "data",
    [
        state(title="Another wall, far from here"),
        state(title="Marlow"),
        state("".join(f"<p>{line}</p>" for line in PROSE[:2])),
        state("<p>Boats.</p><p>Piers.</p><p>Locks.</p>"),
        state().replace('"', "'"),
        "",
    ],
)
def test_other_data_hold_no_text_of_the_page(data):
    assert read_scripted(load_document(page_of(data))) is None
    assert isinstance(read(page_of(data)), Rejection)


def test_of_several_texts_the_longest_is_taken():
    short = "".join(f"<p>{line}</p>" for line in PROSE[:3])
    data = json.dumps({"lead": short, "text": TEXT, "title": TITLE})
    assert [block.text for block in read(page_of(data)).body] == PROSE


def test_a_page_with_a_text_of_its_own_is_read_as_it_stands():
    lines = [line.replace("wall", "pier") for line in PROSE]
    article = read(page_of(state(), "<article>" + "".join(f"<p>{line}</p>" for line in lines) + "</article>"))
    assert [block.text for block in article.body] == lines


@pytest.mark.parametrize("noise", ['\\"', '"', '"\\', "<p", '"</p', '"\\u003c/p'])
def test_odd_and_huge_data_cost_little(noise):
    document = load_document(page_of("'</p" + noise * 100_000))
    began = time.process_time()
    assert read_scripted(document) is None
    assert time.process_time() - began < 2.0


def test_thousands_of_titles_are_not_held_against_thousands_of_strings():
    titles = "".join(f'<meta property="og:title" content="{TITLE} and {n}">' for n in range(5000))
    strings = json.dumps({"lines": [f"{TITLE} by the sea"] * 5000, "text": TEXT})
    html = f"<html><head>{titles}</head><body><script>{strings}</script></body></html>"
    document = load_document(Page(url="https://gazette.example/news/wall-1", body=html.encode()))
    began = time.process_time()
    assert read_scripted(document) is None
    assert time.process_time() - began < 1


def test_a_text_may_have_no_more_elements_than_a_page():
    crowd = TEXT + "<p>a</p>" * 20_000
    assert read_scripted(load_document(page_of(state(crowd).replace("<", "\\u003c")))) is None
