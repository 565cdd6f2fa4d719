"""Lines over and under the text that are the site's name, a way to the page or a bare day go; others stay."""

import pytest

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from a fund that the county set up after the flood of 1987, officials said.",
]
TITLE = "Harbour wall to be rebuilt"


def kept_of(lines, place, title=f"{TITLE} | The Bay Herald", head=""):
    """What of *lines*, set as the paragraphs are and from *place* on, is kept."""
    texts = [*NEWS[:place], *lines, *NEWS[place:]]
    body = f"<h1>{TITLE}</h1>" + "".join(f"<p>{text}</p>" for text in texts)
    page = f"<html lang=en><head><title>{title}</title>{head}</head><body><div>{body}</div></body></html>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    texts = [block.text for block in article.body]
    assert [text for text in texts if text in NEWS] == NEWS
    return [text for text in texts if text not in NEWS]


@pytest.mark.parametrize("place", [0, 4])
@pytest.mark.parametrize(
    "line",
    [
        "The Bay Herald",
        "THE BAY HERALD",
        "gazette.example",
        "www.gazette.example",
        "The Bay Herald » Town » Harbour wall to be rebuilt",
        "Nora Quill | The Bay Herald",
        "Nora Quill, The Bay Herald",
        "14 March 2025, 9:05",
        "Marlow Bay — Fri 14 Mar 2025",
    ],
)
def test_a_line_at_the_edge_goes(line, place):
    assert kept_of([line], place) == []


def test_the_name_may_be_stated():
    head = '<meta property="og:site_name" content="The Bay Herald">'
    assert kept_of(["The Bay Herald"], 4, TITLE, head) == []


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("The Bay Herald", 2),
        ("A wall for the Bay Herald", 4),
        ("Nothing new, the harbour office", 4),
        ("From 14 March 2025 to 2 May 2026", 4),
        ("14 March 2025", 2),
        ("Room 14 on floor 2025", 4),
    ],
)
def test_other_lines_stay(line, place):
    assert kept_of([line], place) == [line]


def test_days_are_a_chronicle_s_own():
    days = ["12 March 2025", "13 March 2025", "14 March 2025"]
    lines = [
        text for day in days for text in (day, f"The wall stood on {day}, though the storm had damaged it.")
    ]
    assert kept_of(lines, 4)[:5:2] == days


def test_a_title_of_nothing_but_signs_names_no_site():
    assert kept_of([], 0, title="|") == []


def cells(*texts):
    return "<table><tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr></table>"


def read_table(row):
    rows = "".join(f"<tr><td class=t>{text}</td></tr>" for text in NEWS)
    body = f"<table><tr><td>{row}<h1>{TITLE}</h1><table>{rows}</table></td></tr></table>"
    page = f"<html lang=en><head><title>{TITLE} - The Bay Herald</title></head><body>{body}</body></html>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    assert [block.text for block in article.body] == NEWS
    return [line.rule for line in article.removed if "Letters" in line.text]


MENU = [f'<a href="/{number}">{name}</a>' for number, name in enumerate(["Home", "Town", "Sea", "Letters"])]


@pytest.mark.parametrize(
    "row",
    [
        cells("The Bay Herald", *MENU),
        cells("The Bay Herald", " &bull; ".join(MENU)),
        f"<div>The Bay Herald {' | '.join(MENU)}</div>",
    ],
)
def test_a_masthead_goes(row):
    assert set(read_table(row)) <= {"site_name/masthead", "teasers/menu_line"}


def test_a_row_of_data_with_links_is_no_masthead():
    row = cells("Marlow Bay", *MENU[1:], "4")
    assert read_table(row) == ["judge/doubt"]
