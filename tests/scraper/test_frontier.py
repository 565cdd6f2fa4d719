import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from itertools import permutations

import pytest

from scraper.frontier import Frontier, FrontierError
from scraper.hints import FoundLink, Hints

NOW = "2024-03-03T09:00:00Z"
LATER = "2024-03-03T10:00:00Z"
SITE = "gazette.example"
A, B, C, D = (f"https://gazette.example/{name}" for name in "abcd")
FEED = Hints(source="feed", headline="From the feed", authors=("Ann Lee",), tags=("Town",))
NEWS = Hints(source="news_sitemap", headline="From the news sitemap", published="2024-03-01", language="en")


@pytest.fixture
def frontier(tmp_path):
    with Frontier(tmp_path / "state" / "frontier.sqlite") as frontier:
        yield frontier


def link(url, changed=None, via="section", hints=None):
    return FoundLink(url=url, via=via, changed=changed, hints=hints)


def urls(links):
    return [found.url for found in links]


def states(frontier, *addresses):
    return [frontier.state_of(url).state for url in addresses]


def test_an_address_is_new_once(frontier):
    assert frontier.add([link(A), link(B), link(A)], SITE, NOW) == 2
    assert frontier.add([link(B), link(C)], SITE, NOW) == 1
    assert frontier.counts(SITE) == {"pending": 3, "done": 0, "gone": 0, "refused": 0, "failed": 0}


def test_a_killed_run_leaves_the_addresses_that_it_found(frontier):
    frontier.add([link(A), link(B)], SITE, NOW)
    with closing(sqlite3.connect(frontier.path)) as other:
        assert other.execute("SELECT count(*) FROM urls").fetchone() == (2,)


def test_newest_first_then_undated_by_address(frontier):
    frontier.add(
        [link(D), link(B, "2024-03-01"), link(A), link(C, "2024-03-01T08:00:00Z")],
        SITE,
        NOW,
    )
    assert urls(frontier.take(SITE, 10, NOW)) == [C, B, A, D]
    assert urls(frontier.take(SITE, 2, NOW, exclude={C})) == [B, A]
    assert frontier.take(SITE, 0, NOW) == []
    assert frontier.take("other.example", 10, NOW) == []


def test_taking_changes_nothing(frontier):
    frontier.add([link(A)], SITE, NOW)
    assert urls(frontier.take(SITE, 1, NOW)) == urls(frontier.take(SITE, 1, NOW)) == [A]
    assert frontier.state_of(A).state == "pending"


def test_hints_come_back_whole(frontier):
    frontier.add([link(A, hints=FEED, via="feed")], SITE, NOW)
    assert frontier.take(SITE, 1, NOW) == [link(A, hints=FEED, via="feed")]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_best_hints_win_in_any_order(frontier, order):
    links = [
        link(A, "2024-03-02", "section"),
        link(A, "2024-03-01", "feed", FEED),
        link(A, None, "news_sitemap", NEWS),
        link(A, None, "feed", Hints(source="feed", headline="Says less")),
    ]
    for number in order:
        frontier.add([links[number]], SITE, NOW)
    assert frontier.take(SITE, 1, NOW) == [link(A, "2024-03-02", "news_sitemap", NEWS)]


def test_a_settled_address_does_not_come_back(frontier):
    frontier.add([link(A), link(B), link(C)], SITE, NOW)
    assert frontier.settle(A, "done", now=NOW, article_id="1" * 32)
    assert frontier.settle(B, "refused", "robots", now=NOW)
    assert frontier.settle(C, "gone", "http_410", now=NOW)
    assert frontier.add([link(A, hints=NEWS), link(B), link(C)], SITE, LATER) == 0
    assert frontier.take(SITE, 10, LATER) == []
    assert states(frontier, A, B, C) == ["done", "refused", "gone"]
    assert frontier.state_of(B).reason == "robots"
    assert frontier.state_of(D) is None


def test_a_failed_address_is_due_at_its_instant(frontier):
    frontier.add([link(A)], SITE, NOW)
    assert frontier.retry_later(A, "http_503", "2024-03-03T09:30:00Z", NOW)
    assert frontier.take(SITE, 1, "2024-03-03T09:29:59Z") == []
    assert urls(frontier.take(SITE, 1, "2024-03-03T09:30:00Z")) == [A]
    assert frontier.state_of(A)[:4] == ("failed", "http_503", 1, "2024-03-03T09:30:00Z")
    frontier.settle(A, "failed", "http_503", now=LATER)
    assert frontier.take(SITE, 1, "2099-01-01T00:00:00Z") == []
    assert frontier.state_of(A)[:4] == ("failed", "http_503", 2, None)


def test_unknown_address_and_unknown_state(frontier):
    assert not frontier.settle(A, "done", now=NOW)
    assert not frontier.retry_later(A, "timeout", LATER, NOW)
    assert frontier.state_of(A) is None
    with pytest.raises(ValueError, match="'lost' is no final state: one of done, gone"):
        frontier.settle(A, "lost", now=NOW)


def test_all_is_there_after_closing(tmp_path):
    with Frontier(tmp_path / "f") as frontier:
        frontier.add([link(A, hints=FEED), link(B)], SITE, NOW)
        frontier.settle(B, "done", now=NOW)
    with Frontier(tmp_path / "f") as frontier:
        assert frontier.take(SITE, 5, NOW) == [link(A, hints=FEED)]
        assert states(frontier, B) == ["done"]


def test_a_full_batch_is_committed_by_itself(tmp_path):
    with Frontier(tmp_path / "f") as frontier:
        frontier.add((link(f"{A}{number}") for number in range(1200)), SITE, NOW)
        with closing(sqlite3.connect(tmp_path / "f")) as other:
            assert other.execute("SELECT count(*) FROM urls").fetchone()[0] >= 1000


def test_a_kill_keeps_what_was_flushed(tmp_path):
    code = """
import os, signal, sys
from scraper.frontier import Frontier
from scraper.hints import FoundLink
frontier = Frontier(sys.argv[1])
links = [FoundLink(url=f"https://gazette.example/{n}", via="feed") for n in range(300)]
frontier.add(links, "gazette.example", "2024-03-03T09:00:00Z")
for found in frontier.take("gazette.example", 100, "2024-03-03T09:00:00Z"):
    frontier.settle(found.url, "done", now="2024-03-03T09:00:00Z", article_id="x")
frontier.flush()
frontier.take("gazette.example", 50, "2024-03-03T09:00:00Z")
os.kill(os.getpid(), signal.SIGKILL)
"""
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path / "f")], timeout=30, cwd=os.getcwd())
    assert ended.returncode == -signal.SIGKILL
    with Frontier(tmp_path / "f") as frontier:
        assert frontier.counts(SITE) == {"pending": 200, "done": 100, "gone": 0, "refused": 0, "failed": 0}
        assert len(frontier.take(SITE, 500, NOW)) == 200


def test_odd_and_huge_hints(frontier):
    odd = Hints(source="feed", headline="\ud800\0" + "x" * 100_000, tags=tuple("t" * 500))
    frontier.add([link(A, hints=odd)], SITE, NOW)
    (found,) = frontier.take(SITE, 1, NOW)
    assert found.hints.headline.startswith("\ud800\0xxx")
    assert len(found.hints.headline) == 1024
    assert len(found.hints.tags) == 100


@pytest.mark.parametrize("junk", [b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_says_what_to_do(tmp_path, junk):
    (tmp_path / "f").write_bytes(junk)
    with pytest.raises(FrontierError, match=r"/f: .*damaged: move it away") as raised:
        Frontier(tmp_path / "f")
    assert "\n" not in str(raised.value)


def test_damage_inside_is_told_the_same_way(tmp_path):
    with Frontier(tmp_path / "f") as frontier:
        frontier.add((link(f"{A}{number}") for number in range(3000)), SITE, NOW)
    whole = (tmp_path / "f").read_bytes()
    (tmp_path / "f").write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    with pytest.raises(FrontierError, match="damaged"), Frontier(tmp_path / "f") as frontier:
        frontier.take(SITE, 10, NOW)


def test_another_database_is_left_alone(tmp_path):
    with closing(sqlite3.connect(tmp_path / "f")) as other:
        other.execute("CREATE TABLE mine (a)")
    with pytest.raises(FrontierError, match="not a frontier of format 1"):
        Frontier(tmp_path / "f")
    with closing(sqlite3.connect(tmp_path / "f")) as other:
        assert other.execute("SELECT name FROM sqlite_schema").fetchall() == [("mine",)]


def test_an_unusable_folder(tmp_path):
    (tmp_path / "state").write_text("a file")
    with pytest.raises(FrontierError, match="rights of the folder"):
        Frontier(tmp_path / "state" / "f")


@pytest.fixture
def revisiting(tmp_path):
    ages = [timedelta(hours=1), timedelta(hours=6)]
    with Frontier(tmp_path / "state" / "frontier.sqlite", revisits=ages) as frontier:
        yield frontier


def test_what_is_filed_comes_again_after_what_is_new(revisiting):
    revisiting.add([link(A, "2024-03-03T08:00:00Z"), link(B)], SITE, NOW)
    revisiting.settle_filed(A, now="2024-03-03T09:00:10Z", article_id="a" * 32)
    assert urls(revisiting.take(SITE, 9, "2024-03-03T09:59:59Z")) == [B]
    assert urls(revisiting.take(SITE, 9, LATER)) == [B, A]
    assert urls(revisiting.take(SITE, 1, LATER)) == [B]
    assert revisiting.state_of(A).state == "done"
    revisiting.settle_filed(A, now=LATER)
    assert urls(revisiting.take(SITE, 9, LATER)) == [B]
    revisiting.settle_filed(A, now="2024-03-03T15:00:00Z")
    assert urls(revisiting.take(SITE, 9, "2025-01-01T00:00:00Z")) == [B]


def test_what_is_stated_to_have_changed_is_due(revisiting):
    revisiting.add([link(A, "2024-03-01")], SITE, NOW)
    revisiting.settle_filed(A, now="2024-03-06T09:00:00Z", article_id="a" * 32)
    assert revisiting.take(SITE, 9, "2024-03-09T00:00:00Z") == []
    revisiting.add([link(A, "2024-03-04")], SITE, LATER)
    assert revisiting.take(SITE, 9, "2024-03-09T00:00:00Z") == []
    revisiting.add([link(A, "2024-03-08")], SITE, "2024-03-08T12:00:00Z")
    assert urls(revisiting.take(SITE, 9, "2024-03-09T00:00:00Z")) == [A]


def test_what_is_filed_is_asked_for_by_its_validators(revisiting):
    revisiting.add([link(A), link(B)], SITE, NOW)
    revisiting.note_validators(A, {"ETag": '"a1"'})
    revisiting.note_validators(B, {})
    assert revisiting.conditions(A) == {}  # its record may be lost yet
    revisiting.settle_filed(A, now=NOW, article_id="a" * 32)
    assert revisiting.conditions(A) == {"If-None-Match": '"a1"'}
    assert revisiting.conditions(B) == {}


def test_what_is_named_comes_before_what_is_not(frontier):
    links = [link(A, via="section"), link(B, via="sitemap"), link(C, "2024-03-01", via="sitemap")]
    frontier.add([*links, link(D, via="feed")], SITE, NOW)
    assert urls(frontier.pick("named", SITE, 9, NOW)) == [C, D]
    assert urls(frontier.pick("unnamed", SITE, 9, NOW)) == [A, B]
    assert frontier.pick_unnamed(A, NOW) == links[0]
    assert frontier.pick_unnamed(C, NOW) is None
    assert frontier.pick_unnamed(f"{A}/x", NOW) is None


def test_of_undated_addresses_the_last_found_come_first(frontier):
    frontier.add([link(A), link(C)], SITE, NOW)
    frontier.add([link(B), link(C)], SITE, LATER)
    assert urls(frontier.pick("unnamed", SITE, 9, LATER)) == [B, A, C]


def test_an_older_file_gets_the_later_tables(tmp_path):
    path = tmp_path / "frontier.sqlite"
    with Frontier(path) as frontier:
        frontier.add([link(A)], SITE, NOW)
    with closing(sqlite3.connect(path)) as database:
        database.executescript("DROP TABLE sources; DROP TABLE validators;")
    with Frontier(path) as frontier:
        frontier.note_validators(A, {"ETag": '"a1"'})
        assert urls(frontier.take(SITE, 9, NOW)) == [A]


class _Failing:
    """A database that lets so many statements pass, then raises *error* at each."""

    def __init__(self, real, left, error):
        self.real, self.left, self.error = real, left, error

    def execute(self, *arguments):
        self.left -= 1
        if self.left < 0:
            raise self.error
        return self.real.execute(*arguments)

    def __getattr__(self, name):
        return getattr(self.real, name)


@pytest.mark.parametrize("error", [sqlite3.OperationalError("database or disk is full"), KeyboardInterrupt()])
def test_any_statement_may_be_the_last(tmp_path, error):
    """Killed, or on a full disk: what was flushed stands, nothing is done that was not, and all goes on."""
    last, ended, told = -1, False, set()
    while not ended:
        last += 1
        path = tmp_path / f"{last}.sqlite"
        frontier = Frontier(path)
        real, flushed, settled = frontier._database, False, []
        frontier._database = _Failing(real, last, error)
        try:
            frontier.add([link(A), link(B), link(C)], SITE, NOW)
            frontier.flush()
            flushed = True
            for found in frontier.take(SITE, 2, NOW):
                settled.append(found.url)
                frontier.note_validators(found.url, {"ETag": '"a1"'})
                frontier.settle_filed(found.url, now=NOW, article_id="a")
            frontier.retry_later(C, "timeout", LATER, NOW)
            frontier.close()
            ended = frontier._database.left >= 0
        except KeyboardInterrupt:
            pass
        except FrontierError as failure:
            told.add(str(failure).rpartition("; ")[2])
        real.close()
        with Frontier(path) as again:
            assert again.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            known = {url: again.state_of(url) for url in (A, B, C)}
            assert all(known.values()) or not flushed
            done = {url for url, state in known.items() if state and state.state == "done"}
            assert done <= set(settled)
            again.add([link(A), link(B), link(C)], SITE, LATER)
            assert {found.url for found in again.take(SITE, 9, LATER)} == {A, B, C} - done
    assert last >= 15
    assert told <= {"free disk space or mend the rights of the folder, then run again"}
