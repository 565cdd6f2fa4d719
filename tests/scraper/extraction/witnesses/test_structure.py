"""An article of short lines stands below the only headline, in the element with most sentences."""

import pytest

from scraper.extraction.walk import list_blocks
from scraper.extraction.witnesses.structure import vote_lines
from scraper.page import Page, load_document

LINES = ["THE CHAIR: Any remarks?", "MR PELL: One.", "THE CHAIR: Name it.", "MR PELL: Soap.", "All rose."]
LINKS = "".join(f"<p><a href=/{n}>Ferry {n} is late again.</a></p>" for n in range(9))


def lines_of(lines=LINES, *, head="<h1>Minutes</h1>", beside="", tag="p"):
    """The texts of the lines voted for on a page of *lines* in a box under *head*, with *beside* below it."""
    text = "".join(f"<{tag}>{line}</{tag}>" for line in lines)
    html = f"<body>{head}<div>{text}</div><div>{LINKS}</div>{beside}</body>"
    blocks = list_blocks(load_document(Page(url="https://gazette.example/a", body=html.encode())))
    return [blocks[number].text for number in sorted(vote_lines(blocks))]


def test_sentences_under_the_headline_are_the_article():
    assert lines_of() == LINES
    assert lines_of([*LINES, "Vote taken"]) == [*LINES, "Vote taken"]


@pytest.mark.parametrize(
    "page",
    [
        {"lines": LINES[:4]},
        {"lines": [*LINES, "Home", "News"]},
        {"head": ""},
        {"beside": "<h1>News</h1>"},
        {"tag": "li"},
    ],
)
def test_what_is_none(page):
    assert lines_of(**page) == []
