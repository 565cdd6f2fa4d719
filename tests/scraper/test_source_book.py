import pytest

from scraper.discovery.leads import Leads
from scraper.discovery.sitemaps import ChildSitemap
from scraper.frontier import Frontier
from scraper.hints import FoundLink
from scraper.source_book import SourceBook, next_interval

FEED = "https://gazette.example/rss.xml"
NOW, SOON, LATER = "2024-03-03T09:00:00Z", "2024-03-03T09:04:00Z", "2024-03-03T09:05:00Z"
VALIDATORS = {"ETag": '"a1"', "Last-Modified": "Sun, 03 Mar 2024 08:00:00 GMT"}


def leads(*slugs, **more):
    links = [FoundLink(url=f"https://gazette.example/{slug}", via="feed") for slug in slugs]
    return Leads(form="feed", articles=tuple(links), **more)


@pytest.fixture
def frontier(tmp_path):
    with Frontier(tmp_path / "frontier.sqlite") as frontier:
        yield frontier


def book_of(frontier, *, reader="1", since=""):
    return SourceBook(frontier, reader=reader, since=since, shortest=300, longest=7200)


@pytest.fixture
def book(frontier):
    return book_of(frontier)


def test_a_source_is_asked_for_by_what_it_answered(book):
    assert book.find(FEED) is None
    book.note_read(FEED, VALIDATORS, leads("a"), NOW)
    assert book.find(FEED).conditions == {
        "If-None-Match": '"a1"',
        "If-Modified-Since": "Sun, 03 Mar 2024 08:00:00 GMT",
    }


def test_no_validator_and_an_endless_one_ask_for_nothing(book):
    book.note_read(FEED, {"ETag": "x" * 2000}, leads("a"), NOW)
    assert book.find(FEED).conditions == {}


def test_where_it_leads_is_remembered(book):
    child = ChildSitemap(url="https://gazette.example/march.xml", lastmod="2024-03-01")
    book.note_read(FEED, {}, leads("a", feeds=("https://gazette.example/2",), sitemaps=(child,)), NOW)
    known = book.find(FEED).leads
    assert (known.form, known.feeds, known.sitemaps) == ("feed", ("https://gazette.example/2",), (child,))
    assert known.articles == leads("a").articles


def test_the_articles_of_a_long_list_are_not_remembered(book):
    book.note_read(FEED, {}, leads(*map(str, range(1001))), NOW)
    assert book.find(FEED).leads.articles == ()


def test_what_had_nothing_new_rests(book):
    book.note_read(FEED, {}, leads("a"), NOW)
    assert book.find(FEED).is_due("feed", NOW)
    book.note_read(FEED, {}, leads("a"), NOW)
    assert not book.find(FEED).is_due("feed", SOON)
    assert book.find(FEED).is_due("feed", LATER)
    assert book.find(FEED).is_due("section", SOON)
    book.note_read(FEED, {}, leads("b", "a"), LATER)
    assert book.find(FEED).is_due("feed", LATER)


def test_a_304_counts_as_nothing_new(book):
    book.note_read(FEED, VALIDATORS, leads("a"), NOW)
    book.note_unchanged(book.find(FEED), NOW)
    assert not book.find(FEED).is_due("feed", SOON)
    assert book.find(FEED).conditions


@pytest.mark.parametrize(
    ("lastmod", "now", "due"),
    [
        ("2024-03-01", SOON, False),
        ("2024-03-03", SOON, True),
        ("2024-03-03T09:30:00Z", "2024-03-03T10:00:00Z", True),
        ("2024-03-01", "2024-03-04T09:00:00Z", True),  # once a day it is not believed
    ],
)
def test_the_index_says_which_sitemap_is_due(book, lastmod, now, due):
    book.note_read(FEED, {}, leads("a"), NOW)
    assert book.find(FEED).is_due("sitemap", now, lastmod) is due


def test_another_version_and_an_earlier_since_read_all_again(frontier):
    book_of(frontier, since="2024-03-01").note_read(FEED, VALIDATORS, leads("a"), NOW)
    assert book_of(frontier, since="2024-03-02").find(FEED)
    assert book_of(frontier, since="2024-02-01").find(FEED) is None
    assert book_of(frontier).find(FEED) is None
    assert book_of(frontier, reader="2", since="2024-03-02").find(FEED) is None


@pytest.mark.parametrize(
    ("interval", "changed", "following"),
    [
        (0, False, 300),
        (300, False, 600),
        (4800, False, 7200),
        (7200, False, 7200),
        (7200, True, 3600),
        (500, True, 0),
        (0, True, 0),
    ],
)
def test_next_interval(interval, changed, following):
    assert next_interval(interval, changed, shortest=300, longest=7200) == following


def test_no_bounds_no_rest():
    assert next_interval(0, False, shortest=0, longest=0) == 0
