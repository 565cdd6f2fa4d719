"""Pauses that a site makes, and pauses that only the crawl made."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from scraper.health.rhythm import Day, Rhythm

START = datetime(2026, 3, 2, tzinfo=UTC)


def at(hours):
    return START + timedelta(hours=hours)


def looks(*pairs):
    """The rhythm after looks at (hour, news)."""
    rhythm = Rhythm()
    for hour, news in pairs:
        rhythm = rhythm.after(at(hour), news)
    return rhythm


def test_a_pause_lasts_from_news_to_news():
    rhythm = looks((0, 3), (1, 0), (2, 0), (3, 1), (4, 1))
    assert rhythm.days == (Day(date="2026-03-02", news=5, pause=3.0),)
    assert rhythm.last_news == at(4)
    assert rhythm.silence(at(9)) == 5.0


def test_a_day_keeps_its_longest_pause():
    assert looks((0, 1), (1, 1), (5, 0), (6, 1), (7, 1)).days[0].pause == pytest.approx(5.0)


def test_days_without_a_crawl_are_no_pause():
    """Hourly looks, then none for four days: of those one step counts."""
    rhythm = looks((0, 1), (1, 1), (2, 1), (3, 1), (99, 5))
    assert rhythm.days[-1] == Day(date="2026-03-06", news=5, pause=1.0)


def test_a_daily_crawl_has_daily_pauses():
    rhythm = looks(*((24 * day, 4) for day in range(5)))
    assert [day.pause for day in rhythm.days] == [0.0, 24.0, 24.0, 24.0, 24.0]
    assert rhythm.usual_pause() == 24.0
    assert rhythm.step() == 24.0


def test_few_days_have_no_usual_pause():
    assert looks((0, 1), (24, 1)).usual_pause() is None
    assert Rhythm().silence(START) is None


def test_one_holiday_in_twenty_days_is_no_usual_pause():
    days = [Day(date=f"2026-03-{number:02}", news=9, pause=10.0) for number in range(1, 20)]
    assert Rhythm(days=(*days[:18], Day(date="2026-03-19", news=1, pause=90.0))).usual_pause() == 90.0
    assert Rhythm(days=(*days, Day(date="2026-03-20", news=1, pause=90.0))).usual_pause() == 10.0


def test_weeks_need_every_day():
    rhythm = looks(*((24 * day, 10 if day < 28 else 1) for day in range(36)))
    assert rhythm.weeks(at(24 * 35)) == (7, 70.0)
    assert looks(*((24 * day, 10) for day in range(36) if day != 12)).weeks(at(24 * 35)) is None


def test_what_is_remembered_is_bounded():
    rhythm = looks(*((24 * day, day % 2) for day in range(400)))
    assert sum(1 for day in rhythm.days if day.news) == 60
    assert sum(1 for day in rhythm.days if not day.news) == 40
    assert len(rhythm.steps) == 15
    rhythm = looks(*((hour / 4, 1) for hour in range(400)))
    assert len(rhythm.recent) == 96


def test_a_clock_that_was_set_back_teaches_nothing():
    rhythm = looks((0, 1), (5, 1))
    assert rhythm.after(at(2), 7) is rhythm


def test_it_survives_being_written_down():
    rhythm = looks((0, 1), (1.5, 0), (30, 2))
    assert Rhythm.from_dict(json.loads(json.dumps(rhythm.to_dict()))) == rhythm
    assert Rhythm.from_dict(json.loads(json.dumps(Rhythm().to_dict()))) == Rhythm()
