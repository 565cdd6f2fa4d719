from scraper.extraction.metadata.headings import choose_heading, headings, lower_headings
from scraper.page import Page, load_document

LONG = "<p>" + "Some words of the text. " * 40 + "</p>"


def load(body, head=""):
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return load_document(Page(url="https://gazette.example/a", body=html.encode()))


def texts(found):
    return [heading.text_content() for heading in found]


def test_layout_named_after_its_sidebar_holds_the_headline():
    page = load(f'<form class="content sidebar"><h1>Old pool to close</h1>{LONG}</form>')
    assert texts(headings(page)) == ["Old pool to close"]


def test_heading_of_a_real_sidebar_is_left_out():
    page = load(f'<h1>Old pool to close</h1>{LONG}<div class="sidebar"><h1>Popular posts</h1></div>')
    assert texts(headings(page)) == ["Old pool to close"]


def test_lower_heading_only_where_no_first_heading_resembles_a_title():
    title = "<title>Old pool to close in May | Gazette</title>"
    lower = "<h2>Old pool to close in May</h2><h2>Old pool</h2><h2>More of the coast</h2>"
    page = load(f"<h1>Harbour Notes</h1>{lower}{LONG}", title)
    assert texts(lower_headings(page, headings(page))) == ["Old pool to close in May"]
    assert choose_heading(page).text_content() == "Old pool to close in May"
    page = load(f"<h1>Old pool closes</h1>{lower}{LONG}", title)
    assert lower_headings(page, headings(page)) == []
