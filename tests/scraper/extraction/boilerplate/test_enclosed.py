"""Lines that a foot's lines stand around go, however they are worded; the text's last sentences stay."""

import pytest

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

PROSE = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from a fund that the county set up after the flood of 1987.",
]
NOTE = "Ida Kerr has kept an eye on boats and walls since she moved to Marlow in 1994."
CALL = "Sign up for our free morning newsletter."
TAGS = "Tags: harbour, council"
COMMENTS = "Leave a comment"
RIGHTS = "© 2026 Marlow Gazette. All rights reserved."


def removed(lines):
    text = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html lang=en><title>Harbour wall</title><h1>Harbour wall</h1><div>{text}</div></html>"
    found = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return {row.text: row.reason for row in found.removed}


@pytest.mark.parametrize("foot", [[CALL, TAGS, NOTE, RIGHTS], [COMMENTS, TAGS, NOTE], [TAGS, CALL, NOTE]])
def test_a_line_that_a_foot_stands_around_goes(foot):
    assert removed([*PROSE, *foot]).get(NOTE) == "author_bio"


@pytest.mark.parametrize(
    "foot",
    [
        [NOTE, TAGS, CALL, RIGHTS],
        [TAGS, NOTE, RIGHTS],
        [CALL, "Share this article", NOTE, RIGHTS],
        [CALL, TAGS, f"“{NOTE}”", RIGHTS],
    ],
)
def test_a_last_sentence_stays_that_may_be_the_text_s(foot):
    line = next(line for line in foot if NOTE in line)
    assert line not in removed([*PROSE, *foot])


def test_no_text_follows_within():
    lines = [*PROSE[:3], TAGS, COMMENTS, NOTE, PROSE[3] + " " + PROSE[2] + " " + PROSE[1], TAGS]
    assert NOTE not in removed(lines)
