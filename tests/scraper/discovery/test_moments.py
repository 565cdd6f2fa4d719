import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.discovery.moments import newest, parse_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-05-06T10:00:00+02:00", "2024-05-06T08:00:00Z"),
        ("2024-05-06T10:00:00.123Z", "2024-05-06T10:00:00Z"),
        ("2024-05-06T10:00+0200", "2024-05-06T08:00:00Z"),
        ("2024-05-06 10:00", "2024-05-06T10:00:00Z"),
        (" 2024-05-06 ", "2024-05-06"),
        ("Mon, 06 May 2024 10:00:00 +0200", "2024-05-06T08:00:00Z"),
        ("Mon, 06 May 2024 10:00:00 GMT", "2024-05-06T10:00:00Z"),
        ("2024-02-30", None),
        ("2024-02-30T10:00:00Z", None),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("2024-05", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        ("1" * 100_000, None),
    ],
)
def test_parse_moment(text, moment):
    assert parse_moment(text) == moment


def test_newest():
    assert newest(["2024-05-06", None, "2024-05-06T08:00:00Z"]) == "2024-05-06T08:00:00Z"
    assert newest([None]) is None


@given(st.text(max_size=70))
def test_no_text_raises(text):
    parse_moment(text)
