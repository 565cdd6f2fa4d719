"""Shapes that cost trafilatura minutes are filed in seconds, and no article is taken for one."""

import time

import pytest

from scraper.extraction.burden import is_burden
from scraper.extraction.extract import extract_article
from scraper.page import Page, parse_html
from scraper.sites.site import Site

LINKS = "".join(f'<a href="/story-{number}">a story</a> ' for number in range(400))
SHAPES = {
    "emphasis": "<p>" + "<em>a</em> " * 4_000,
    "spans": "<p>" + "<span>a</span> " * 4_000,
    "tables": "<table><tr><td>" * 500,
    "lists": "<ul><li>" * 200,
    "links": "<div>" * 200 + LINKS,
    "more-links": LINKS * 13,
    "elements": "<p>word" * 15_100,
}
USUAL = {
    "emphasis": "<p>" + "<em>a</em> " * 300,
    "tables": "<table><tr><td>" * 8 + "a",
    "lists": "<ul><li>a" * 20,
    "links": "<div>" * 30 + LINKS * 3,
    "elements": "<p>word" * 5000,
}


def page(prose, extra):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in prose)
    return f"<!doctype html><html lang=en><title>The tram</title><article><h1>The tram</h1>{text}{extra}"


@pytest.mark.parametrize("name", SHAPES)
def test_costly_shapes(name, prose):
    html = page(prose, SHAPES[name])
    assert is_burden(parse_html(html))
    began = time.process_time()
    url = "https://gazette.example/2026/03/the-tram-is-back"
    article = extract_article(Page(url=url, body=html.encode()), Site(domain="gazette.example"))
    assert tuple(block.text for block in article.body)[: len(prose)] == prose
    assert time.process_time() - began < 8


@pytest.mark.parametrize("name", USUAL)
def test_usual_shapes(name, prose):
    assert not is_burden(parse_html(page(prose, USUAL[name])))


def test_thousands_of_bylines_in_one_another(prose):
    nested = "".join(
        f"<div itemscope><span itemprop=author>Ann Lee {number}</span>" for number in range(2500)
    )
    began = time.process_time()
    page_ = Page(url="https://gazette.example/2026/03/a-tram", body=page(prose, nested).encode())
    assert extract_article(page_, Site(domain="gazette.example")).headline == "The tram"
    assert time.process_time() - began < 6
