import pytest

from benchmarks.metrics import score_segments, score_text, tokens

PIER = "The pier was closed on Monday by the board."  # 9 words, 6 runs of four
RAIN = "Rain fell all night on the harbour town."  # 8 words; both together: 17 words, 14 runs
PROMPT = "Sign up for our morning newsletter now."  # 7 words


def test_a_foreign_line_and_a_lost_paragraph(make_page):
    found = score_text(make_page(), f"{PIER}\n{PROMPT}\n")
    assert found.residual == (PROMPT,)
    assert found.lost == (RAIN,)
    assert (found.lines, found.words, found.residual_words, found.required) == (2, 16, 7, 2)
    # 13 runs in the output, 14 in the truth, 6 in both: 21 in either
    assert (found.hit, found.extra, found.missed) == pytest.approx((6 / 21, 7 / 21, 8 / 21))
    assert not found.same


def test_joining_lines_hides_no_foreign_run(make_page):
    found = score_text(make_page(), f"{PIER} {RAIN} one two three four five six seven eight")
    assert found.residual == ("one two three four five six seven eight",)
    assert (found.lines, found.residual_words, found.lost) == (2, 8, ())


def test_seven_foreign_words_in_a_line_pass(make_page):
    found = score_text(make_page(), f"{PIER} {RAIN} one two three four five six seven")
    assert (found.residual, found.lines) == ((), 1)


def test_quotes_dashes_and_case_are_compared_alike(make_page):
    found = score_text(make_page(body=("“Rain” fell – all NIGHT.",)), '"rain" fell - all night.')
    assert (found.residual, found.lost) == ((), ())
    assert tokens("“Don’t” – Straße\u00ad") == ["don", "t", "strasse"]


@pytest.mark.parametrize("output", [f"{PIER}\n{RAIN}", f"Two days of storm.\n{PIER}\n{RAIN}"])
def test_the_standfirst_may_stand_or_not(make_page, output):
    assert score_text(make_page(summary=("Two days of storm.",)), output).same


@pytest.mark.parametrize(
    ("output", "same"),
    [
        (f"{PIER}\n{RAIN}", True),
        (f"{PIER}\nBy our man in Hull.\n{RAIN}", True),
        (f"{PIER}\n[By our man in Hull.]\n{RAIN}", True),
        (f"By our man in Hull.\n{PIER}\n{RAIN}", False),
    ],
)
def test_an_optional_paragraph_stands_in_its_place_or_not_at_all(make_page, output, same):
    page = make_page(
        optional=("By our man in Hull.",), ordered=(PIER, "[By our man in Hull.]", RAIN), body=(PIER, RAIN)
    )
    found = score_text(page, output)
    assert found.same is same
    assert (found.residual, found.lost) == ((), ())


@pytest.mark.parametrize(
    ("line", "residual"),
    [
        ("Share this", ()),
        ("Share this now", ("Share this now",)),
        ("雨が降っ", ()),
        ("雨が降った夜", ("雨が降った夜",)),
    ],
)
def test_short_lines_do_not_count(make_page, line, residual):
    assert score_text(make_page(), line).residual == residual


def test_no_output_loses_everything(make_page):
    found = score_text(make_page(), "")
    assert (found.lost, found.words, found.lines, found.hit, found.missed) == ((PIER, RAIN), 0, 0, 0.0, 1.0)


def test_a_page_without_a_whole_body_has_no_text_score(make_page):
    assert score_text(make_page(body=None), PIER) is None


def test_segments_are_found_whatever_the_white_space(make_page):
    page = make_page(body=None, must=("closed on  Monday", "in Hull"), must_not=("newsletter", "cookies"))
    found = score_segments(page, "The pier was closed\non Monday.\nOur newsletter")
    assert (found.must, found.must_not) == (2, 2)
    assert (found.missing, found.leaked) == (("in Hull",), ("newsletter",))


def test_a_page_without_segments_has_no_segment_score(make_page):
    assert score_segments(make_page(must_not=("newsletter",)), "newsletter") is None
