import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from exports.ledger import Ledger
from scraper.frontier import Frontier
from scraper.hints import FoundLink
from scraper.reconciliation import note_agreement, reconcile

NOW = "2024-03-03T09:00:00Z"
SITE = "gazette.example"
A, B, C, D = (f"https://gazette.example/{name}" for name in "abcd")


@pytest.fixture
def frontier(tmp_path):
    with Frontier(tmp_path / "frontier.sqlite") as frontier:
        frontier.add([FoundLink(url=url, via="feed") for url in (A, B, C, D)], SITE, NOW)
        yield frontier


@pytest.fixture
def path(tmp_path):
    """An empty ledger."""
    Ledger(tmp_path / "ledger.sqlite").close()
    return tmp_path / "ledger.sqlite"


def deliver(path, **ids):
    """Enter the addresses of A to D as delivered under these ids, each in a journal."""
    with closing(sqlite3.connect(path)) as ledger:
        for name, article in ids.items():
            url = f"https://gazette.example/{name}"
            ledger.execute("INSERT OR REPLACE INTO addresses VALUES (?, ?)", (url, article))
            ledger.execute(
                "INSERT INTO articles (id, version, site, requested_url, url, text_hash, corrections, part, run)"
                " VALUES (?, 1, ?, ?, ?, '', '', 'part', 'RUN') ON CONFLICT DO NOTHING",
                (article, SITE, url, url),
            )
            (number,) = ledger.execute("SELECT count(*) FROM journals").fetchone()
            ledger.execute("INSERT INTO journals VALUES ('RUN', ?)", (number,))
        ledger.commit()


def states(frontier, *addresses):
    return [frontier.state_of(url).state for url in addresses]


def test_the_ledger_has_the_last_word(frontier, path):
    frontier.settle(B, "done", now=NOW, article_id="b")
    frontier.settle(C, "done", now=NOW, article_id="lost")
    frontier.settle(D, "done", "duplicate", now=NOW, article_id="b")
    deliver(path, a="a", b="b")
    assert reconcile(frontier, path) == (1, 1)
    assert states(frontier, A, B, C, D) == ["done", "done", "pending", "done"]
    assert reconcile(frontier, path) == (0, 0)


def test_an_emptied_export_folder_is_filled_again(frontier, path):
    deliver(path, a="a")
    frontier.settle(A, "done", now=NOW, article_id="a")
    frontier.settle(B, "refused", "robots", now=NOW)
    frontier.settle(C, "done", "unchanged", now=NOW)
    note_agreement(frontier, path)
    path.unlink()
    assert reconcile(frontier, path) == (0, 1)
    assert states(frontier, A, B, C) == ["pending", "refused", "done"]


def test_the_ledger_is_read_while_it_is_open(frontier, path):
    frontier.settle(A, "done", now=NOW, article_id="lost")
    with closing(Ledger(path)):
        assert reconcile(frontier, path) == (0, 1)


def test_what_was_delivered_before_a_kill_comes_again_too(tmp_path, path):
    with Frontier(tmp_path / "revisiting.sqlite", revisits=[timedelta(hours=1)]) as frontier:
        frontier.add([FoundLink(url=A, via="feed")], SITE, NOW)
        deliver(path, a="a")
        reconcile(frontier, path)
        assert frontier.state_of(A).next_try == "2024-03-03T10:00:00Z"


def test_of_a_ledger_that_has_grown_only_the_growth_is_looked_at(frontier, path):
    deliver(path, a="a")
    assert reconcile(frontier, path) == (1, 0)
    # Stands for anything that only a look through all rows would find.
    frontier.settle(B, "done", now=NOW, article_id="lost")
    assert reconcile(frontier, path) == (0, 0)
    deliver(path, c="c")
    assert reconcile(frontier, path) == (1, 0)
    deliver(path, d="d")
    note_agreement(frontier, path)
    assert reconcile(frontier, path) == (0, 0)
    assert states(frontier, A, B, C, D) == ["done", "done", "done", "pending"]


def test_a_ledger_that_was_made_anew_is_looked_through(frontier, path):
    deliver(path, a="a", b="b")
    assert reconcile(frontier, path) == (2, 0)
    path.unlink()
    Ledger(path).close()
    deliver(path, b="b", c="c", d="d")
    assert reconcile(frontier, path) == (2, 1)
    assert states(frontier, A, B, C, D) == ["pending", "done", "done", "done"]


def test_neither_has_anything(tmp_path):
    with Frontier(tmp_path / "new.sqlite") as frontier:
        assert reconcile(frontier, tmp_path / "none.sqlite") == (0, 0)
        note_agreement(frontier, tmp_path / "none.sqlite")
