"""Calls to the reader go in words that no list has; an article that speaks for itself keeps them."""

import pytest

from scraper.extraction.boilerplate.appeals import read_language
from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.content import find_content
from scraper.extraction.extract import extract_article
from scraper.extraction.region import Facts, make_region
from scraper.extraction.walk import list_blocks
from scraper.page import Page, load_document
from scraper.sites.site import Site

NEWS = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from a fund that the county set up after the flood of 1987.",
]
TERMS = [
    "Our app asks for the camera only when you take a picture of the harbour for your report.",
    "We keep your report for a year, and you may ask us at any time to strike it out again.",
    "Our harbour map comes from the county, which draws it anew each spring for us and you.",
    "You may turn off the map, the tide table and the weather in your own copy of the program.",
]


NACHRICHTEN = [
    "Der Rat der Stadt hat am Dienstag beschlossen, die alte Mauer am Hafen neu zu bauen.",
    "Die Arbeiten an der Mauer sollen im März beginnen und werden zwei Jahre dauern, sagte sie.",
    "Die Fischer hatten nach drei Stürmen, die ihre Boote beschädigten, um die Reparatur gebeten.",
    "Das Geld kommt aus einem Fonds, den der Kreis nach der Flut von 1987 für die Häfen und Deiche schuf.",
    "Wer an der Mauer wohnt, soll es in dem Jahr vor dem Bau erfahren, und nicht erst mit den Baggern.",
]


@pytest.mark.parametrize(
    ("lines", "language", "sure"),
    [
        (NEWS, "en", True),
        (NEWS[:1], "en", False),
        (NACHRICHTEN, "de", True),
        ([*NACHRICHTEN[:3], *NEWS], "en", False),
        (["Mauern Mauern Mauern Mauern."], None, False),
    ],
)
def test_the_language_of_the_paragraphs(lines, language, sure):
    text = "".join(f"<p>{line}</p>" for line in lines)
    document = load_document(Page(url="https://gazette.example/wall-1", body=f"<div>{text}</div>".encode()))
    blocks = list_blocks(document)
    region = make_region(blocks, find_content(document, blocks, None), Facts(), load_phrases())
    assert read_language(region) == (language, sure)


def body(lines, extra):
    text = "".join(f"<p>{line}</p>" for line in [*lines[:2], extra, *lines[2:]])
    page = f"<html lang=en><title>Harbour wall</title><h1>Harbour wall</h1><div>{text}</div></html>"
    found = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return [block.text for block in found.body]


@pytest.mark.parametrize(
    "call",
    [
        "Let our morning briefing land in your inbox and subscribe.",
        "Spotted a typo? Drop our editors a line.",
        "Install the app and help our newsroom with a small gift.",
    ],
)
def test_calls_between_paragraphs_go(call):
    assert body(NEWS, call) == NEWS


@pytest.mark.parametrize(
    "line",
    [
        "Thanks for joining us! To begin, could you share a bit about your work as editor of our newsletter?",
        "Follow us, the fishermen told the mayor, and she went down to the quay with them.",
        "“Follow our channel on Telegram” was sprayed on the wall, and our mayor had it washed off.",
    ],
)
def test_questions_and_reported_calls_stay(line):
    assert line in body(NEWS, line)


def test_an_article_that_speaks_of_us_and_you_keeps_its_own_words():
    line = "Our app may also use the cookie that tells us which page of the map you saw last."
    assert body(TERMS, line) == [*TERMS[:2], line, *TERMS[2:]]
