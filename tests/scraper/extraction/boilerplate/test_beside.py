"""What stands beside a teaser's line that went goes with it; the article's own lines stay."""

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
HEADLINE = "Two bakers share one oven in Dunmore"
LINK = f"<a href=/b>{HEADLINE}</a>"
OWN = "How the storms changed the harbour wall"
SUMMARY = "A third of the paintings went missing on the road to Gorley and were never seen again, it seems."
LABEL = "Read also"


def kept_of(*lines):
    """What of *lines*, a paragraph or a piece of markup each, is kept among the article's paragraphs."""
    texts = [*NEWS[:3], *lines, *NEWS[3:]]
    body = "".join(text if text.startswith("<h") else f"<p>{text}</p>" for text in texts)
    page = f"<html lang=en><title>Harbour wall</title><h1>Harbour wall</h1><main>{body}</main>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    texts = [block.text for block in article.body]
    assert [text for text in texts if text in NEWS] == NEWS
    return [text for text in texts if text not in NEWS]


@pytest.mark.parametrize("label", ["GLOBE TROTTING", "Piquant:", "From elsewhere"])
def test_a_label_in_any_words_goes_over_a_headline_that_is_a_link(label):
    assert kept_of(label, LINK) == []


@pytest.mark.parametrize("line", ["The storms", "Nobody spoke.", "A word on the harbour:", "19:30"])
def test_a_line_of_the_article_s_own_stays_over_a_headline_that_is_a_link(line):
    assert kept_of(line, LINK) == [line]


def test_two_lines_that_look_alike_are_subheads():
    assert kept_of("Brickwork", LINK, NEWS[2] + " Again.", "Sandbags")[:1] == ["Brickwork"]


ITEMS = [
    "Bricks from the old wall;",
    "Sandbags for every house below the church;",
    "Two boats of the county.",
]


@pytest.mark.parametrize(("label", "kept"), [("Interesting topics for readers", True), (LABEL, False)])
def test_a_line_over_a_plain_list_heads_it_unless_it_is_a_known_label(label, kept):
    listed = f"<hr><ul>{''.join(f'<li>{item}</li>' for item in ITEMS)}</ul>"
    assert (label in kept_of(label, listed)) is kept


def test_a_heading_of_another_subject_goes_under_a_label():
    assert HEADLINE not in kept_of(LABEL, f"<h3>{HEADLINE}</h3>", SUMMARY)


def test_a_heading_of_the_article_s_subject_stays_under_a_label():
    assert OWN in kept_of(
        LABEL, f"<h3>{OWN}</h3>", "The mayor wants the wall finished before March, he said."
    )


def test_a_headline_over_its_summary_goes_with_the_label_behind():
    assert HEADLINE not in kept_of(HEADLINE, SUMMARY, LABEL)


@pytest.mark.parametrize("line", ["Then came March.", "Nobody went to bed"])
def test_a_line_over_a_paragraph_stays_with_a_teaser_in_one_line_behind(line):
    assert line in kept_of(line, SUMMARY, f"{LABEL}: {HEADLINE}")


@pytest.mark.parametrize(
    ("line", "kept"), [("Rabbits return to Gorley", False), ("Storms and their wall", True)]
)
def test_a_brief_line_of_another_subject_goes_between_two_labels(line, kept):
    label = "Join the discussion"
    assert (line in kept_of(label, line, label)) is kept


@pytest.mark.parametrize("label", ["You may like", "More from our readers"])
def test_no_summary_stands_behind_two_labels(label):
    assert kept_of(label, "Rabbits return to Gorley", label) == []
