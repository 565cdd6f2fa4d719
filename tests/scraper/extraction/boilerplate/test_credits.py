"""Bylines, notes on the author, credits and keywords in paragraphs like all others; scores and headings stay."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.credits import find_named_bios
from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

PROSE = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, the mayor told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from a fund that the county set up after the flood of 1987.",
]


def removed(head, foot, meta=""):
    lines = "".join(f"<p>{line}</p>" for line in [*head, *PROSE, *foot])
    page = f"<html lang=en>{meta}<title>Harbour wall</title><h1>Harbour wall</h1><div>{lines}</div></html>"
    found = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return {row.text: row.reason for row in found.removed}


@pytest.mark.parametrize(
    ("head", "foot", "reason"),
    [
        ("Words: Ida Kerr", "", "byline"),
        ("Ida Kerr in Marlow", "", "byline"),
        ("Ida Kerr, harbour reporter", "", "byline"),
        ("Palm Bay d. Rockledge 70-44", "", None),
        ("", "Ida Kerr is a reporter for the Gazette.", "author_bio"),
        ("", "The mayor is a former reporter, the council says.", None),
        ("", "Ida Kerr in Wexley and a colleague in Marlow contributed to this report.", "byline"),
        ("", "What the divers found contributed to this report on the wall that the mayor read.", None),
        ("", "<b>His plan led to a backlash on social media, and to marches in Wexley and Marlow.</b>", None),
        ("", "Tags: harbour, council", "tags"),
        ("", "Tags: the council has none for the boats that were lost.", None),
        ("", "Topics harbour | council | storms of last winter", "tags"),
        ("", "Harbour | council | storms of last winter", None),
        ("", "#harbour #council, #storms", "tags"),
        ("", "#harbour and #council speak to each other", None),
        ("", "The lost boat: AB12 3456 7890", None),
        ("", "Donations: DE12 3456 7890 1234 5678 90", "promo"),
        ("", "Donations go to DE12 3456 7890 1234 5678 90, the town's account.", None),
        ("", "Boats at the harbour wall (file photo)", "caption"),
    ],
)
def test_lines_around_the_text(head, foot, reason):
    found = removed([head] if head else [], [foot] if foot else [])
    line = (head or foot).removeprefix("<b>").removesuffix("</b>")
    if reason is None and line not in found:
        return
    assert found.get(line) == reason


NOTES = [
    "<em>The writer Ida Kerr has lived by the harbour since 1990. She keeps three boats.</em>",
    "<em>Heads the museum of the sea in Marlow Bay.</em>",
]
META = "<meta name=author content='Ida Kerr'><meta name=author content='Otto Lund'>"


def test_notes_in_italics_that_name_an_author():
    found = removed([], NOTES, META)
    assert [found.get(note[4:-5]) for note in NOTES] == ["author_bio", "author_bio"]
    assert not removed([], [NOTES[1]], META)
    assert not removed([], [NOTES[0].replace("em>", "u>")], META)


LIFE = "Ida Kerr has told the news of the harbour for twenty years, and grew up on a boat in Wexley."
LIVES = f"<div class=author__biography><p>{LIFE}</p><p>{LIFE.replace('boat', 'pier')}</p></div>"
TEXT = "".join(f"<p>{line}</p>" for line in [*PROSE, PROSE[0].replace("Tuesday", "Sunday")])


@pytest.mark.parametrize(
    ("html", "lives"),
    [
        (TEXT + LIVES, 2),
        (f"{TEXT}<p class=bio>{LIFE}</p>", 1),
        (f"{TEXT}<div class=bio><div><p>{LIFE}</p></div></div>", 0),
        (f"{TEXT}<div class=box><p>{LIFE}</p></div>", 0),
        (LIVES + TEXT, 0),
        (f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p><p>{PROSE[2]}</p><p>{PROSE[3]}</p>{LIVES}", 0),
        (LIVES, 0),
    ],
)
def test_paragraphs_under_the_text_named_a_life_are_the_author_s(html, lives):
    found = list(find_named_bios(region_of(f"<main>{html}</main>")))
    assert len(found) == lives
    assert all((each.reason, each.rule) == ("author_bio", "credits/named_bio") for each in found)


def test_json_ld_vouches_for_a_life():
    assert len(list(find_named_bios(region_of(f"<main>{TEXT}{LIVES}</main>", jsonld=[5])))) == 1
