"""A line of another subject over a sentence of another subject is a teaser's headline, where it is the only one."""

import pytest

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from a fund that the county set up after the flood of 1987, officials said.",
    "A second wall on the other side of the bay is planned for the end of the decade.",
]
HEADLINE = "Vestergaard ousted in Brisbane warm-up"
SUMMARY = "The second seed went down 6-4, 7-5 against a qualifier in 84 minutes."


def kept_of(*lines):
    """What of *lines*, a paragraph each, is kept among the article's."""
    body = "".join(f"<p>{text}</p>" for text in [*NEWS[:3], *lines, *NEWS[3:]])
    page = f"<html lang=en><title>Harbour wall</title><h1>Harbour wall</h1><main>{body}</main>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    texts = [block.text for block in article.body]
    assert [text for text in texts if text in NEWS] == NEWS
    return [text for text in texts if text not in NEWS]


def test_a_headline_of_another_subject_goes_without_label_and_link():
    assert HEADLINE not in kept_of(HEADLINE, SUMMARY)


@pytest.mark.parametrize(
    ("headline", "below"),
    [
        ("What the storms left of the boats", SUMMARY),
        (HEADLINE, "The mayor and the fishermen lost by two votes to the county in the end."),
        (HEADLINE, "He had waited two years for an umpire like her, he added."),
        (f"{HEADLINE}:", SUMMARY),
    ],
)
def test_a_subhead_of_the_article_stays(headline, below):
    assert kept_of(headline, below) == [headline, below]


def test_several_such_lines_are_the_article_s_form():
    other = "Okonjo through without a game played"
    assert kept_of(HEADLINE, SUMMARY, other, SUMMARY.replace("second", "third")).count(other) == 1


MORE = [
    "Builders from three counties have asked the council for the plans, and two have sent a price.",
    "The church at the end of the quay will stay closed until the scaffolding comes down again.",
    "Its bell rang at noon on Wednesday, for the first time since the storm took the rope away.",
    "A petition for a lower wall, so that one could see the sea, had found four hundred names.",
]
CLOSE = "Gorley artist paints boats and gulls of Marlow Bay for forty years"
BRIEF = "Sixty canvases hang in the library until May. One of them shows a whale."


def kept_in_long(*lines):
    body = "".join(f"<p>{text}</p>" for text in [*NEWS[:3], *MORE[:2], *lines, *MORE[2:], *NEWS[3:]])
    page = f"<html lang=en><title>Harbour wall</title><h1>Harbour wall</h1><main>{body}</main>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return [block.text for block in article.body if block.text not in {*NEWS, *MORE}]


def test_a_long_one_goes_that_names_what_the_article_names_too():
    assert CLOSE not in kept_in_long(CLOSE, BRIEF)


@pytest.mark.parametrize(
    ("headline", "below"),
    [
        (CLOSE.upper(), BRIEF),
        (f"{CLOSE},", BRIEF),
        (CLOSE, f"{BRIEF} {MORE[0]} {MORE[2]}"),
        ("Why the mayor wants the harbour wall before the next storms come", BRIEF),
        ("Sixty winters of painting", BRIEF),
    ],
)
def test_a_line_that_may_be_a_subhead_or_goes_on_stays(headline, below):
    assert kept_in_long(headline, below) == [headline, below]


def test_a_line_in_bold_goes_where_it_is_the_only_one():
    bold = f"<b>{HEADLINE}</b>"
    assert HEADLINE not in kept_of(bold, SUMMARY)
    assert HEADLINE in kept_of(bold, SUMMARY, "<b>Sandbags</b>", NEWS[1] + " Again.")
