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


@pytest.mark.parametrize(
    ("verse", "own"),
    [
        ("Write to us, gulls,<br>and share the sky with me", True),
        ("Write to us, gulls,<br><a href=/s>and share the sky with me</a>", False),
        ("Write to us, gulls.<br>And share the sky with me", False),
    ],
)
def test_a_verse_that_ends_in_a_comma_runs_on(verse, own):
    region = page(verse)
    assert is_own_form(region, Finding(1, "author_bio", "worded/author_bio")) is own


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


ASKED = ["Do you follow us?", "Up the hill.", "Who calls?", "Gulls.", "And the photos?", "Photo by photo."]


def test_an_interview_s_questions_are_no_calls():
    assert owns("appeals/promo", ASKED[0], *ASKED)
    assert owns("worded/promo", ASKED[0], *ASKED)
    assert owns("prompts/caption", ASKED[5], *ASKED)
    assert not owns("prompts/share", ASKED[5], *ASKED)
    assert not owns("appeals/promo", ASKED[0], f"<b>{ASKED[0]}</b>", *ASKED[1:])  # the other two are plain
    assert not owns("appeals/promo", ASKED[0], *ASKED[:4])


TIPS = ["Decline the cookies.", "Read what the lock says.", "Bring a lamp and oil.", "Share the bread."]


@pytest.mark.parametrize(
    ("tips", "own"),
    [
        (TIPS, True),
        (TIPS[:3], False),
        ([TIPS[0], *(tip.rstrip(".") for tip in TIPS[1:])], False),
        ([*TIPS[:3], f"<a href=/s>{TIPS[3]}</a>"], False),
    ],
)
def test_what_a_list_of_advice_asks_the_newsroom_does_not(tips, own):
    region = page(f"</p><ul>{''.join(f'<li>{tip}</li>' for tip in tips)}</ul><p>")
    position = [block.text for block in region.blocks].index(TIPS[0])
    assert is_own_form(region, Finding(position, "consent", "prompts/consent")) is own


def test_an_aside_in_brackets_stands_under_a_speaker():
    turns = ["HOST: Who built it?", "KERR: My aunt.", "(Laughter in the room.)", "HOST: Alone?", "KERR: Yes."]
    assert owns("worded/promo", turns[2], *turns)
    assert not owns(
        "worded/promo", turns[2], "The wall was built by an aunt.", turns[2], "Nobody had helped her."
    )
