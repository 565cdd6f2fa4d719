"""Headings whose own text went stand for nothing at the end of an article."""

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from a fund that the county set up after the flood of 1987, officials said.",
]
CARDS = [
    ("A bakery that outlived the ovens", "Family firm sells to sixty countries. Now flour is scarce"),
    ("My lamp phones home at night", "A week of listening to one flat. The hall light talked most"),
    ("Bats of Gorley speak a dialect", "Two caves, three miles apart, and another tune"),
]


def texts_of(foot):
    row = "<div class=row><div class=col><p>{}</p></div></div>"
    body = "".join(map(row.format, NEWS))
    page = f"<html lang=en><title>Wall</title><div class=art><h1>Wall</h1>{body}{foot}</div>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return [block.text for block in article.body]


def test_headings_of_cards_under_the_text_go():
    cards = "".join(f"<div class=card><h5>{head}</h5><p>{text}</p></div>" for head, text in CARDS)
    assert texts_of(f"<div class=cards>{cards}</div>") == NEWS


def test_a_heading_over_the_last_paragraph_stays():
    last = "A second wall on the other side of the bay is planned for the end of the decade."
    part = f"<div class=row><div class=col><h2>The second wall</h2><p>{last}</p></div></div>"
    assert texts_of(part) == [*NEWS, "The second wall", last]
