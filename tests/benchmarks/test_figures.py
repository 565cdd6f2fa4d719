import pytest

from benchmarks.figures import HIGHER, LOWER, score, summarise
from benchmarks.prediction import Prediction

PIER = "The pier was closed on Monday by the board."
RAIN = "Rain fell all night on the harbour town."
PROMPT = "Sign up for our morning newsletter now."


def test_text_figures_of_three_pages(make_page):
    rows = [
        score(make_page(), Prediction(body=f"{PIER}\n{RAIN}", seconds=0.010)),
        score(make_page(), Prediction(body=f"{PIER}\n{PROMPT}", seconds=0.030)),
        score(make_page(), Prediction(error="it broke", seconds=0.020)),
    ]
    figures = summarise(rows)
    precision, recall = (1 + 6 / 13) / 2, (1 + 6 / 14 + 0) / 3  # an empty page has no precision
    assert figures == pytest.approx(
        {
            "F1": 2 * precision * recall / (precision + recall),
            "precision": precision,
            "recall": recall,
            "exact": 1 / 3,
            "residual lines": 1 / 4,
            "residual words": 7 / 33,
            "lost": 3 / 6,
            "no residue": 2 / 3,
            "no loss": 1 / 3,
            "perfect": 1 / 3,
            "empty": 1 / 3,
            "pages with body": 3,
            "ms median": 20,
            "ms mean": 20,
            "ms p95": 30,
            "failed": 1,
            "pages": 3,
        }
    )


def test_segments_and_fields_are_pooled_over_the_pages_that_state_them(make_page):
    page = make_page(body=None, must=(PIER, RAIN), must_not=(PROMPT,), title="Pier closed")
    rows = [
        score(page, Prediction(body=f"{PIER}\n{RAIN}", title="Pier closed")),
        score(page, Prediction(body=f"{PIER}\n{PROMPT}", title="Pier")),
        score(page, Prediction()),
        score(make_page(body=None, title="Pier closed"), Prediction()),
    ]
    assert summarise(rows) == pytest.approx(
        {
            "segments found": 3 / 6,
            "segments leaked": 1 / 3,
            "segments all right": 1 / 3,
            "pages with segments": 3,
            "title right": 1 / 4,
            "title wrong": 1 / 4,
            "title silent": 2 / 4,
            "pages with title": 4,
            "failed": 0,
            "pages": 4,
        }
    )


def test_no_output_at_all_has_no_f1(make_page):
    figures = summarise([score(make_page(), Prediction())])
    assert (figures["F1"], figures["residual words"], figures["lost"], figures["empty"]) == (0, 0, 1, 1)


def test_faults_are_those_of_the_text_or_else_of_the_segments(make_page):
    whole = score(make_page(must=("in Hull",)), Prediction(body=f"{PIER}\n{PROMPT}"))
    parts = score(make_page(body=None, must=("in Hull",), must_not=("newsletter",)), Prediction(body=PROMPT))
    neither = score(make_page(body=None), Prediction(body=PROMPT))
    assert (whole.added, whole.missing) == ((PROMPT,), (RAIN,))
    assert (parts.added, parts.missing) == (("newsletter",), ("in Hull",))
    assert (neither.added, neither.missing) == ((), ())


def test_no_gated_figure_depends_on_the_clock():
    assert not [name for name in HIGHER + LOWER if name.startswith("ms")]
    assert not set(HIGHER) & set(LOWER)
