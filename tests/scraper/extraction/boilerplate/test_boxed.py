"""A teaser in a box of its own goes whole; a part of the text that has a label in it does not."""

import pytest

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from a fund that the county set up after the flood of 1987.",
]
LABEL, HEADLINE = "<p>Related articles</p>", "<h3>Library keeps its doors open on Sundays</h3>"
SUMMARY = "<p>The library lends novels and maps all weekend.</p>"
OTHER = "<h3>Two bakers share one oven</h3>"
LONG = f"<p>{' '.join(['Readers may now borrow novels and maps all weekend.'] * 3)}</p>"
OWN = "<p>The mayor told residents that the harbour wall will be rebuilt.</p>"


def lines_of(box):
    """What of the *box* between four paragraphs, each in one of its own, is kept."""
    boxes = [f"<div>{text}</div>" for text in [*(f"<p>{line}</p>" for line in NEWS[:2]), box]]
    boxes += [f"<div><p>{line}</p></div>" for line in NEWS[2:]]
    page = f"<html lang=en><title>Wall</title><h1>Wall</h1><main>{''.join(boxes)}</main>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    texts = [block.text for block in article.body]
    assert texts[:2] == NEWS[:2]
    assert texts[-2:] == NEWS[2:]
    return texts[2:-2]


@pytest.mark.parametrize(
    "lines",
    [
        [LABEL, HEADLINE],
        [LABEL, HEADLINE, OTHER],
        [LABEL, HEADLINE, SUMMARY],
        [HEADLINE, LABEL, SUMMARY],
        [HEADLINE, SUMMARY, LABEL],
        [LABEL, HEADLINE.replace("<h3>", "<p><b>").replace("</h3>", "</b></p>"), SUMMARY],
        [HEADLINE.replace("<h3>", "<h3><a href=/b>"), SUMMARY, LABEL],
        [LABEL, HEADLINE, "<p><a href=/b>Two bakers share one oven</a></p>"],
    ],
)
def test_a_teaser_in_its_own_box_goes(lines):
    assert lines_of("".join(lines)) == []


@pytest.mark.parametrize(
    "lines",
    [
        [HEADLINE, SUMMARY],
        [LABEL, HEADLINE, OTHER, SUMMARY],
        [HEADLINE, LONG, LABEL],
        [HEADLINE, OWN, LABEL],
        [HEADLINE, SUMMARY, SUMMARY.replace("novels", "films"), LABEL],
        [LABEL, f"<div><p>{NEWS[0].replace('Tuesday', 'Monday')}</p></div>", HEADLINE],
        [LABEL, HEADLINE, *(f"<h3>Room number {n} is closed</h3>" for n in "123")],
    ],
    ids=[
        "no label",
        "several headlines",
        "long",
        "the article's",
        "two paragraphs",
        "around a paragraph",
        "many",
    ],
)
def test_a_part_of_the_text_stays(lines):
    assert "Library keeps its doors open on Sundays" in lines_of("".join(lines))


def test_a_box_beside_too_little_text_stays():
    first, last = (f"<div><p>{line}</p></div>" for line in NEWS[:2])
    page = f"<html lang=en><title>Wall</title><main>{first}<div>{LABEL}{HEADLINE}</div>{last}</main>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    assert not [row for row in article.removed if row.rule.startswith("boxed/")]
