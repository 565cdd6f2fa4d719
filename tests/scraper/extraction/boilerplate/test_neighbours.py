"""Lines among removed ones at head and foot go with them; a last sentence of the text stays."""

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
CALL = "Sign up for our free morning newsletter."
RIGHTS = "© 2026 Marlow Gazette. All rights reserved."


def kept(lines, layout, language="en"):
    text = "<br>".join(lines) if layout == "breaks" else "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html lang={language}><title>Harbour wall</title><h1>Harbour wall</h1><div>{text}</div></html>"
    found = extract_article(
        Page(url="https://gazette.example/wall-1", body=page.encode()), Site(domain="gazette.example")
    )
    return "\n".join(block.text for block in found.body).splitlines()


@pytest.mark.parametrize("layout", ["paragraphs", "breaks"])
@pytest.mark.parametrize(
    "line",
    ["Wall of Sandby Mended in a Single Night", "Any thoughts on the harbour", "An error, dear readers?"],
)
def test_short_lines_between_removed_ones_go(line, layout):
    assert kept([*PROSE, CALL, line, RIGHTS], layout) == PROSE


@pytest.mark.parametrize("line", ["The next vote is due on Friday at nine.", "“Nobody knew it,” she said."])
def test_last_sentences_between_removed_ones_stay(line):
    assert kept([*PROSE, CALL, line, RIGHTS], "paragraphs") == [*PROSE, line]


def test_names_beside_a_day_above_the_text_go():
    assert kept(["Ida Kerr, Tom Baird", "Published: 13 October 2026", *PROSE], "paragraphs") == PROSE


def test_a_standfirst_beside_a_day_stays():
    head = ["A wall for the fishermen", "Published: 13 October 2026"]
    assert kept([*head, *PROSE], "paragraphs") == [head[0], *PROSE]


def test_the_label_of_a_slot_stands_twice_and_goes():
    more = [
        "The county keeps a list of all its walls.",
        "It was last read in the year of the flood, a clerk of the county said, and put back at once.",
        "Nobody has asked for the list since then, and no clerk of the county has offered it to anybody.",
    ]
    lines = [PROSE[0], "Bezahlte Botschaft", PROSE[1], PROSE[2], "Bezahlte Botschaft", PROSE[3], *more]
    assert kept(lines, "paragraphs") == [*PROSE, *more]


@pytest.mark.parametrize("line", ["Fishermen and residents", "Residents of the harbour"])
def test_lines_in_the_words_of_the_text_stand_twice_and_stay(line):
    lines = [PROSE[0], line, PROSE[1], PROSE[2], line, PROSE[3]]
    assert kept(lines, "paragraphs") == lines


def test_two_speakers_who_take_turns_stay():
    lines = [PROSE[0], "Gazette", PROSE[1], "Ida Kerr", PROSE[2], "Gazette", PROSE[3], "Ida Kerr", ""]
    lines[-1] = "Nobody in the harbour had ever asked for anything as large as this wall of stone."
    assert kept(lines, "paragraphs") == lines


@pytest.mark.parametrize(
    "line",
    ["Boats leave the harbour. Pict. Ida Kerr / Gazette", "Boats leave the harbour. Lens Ida Kerr"],
)
def test_captions_that_end_in_names_go(line):
    assert kept([*PROSE[:2], line, *PROSE[2:]], "paragraphs") == PROSE


def test_a_sign_of_copyright_behind_the_owner_goes():
    assert kept([*PROSE, "Marlow Gazette Media © 2026"], "paragraphs") == PROSE


def test_a_byline_of_any_form_between_headline_and_day_goes():
    assert kept(["KERR + BAIRD", "Published: 13 October 2026", *PROSE], "paragraphs") == PROSE


WEAK = "Come and see our wall"
APP = "Download our free app for your phone."


def test_a_line_whose_words_say_too_little_alone_goes_between_calls():
    assert kept([*PROSE[:2], CALL, WEAK, APP, *PROSE[2:]], "paragraphs") == PROSE
    assert kept([*PROSE[:2], WEAK, *PROSE[2:]], "paragraphs") == [*PROSE[:2], WEAK, *PROSE[2:]]


def test_prose_between_calls_stays():
    line = "The mayor said nothing on the photos of the storm."
    assert kept([*PROSE[:2], CALL, line, APP, *PROSE[2:]], "paragraphs") == [*PROSE[:2], line, *PROSE[2:]]


def test_a_note_that_opens_with_a_new_name_goes_between_calls_under_the_text():
    note = "Ida Kerr lives in Leeds with three cats and an old boat."
    assert kept([*PROSE, CALL, note, APP], "paragraphs") == PROSE
    assert note in kept([*PROSE[:3], CALL, note, APP, PROSE[3]], "paragraphs")


def test_names_beside_a_day_of_change_above_the_text_go():
    assert kept(["Ida Kerr, Tom Baird", "Updated: 14 October 2026, 9.15 am", *PROSE], "paragraphs") == PROSE


NEWS_UK = [
    "Міська рада Приморська у вівторок увечері вирішила відбудувати старий мур у гавані.",
    "Роботи почнуться в березні й триватимуть два роки, розповів мешканцям міський голова.",
    "Рибалки просили про це після того, як три шторми минулої зими пошкодили їхні човни.",
    "Гроші дає фонд, який район заснував після великої повені тисяча дев'ятсот вісімдесят сьомого.",
]


def test_a_last_sentence_that_names_a_title_stays_beside_a_call():
    line, call = "Статтю опубліковано в альманасі «Портові мури».", "Підпишіться на нашу розсилку!"
    body = kept([*NEWS_UK, call, line, "© 2026 Портова газета. Усі права захищені."], "paragraphs", "uk")
    assert body == [*NEWS_UK, line]


def test_a_result_beside_a_day_above_the_text_is_no_name():
    result = "Orlov Vale 3-2 Northgate"
    assert kept([result, "Published: 13 October 2026", *PROSE], "paragraphs") == [result, *PROSE]
    named = result.replace("3-2 ", "")
    assert kept([named, "Published: 13 October 2026", *PROSE], "paragraphs") == PROSE


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("How to mend the mistake", True),
        ("What to do about errors", True),
        ("Send us your corrections", False),
    ],
)
def test_a_subhead_over_the_text_stays_where_calls_are_set_as_paragraphs(line, stays):
    lines = [
        PROSE[0],
        CALL,
        PROSE[1],
        "Leave a comment below.",
        PROSE[2],
        line,
        PROSE[3],
        PROSE[1] + " Twice.",
    ]
    assert (line in kept(lines, "paragraphs")) is stays
