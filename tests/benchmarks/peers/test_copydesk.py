from datetime import UTC, date, datetime

import pytest

from benchmarks.peers.copydesk import to_published

LATE = datetime(2024, 3, 3, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day", "published"),
    [
        (LATE, date(2024, 3, 3), "2024-03-03T23:30:00+00:00"),
        (LATE, date(2024, 3, 4), "2024-03-04T00:30:00+01:00"),
        (datetime(2024, 3, 4, 3, tzinfo=UTC), date(2024, 3, 3), "2024-03-03T23:00:00-04:00"),
        (LATE, None, "2024-03-03T23:30:00+00:00"),
        (None, date(2024, 3, 4), "2024-03-04"),
        (None, None, None),
    ],
)
def test_the_instant_falls_on_the_day_at_the_publisher(moment, day, published):
    assert to_published(moment, day) == published
