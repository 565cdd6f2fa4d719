"""Captions among the paragraphs, told by the credit at their end; headings, scores and verse lines stay."""

import json
import re

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


def removed(lines, meta=""):
    text = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html lang=en>{meta}<title>Harbour wall</title><h1>Harbour wall</h1><div>{text}</div></html>"
    found = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return {row.text: row.reason for row in found.removed}


def among(line):
    return [*PROSE[:2], line, *PROSE[2:]]


@pytest.mark.parametrize(
    "line",
    [
        "The wall at low tide on Monday. KX",
        "Boats are lifted out of the water. Old view",
        "A fisherman mends his nets (Undertow)",
        "Men at the quay (Sandpiper Pictures / Otto Lund)",
        "Mayor Edda Vane in her office / SANDPIPER",
        "The wall after the flood (pool: Sandpiper).",
    ],
)
def test_captions_that_end_with_an_unknown_credit_go(line):
    assert removed(among(line)).get(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "What the wall has cost so far",
        "Rovers 2 (Okafor 12), Town 1 (Lisle 40)",
        "Vane: I would do it again (laughs)",
        "Rule No. 1: never turn your back",
        "The mayor lost the vote. The council",
        "and the tide came in / and the tide went out",
        "1987 (The Year of the Flood)",
    ],
)
def test_other_lines_stay(line):
    assert line not in removed(among(line))


def test_captions_that_end_with_the_author_s_name_go():
    meta, line = "<meta name=author content='Ida Kerr'>", "A fisherman mends his nets, as seen by Ida Kerr"
    assert removed(among(line), meta).get(line) == "caption"
    assert line not in removed(among(line))
    assert line not in removed(
        [*among(line), "Ida Kerr has fished here for forty years, she told the mayor."], meta
    )


def test_a_cast_stays():
    cast = [f"{part} (Sandpiper)" for part in ("A fisherman", "His wife", "The mayor", "A drowned man")]
    assert not set(cast) & set(removed([*PROSE[:2], *cast, *PROSE[2:]]))


PICTURE = "<img src=/quay.jpg width=640>"
CAPTION = "Fishermen at the quay, last winter"


@pytest.mark.parametrize("place", [0, 2, 4], ids=["over the text", "within it", "under it"])
def test_a_line_without_an_end_right_after_a_picture_is_its_caption(place):
    lines = [*PROSE[:place], PICTURE, CAPTION, *PROSE[place:]]
    assert removed(lines).get(CAPTION) == "caption"
    assert CAPTION not in removed([line for line in lines if line != PICTURE])


@pytest.mark.parametrize(
    "line",
    [
        "Fishermen had lost their boats.",
        "<b>What the wall has cost so far</b>",
        "\u201cWe will not leave\u201d, they said on the quay",
        "See <a href=https://county.example/fund>the rules of the fund</a>",
        "and in all other towns of the county",
        " ".join(["Boats and nets and ropes of the men of Marlow Bay"] * 2),
    ],
)
def test_what_else_stands_after_a_picture_stays(line):
    stays = re.sub("<[^>]+>", "", line)
    assert stays not in removed([*PROSE[:2], PICTURE, line, *PROSE[2:]])


def test_a_line_after_a_picture_stays_where_json_ld_has_it_in_the_text():
    body = " ".join([*PROSE[:2], CAPTION, *PROSE[2:]])
    meta = "<script type=application/ld+json>" + json.dumps({"@type": "NewsArticle", "articleBody": body})
    lines = [*PROSE[:2], PICTURE, CAPTION, *PROSE[2:]]
    assert CAPTION not in removed(lines, meta + "</script>")


def test_a_sentence_that_a_picture_parts_stays_whole():
    first, rest = (
        "Nobody in Marlow Bay had thought of the old wall",
        "as of something that could fall, she said.",
    )
    assert not {first, rest} & set(removed([*PROSE[:2], PICTURE, first, rest, *PROSE[2:]]))
    start = " ".join(["The men and women of Marlow Bay and of the villages around it"] * 2)
    end = "The Harbour Society of Marlow Bay"
    assert end not in removed([*PROSE[:2], start, PICTURE, end, *PROSE[2:]])


def test_lines_after_pictures_stay_where_the_text_is_made_of_such():
    names = ["Old Quay Inn", "The Anchor", "Blue Gull Rooms", "House of Salt"]
    pictured = [line for name in names for line in (PICTURE, name)]
    assert not set(names) & set(removed([*PROSE[:2], *pictured, *PROSE[2:]]))
    dishes = ["Cod in a crust of salt", "Eel with sorrel"]
    assert CAPTION not in removed([*PROSE[:2], PICTURE, CAPTION, *dishes, *PROSE[2:]])


def test_a_caption_within_a_list_that_a_line_announces_goes_and_the_list_stays():
    items = ["the sand that the river no longer brings", "a storm in each of three winters"]
    gone = removed([*PROSE[:2], "The council gives two reasons:", PICTURE, CAPTION, *items, *PROSE[2:]])
    assert gone.get(CAPTION) == "caption"
    assert not set(items) & set(gone)


def test_open_lines_over_the_text_say_nothing_of_its_form():
    over = ["What the wall has cost", "Spring fair of the harbour on Sunday", "Calendars for sale"]
    assert removed([*over, *PROSE[:2], PICTURE, CAPTION, *PROSE[2:]]).get(CAPTION) == "caption"
