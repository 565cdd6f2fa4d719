"""Lists of links to other articles go as a whole; lists that are the article's own stay."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.link_lists import find_labelled_links, find_link_lists
from scraper.extraction.region import Facts

PROSE = [
    f"The council of Marlow Bay spoke for {n} hours about the harbour wall and its cost." for n in "3456"
]
TEXT = "".join(f"<p>{line}</p>" for line in PROSE)
SIGN_UP = (
    "<ul><li>The harbour news in your post each morning: <a href=/letter>to the letter</a></li>"
    "<li>The Gazette in <a href=/other>other places</a> as well.</li></ul>"
)
TICKER = "".join(
    f"<li><a href=/news/{n}>Ferry number {n} returns to the bay</a> MARLOW: The ferry came back on Monday.</li>"
    for n in range(3)
)


def rules(find, html, *, score=0.5, jsonld=()):
    """The rules by which *find* takes blocks of a page, list items with the learned judge's *score*."""
    region = region_of(
        f"<main>{html}</main>",
        score=lambda block: score if block.type == "list_item" else 0.9,
        jsonld=jsonld,
        facts=Facts(site="gazette.example"),
    )
    return [finding.rule for finding in find(region)]


@pytest.mark.parametrize(
    ("html", "options", "found"),
    [
        (SIGN_UP, {"score": 0.3}, 2),
        (SIGN_UP, {"score": 0.5}, 0),
        (SIGN_UP, {"score": 0.3, "jsonld": [4]}, 0),  # after four paragraphs the first item has number 4
        ("<ul><li>two cups of flour</li><li>a <a href=/egg>fresh egg</a></li></ul>", {"score": 0.1}, 0),
    ],
)
def test_a_list_of_links_that_the_judge_doubts_goes_whole(html, options, found):
    assert rules(find_link_lists, TEXT + html, **options) == ["link_lists/doubted"] * found


def test_the_heading_over_such_a_list_goes_where_nothing_else_stands_under_it():
    titled = f"<h3>More of the bay</h3>{SIGN_UP}"
    assert rules(find_link_lists, f"{TEXT}{titled}<h3>The wall</h3>{TEXT}", score=0.3) == (
        ["link_lists/doubted"] * 3
    )
    assert len(rules(find_link_lists, f"{TEXT}{titled}{TEXT}", score=0.3)) == 2


def test_headlines_with_their_leads_before_the_text_go():
    assert rules(find_link_lists, f"<ul>{TICKER}</ul>{TEXT}") == ["link_lists/headlines"] * 3


def test_headlines_in_the_text_or_of_other_sites_stay():
    halves = "".join(f"<p>{line}</p>" for line in PROSE[:2]), "".join(f"<p>{line}</p>" for line in PROSE[2:])
    assert rules(find_link_lists, f"{halves[0]}<ul>{TICKER}</ul>{halves[1]}") == []
    abroad = TICKER.replace("/news/", "https://ferries.example/")
    assert rules(find_link_lists, f"<ul>{abroad}</ul>{TEXT}") == []


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Tales besides | <a href=/1>Ferry returns to the bay</a>"] * 2, 2),
        (["Tales besides | <a href=/1>Ferry returns to the bay</a>"], 0),
        (["Tales besides | <a href=/1>Ferry returns to the bay</a>"] * 5, 0),
        (["Source: <a href=/1>the ferry's own report</a>"] * 2, 0),
        (["Seen before: <a href=https://ferries.example/>the ferry's report</a>"] * 2, 0),
        (["Seen before: <a href=/1>the ferry</a> came in late on Monday"] * 2, 0),
    ],
)
def test_lines_of_one_label_before_links(lines, found):
    html = "".join(f"<p>{line}</p>" for line in lines)
    assert rules(find_labelled_links, TEXT + html) == ["link_lists/labelled"] * found
