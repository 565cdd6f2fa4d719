"""Of a sentence that stands twice one copy stays: the one that is seen, then the one that the judges kept."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.lines import find_copies

SAID = "The town council of Marlow Bay voted on Tuesday evening to rebuild the wall of the old harbour."
OTHER = "<p>Work on it is to begin in the spring.</p>"


@pytest.mark.parametrize(
    ("one", "two", "kept", "copy"),
    [
        ("<p>{}</p>", "<p>{}</p>", (0, 1, 2), 2),
        ("<p>{}</p>", "<p>{}</p>", (1, 2), 0),
        ("<div hidden><p>{}</p></div>", "<p>{}</p>", (0, 1, 2), 0),
        ("<div hidden><p>{}</p></div>", "<p>{}</p>", (0, 1), 0),
        ("<p>{}</p>", "<div hidden><p>{}</p></div>", (1, 2), 2),
        ("<div hidden><p>{}</p></div>", "<div hidden><p>{}</p></div>", (1, 2), 0),
    ],
)
def test_one_copy_stays(one, two, kept, copy):
    html = f"<main>{one.format(SAID)}{OTHER}{two.format(SAID)}</main>"
    region = region_of(html, kept=lambda block: block.number in kept)
    assert [(found.position, found.rule) for found in find_copies(region)] == [(copy, "lines/copy")]
