import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date
from itertools import permutations

import pytest

from scraper import memory as module
from scraper.article import Trace
from scraper.extraction.repeats import Repeats, key_of
from scraper.memory import KnownSite, KnownText, MemoryFault, SiteMemory

SITE = "gazette.example"
DAY = date(2026, 3, 1)
A, B = key_of("Advertisement"), key_of("Read more")


def trace(*texts):
    return Trace(keys=b"".join(map(key_of, texts)), samples=texts)


def learn(memory, number, *texts, site=SITE, day=DAY, text_hash=None):
    memory.learn(site, f"{number:032x}", text_hash or f"text {number}", trace(*texts), day=day)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "memory.sqlite"


def known(path, site=SITE):
    with SiteMemory(path) as memory:
        return memory.repeats(site)


def test_what_a_run_learns_is_used_from_the_next_one_on(path):
    with SiteMemory(path) as memory:
        assert memory.repeats(SITE) == Repeats()
        for number in range(3):
            learn(memory, number, "Advertisement", f"Story {number}")
        memory.flush()
        assert memory.repeats(SITE) == Repeats()
    assert known(path) == Repeats(articles=3, counts={A: 3})


def test_learning_before_asking_freezes_too(path):
    with SiteMemory(path) as memory:
        for number in range(3):
            learn(memory, number, "Advertisement")
        memory.flush()
        assert memory.repeats(SITE) == Repeats()


def test_an_article_counts_once_however_often_it_is_read(path):
    for _ in range(4):
        with SiteMemory(path) as memory:
            learn(memory, 1, "Advertisement")
            learn(memory, 1, "Advertisement", "Read more")
            learn(memory, 2, "Advertisement")
    assert known(path) == Repeats(articles=2)


def test_the_same_text_under_several_addresses_counts_once(path):
    with SiteMemory(path) as memory:
        for number in range(5):
            learn(memory, number, "Advertisement", text_hash="one and the same")
    assert known(path) == Repeats(articles=1)


def test_sites_are_kept_apart(path):
    with SiteMemory(path) as memory:
        for number in range(3):
            learn(memory, number, "Advertisement", site=f"paper-{number}.example")
            learn(memory, number, "Read more")
    assert known(path) == Repeats(articles=3, counts={B: 3})
    assert known(path, "paper-0.example") == Repeats(articles=1)


def test_the_order_of_learning_changes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "KEPT_ARTICLES", 3)
    told = set()
    for number, order in enumerate(permutations(range(4))):
        path = tmp_path / f"{number}.sqlite"
        with SiteMemory(path) as memory:
            for article in order:
                learn(memory, article, "Advertisement", *(["Read more"] if article < 3 else []))
                memory.flush()
        told.add(repr(known(path)))
    assert told == {repr(Repeats(articles=3, counts=dict.fromkeys(sorted((A, B)), 3)))}


def test_only_the_articles_seen_last_are_remembered(path, monkeypatch):
    monkeypatch.setattr(module, "KEPT_ARTICLES", 3)
    with SiteMemory(path) as memory:
        for number in range(6):
            learn(
                memory, number, "Advertisement" if number < 3 else "Read more", day=date(2026, 3, 1 + number)
            )
    assert known(path) == Repeats(articles=3, counts={B: 3})


def test_what_was_not_seen_for_long_is_forgotten(path):
    with SiteMemory(path) as memory:
        for number in range(3):
            learn(memory, number, "Advertisement")
            learn(memory, number + 3, "Read more", day=date(2026, 8, 1))
        memory.flush()
        assert memory.forget_before(date(2026, 8, 28)) == 0
        assert memory.forget_before(date(2026, 8, 29)) == 3
    assert known(path) == Repeats(articles=3, counts={B: 3})


def test_the_file_stays_small(path):
    texts = [f"Text {number} of a page that has a great many of them, none too short" for number in range(60)]
    with SiteMemory(path) as memory:
        for number in range(1000):
            learn(memory, number, *texts[number % 3 :])
    assert path.stat().st_size < 4_000_000
    with SiteMemory(path) as memory:
        assert memory.sites() == [KnownSite(domain=SITE, articles=200, seen="2026-03-01")]


def test_texts_with_their_counts_for_people(path):
    with SiteMemory(path) as memory:
        for number in range(4):
            learn(memory, number, "Advertisement", *(["Read more"] if number else []), f"Story {number}")
        memory.flush()
        assert memory.texts(SITE) == [
            KnownText(text="Advertisement", articles=4),
            KnownText(text="Read more", articles=3),
        ]
        assert memory.texts("nowhere.example") == []


def test_a_kill_loses_a_little_and_breaks_nothing(path):
    code = (
        "import os, signal, sys; from datetime import date; from scraper.article import Trace\n"
        "from scraper.extraction.repeats import key_of; from scraper.memory import SiteMemory\n"
        "memory = SiteMemory(sys.argv[1])\n"
        "for number in range(250):\n"
        "    trace = Trace(keys=key_of('Advertisement'), samples=('Advertisement',))\n"
        "    memory.learn('gazette.example', f'{number:032x}', str(number), trace, day=date(2026, 3, 1))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=60,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    repeats = known(path)
    assert repeats.articles in (200, 199)  # two batches of a hundred
    assert repeats.counts == {A: repeats.articles}
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_reading_changes_nothing_and_makes_no_file(path):
    with pytest.raises(MemoryFault, match=r"memory\.sqlite: unable to open"):
        SiteMemory(path, read_only=True)
    assert not path.exists()
    with SiteMemory(path) as memory:
        learn(memory, 1, "Advertisement")
    with SiteMemory(path, read_only=True) as memory:
        assert [site.articles for site in memory.sites()] == [1]


def test_a_damaged_or_foreign_file_is_told_of(path):
    path.parent.mkdir()
    path.write_bytes(b"no database at all, but long enough to be looked at as one would be" * 20)
    with pytest.raises(MemoryFault, match="the file is damaged: move it away"):
        SiteMemory(path)
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 9")
        database.execute("CREATE TABLE other (x)")
    with pytest.raises(MemoryFault, match=r"not a site memory of format 1 \(found 9\)"):
        SiteMemory(path)
