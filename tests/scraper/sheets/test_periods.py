"""Days, weeks and months of a time axis."""

from datetime import date, timedelta

from scraper.sheets.periods import choose_periods


def test_two_months_are_shown_by_day():
    periods = choose_periods([date(2026, 3, 31), date(2026, 3, 29)])
    assert (periods.name, periods.starts) == ("day", tuple(date(2026, 3, day) for day in (29, 30, 31)))
    assert [periods.place(date(2026, 3, day)) for day in (28, 29, 31)] == [None, 0, 2]


def test_a_year_is_shown_by_week():
    periods = choose_periods([date(2026, 1, 1), date(2026, 12, 31)])
    assert (periods.name, len(periods.starts), periods.starts[0]) == ("week", 53, date(2025, 12, 29))
    assert periods.place(date(2026, 12, 31)) == 52


def test_ten_years_are_shown_by_month():
    first = date(2016, 1, 31)
    periods = choose_periods([first, first + timedelta(days=3650)])
    assert (periods.name, periods.starts[:2]) == ("month", (date(2016, 1, 1), date(2016, 2, 1)))
    assert periods.place(first + timedelta(days=3650)) == len(periods.starts) - 1


def test_no_day_no_period():
    assert choose_periods([]).starts == ()
