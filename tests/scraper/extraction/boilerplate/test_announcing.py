"""What a newsroom says of another article is told from what an article says."""

import pytest

from scraper.extraction.boilerplate.announcing import has_announcement
from scraper.extraction.boilerplate.grammar_files import load_small
from scraper.extraction.extract import extract_article
from scraper.normalise.text import words_of
from scraper.page import Page
from scraper.sites.site import Site

NEWS = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from a fund that the county set up after the flood of 1987, officials said.",
    "A second wall on the other side of the bay is planned for the end of the decade.",
]
TEASER = ["Related articles", "Two bakers share one oven"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Bread, rolls and rye: here is everything you need to know."),
        ("en", "Our correspondents went to see it."),
        ("de", "Brot, Brötchen, Roggen: die Bäckereien im Überblick."),
        ("fr", "Retrouvez la carte des boulangeries."),
        ("ru", "Репортаж из пекарни."),
        ("tr", "İşte kentin fırınları."),
        ("ja", "パンの作り方を紹介します。"),
        ("zh", "一文看懂面包价格。"),
    ],
)
def test_an_announcement(language, text):
    assert has_announcement(words_of(text), language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The council wants everything to be known by May."),
        ("de", "Er behielt den Überblick nicht."),
        ("xx", "Here is everything you need to know."),
        ("en", ""),
    ],
)
def test_no_announcement(language, text):
    assert not has_announcement(words_of(text), language)


def test_every_language_has_its_own():
    samples = {language: has_announcement((), language) for language in load_small()}
    assert len(samples) == 23
    assert not any(samples.values())


def kept_of(lines, news=NEWS, html=""):
    body = "".join(f"<p>{text}</p>" for text in [*news[:3], *lines, *news[3:]])
    page = f"<html lang=en><title>Harbour wall</title><h1>Harbour wall</h1><main>{body}{html}</main>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return [block.text for block in article.body if block.text not in news]


PLAIN = "Residents of Marlow Bay sold bread to the council."
ANNOUNCED = f"At a glance: {PLAIN}"
SHARED = "The residents bake more rye bread than rolls, and sell it cheaply."


@pytest.mark.parametrize("summary", [ANNOUNCED, f"<i>{SHARED}</i>"])
def test_a_summary_that_announces_or_is_set_apart_goes(summary):
    assert kept_of([*TEASER, summary]) == []


def test_a_paragraph_in_the_same_place_stays():
    assert kept_of([*TEASER, PLAIN]) == [PLAIN]


def test_an_article_that_announces_itself_keeps_such_a_paragraph():
    news = [*NEWS[:4], "At a glance: the second wall will be nine metres high and a mile and a half long."]
    assert kept_of([*TEASER, ANNOUNCED], news) == [ANNOUNCED]


def test_an_article_in_italics_keeps_such_a_paragraph():
    news = [f"<i>{line}</i>" for line in NEWS]
    assert PLAIN in kept_of([*TEASER, f"<i>{PLAIN}</i>"], news)
