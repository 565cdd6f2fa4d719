"""Files of the state folder: a new one gets its tables, another format is told, faults say what to do."""

import sqlite3

import pytest

from scraper.health.store import HealthFault, HealthStore
from scraper.memory import MemoryFault, SiteMemory
from scraper.state_format import advice, format_of, prepare


def test_an_empty_file_gets_tables_and_number_and_keeps_them(tmp_path):
    database = sqlite3.connect(tmp_path / "a.sqlite", isolation_level=None)
    assert format_of(database) == 0
    assert prepare(database, "CREATE TABLE a (b TEXT);", 3) == 3
    assert prepare(database, "CREATE TABLE other (b TEXT);", 4) == 3
    assert database.execute("SELECT name FROM sqlite_schema").fetchall() == [("a",)]


def test_advice_follows_the_fault():
    assert "another process" in advice(sqlite3.OperationalError("database is locked"), "x")
    assert "free disk space" in advice(OSError("no space"), "x")
    assert advice(sqlite3.DatabaseError("malformed"), "all is well").endswith(": all is well")


@pytest.mark.parametrize(
    ("store", "fault"),
    [(lambda path: HealthStore(path, run="r"), HealthFault), (SiteMemory, MemoryFault)],
    ids=["health", "memory"],
)
def test_another_format_says_what_comes_next(store, fault, tmp_path):
    database = sqlite3.connect(tmp_path / "a.sqlite", isolation_level=None)
    prepare(database, "CREATE TABLE a (b TEXT);", 99)
    database.close()
    with pytest.raises(fault, match=r"found 99\); move the file away: the next crawl begins a new one$"):
        store(tmp_path / "a.sqlite")
