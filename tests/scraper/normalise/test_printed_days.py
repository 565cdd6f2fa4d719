from datetime import date

import pytest

from scraper.normalise.printed_days import find_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # "des" is the short name of a month in another language
        ("Stand des Artikels: 26. Februar 2020, 12:30 Uhr.", date(2020, 2, 26)),
        ("Published May 3, 2021, updated May 4, 2021", date(2021, 5, 3)),
        ("3 de marzo de 2024", date(2024, 3, 3)),
        ("May the pool open in 2020?", None),
    ],
)
def test_month_next_to_its_day(text, day):
    found = find_day(text, "de")
    assert (found and found[0]) == day
