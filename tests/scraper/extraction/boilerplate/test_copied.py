"""A headline that stands twice in a row is a teaser's, and the short line beside it its label."""

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
HEADLINE = "Two bakers share one oven"
LABEL = "ROUND THE ISLANDS"


def kept_of(*lines, above=(), wrap="{}"):
    """What of *lines*, a paragraph each behind three of the article's and those *above*, is kept."""
    texts = [*NEWS[:3], *above, *(wrap.format(line) for line in lines), *NEWS[3:]]
    body = "".join(f"<p>{text}</p>" for text in texts)
    page = f"<html lang=en><title>Harbour wall</title><h1>Harbour wall</h1><main>{body}</main>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    texts = [block.text for block in article.body]
    assert [text for text in texts if text in NEWS] == NEWS
    return [text for text in texts if text not in NEWS and text not in above]


@pytest.mark.parametrize("wrap", ["{}", "<b>{}</b>"])
@pytest.mark.parametrize(
    "lines",
    [
        (HEADLINE, HEADLINE),
        (LABEL, HEADLINE, HEADLINE),
        (HEADLINE, HEADLINE, LABEL),
        ("Why do two bakers share one oven?", "Why do two bakers share one oven?"),
        ("“Crust” opens in Dunmore at last", "“Crust” opens in Dunmore at last"),
    ],
)
def test_a_headline_that_stands_twice_goes_with_its_label(lines, wrap):
    assert kept_of(*lines, wrap=wrap) == []


@pytest.mark.parametrize(
    ("lines", "above"),
    [
        ((HEADLINE, HEADLINE), ["That evening the fishermen sang to their storms again:"]),
        (('"Two bakers share one oven"', '"Two bakers share one oven"'), []),
        (("“Two bakers, one oven”, sang the crew", "“Two bakers, one oven”, sang the crew"), []),
        (("They waited for the wall.", "They waited for the wall."), []),
    ],
)
def test_what_is_sung_or_said_twice_stays(lines, above):
    assert kept_of(*lines, above=above) == list(lines)


def test_a_sentence_above_is_no_label():
    assert kept_of("Nobody spoke.", HEADLINE, HEADLINE) == ["Nobody spoke."]


def test_an_hour_above_is_no_label():
    assert "19:30" in kept_of("19:30", HEADLINE, HEADLINE)


@pytest.mark.parametrize(("below", "left"), [("", 0), ("<h4>Rye</h4>", 2)], ids=["paragraph", "line"])
def test_a_heading_that_stands_twice_goes_where_a_paragraph_is_under_it(below, left):
    lines = f"</p><h3>{HEADLINE}</h3><h3>{HEADLINE}</h3>{below}<p>"
    assert kept_of(lines).count(HEADLINE) == left
