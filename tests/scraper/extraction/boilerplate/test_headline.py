"""The headline once more, below the first paragraphs."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.headline import find_headlines
from scraper.extraction.region import Facts

TITLE = "Harbour wall to rise again"
TEXT = "<p>The council of Marlow Bay voted on Tuesday to rebuild the harbour wall.</p>"


@pytest.mark.parametrize(
    ("line", "title", "gone"),
    [
        (TITLE, TITLE, True),
        (f"{TITLE} in March", TITLE, False),
        ("Harbour wall", "Harbour wall", False),
    ],
)
def test_a_title_word_by_word_is_no_text_wherever_it_stands(line, title, gone):
    region = region_of(f"<main>{TEXT * 4}<p>{line}</p>{TEXT * 2}</main>", facts=Facts(titles=(title,)))
    found = [(finding.position, finding.rule) for finding in find_headlines(region)]
    assert found == ([(4, "headline/again")] if gone else [])
