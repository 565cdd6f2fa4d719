"""Short lines at the edges of the text, set as its paragraphs: names, places and days, notes, labels."""

import pytest

from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = [
    "The town council of Marlow Bay voted on Tuesday evening to rebuild the old harbour wall.",
    "Work on the new wall will begin in March and will take two years, Mayor Edda Vane told residents.",
    "Fishermen had asked for the repair after three storms damaged their boats last winter.",
    "The money comes from a fund that the county set up after the flood of 1987, officials said.",
    "Stone for the wall will be cut in the quarry above the town, as it was two centuries ago.",
]
TITLE = "Harbour wall to be rebuilt"


def removed_of(line, place, tag="p", wrap="div"):
    """(reason, rule) for which *line*, set as the paragraphs are before the one at *place*, goes; or None."""
    texts = [*NEWS[:place], line, *NEWS[place:]]
    body = "".join(f"<{tag}>{text}</{tag}>" for text in texts)
    page = f"<html lang=en><title>{TITLE}</title><body><h1>{TITLE}</h1><{wrap}>{body}</{wrap}></body></html>"
    article = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    assert [block.text for block in article.body if block.text in NEWS] == NEWS
    kept = any(block.text == line for block in article.body)
    found = {row.text: (row.reason, row.rule) for row in article.removed}
    assert kept is not (line in found)
    return found.get(line)


@pytest.mark.parametrize("line", ["Nora Quill", "NORA QUILL", "Nora M. Quill"])
def test_a_name_over_the_text_goes(line):
    assert removed_of(line, 0) == ("byline", "lone_names/byline")


@pytest.mark.parametrize("line", ["Edda Vane", "Nora quill rises", "Wall", "Tide Times Of Old Coasts"])
def test_other_lines_over_the_text_are_no_names(line):
    assert removed_of(line, 0) != ("byline", "lone_names/byline")


def test_a_name_amid_the_text_stays():
    assert removed_of("Nora Quill", 3) is None


@pytest.mark.parametrize("line", ["MARLOW BAY, 14 March", "Marlow Bay, Mar. 14", "Marlow, 3 Dec."])
def test_a_place_and_a_day_over_the_text_go(line):
    assert removed_of(line, 0) == ("dateline_meta", "lines/place_day")


@pytest.mark.parametrize("line", ["Marlow Bay, 14 boats", "Marlow Bay, 14 March, 15 March"])
def test_a_place_and_a_number_are_no_day(line):
    assert removed_of(line, 0) != ("dateline_meta", "lines/place_day")


def test_a_place_and_a_day_amid_the_text_stay():
    assert removed_of("Marlow Bay, 14 March", 3) is None


def test_a_note_on_the_author_goes_under_the_text_only():
    note = "About the author: Nora Quill, a diver who writes and has lived by the sea all her life."
    assert removed_of(note, 5) == ("author_bio", "lines/labelled_author_bio")
    assert removed_of(note, 2) != ("author_bio", "lines/labelled_author_bio")


@pytest.mark.parametrize("line", ["- Advertisement -", "Hide ads"])
def test_labels_go_where_the_text_is_set_as_definitions(line):
    assert removed_of(line, 2, "dd", "dl")[0] == "ad_label"


def test_a_pictogram_makes_a_word_a_button():
    assert removed_of("+ Follow", 2)[0] == "promo"


def test_a_holder_of_rights_without_a_year():
    assert removed_of("(c) Bay Herald Group", 5)[0] == "copyright"
    assert removed_of("(c) the third of them", 5) != ("copyright", "lines/copyright")


def test_a_call_to_meet_the_newsroom():
    call = "Join us on May 9 in the old town hall to meet our reporters. Admission is free."
    assert removed_of(call, 5)[0] == "promo"
    assert removed_of("Join us, the fishermen told the mayor, and see what the sea has done.", 2) is None
