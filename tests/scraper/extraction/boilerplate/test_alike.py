"""Lines that look like removed ones and unlike the paragraphs go; one of a look of its own stays."""

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
CALLS = ["Advertisement", "Sign up for our free morning newsletter.", "Follow us on Facebook and Instagram."]
LINE = "Harbours of the county in numbers and pictures"


def removed(name, calls=CALLS, below=""):
    parts = [f'<p class="x1">{line}</p>' for line in PROSE]
    for place, call in enumerate(calls):
        parts.insert(2 * place + 1, f'<div class="q7"><p class="x1">{call}</p></div>')
    parts.insert(4, f'<div class="{name}"><p class="x1">{LINE}</p></div>{below}')
    page = f"<html lang=en><title>Wall</title><h1>Wall</h1><div>{''.join(parts)}</div></html>"
    found = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return {row.text: row.rule for row in found.removed}


def test_a_line_with_the_look_of_three_calls_goes():
    assert removed("q7").get(LINE) == "alike/residue"


@pytest.mark.parametrize(("name", "calls"), [("q8", CALLS), ("q7", CALLS[:2])])
def test_a_line_with_another_look_or_of_fewer_calls_stays(name, calls):
    assert removed(name, calls).get(LINE) != "alike/residue"


def test_the_title_of_a_table_that_stays_is_none():
    rows = "<tr><td>Marlow<td>12 boats</tr><tr><td>Norvik<td>9 boats</tr>"
    assert removed("q7", below=f"<table>{rows}</table>").get(LINE) != "alike/residue"
