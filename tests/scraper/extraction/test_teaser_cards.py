from scraper.extraction.teaser_cards import read_cards
from scraper.page import Page, load_document

URL = "https://gazette.example/world"


def cards(body, url=URL):
    return read_cards(load_document(Page(url=url, body=f"<body><main>{body}</main></body>".encode())))


def card(number, href="/a{}"):
    link = f'<a href="{href.format(number)}">Story {number}</a>'
    return f"<div><h3>{link}</h3><p>The council met on day {number}.</p></div>"


def test_the_texts_of_several_cards():
    texts = cards("<h1>World</h1><p>News from afar.</p>" + "".join(map(card, range(4))))
    assert "the council met on day 3." in texts
    assert "news from afar." not in texts


def test_a_few_cards_make_no_list():
    assert cards("".join(map(card, range(3)))) == frozenset()


def test_entries_that_link_to_themselves_are_no_cards():
    assert cards("".join(card(number, "#entry-{}") for number in range(6))) == frozenset()


def test_headings_that_lead_to_other_sites_are_no_cards():
    assert cards("".join(card(number, "https://inn.example/{}") for number in range(6))) == frozenset()


def test_a_long_text_under_a_linked_heading_is_no_teaser():
    long = "".join(
        f'<section><h2><a href="/p{number}">Part {number}</a></h2><p>{"A long way up. " * 50}</p></section>'
        for number in range(5)
    )
    assert cards(long) == frozenset()


def test_a_card_of_thousands_of_elements_is_no_teaser():
    deep = "<i>" * 2000 + "x" + "</i>" * 2000
    assert cards("".join(f"{card(number)[:-6]}{deep}</div>" for number in range(4))) == frozenset()
