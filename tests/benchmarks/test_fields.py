import pytest

from benchmarks.fields import score_fields
from benchmarks.prediction import Prediction

MOMENT = "2024-03-03T23:30:00+01:00"


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("Pier closed – for good", "right"),
        ("pier  CLOSED - for good", "right"),
        ("Pier closed - for good | The Gazette", "wrong"),
        (None, "silent"),
        (" ", "silent"),
    ],
)
def test_titles(make_page, title, answer):
    page = make_page(title="Pier closed - for good")
    assert score_fields(page, Prediction(title=title)) == {"title": answer}


@pytest.mark.parametrize(
    ("authors", "answer"),
    [
        (("José Núñez", "Ann Lee"), "right"),
        (("By Ann Lee", "Jose Nunez"), "right"),
        (("Ann Lee",), "wrong"),
        (("Ann Lee", "José Núñez", "The Gazette"), "wrong"),
        ((), "silent"),
        (("-",), "silent"),
    ],
)
def test_authors_are_an_exact_set(make_page, authors, answer):
    page = make_page(authors=("Ann Lee", "José Núñez"))
    assert score_fields(page, Prediction(authors=authors)) == {"authors": answer}


@pytest.mark.parametrize(
    ("published", "day", "instant"),
    [
        (MOMENT, "right", "right"),
        ("2024-03-03T22:30:40Z", "right", "right"),
        ("2024-03-03T22:31:00Z", "right", "wrong"),  # a minute off
        ("2024-03-04T00:10:00+02:00", "right", "wrong"),  # another hour, still that day in the truth's zone
        ("2024-03-03T23:30:00", "right", "silent"),  # no zone: no instant
        ("2024-03-03", "right", "silent"),
        ("3 March, 2024-03-03", "right", "silent"),
        ("2024-03-05", "wrong", "silent"),
        ("2024-13-45", "silent", "silent"),
        ("soon", "silent", "silent"),
        (None, "silent", "silent"),
    ],
)
def test_days_and_instants(make_page, published, day, instant):
    found = score_fields(make_page(published=MOMENT), Prediction(published=published))
    assert found == {"day": day, "instant": instant}


def test_a_truth_of_a_bare_day_asks_for_no_instant(make_page):
    assert score_fields(make_page(published="2024-03-03"), Prediction(published=MOMENT)) == {"day": "right"}


@pytest.mark.parametrize(
    ("language", "answer"),
    [("no", "right"), ("nn-NO", "right"), ("nb_NO", "right"), ("da", "wrong"), (None, "silent")],
)
def test_languages(make_page, language, answer):
    assert score_fields(make_page(language="nb"), Prediction(language=language)) == {"language": answer}


def test_nothing_is_asked_that_the_truth_does_not_state(make_page):
    assert score_fields(make_page(), Prediction(title="Pier closed", language="en")) == {}
