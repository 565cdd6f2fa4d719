"""A summary under a headline that is a link goes with it; a paragraph under one stays."""

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
    "Until then the council will lend sandbags to every household that stands below the church.",
]
HEADLINE = "<a href=/b>Two bakers share one oven in Dunmore</a>"
SUMMARY = "The oven stands in a garage, and both bakers sleep in turns."
MIXED = "Residents asked the mayor for more bread."
LABEL = "More stories"
OF_FLOOD = "residents lent their boats to the fishermen below the church"
LONG = f"The county paid for the harbour wall, the town for the bay, and {OF_FLOOD}, {OF_FLOOD}."
OWN = "The mayor wants the harbour wall finished before the storms."
REPLY = "He promised sandbags to the fishermen."


def kept_of(lines, after=3, before=()):
    """What of *lines*, a paragraph each behind so many of the article's, is kept."""
    texts = [*before, *NEWS[:after], *lines, *NEWS[after:]]
    body = "".join(f"<p>{text}</p>" for text in texts)
    page = f"<html lang=en><title>Harbour wall</title><h1>Harbour wall</h1><main>{body}</main>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    texts = [block.text for block in article.body]
    assert [text for text in texts if text in NEWS] == NEWS
    return [text for text in texts if text not in NEWS]


@pytest.mark.parametrize("headline", [HEADLINE, f"<b>{HEADLINE}</b>"])
@pytest.mark.parametrize("after", [1, 3, 6])
def test_a_summary_of_its_words_goes_without_a_label(headline, after):
    assert kept_of([headline, SUMMARY], after) == []


def test_a_label_right_behind_tells_a_summary_in_any_words():
    assert kept_of([HEADLINE, MIXED, LABEL]) == []


@pytest.mark.parametrize(
    "lines",
    [
        [HEADLINE, MIXED],
        [HEADLINE, OWN],
        [HEADLINE, REPLY, LABEL],
        [HEADLINE, LONG, LABEL],
        [HEADLINE.replace("/b", "https://bakery.example/b"), MIXED, LABEL],
        [f"Read also: {HEADLINE}", MIXED, "More stories about bakers:"],
        [HEADLINE.replace("Two", "Six"), HEADLINE, MIXED],
        [HEADLINE, MIXED, LABEL, HEADLINE.replace("Two", "Six")],
    ],
    ids=["no label", "own", "leaning", "long", "elsewhere", "labelled", "list", "another's label"],
)
def test_a_paragraph_under_a_link_stays(lines):
    text = next(line for line in lines if line in (MIXED, OWN, REPLY, LONG))
    assert text in kept_of(lines)


def test_links_over_many_sentences_are_a_digest():
    pairs = [line for name in "ABCD" for line in (HEADLINE.replace("Two", name), f"{name} sleeps in turns.")]
    assert len([line for line in kept_of(pairs) if line.endswith("sleeps in turns.")]) == 4
