from datetime import timedelta

import pytest

from scraper.revisits import due_by_change, is_newer, next_revisit

AGES = [timedelta(hours=hours) for hours in (1, 6, 24, 72)]
SEEN = "2024-03-03T09:00:00Z"


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2024-03-03T09:00:05Z", "2024-03-03T10:00:00Z"),
        ("2024-03-03T10:00:00Z", "2024-03-03T15:00:00Z"),
        ("2024-03-03T20:00:00Z", "2024-03-04T09:00:00Z"),
        ("2024-03-05T00:00:00Z", "2024-03-06T09:00:00Z"),
        ("2024-03-06T09:00:00Z", None),
        ("2024-04-01T00:00:00Z", None),
    ],
)
def test_what_is_young_is_looked_at_again(now, due):
    assert next_revisit(SEEN, None, now, AGES) == due


@pytest.mark.parametrize(
    ("changed", "due"),
    [
        ("2024-03-02", "2024-03-03T10:00:00Z"),
        ("2024-03-03T08:59:00Z", "2024-03-03T10:00:00Z"),
        ("2019-07-01", None),
        ("2031-01-01", "2024-03-03T10:00:00Z"),  # a clock that is ahead
    ],
)
def test_what_was_old_when_it_was_found_is_not(changed, due):
    assert next_revisit(SEEN, changed, SEEN, AGES) == due


def test_without_ages_nothing_is():
    assert next_revisit(SEEN, None, SEEN, []) is None


@pytest.mark.parametrize(
    ("changed", "newer"),
    [
        ("2024-03-03", True),  # at any time of that day
        ("2024-03-02", False),
        ("2024-03-03T09:30:00Z", True),
        ("2024-03-03T08:30:00Z", True),  # within the hour by which clocks may differ
        ("2024-03-03T07:00:00Z", False),
    ],
)
def test_is_newer(changed, newer):
    assert is_newer(changed, SEEN) is newer


@pytest.mark.parametrize(
    ("visits", "due"),
    [
        (1, "2024-03-03T10:00:00Z"),
        (2, "2024-03-03T13:00:00Z"),
        (3, "2024-03-04T01:00:00Z"),
        (50, "2024-04-02T09:00:00Z"),
    ],
)
def test_what_always_says_it_changed_is_believed_ever_less(visits, due):
    assert due_by_change("2024-03-03T12:00:00Z", SEEN, visits) == due


def test_what_changed_before_it_was_read_is_not_due():
    assert due_by_change("2024-03-01", SEEN, 1) is None
