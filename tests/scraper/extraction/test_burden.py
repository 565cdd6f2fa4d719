"""Shapes that cost trafilatura or us minutes are filed in seconds, and no article is taken for one."""

import time

import pytest

from scraper.extraction.boilerplate.markup import find_pictured
from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.boilerplate.worded import _is_form
from scraper.extraction.burden import is_burden
from scraper.extraction.extract import extract_article
from scraper.extraction.page_shape import Shape
from scraper.extraction.region import Facts, Region
from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document
from scraper.sites.site import Site

LINKS = "".join(f'<a href="/story-{number}">a story</a> ' for number in range(400))
SHAPES = {
    "emphasis": "<p>" + "<em>a</em> " * 4_000,
    "spans": "<p>" + "<span>a</span> " * 4_000,
    "tables": "<table><tr><td>" * 500,
    "lists": "<ul><li>" * 200,
    "formulas": "<math><mi>a</mi>" * 100,
    "links": "<div>" * 200 + LINKS,
    "more-links": LINKS * 13,
    "elements": "<p>word" * 15_100,
}
USUAL = {
    "emphasis": "<p>" + "<em>a</em> " * 300,
    "tables": "<table><tr><td>" * 8 + "a",
    "lists": "<ul><li>a" * 20,
    "formulas": "<math><mi>a</mi></math>" * 300,
    "links": "<div>" * 30 + LINKS * 3,
    "elements": "<p>word" * 5000,
}


def page(prose, extra):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in prose)
    return f"<!doctype html><html lang=en><title>The tram</title><article><h1>The tram</h1>{text}{extra}"


@pytest.mark.parametrize("name", SHAPES)
def test_costly_shapes(name, prose):
    html = page(prose, SHAPES[name])
    assert is_burden(load_document(Page(url="https://gazette.example/a", body=html.encode())))
    began = time.process_time()
    url = "https://gazette.example/2026/03/the-tram-is-back"
    article = extract_article(Page(url=url, body=html.encode()), Site(domain="gazette.example"))
    assert tuple(block.text for block in article.body)[: len(prose)] == prose
    assert time.process_time() - began < 8


@pytest.mark.parametrize("name", USUAL)
def test_usual_shapes(name, prose):
    html = page(prose, USUAL[name])
    assert not is_burden(load_document(Page(url="https://gazette.example/a", body=html.encode())))


def test_thousands_of_bylines_in_one_another(prose):
    nested = "".join(
        f"<div itemscope><span itemprop=author>Ann Lee {number}</span>" for number in range(2500)
    )
    began = time.process_time()
    page_ = Page(url="https://gazette.example/2026/03/a-tram", body=page(prose, nested).encode())
    assert extract_article(page_, Site(domain="gazette.example")).headline == "The tram"
    assert time.process_time() - began < 6


def region_of(html):
    """All blocks of the page, taken for the article's."""
    blocks = tuple(list_blocks(load_document(Page(url="https://gazette.example/a", body=html.encode()))))
    return Region(
        blocks=blocks,
        kept=frozenset(range(len(blocks))),
        jsonld=frozenset(),
        facts=Facts(),
        phrases=load_phrases(),
    )


def test_thousands_of_lines_that_may_be_a_form():
    lines = "".join(f"<p>Line {number % 7000} of the song</p>" for number in range(9000))
    region = region_of(lines + "<p>When: at noon</p>" * 5 + "<p>Where: here</p>" * 4)
    began = time.process_time()
    found = [_is_form(region, position) for position in range(9009)]
    assert time.process_time() - began < 1
    # "Line 1 of the song" stands twice; a label counts in all that begin with it.
    assert found == [*[False] * 9000, *[True] * 5, *[False] * 4]


def test_thousands_of_pictures_with_texts_like_prose(prose):
    long = "".join(
        f"<p{name}>{text}</p>" for name in ("", "", ' class="photo"') for text in prose for _ in range(3)
    )
    region = region_of(long + "<img src=a.jpg><p class=photo>The tram on its way</p>" * 5000)
    began = time.process_time()
    found = list(find_pictured(region))
    assert time.process_time() - began < 1
    assert [one.position for one in found] == list(range(36, 5036))


def test_scripts_in_one_another_that_are_stood_in_for():
    html = "<noscript>a " * 240 + "<noscript>word " * 5000
    document = load_document(Page(url="https://gazette.example/a", body=html.encode()))
    began = time.process_time()
    assert Shape(document).text.startswith("a a a")
    assert time.process_time() - began < 1
