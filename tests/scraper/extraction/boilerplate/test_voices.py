"""Verse, speakers in turn, interviews and rows of results: forms whose lines may sound like calls."""

import pytest
from regions import region_of

from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.voices import has_score, is_interview, is_own_form

PROSE = "The council of Marlow Bay spoke for three hours about the harbour wall and its cost."


def page(*lines):
    return region_of("".join(f"<p>{line}</p>" for line in (PROSE, *lines, PROSE)), phrases=load_phrases())


def owns(rule, line, *lines):
    """Whether *line*, one of *lines*, stands in a form of the article's against *rule*."""
    region = page(*lines)
    position = [block.text for block in region.blocks].index(line)
    return is_own_form(region, Finding(position, rule.partition("/")[2], rule))


@pytest.mark.parametrize(
    ("above", "line", "own"),
    [
        ("The bell has rung for supper,", "share your bread with me", True),
        ("What the keeper wrote down:", "share your bread with me", True),
        ("a gull upon the harbour", "share your bread with me", True),
        ("The bell has rung for supper.", "share your bread with me", False),
        ("Harbour wall to be mended", "share your bread with me", False),
        ("The bell has rung for supper,", "Share your bread with me", False),
    ],
)
def test_verses_run_on(above, line, own):
    assert owns("prompts/share", line, above, line) is own


RECORD = [
    "THE CHAIR: Item four, the ferry.",
    "MR PELL: Write to us when it runs.",
    "THE CHAIR: Share the timetable, please.",
    "MR PELL: There is none.",
]


def test_speakers_take_turns():
    assert owns("appeals/share", RECORD[2], *RECORD)
    assert not owns("appeals/share", RECORD[2], *RECORD[1:])  # the chair speaks once
    labels = ["Read more: The ferry is late", "Advertisement: Soap", "Read more: Walls", "Advertisement: Tea"]
    assert not owns("worded/promo", labels[0], *labels)


@pytest.mark.parametrize("rule", ["teasers/headline", "worded/promo"])
def test_results_stand_in_a_row(rule):
    rows = ["Marlow 2 Sandby 0", "Pierhead 1 - 1 Quay", "Old Town 10 New Town 3"]
    off = "Lock End v Weir (abandoned, 61 min)"
    assert owns(rule, rows[1], *rows)
    assert owns(rule, off, *rows, off)
    assert not owns(rule, rows[1], *rows[:2])
    assert not owns(rule, off, off, *(f"{row}." for row in rows))


def test_labels_are_labels_in_any_form():
    assert not owns("prompts/label_share", "share this", "The bell has rung for supper,", "share this")


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("Marlow 3-2 Sandby", True),
        ("Marlow 3:2 (1:0)", True),
        ("2026-11-28", False),
        ("Ida Kerr, 08:30", False),
    ],
)
def test_a_score_is_no_name(text, score):
    assert has_score(text) is score


def test_an_interview_has_three_answered_questions():
    asked = ["How long?", "Forty winters.", "Who calls?", "Gulls.", "And the post?", "It is late."]
    assert is_interview(page(*asked))
    assert not is_interview(page(*asked[:4]))
    assert not is_interview(page("How long?", "Who calls?", "And the post?"))
