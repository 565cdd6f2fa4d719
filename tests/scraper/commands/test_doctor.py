"""What could keep a crawl from going well, one line each."""

from __future__ import annotations

import argparse
import os
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from exports.lock import FolderLock
from scraper.commands.doctor import Command
from scraper.console import checkup, site_checkup
from scraper.console.checkup import (
    check_clock,
    check_disk,
    check_files,
    check_folder,
    check_here,
    check_libraries,
    check_lock,
    check_python,
)
from scraper.console.page_fetch import FetchError
from scraper.console.site_checkup import check_addresses, check_certificate, check_refusal, check_site
from scraper.console.site_survey import Survey
from scraper.frontier import Frontier
from scraper.hints import FoundLink
from scraper.page import Page
from scraper.sites.site import Site

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
SITE = Site(domain="gazette.example", start_urls=("http://gazette.example/",))


def test_this_machine(demo: Path, tmp_path: Path) -> None:
    found = list(check_here(demo / "out", demo / "state"))
    assert {finding.verdict for finding in found} <= {"ok", "warn"}  # a tester's disk may be nearly full
    told = "\n".join(map(str, found))
    for words in ("Python 3.", "libraries: scrapy 2.", "out can be written", "lock: no crawl", "clock: "):
        assert f"{words}" in told
    for name in ("ledger", "frontier", "memory", "health"):
        assert f"{name}.sqlite: sound, " in told
    before = sorted(tmp_path.iterdir())
    told = "\n".join(map(str, check_here(tmp_path / "a" / "out", tmp_path / "a" / "state")))
    assert "is made by the first crawl" in told
    assert "sqlite" not in told
    assert sorted(tmp_path.iterdir()) == before == []


def test_python_and_libraries() -> None:
    assert str(check_python((3, 10, 4))) == (
        "fail: Python 3.10.4 - Copydesk needs 3.11 or newer: make PYTHON=python3.12"
    )
    assert check_python((3, 14, 0)).verdict == "ok"

    def find(name: str) -> str:
        if name == "lxml":
            raise PackageNotFoundError(name)
        return "1.0"

    assert str(check_libraries(find)).startswith("fail: libraries: lxml missing - install Copydesk anew")


@pytest.mark.parametrize(("free", "verdict"), [(1 << 20, "fail"), (500 << 20, "warn"), (5 << 30, "ok")])
def test_disk(free: int, verdict: str) -> None:
    assert check_disk(Path("out"), "COPYDESK_OUT", free).verdict == verdict


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    assert check_folder(tmp_path / "file", "COPYDESK_OUT").verdict == "fail"  # is no folder

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(checkup.tempfile, "NamedTemporaryFile", refuse)
    assert str(check_folder(tmp_path, "COPYDESK_OUT")) == (
        f"fail: COPYDESK_OUT: {tmp_path}: Read-only file system - "
        "make it writable for this user, or set COPYDESK_OUT to another folder"
    )


def test_lock(tmp_path: Path) -> None:
    with FolderLock(tmp_path):
        (finding,) = check_lock(tmp_path)
        assert str(finding) == f"ok: lock: a crawl is at work in {tmp_path} (pid {os.getpid()})"
        os.utime(tmp_path / ".lock", (0, 0))
        (finding,) = check_lock(tmp_path)
        assert finding.verdict == "warn"
        assert f"kill {os.getpid()}" in str(finding)
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "20260303T090000Z-a1b2c3-0001.jsonl.part").write_text("{}")
    free, journal = check_lock(tmp_path)
    assert str(free) == f"ok: lock: no crawl is at work in {tmp_path}"
    assert str(journal).startswith("warn: journals: 1 of a run that was killed - nothing is lost")
    with FolderLock(tmp_path):  # looking at it took nothing
        pass


def test_state_files(tmp_path: Path) -> None:
    with Frontier(tmp_path / "frontier.sqlite"):
        pass
    with sqlite3.connect(tmp_path / "memory.sqlite") as other:
        other.execute("PRAGMA user_version = 99")
    (tmp_path / "ledger.sqlite").write_bytes(b"no database, but of some length" * 100)
    found = {
        finding.what.split("/")[-1].split(":")[0]: finding for finding in check_files(tmp_path, tmp_path)
    }
    assert found["frontier.sqlite"].verdict == "ok"
    assert "(found 99)" in found["memory.sqlite"].what
    assert found["memory.sqlite"].advice == "move the file away: the next crawl begins a new one"
    assert found["ledger.sqlite"].verdict == "fail"
    assert found["ledger.sqlite"].advice


def test_shards_are_looked_at_too(tmp_path: Path) -> None:
    shard = tmp_path / "state" / "shard-2-of-2"
    shard.mkdir(parents=True)
    (shard / "frontier.sqlite").write_bytes(b"no database, but of some length" * 100)
    runs = tmp_path / "out" / shard.name / "runs"
    runs.mkdir(parents=True)
    (runs / "99990303T090000Z-a1b2c3-0001.jsonl.part").write_text("{}")
    (runs / "99990303T090000Z-a1b2c3.json").write_text("{}")
    told = "\n".join(map(str, check_here(tmp_path / "out", tmp_path / "state")))
    assert f"fail: {shard}/frontier.sqlite" in told
    assert "warn: journals: 1 of a run that was killed" in told
    assert "is before the newest run, 99990303T090000Z-a1b2c3" in told


def test_clock() -> None:
    assert check_clock(None, NOW).verdict == "ok"
    assert check_clock("20260303T085959Z-a1b2c3", NOW).verdict == "ok"
    assert check_clock("nightly", NOW).verdict == "ok"
    assert str(check_clock("20270303T085959Z-a1b2c3", NOW)).startswith(
        "fail: clock: 2026-03-03 09:00:00 UTC is before the newest run, 20270303T085959Z-a1b2c3 - set the clock"
    )
    ahead = check_clock(None, NOW, server=NOW.replace(hour=8), host="gazette.example")
    assert str(ahead).startswith(
        "warn: clock: 2026-03-03 09:00:00 UTC is 3,600 s before that of gazette.example"
    )


def test_names_and_certificates() -> None:
    assert str(check_addresses("a.example", [], [])).startswith(
        "fail: DNS: a.example is not found - check the spelling"
    )
    assert check_addresses("a.example", ["93.184.215.14"], []).verdict == "ok"
    private = check_addresses("a.example", ["93.184.215.14", "10.0.0.7"], [])
    assert private.verdict == "fail"
    assert private.advice == "if that is meant, allow it: -s COPYDESK_ALLOW_NETS=10.0.0.7/32"
    assert check_addresses("a.example", ["10.0.0.7"], ["10.0.0.0/8"]).verdict == "ok"
    assert check_certificate("a.example", "Mar 10 12:00:00 2026 GMT", NOW).verdict == "warn"
    assert check_certificate("a.example", "Jun  1 12:00:00 2026 GMT", NOW).what.endswith("valid for 90 days")


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("http_403: the server answered with status 403", "the site turned the crawl away (http_403)"),
        ("robots: forbidden by robots.txt", "robots.txt forbids it (forbidden by robots.txt) - ask the site"),
        ("timeout: 30 s", "did not answer in time (30 s) - -s DOWNLOAD_TIMEOUT=60 waits longer"),
        ("http_503: the server answered with status 503", "had a fault (http_503) (the server"),
    ],
)
def test_a_site_that_cannot_be_had(why: str, told: str) -> None:
    finding = check_refusal("https://a.example/", why)
    assert finding.verdict == "fail"
    assert finding.advice
    assert told in str(finding)


def _survey(**fields: Any) -> Survey:
    return Survey(front=Page(url="http://gazette.example/", body=b"<p>x"), robots="lets us in", **fields)


@pytest.mark.parametrize(
    ("survey", "told", "failed"),
    [
        (
            _survey(
                feeds=["http://gazette.example/rss"],
                links=[FoundLink(url="http://gazette.example/a", via="feed")],
                problems=["http://gazette.example/b: is no feed"],
                date="Tue, 03 Mar 2026 09:00:00 GMT",
            ),
            [
                "ok: feed: http://gazette.example/rss answers",
                "warn: source: http://gazette.example/b: is no feed - name the right one in the site's file",
                "ok: articles: 1 are named",
            ],
            False,
        ),
        (_survey(), ["fail: articles: no feed, sitemap or front page names any - name its feed"], True),
        (
            FetchError("http://gazette.example/: dns: x"),
            ["fail: front page: http://gazette.example/: its host"],
            True,
        ),
    ],
    ids=["well", "empty", "lost"],
)
def test_a_site(
    monkeypatch: pytest.MonkeyPatch, survey: Survey | FetchError, told: list[str], failed: bool
) -> None:
    def look(url: str, settings: Settings, **options: Any) -> Survey:
        assert (url, options) == ("http://gazette.example/", {"site": SITE, "samples": 0})
        if isinstance(survey, FetchError):
            raise survey
        return survey

    monkeypatch.setattr(site_checkup, "survey_site", look)
    monkeypatch.setattr(site_checkup, "_resolve", lambda host, port: ["93.184.215.14"])
    found = list(check_site(SITE, Settings()))
    shown = "\n".join(map(str, found))
    for words in told:
        assert words in shown
    assert any(finding.verdict == "fail" for finding in found) == failed
    assert ("as that of" in shown or "that of gazette" in shown) == (not failed)


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    command = Command()
    command.settings = Settings({"COPYDESK_OUT": "out", "COPYDESK_STATE": "state"})
    command.run([], argparse.Namespace())
    lines = capsys.readouterr().out.splitlines()
    assert command.exitcode == int(any(line.startswith("fail: ") for line in lines))
    assert all(line.startswith(("ok: ", "warn: ", "fail: ")) for line in lines)
    assert not any("DNS" in line for line in lines)
    monkeypatch.setattr(checkup, "check_here", lambda out, state: [checkup.fail("a", "b")])
    command.run([], argparse.Namespace())
    assert command.exitcode == 1
    for word, told in (("guardien", "did you mean 'guardian'?"), ("--x", "unknown option --x")):
        with pytest.raises(SystemExit) as end:
            command.run([word], argparse.Namespace())
        assert end.value.code == 2
        assert told in capsys.readouterr().err
