import pytest

from scraper.extraction.metadata.headings import (
    article_headings,
    choose_heading,
    heading_versions,
    headings,
    kicker_within,
)
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


def found(page):
    first, lower = article_headings(page)
    return texts(first), texts(lower)


def test_lower_heading_only_where_no_first_heading_resembles_a_title():
    title = "<title>Old pool to close in May | Gazette</title>"
    lower = "<h2>Old pool to close in May</h2><h2>Old pool</h2><h2>More of the coast</h2>"
    page = load(f"<h1>Harbour Notes</h1>{lower}{LONG}", title)
    assert found(page) == (["Harbour Notes"], ["Old pool to close in May"])
    first, lower = article_headings(page)
    assert choose_heading(page, [*first, *lower]).text_content() == "Old pool to close in May"
    page = load(f"<h1>Old pool closes</h1>{lower}{LONG}", title)
    assert found(page) == (["Old pool closes"], [])


@pytest.mark.parametrize(
    ("title", "body", "first", "lower"),
    [
        (  # the site's name last in the title, and first on the page
            "Old pool closes » Coast e.V.",
            "<h1>Coast e.V. Friends of the bathing places</h1><h2>Old pool closes</h2>",
            [],
            ["Old pool closes"],
        ),
        (  # the name that the address is made of, first in both
            "Gazette » Archive » Old pool closes",
            "<h1>Gazette</h1><h2>Old pool closes</h2>",
            ["Gazette"],
            ["Old pool closes"],
        ),
        (  # a section's name that ends the title is shorter than the headline
            "Old pool closes in May - Coast and country",
            "<h1>Old pool closes in May</h1><h2>Coast and country</h2>",
            ["Old pool closes in May"],
            [],
        ),
        (  # a colon parts no site's name
            "The Coast: Old pool closes",
            "<h4>The Coast</h4><h1>Old pool closes</h1>",
            ["Old pool closes"],
            [],
        ),
        (  # several that are parts of the title: the longest
            "Harbour online - Notices - Order on bathing places",
            "<h1>Harbour</h1><h1>Notices</h1><h1>Order on bathing places</h1>",
            ["Harbour", "Order on bathing places"],
            [],
        ),
        (  # no heading at all, but something that calls itself a title
            "旧プールが閉鎖へ_社会_海辺新聞",
            '<div class="h-title">旧プールが閉鎖へ</div>',
            [],
            ["旧プールが閉鎖へ"],
        ),
    ],
)
def test_parts_of_the_title_that_the_page_prints(title, body, first, lower):
    assert found(load(f"{body}{LONG}", f"<title>{title}</title>")) == (first, lower)


def test_end_of_a_breadcrumb_trail_only_where_nothing_else_is_a_heading():
    trail = '<ol><li itemprop="itemListElement"><h1>Coast: Old pool closes</h1></li></ol>'
    title = "<title>Coast: Old pool closes - Gazette</title>"
    page = load(f"{trail}<h2>Old pool closes</h2>{LONG}", title)
    assert found(page) == ([], ["Old pool closes"])
    page = load(f"{trail}{LONG}", title)
    assert found(page) == (["Coast: Old pool closes"], [])


def test_readings_beside_the_characters_are_no_part_of_the_heading():
    ruby = "<ruby>閉鎖<rp>(</rp><rt>へいさ</rt><rp>)</rp></ruby>"
    page = load(f"<h1>プール{ruby}へ</h1>{LONG}")
    assert heading_versions(headings(page)[0]) == ["プール閉鎖へ"]


def test_small_print_within_the_heading_may_be_a_subtitle():
    page = load(f"<h1><span>Old pool closes</span> <small>The ducks move on</small></h1>{LONG}")
    assert heading_versions(headings(page)[0]) == ["Old pool closes The ducks move on", "Old pool closes"]


def test_bubble_of_a_translator_is_no_heading():
    bubble = '<div id="tt" class="skiptranslate"><h1 class="title">Original text</h1></div>'
    assert headings(load(f"<p>{LONG}</p>{bubble}")) == []


def test_teaser_of_this_very_page_is_no_heading_of_it():
    teaser = '<a href="/a"><h4>Old pool closes in May</h4></a>'
    page = load(f"{LONG}{teaser}", "<title>Old pool closes in May - Gazette</title>")
    assert found(page) == ([], [])


def test_header_that_says_what_it_is_not():
    page = load(f'<header class="header--no-promo"><h1>Old pool closes</h1></header>{LONG}')
    assert texts(headings(page)) == ["Old pool closes"]
    page = load(f'<header class="header--promo"><h1>Old pool closes</h1></header>{LONG}')
    assert headings(page) == []


def test_lower_heading_that_sets_its_kicker_apart():
    heading = '<h2><span class="kicker">Coast</span>: <span>Old pool closes in May</span></h2>'
    page = load(f"{heading}{LONG}", "<title>Coast: Old pool closes in May - Gazette</title>")
    first, lower = article_headings(page)
    assert (texts(first), lower) == (["Coast: Old pool closes in May"], [])
    assert heading_versions(first[0])[0] == "Old pool closes in May"


def test_of_a_heading_that_holds_a_page_only_the_beginning_is_searched_for_a_kicker():
    filler = "<b>Trams</b>" * 38
    (near,) = headings(load(f'<h1><span class="kicker">Sport</span>{filler} are back</h1>'))
    (far,) = headings(load(f'<h1>Sport{filler * 2}<span class="kicker">Sport</span></h1>'))
    assert kicker_within(near) == "Sport"
    assert kicker_within(far) is None
