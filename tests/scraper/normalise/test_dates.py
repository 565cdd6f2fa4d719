from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.normalise.dates import parse_date, parse_day, read_date

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-03T09:00:00+01:00", "2024-03-03T08:00:00+00:00"),
        ("2024-03-03T09:00:00.123456789Z", "2024-03-03T09:00:00+00:00"),
        ("2024-03-03T09:00+0100", "2024-03-03T08:00:00+00:00"),
        ("2024-03-03 09:00:00 +01:00", "2024-03-03T08:00:00+00:00"),
        ("20240303T090000Z", "2024-03-03T09:00:00+00:00"),
        ("Sun, 03 Mar 2024 09:00:00 GMT", "2024-03-03T09:00:00+00:00"),
        ("Sun, 3 Mar 2024 09:00:00 -0500", "2024-03-03T14:00:00+00:00"),
        ("March 3, 2024 9:00 AM EST", "2024-03-03T14:00:00+00:00"),
        ("July 1, 2024 at 9:05 p.m. ET", "2024-07-02T01:05:00+00:00"),
        ("1 July 2024, 12:15 am BST", "2024-06-30T23:15:00+00:00"),
        ("3. März 2024, 14:05 Uhr MEZ", "2024-03-03T13:05:00+00:00"),
        ("03.03.2024 14:05 (GMT+2)", "2024-03-03T12:05:00+00:00"),
        ("Sun Mar 3 09:00:00 UTC 2024", "2024-03-03T09:00:00+00:00"),
        ("Mon Aug 05 12:45:00 EDT 2024", "2024-08-05T16:45:00+00:00"),
        ("Sun Mar 03 09:00:00 +0000 2024", "2024-03-03T09:00:00+00:00"),
        ("1709456400", "2024-03-03T09:00:00+00:00"),
        ("1709456400000", "2024-03-03T09:00:00+00:00"),
        ("2024-03-03T09:00:00 Europe/Kyiv", "2024-03-03T07:00:00+00:00"),
        ("2024-07-01T09:00:00", None),  # no zone
        ("3 March 2024", None),  # no time
        ("9:00 GMT", None),  # no day
        ("yesterday", None),
        ("", None),
    ],
)
def test_parse_date(text, moment):
    assert parse_date(text) == (datetime.fromisoformat(moment) if moment else None)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-07-01T09:00:00", "2024-07-01T06:00:00+00:00"),  # summer time
        ("2024-01-01 09:00", "2024-01-01T07:00:00+00:00"),
        ("12 березня 2024, 14:05", "2024-03-12T12:05:00+00:00"),
        ("2024年3月3日 午後3時05分", "2024-03-03T13:05:00+00:00"),
        ("3 mars 2024 à 9h05", "2024-03-03T07:05:00+00:00"),
        ("12.03.2024 klo 14.05", "2024-03-12T12:05:00+00:00"),
    ],
)
def test_bare_time_is_the_sites(text, moment):
    assert parse_date(text, timezone=KYIV) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    "text",
    [
        "12 березня 2024, 14:05",
        "12 марта 2024 г.",
        "Tuesday, March 12th, 2024",
        "12 March 2024",
        "Mar. 12, 2024",
        "12. März 2024",
        "Dienstag, 12. Mrz 2024",
        "mardi 12 mars 2024 à 9h05",
        "12 de marzo de 2024",
        "12 de março de 2024, 10h30",
        "12 marzo 2024",
        "12 maart 2024",
        "12. marts 2024",
        "12. maaliskuuta 2024",
        "12 marca 2024",
        "12. března 2024",
        "12. marca 2024",
        "12. ožujka 2024.",
        "2024. március 12., 14:05",
        "12 martie 2024",
        "12 март 2024",
        "12 Μαρτίου 2024",
        "12 Mart 2024 Salı",
        "2024 m. kovo 12 d.",
        "12 Maret 2024",
        "12 de març de 2024",
        "12 मार्च 2024",
        "12 مارس 2024",
        "١٢ مارس ٢٠٢٤",
        "12 במרץ 2024",
        "12 มีนาคม 2567",
        "2024年3月12日",
        "2024년 3월 12일",
        "2024/03/12",
        "2024.3.12",
        "12.3.2024",
        "12.03.24, 14:05",
        "20240312",
        "Published: 12 March 2024 | 5 min read",
    ],
)
def test_written_days(text):
    assert parse_day(text) == date(2024, 3, 12)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("03/12/2024", None, None),  # the order is open
        ("03/12/2024", "en", None),
        ("03/12/2024", "en-US", date(2024, 3, 12)),
        ("03/12/2024", "en-GB", date(2024, 12, 3)),
        ("03/12/2024", "es", date(2024, 12, 3)),
        ("03/25/2024", None, date(2024, 3, 25)),
        ("05/05/2024", None, date(2024, 5, 5)),
        ("3 listopada 2024", "pl", date(2024, 11, 3)),
        ("3. listopada 2024.", "hr", date(2024, 10, 3)),
        ("3 listopada 2024", None, None),
    ],
)
def test_order_and_names_of_the_language(text, language, day):
    assert parse_day(text, language=language) == day


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30",
        "30 February 2024",
        "2024-03-03T09:00:00+99:99",
        "2024-13-01",
        "2024-03-03T25:00:00Z",
        "0001-01-01T00:00:00Z",
        "1 January 1970",
        "31.02.2024",
        "99999999999999",
        "100000000",
    ],
)
def test_impossible(text):
    stated = read_date(text)
    assert stated.moment is None
    assert stated.day is None


@pytest.mark.parametrize("text", ["2024-02-30", "2024-03-03T09:00:00+99:99", "1 January 1970"])
def test_impossible_is_said(text):
    assert read_date(text).problem == "impossible_date"


def test_day_is_the_publishers():
    stated = read_date("2024-03-03T23:30:00Z", timezone=KYIV)
    assert stated.day == date(2024, 3, 4)
    assert read_date("2024-03-03T23:30:00-05:00").day == date(2024, 3, 3)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("2 hours ago", "en", date(2024, 3, 4)),
        ("vor 3 Stunden", "de", date(2024, 3, 3)),
        ("5 минут назад", "ru", date(2024, 3, 4)),
        ("3 weeks ago", "en", None),
        ("in 2 hours", "en", None),
    ],
)
def test_relative_words_need_the_retrieval(text, language, day):
    retrieved = datetime(2024, 3, 4, 2, 30, tzinfo=UTC)
    stated = read_date(text, language=language, retrieved_at=retrieved)
    assert (stated.day, stated.moment, stated.relative) == (day, None, day is not None)
    assert read_date(text, language=language).day is None


@given(st.text(max_size=120))
def test_never_raises(text):
    read_date(text, timezone=KYIV, language="en")


@given(st.from_regex(r"[0-9T:.,/+ -]{4,30}", fullmatch=True))
def test_never_raises_on_digits(text):
    read_date(text)


def test_long_text_is_no_date():
    assert read_date("2024-03-03 " * 100_000).day is None


@pytest.mark.parametrize("text", ["Budget 2024 is agreed", "The 2024 budget"])
def test_what_has_a_year_and_no_day_is_not_asked_about(text, monkeypatch):
    monkeypatch.delattr("scraper.normalise.otherdates._parser")
    assert parse_day(text, language="en") is None
