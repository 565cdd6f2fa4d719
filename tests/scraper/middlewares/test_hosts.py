from datetime import UTC, datetime

import pytest

from scraper.middlewares.hosts import HostState, Patience, host_key, parse_retry_after

NOW = datetime(2024, 3, 3, 9, 0, 0, tzinfo=UTC)
PATIENCE = Patience(failures=3, rest=60.0, rests=2, retry_after=300.0, give_up=3600.0)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Sun, 03 Mar 2024 09:02:00 GMT", 120.0),
        ("Sunday, 03-Mar-24 09:02:00 GMT", 120.0),
        ("Sun Mar  3 09:02:00 2024", 120.0),
        ("Sun, 03 Mar 2024 10:02:00 +0100", 120.0),
        ("31536000", 31536000.0),
        ("999999999999999999999", 31622400.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 31622400.0),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("٣", None),
        ("Sun, 03 Mar 2024 08:00:00 GMT", None),
        ("Sun, 99 Mar 2024 08:00:00 GMT", None),
        ("9" * 10_000 + "x", None),
    ],
)
def test_parse_retry_after(value, seconds):
    assert parse_retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://gazette.example/a", "gazette.example"),
        ("https://gazette.example:443/a", "gazette.example"),
        ("http://gazette.example:443/a", "gazette.example:443"),
        ("http://ann:secret@GAZETTE.example:8080/", "gazette.example:8080"),
    ],
)
def test_host_key(url, key):
    assert host_key(url) == key


def test_a_host_rests_after_failures_in_a_row():
    host = HostState()
    for _ in range(2):
        host.failed(100.0, PATIENCE)
    assert host.resting_until == 0.0
    host.failed(100.0, PATIENCE)
    assert host.resting_until == 160.0
    for _ in range(3):
        host.failed(200.0, PATIENCE)
    assert host.resting_until == 320.0
    assert host.postponed_until == 0.0
    for _ in range(3):
        host.failed(400.0, PATIENCE)
    assert host.postponed_until == 4000.0


def test_a_good_answer_forgives():
    host = HostState()
    for _ in range(2):
        host.failed(0.0, PATIENCE)
    host.succeeded()
    for _ in range(2):
        host.failed(0.0, PATIENCE)
    assert host.resting_until == 0.0


def test_asked_to_wait():
    host = HostState()
    host.asked_to_wait(300.0, 10.0, PATIENCE)
    assert (host.resting_until, host.postponed_until) == (310.0, 0.0)
    host.asked_to_wait(5.0, 10.0, PATIENCE)
    assert host.resting_until == 310.0
    host.asked_to_wait(301.0, 10.0, PATIENCE)
    assert host.postponed_until == 311.0
    host.asked_to_wait(31536000.0, 10.0, PATIENCE)
    assert host.postponed_until == 86410.0
