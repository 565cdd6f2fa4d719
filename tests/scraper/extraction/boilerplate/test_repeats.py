"""What recurs goes only with a second sign; what is the article's by right stays however often it recurs."""

import html
import random

import pytest

from exports.record import Crawl
from scraper.article import Article
from scraper.extraction.extract import extract_article
from scraper.extraction.repeats import KEY_BYTES, Repeats, count_repeats
from scraper.page import Page
from scraper.sites.site import Pin, Site

SITE = Site(domain="gazette.example")
WORDS = ("harbour", "council", "bridge", "ferry", "winter", "storm", "market", "school", "engine", "river")
LABEL = "Blorn thrasked"
"""A label in no language that has phrases."""


def story(number):
    """Four paragraphs that no other story has."""
    pick = random.Random(number)
    return [
        f"Report {number}: the {' '.join(pick.sample(WORDS, 3))} was opened on day {number}{part} of the year, and "
        f"the {pick.choice(WORDS)} beside it will follow before the {pick.choice(WORDS)} is painted."
        for part in range(4)
    ]


def markup(texts):
    return "".join(text if text.startswith("<") else f"<p>{html.escape(text)}</p>" for text in texts)


def read(number, texts, *, repeats=None, site=SITE):
    head = f"<title>Title of story {number}</title>"
    body = f"<article><h1>Title of story {number}</h1>{markup(texts)}</article>"
    page = Page(
        url=f"https://gazette.example/story-{number}",
        body=f"<html lang=en><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode(),
    )
    article = extract_article(page, site, repeats=repeats)
    assert isinstance(article, Article)
    return article


def learn(pages):
    """What recurs over *pages*, given as (number, texts)."""
    articles = []
    for number, texts in pages:
        keys = read(number, texts).trace.keys
        articles.append(
            frozenset(keys[start : start + KEY_BYTES] for start in range(0, len(keys), KEY_BYTES))
        )
    return count_repeats(articles)


def with_label(number):
    return [*story(number), LABEL]


def rows(article):
    return [(row.reason, row.rule, row.text) for row in article.removed if row.rule.startswith("repeats/")]


def texts_of(article):
    return [block.text for block in article.body]


def test_a_label_goes_once_three_other_articles_have_it():
    pages = [(number, with_label(number)) for number in range(3)]
    before = read(9, with_label(9), repeats=learn(pages[:2]))
    assert texts_of(before) == with_label(9)
    after = read(9, with_label(9), repeats=learn(pages))
    assert texts_of(after) == story(9)
    assert rows(after) == [("site_repeat", "repeats/edge", LABEL)]


def test_a_line_between_paragraphs_goes_only_where_most_articles_have_it():
    def page(number):
        first, second, third, fourth = story(number)
        return [first, LABEL, second, third, LABEL, fourth]

    some = learn([(number, page(number) if number < 4 else story(number)) for number in range(9)])
    assert texts_of(read(20, page(20), repeats=some)) == page(20)
    most = learn([(number, page(number) if number < 5 else story(number)) for number in range(9)])
    found = read(20, page(20), repeats=most)
    assert texts_of(found) == story(20)
    assert rows(found) == [("site_repeat", "repeats/label", LABEL)] * 2


@pytest.mark.parametrize(
    "kept",
    [
        "<h2>Ingredients</h2>",
        "<p><b>How it tastes</b></p>",
        "<ul><li>Salt and pepper</li><li>Two eggs</li><li>A story's own {number}</li></ul>",
        "<table><tr><td>Home</td><td>Away</td></tr><tr><td>Norwold {number}</td><td>2</td></tr></table>",
        "The law was passed in the spring of last year by a majority of nineteen votes to six, after a long debate.",
        "“Sign up for our newsletter,” the chairman of the printers told a meeting that had come to hear of wages.",
        "“No.”",
        "(Applause)",
        "<h2>Share of the vote</h2>",
        "What made you come back?",
        "Newsletters were the first to tell of the closing of the mill, and they told of it at great length.",
    ],
)
def test_prose_titles_lists_and_answers_stay_however_often_they_recur(kept):
    def page(number):
        first, second, *rest = story(number)
        return [first, second, kept.format(number=number), *rest]

    repeats = learn([(number, page(number)) for number in range(5)])
    assert repeats.counts
    alone, known = read(20, page(20)), read(20, page(20), repeats=repeats)
    assert known.body == alone.body
    assert len(known.body) > 4


def test_a_call_set_as_a_paragraph_goes_by_its_opening_words():
    call = (
        "Sign up for our newsletter and have the news of the harbour in your letter box every single morning."
    )

    def page(number):
        return [*story(number)[:2], call, *story(number)[2:]]

    repeats = learn([(number, page(number)) for number in range(3)])
    assert texts_of(read(20, page(20), repeats=repeats)) == story(20)


def test_prose_at_the_foot_goes_only_where_most_articles_end_so():
    creed = "The Gazette belongs to its readers, who have printed it in the old mill by the river since the great flood."

    def page(number):
        return [*story(number), creed]

    some = learn([(number, page(number) if number < 4 else story(number)) for number in range(9)])
    assert texts_of(read(20, page(20), repeats=some)) == page(20)
    most = learn([(number, page(number)) for number in range(5)])
    found = read(20, page(20), repeats=most)
    assert texts_of(found) == story(20)
    assert rows(found) == [("site_repeat", "repeats/edge", creed)]


def test_a_story_that_stands_under_many_addresses_is_not_cut():
    def page(number):
        return [story(number)[0], *story(99)[1:]]

    repeats = learn([(number, page(number)) for number in range(8)])
    assert texts_of(read(20, page(20), repeats=repeats)) == page(20)


def test_a_menu_under_the_text_goes_whole_and_a_list_of_the_story_stays():
    def page(number, more=""):
        return [*story(number), f"<ul><li>Small</li><li>Medium</li><li>Large</li>{more}</ul>"]

    repeats = learn([(number, page(number)) for number in range(3)])
    assert texts_of(read(20, page(20), repeats=repeats)) == story(20)
    own = read(20, page(20, "<li>The ferry's own</li>"), repeats=repeats)
    assert texts_of(own)[4:] == ["Small", "Medium", "Large", "The ferry's own"]


def test_the_site_file_keeps_and_pins():
    repeats = learn([(number, with_label(number)) for number in range(3)])
    keeps = Site(domain="gazette.example", keep=("blorn  THRASKED",))
    assert texts_of(read(9, with_label(9), repeats=repeats, site=keeps)) == with_label(9)
    pins = Site(domain="gazette.example", pinned=(Pin(text="BLORN thrasked", reason="ad_label"),))
    found = read(9, with_label(9), site=pins)
    assert texts_of(found) == story(9)
    assert [(row.reason, row.rule) for row in found.removed if row.text == LABEL] == [
        ("ad_label", "site/text")
    ]


def test_a_record_without_a_row_of_the_memory_is_the_record_made_without_it():
    repeats = learn([(number, with_label(number)) for number in range(3)])
    known, alone = (
        read(9, story(9), repeats=given).to_record(Crawl()).to_json() for given in (repeats, None)
    )
    assert known == alone


def test_same_page_and_repeats_give_the_same_bytes():
    repeats = learn([(number, with_label(number)) for number in range(3)])
    turned = Repeats(articles=repeats.articles, counts=dict(reversed(repeats.counts.items())))
    one, other = (
        read(9, with_label(9), repeats=given).to_record(Crawl()).to_json() for given in (repeats, turned)
    )
    assert one == other
