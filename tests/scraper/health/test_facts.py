"""What a run tells of a site."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from exports.outcomes import SiteOutcomes
from exports.record import Author, Removed
from scraper import extract
from scraper.health.facts import Answers, answers_of, facts_of

DAY = date(2026, 3, 10)
TEXT = "The tram ran along the river again on Monday, and people stood on the bridges to see it pass."


@pytest.fixture(scope="module")
def record():
    found = extract(
        f"<html lang=en><title>Trams</title><article><h1>Trams are back</h1><p>{TEXT}</p><p>{TEXT[::-1]}</p>",
        "https://gazette.example/trams",
    )
    return replace(found, published_on=None, published_at=None, removed=())


def test_an_article(record):
    author = Author(name="Ann Orrick", kind="person", role=None, url=None)
    cut = Removed(before=0, reason="ad", rule="x", text="A" * len(record.text))
    facts = facts_of(replace(record, authors=(author,), dek="x", removed=(cut,)), today=DAY)
    assert facts.has == {"headline", "authors", "dek", "language"}
    assert (facts.words, facts.removed) == (record.word_count, 0.5)


def test_films_have_no_length(record):
    assert facts_of(replace(record, kind="video"), today=DAY).words is None


@pytest.mark.parametrize(
    ("published", "change", "fresh"),
    [
        (None, "new", True),
        ("2026-03-10", "new", True),
        ("2026-03-03", "new", True),
        ("2026-03-02", "new", False),  # of an archive
        ("2026-03-10", "edited", False),
        ("0000-13-99", "new", True),
    ],
)
def test_news(published, change, fresh, record):
    facts = facts_of(replace(record, published_on=published, change=change), today=DAY)
    assert facts.fresh is fresh
    assert ("published" in facts.has) is (published is not None)


def test_answers():
    site = SiteOutcomes(
        found=40,
        fetched=20,
        filed=10,
        skipped=Counter(robots=2, section_page=900),  # 897 of these were known from earlier runs
        failed=Counter(http_403=3, timeout=4, http_410=5, extraction_timeout=1, http_404=1),
    )
    answers = answers_of(
        site,
        sources={"answered": 2, "unchanged": 1, "rested": 1, "failed": 3},
        failed_sources={"http_503": 1, "http_429": 1, "postponed": 1},
        rejected={"section_page": 3, "captcha": 2},
        not_modified=6,
    )
    refused, lost = 2 + 3 + 1, 4 + 1 + 1
    assert answers == Answers(
        found=40,
        asked=20 + 2 + 6 + refused + lost,
        refused=refused + 2,
        lost=lost,
        fetched=18,
        rejected=4,
        complete=False,
        postponed=True,
    )


def test_a_run_that_read_every_source():
    sources = {"answered": 2, "unchanged": 0, "rested": 0, "failed": 0}
    answers = answers_of(SiteOutcomes(), sources=sources, failed_sources={}, rejected={}, not_modified=0)
    assert answers == Answers(asked=2, complete=True)
