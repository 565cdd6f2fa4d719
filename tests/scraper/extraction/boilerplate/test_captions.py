"""Captions among the paragraphs, told by the credit at their end; headings, scores and verse lines stay."""

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
