"""What is wrong, in words."""

import pytest

from exports.health import Health, Reason
from scraper.health.words import describe, health_advice, health_line, hours


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (
            Reason(verdict="broken", figure="headline_missing", now=0.875, usual=0.0099, of=8),
            "7 of 8 articles lack a headline, usually 1 %",
        ),
        (
            Reason(verdict="broken", figure="dek_missing", now=1.0, usual=0.0, of=9, expected=True),
            "9 of 9 articles lack a standfirst; its site file expects one in ten at most",
        ),
        (
            Reason(verdict="blocked", figure="refused", now=0.9, usual=0.0, of=40),
            "36 of 40 requests were refused or met a wall, usually 0 %",
        ),
        (
            Reason(verdict="broken", figure="words", now=31.5, usual=1420.0, of=8),
            "the middle length of 8 articles is 32 words, usually 1,420",
        ),
        (
            Reason(verdict="broken", figure="words", now=31.0, usual=150.0, of=8, expected=True),
            "the middle length of 8 articles is 31 words; its site file expects 150",
        ),
        (
            Reason(verdict="changed", figure="removed", now=0.61, usual=0.12, of=11),
            "61 % of the text of 11 articles was removed, usually 12 %",
        ),
        (
            Reason(verdict="quiet", figure="silence_hours", now=130.2, usual=9.0),
            "no new article for 5 days; its usual longest pause is 9 hours",
        ),
        (
            Reason(verdict="quiet", figure="silence_hours", now=7.0, usual=6.0, expected=True),
            "no new article for 7 hours; its site file expects 6 hours",
        ),
        (
            Reason(verdict="quiet", figure="news_of_week", now=7.0, usual=140.0),
            "7 new articles in seven days, usually 140",
        ),
        (
            Reason(verdict="quiet", figure="news_of_day", now=0.0, usual=12.0, expected=True),
            "0 new articles in 24 hours; its site file expects 12",
        ),
        (
            Reason(verdict="broken", figure="found", now=0.0, usual=30.0),
            "its sources lead to no article any more, usually to 30",
        ),
    ],
)
def test_each_figure_has_its_words(reason, words):
    assert describe(reason) == words
    health = Health(verdict=reason.verdict, reasons=(reason, reason))
    assert health_line(health) == f"{reason.verdict}: {words}; {words}"
    assert len(health_advice(health)) > 40


def test_a_flood_and_a_stump_are_told_apart():
    def advice(verdict):
        reason = Reason(verdict=verdict, figure="words", now=1.0, usual=2.0, of=8)
        return health_advice(Health(verdict=verdict, reasons=(reason,)))

    assert "foreign text" in advice("changed")
    assert "layout" in advice("broken")


@pytest.mark.parametrize(("value", "words"), [(0.5, "30 minutes"), (71, "71 hours"), (96, "4 days")])
def test_hours(value, words):
    assert hours(value) == words
