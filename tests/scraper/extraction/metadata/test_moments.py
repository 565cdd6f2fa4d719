from datetime import UTC, date, datetime

import pytest

from scraper.extraction.metadata.moments import choose_date
from scraper.normalise.dates import read_date

DECLARED = "2024-03-03T23:00:00Z"


@pytest.mark.parametrize(
    ("declared", "printed", "day"),
    [
        (DECLARED, "4 March 2024", date(2024, 3, 4)),  # midnight in Paris
        (DECLARED, "3 March 2024", date(2024, 3, 3)),
        (DECLARED, "6 March 2024", date(2024, 3, 3)),  # another day
        (DECLARED, "4 March 2024, 08:15", date(2024, 3, 3)),  # a time of its own: a change
        ("2024-03-03T23:10:00Z", "4 March 2024", date(2024, 3, 3)),  # no midnight
        ("2024-03-03T23:00:00-05:00", "4 March 2024", date(2024, 3, 3)),  # the publisher's own clock
        ("2024-03-03T15:00:00+00:00", "2024年3月4日", date(2024, 3, 4)),  # midnight in Tokyo
        ("2024-03-03T05:00:00Z", "3 March 2024", date(2024, 3, 3)),  # midnight in New York
    ],
)
def test_midnight_stated_in_utc_is_the_day_that_is_printed(declared, printed, day):
    chosen = choose_date([("jsonld", declared), ("markup", printed)], read_date, None)
    assert (chosen.day, chosen.source) == (day, "jsonld")
    assert chosen.moment == datetime.fromisoformat(declared).astimezone(UTC)


def test_no_more_sources_are_asked_than_it_takes():
    asked = []

    def stated():
        for source, text in (
            ("jsonld", "2024-03-03"),
            ("metatags", "2024-03-03T09:30:05+01:00"),
            ("markup", "4 March 2024"),
        ):
            asked.append(source)
            yield source, text

    chosen = choose_date(stated(), read_date, None)
    assert (chosen.source, asked) == ("metatags", ["jsonld", "metatags"])
