import logging
from datetime import UTC, datetime

import pytest

from exports.record import Crawl
from scraper.article import Article
from scraper.extraction.extract import extract_article
from scraper.extraction.repeats import Repeats
from scraper.memory import SiteMemory
from scraper.page import Page
from scraper.sites.site import Site
from scraper.spiders.learning import Learner

SITE = Site(domain="gazette.example")


@pytest.fixture(scope="module")
def stories():
    """(record, trace) of four stories that share one line."""
    made = []
    for number in range(4):
        text = (
            f"Report {number}: the tram of day {number} ran along the river, and people stood to see it pass."
        )
        body = f"<article><h1>Tram {number}</h1><p>{text}</p><p>{text[10:]} Bells rang {number}.</p><p>Zzork</p></article>"
        page = Page(url=f"https://gazette.example/tram-{number}", body=f"<html lang=en>{body}".encode())
        article = extract_article(page, SITE)
        assert isinstance(article, Article)
        made.append((article.to_record(Crawl()), article.trace))
    return made


def articles_in(path):
    with SiteMemory(path) as memory:
        return memory.repeats(SITE.domain).articles


def test_what_passed_the_pipelines_is_learned_and_what_was_dropped_is_not(tmp_path, stories):
    learner = Learner(tmp_path / "memory.sqlite")
    assert learner.repeats(SITE.domain) == Repeats()
    for record, trace in stories:
        learner.expect(record, trace)
    for record, _ in stories[:3]:
        learner.learn(record)
    learner.pass_over(stories[3][0])
    learner.learn(stories[3][0])
    learner.learn({"an": "item of somebody else"})
    learner.pass_over({"an": "item of somebody else"})
    learner.close()
    assert articles_in(tmp_path / "memory.sqlite") == 3


def test_nothing_is_made_where_nothing_is_to_be_remembered(tmp_path, stories):
    learner = Learner(None)
    assert learner.repeats(SITE.domain) is None
    learner.expect(*stories[0])
    learner.learn(stories[0][0])
    learner.close()
    assert list(tmp_path.iterdir()) == []


def test_a_memory_that_cannot_be_used_is_told_of_once(tmp_path, stories, caplog):
    path = tmp_path / "memory.sqlite"
    path.write_bytes(b"no database" * 500)
    learner = Learner(path)
    with caplog.at_level(logging.WARNING):
        assert learner.repeats(SITE.domain) is None
        assert learner.repeats(SITE.domain) is None
        learner.expect(*stories[0])
        learner.learn(stories[0][0])
        learner.close()
    assert len(caplog.records) == 1
    assert "memory.sqlite" in caplog.text


def test_what_was_not_seen_for_half_a_year_is_forgotten_at_the_start(tmp_path, stories):
    path = tmp_path / "memory.sqlite"
    record, trace = stories[0]
    with SiteMemory(path) as memory:
        memory.learn(
            record.site, record.id, record.text_hash, trace, day=datetime(2020, 1, 1, tzinfo=UTC).date()
        )
    learner = Learner(path)
    learner.repeats(SITE.domain)
    learner.close()
    assert articles_in(path) == 0
