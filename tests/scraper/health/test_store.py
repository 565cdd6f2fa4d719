"""What is remembered of sites, after any end of a run."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scraper.health import store as module
from scraper.health.facts import Answers
from scraper.health.past import Past
from scraper.health.rhythm import Rhythm
from scraper.health.store import HealthFault, HealthStore

SITE = "gazette.example"
NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANSWERS = Answers(found=9, asked=12, refused=1, lost=2, fetched=8, rejected=3, complete=True)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "health.sqlite"


def past(path, now=NOW + 2 * HOUR, view=""):
    with HealthStore(path, run="later") as store:
        return store.past(SITE, view, now=now)


def test_a_run_is_the_past_of_the_next_one(path, good):
    film = replace(good, words=None, fresh=False, removed=0.25)
    rhythm = Rhythm().after(NOW, 2)
    with HealthStore(path, run="r1") as store:
        for facts in (good, film):
            store.add(SITE, facts, now=NOW)
        store.add("kurier.example", good, now=NOW)
        assert store.past(SITE, "", now=NOW) == Past()
        assert store.articles(SITE, now=NOW) == (good, film)
        store.note(SITE, "", ANSWERS, rhythm, suspects=0, now=NOW)
    assert past(path) == Past(articles=(good, film), answers=(ANSWERS,), rhythm=rhythm)
    assert past(path, view="feed=x") == Past(articles=(good, film))


def test_what_was_broken_is_no_measure_for_a_month(path, good):
    with HealthStore(path, run="r1") as store:
        for _ in range(4):
            store.add(SITE, good, now=NOW)
        store.note(SITE, "", replace(ANSWERS, suspect=True), Rhythm(), suspects=3, now=NOW)
    for days, suspect in ((29, True), (31, False)):
        found = past(path, NOW + timedelta(days=days))
        assert [one.suspect for one in found.articles] == [False, suspect, suspect, suspect]
        assert [one.suspect for one in found.answers] == [suspect]


def test_the_news_of_a_killed_run_count(path, good):
    with HealthStore(path, run="r1") as store:
        store.note(SITE, "", ANSWERS, Rhythm().after(NOW, 1), suspects=0, now=NOW)
    killed = HealthStore(path, run="r2")
    killed.add(SITE, good, now=NOW + HOUR)
    killed.add(SITE, good, now=NOW + 2 * HOUR)
    killed.flush()
    killed._database.close()
    rhythm = past(path, NOW + 3 * HOUR).rhythm
    assert rhythm.last_news == NOW + 2 * HOUR
    assert rhythm.days[0].news == 3


def test_it_stays_small(path, good, monkeypatch):
    monkeypatch.setattr(module, "KEPT_ARTICLES", 5)
    monkeypatch.setattr(module, "KEPT_RUNS", 2)
    for number in range(4):
        with HealthStore(path, run=f"r{number}") as store:
            store.forget_oldest(NOW)
            for words in range(4):
                store.add(SITE, replace(good, words=10 * number + words), now=NOW)
            store.note(
                SITE, "", replace(ANSWERS, found=number), Rhythm(), suspects=0, now=NOW + number * HOUR
            )
    with HealthStore(path, run="r9") as store:
        store.forget_oldest(NOW)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT words FROM articles ORDER BY number").fetchall() == [
            (23,), (30,), (31,), (32,), (33,),
        ]  # fmt: skip
        assert database.execute("SELECT found FROM runs ORDER BY ended").fetchall() == [(2,), (3,)]
    with HealthStore(path, run="r9") as store:
        store.forget_oldest(NOW + timedelta(days=200))
    assert past(path) == Past()


def test_articles_are_kept_in_batches(path, good, monkeypatch):
    monkeypatch.setattr(module, "_COMMIT_ARTICLES", 3)
    store = HealthStore(path, run="r1")
    for _ in range(5):
        store.add(SITE, good, now=NOW)
    assert len(past(path).articles) == 3
    store.close()
    assert len(past(path).articles) == 5


@pytest.mark.parametrize("junk", [b"no database" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_one_line(path, junk):
    path.parent.mkdir()
    path.write_bytes(junk)
    with pytest.raises(HealthFault, match=r"health.sqlite: .*; the file is damaged: move it away"):
        HealthStore(path, run="r1")


def test_a_file_of_another_format_is_left_alone(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 7")
    with pytest.raises(HealthFault, match="format 1 \\(found 7\\); move the file away"):
        HealthStore(path, run="r1")


def test_a_rhythm_that_cannot_be_read_is_a_fault(path):
    with HealthStore(path, run="r1") as store:
        store.note(SITE, "", ANSWERS, Rhythm(), suspects=0, now=NOW)
        store._database.execute("UPDATE rhythms SET rhythm = '{}'")
        with pytest.raises(HealthFault, match="first_look"):
            store.past(SITE, "", now=NOW)


def test_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "state").write_text("")
    with pytest.raises(HealthFault, match="mend the rights of the folder"):
        HealthStore(tmp_path / "state" / "health.sqlite", run="r1")
