from datetime import UTC, date, datetime

import pytest

from scraper.extraction.metadata.trust import read_metadata
from scraper.page import Page, load_document
from scraper.sites.site import Site

H1 = "<article><h1>Old pool to close in May</h1>"
LONG = "<p>" + "Some words of the text. " * 20 + "</p></article>"


def read(body, head=""):
    html = f"<html lang=en><head>{head}</head><body>{body}</body></html>"
    page = Page(url="https://gazette.example/a", body=html.encode())
    return read_metadata(load_document(page), Site(domain="gazette.example"))


def test_a_class_that_says_updated_of_the_day_of_publication():
    found = read(H1 + '<span class="entry-date published updated">3 March 2024</span>' + LONG)
    assert (found.published_on, found.modified_raw) == (date(2024, 3, 3), None)


def test_a_class_that_says_updated_of_a_change():
    found = read(H1 + '<span class="date updated">3 March 2024</span>' + LONG)
    assert (found.published_on, found.modified_raw) == (None, "3 March 2024")
    found = read(H1 + '<span class="entry-date updated">Updated 3 March 2024</span>' + LONG)
    assert (found.published_on, found.modified_raw) == (None, "Updated 3 March 2024")


def test_a_day_that_links_to_its_archive():
    found = read(H1 + '<a href="/2024/03/"><time datetime="2024-03-03T09:00:00Z">3 March</time></a>' + LONG)
    assert found.published_at == datetime(2024, 3, 3, 9, tzinfo=UTC)


def test_the_day_of_a_teaser_in_a_list():
    item = (
        '<ul><li><time datetime="2020-01-05">5 January 2020</time><a href="/b">The mayor opens a bridge</a>'
    )
    assert read(H1 + LONG + item).published_on is None


def test_a_bare_date_comes_after_the_printed_one():
    bare = '<meta name="date" content="2024-03-05">'
    found = read(H1 + "<time>4 March 2024, 12:01</time>" + LONG, bare)
    assert (found.published_on, found.provenance.published) == (date(2024, 3, 4), "markup")
    found = read(H1 + LONG, bare)
    assert (found.published_on, found.provenance.published) == (date(2024, 3, 5), "metatags")


@pytest.mark.parametrize(
    "body",
    [
        '<div class="comments"><div class="comment">Bo on 3 March 2024</div></div>',
        "<footer>3 March 2024</footer>",
        "<p>This page was last edited on 3 March 2024</p>",
    ],
)
def test_no_guess_from_what_is_not_the_articles(body):
    found = read("<h1>Old pool to close in May</h1><p>Text.</p>" + body)
    assert (found.published_on, found.published_raw) == (None, None)


def test_the_only_day_printed_is_guessed():
    found = read(H1 + LONG + "<div>Riverside desk, on 3 March 2024 in print</div>")
    assert (found.published_on, found.published_at) == (date(2024, 3, 3), None)
    assert "guessed_date" in found.flags


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("<div>This story is from March 3, 2024</div>", date(2024, 3, 3)),
        ("<div>Readers of this story from March 3, 2024</div>", None),
    ],
)
def test_a_line_above_the_headline_that_says_when_it_was_published(line, day):
    page = f"<article><div>{line}<h1>Old pool to close in May</h1></div>{LONG}"
    assert read(page, '<meta name="article_date_updated" content="2024-03-03T10:00:00Z">').published_on == day


def test_the_articles_own_footer():
    date_line = '<div class="footer"><time datetime="2024-03-03">3 March 2024</time></div>'
    article = '<div class="entry"><div class="header"><h1>Old pool to close</h1></div>'
    found = read(f"{article}{date_line}</div>{LONG}")
    assert (found.published_on, found.provenance.published) == (date(2024, 3, 3), "markup")
    assert read(f"{article}</div>{LONG}<div class=box>{date_line}</div>").published_on is None


def test_a_date_beside_its_label():
    bare = '<meta name="date" content="2024-03-05">'
    label = "<div><span>Erschienen am:</span><h2>03.03.2024</h2></div>"
    assert read(H1 + LONG + label, bare).published_on == date(2024, 3, 3)
    label = "<p><b>Published:</b> 3 March 2024</p>"
    assert read(H1 + LONG + label, bare).published_on == date(2024, 3, 3)
    other = '<aside class="related"><b>Published:</b> 3 March 2024</aside>'
    assert read(H1 + LONG + other, bare).published_on == date(2024, 3, 5)
    change = "<div><span>Zuletzt geändert am:</span><h2>03.03.2024</h2></div>"
    assert read(H1 + LONG + change, bare).published_on == date(2024, 3, 5)
