"""Signals that come at a bad moment: the crawl ends in time, and nothing that was fetched is lost."""

import json
import signal
import threading
import time

import pytest

from exports import read_records
from exports.layout import find_journals
from exports.verify import verify

HELD, SLOW = "/2026/03/story-3-of-the-river-tram", "/2026/03/story-4-of-the-river-tram"


@pytest.fixture
def site(loopback_site, prose):
    """Eight stories; `hold` keeps back the answer to one of them until `let_go` is called."""
    slugs = [f"2026/03/story-{number}-of-the-river-tram" for number in range(1, 9)]
    for number, slug in enumerate(slugs, start=1):
        told = [f"Report {number}: {paragraph}" for paragraph in prose]
        loopback_site.add_article(slug, headline=f"Story {number} of the tram", paragraphs=told)
    loopback_site.add_feed(slugs)
    gate = threading.Event()

    def hold():
        loopback_site.hook = lambda path: gate.wait(50) if path == HELD else None

    def let_go():
        loopback_site.hook = None
        gate.set()

    loopback_site.hold, loopback_site.let_go = hold, let_go
    yield loopback_site
    let_go()


def wait_for(condition, crawl, seconds=50):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        assert crawl.poll() is None, crawl.communicate()
        time.sleep(0.05)


def headlines(folder):
    return sorted(record.headline for record in read_records(folder / "out"))


def written(folder):
    """Whole lines that stand in the journals."""
    return sum(path.read_bytes().count(b"\n") for path in find_journals(folder / "out"))


def test_a_host_that_holds_back_and_a_page_that_is_slow(site, prose, scrapy_command, tmp_path):
    site.hold()
    plain = site.pages[SLOW]
    site.add_article(SLOW[1:], headline="Slow", paragraphs=prose * 7000)
    command = ("crawl", "news", "-a", f"site={site.base}", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
    crawl = scrapy_command(
        *command, "-s", "COPYDESK_STOP_SECONDS=2", "-s", "COPYDESK_EXTRACT_SECONDS=90", start=True
    )
    wait_for(lambda: written(tmp_path) == 6, crawl)
    other = scrapy_command(*command)
    assert other.returncode == 2
    assert str(crawl.pid) in other.stderr.splitlines()[-1]
    assert "(status 2)" in other.stderr.splitlines()[-1]
    assert "Traceback" not in other.stderr
    asked = len(site.asked)
    began = time.monotonic()
    crawl.send_signal(signal.SIGTERM)
    _, shown = crawl.communicate(timeout=30)
    assert time.monotonic() - began < 15
    assert crawl.returncode == 4, shown
    assert "Interrupted: 2 addresses are left" in shown
    assert len(site.asked) == asked
    assert headlines(tmp_path) == [f"Story {number} of the tram" for number in (1, 2, 5, 6, 7, 8)]
    site.let_go()
    site.pages[SLOW] = plain
    assert scrapy_command(*command).returncode == 0
    assert len(headlines(tmp_path)) == 8
    assert list(verify(tmp_path / "out")) == []


def test_a_second_signal_ends_it_at_once_and_the_next_run_delivers(site, scrapy_command, tmp_path):
    site.hold()
    command = ("crawl", "news", "-a", f"site={site.base}", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
    crawl = scrapy_command(*command, start=True)
    wait_for(lambda: written(tmp_path) == 7, crawl)
    began = time.monotonic()
    crawl.send_signal(signal.SIGINT)
    time.sleep(0.5)
    crawl.send_signal(signal.SIGINT)
    crawl.communicate(timeout=30)
    assert time.monotonic() - began < 10
    assert crawl.returncode == 4
    site.let_go()
    assert scrapy_command(*command).returncode == 0
    first = json.loads(min((tmp_path / "out" / "runs").glob("*.json")).read_text())
    assert (first["reason"], first["recovered"]) == ("interrupted", 7)
    assert len(headlines(tmp_path)) == 8
    assert list(verify(tmp_path / "out")) == []
