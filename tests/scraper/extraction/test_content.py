"""The chief judge is believed, unless his answer has collapsed."""

from scraper.extraction import content
from scraper.extraction.blocks import list_blocks
from scraper.extraction.content import common_place, find_content
from scraper.page import Page, load_document

LONG = "The town council of Marlow Bay voted on Tuesday evening to rebuild wall number {} of the old harbour."


def load(html):
    document = load_document(Page(url="https://gazette.example/a", body=html.encode()))
    return document, list_blocks(document)


def story(count):
    return "".join(f"<p>{LONG.format(number)}</p>" for number in range(count))


def test_region_spans_the_content():
    document, blocks = load(
        f"<nav><a href=/>Home</a></nav><article>{story(5)}</article><footer>Imprint</footer>"
    )
    found = find_content(document, blocks, None)
    assert (found.judge, sorted(found.numbers)) == ("chief", [1, 2, 3, 4, 5])
    assert (found.first, found.last) == (1, 5)


def test_a_collapsed_answer_is_replaced(monkeypatch):
    monkeypatch.setattr(content.chief, "votes", lambda tree, blocks, *, fast=True: frozenset({0}))
    document, blocks = load(f"<p>Short</p><article>{story(6)}</article>")
    found = find_content(document, blocks, None)
    assert found.judge == "witnesses"
    assert set(range(1, 7)) <= found.numbers


def test_a_long_menu_is_no_answer(monkeypatch):
    monkeypatch.setattr(content.chief, "votes", lambda tree, blocks, *, fast=True: frozenset(range(200)))
    menu = "".join(f"<li><a href=/{number}>Sea and harbour {number}</a></li>" for number in range(200))
    document, blocks = load(f"<nav><ul>{menu}</ul></nav><article>{story(3)}</article>")
    found = find_content(document, blocks, None)
    assert found.judge == "witnesses"
    assert {200, 201, 202} <= found.numbers


def test_no_text_gives_an_empty_region():
    document, blocks = load("<p></p>")
    found = find_content(document, blocks, None)
    assert (found.numbers, found.first, found.last) == (frozenset(), 0, -1)


def test_the_site_files_choice_stands_above_the_judges():
    document, blocks = load(f"<article>{story(5)}</article>")
    found = find_content(document, blocks, None, chosen=frozenset({1, 2}))
    assert (found.judge, found.numbers) == ("site", {1, 2})


def test_common_place_of_distant_blocks():
    _, blocks = load("<main><div><p>a</p></div><section><div><p>b</p></div></section></main>")
    assert common_place([block.place for block in blocks]).tag == "main"
