"""What became of an address, from the state of a site that has seen everything."""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from exports import read_records
from exports.record import Removed
from scraper.commands.why import Command
from scraper.frontier import Frontier
from scraper.hints import FoundLink

SITE = "https://gazette.example"
FOUND, READ = "2026-03-03T09:00:00Z", "2026-03-03T09:05:00Z"


def _part(folder: Path, number: int, *records: Any) -> None:
    part = folder / "out" / "site=gazette.example" / "date=2026-03-03" / f"part-RUN-{number:05d}.jsonl"
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_text("".join(record.to_json() + "\n" for record in records), encoding="utf-8")


@pytest.fixture(scope="module")
def folder(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder in which each kind of end was met, and an export without a ledger."""
    folder = tmp_path_factory.mktemp("why")
    names = ("filed", "pending", "refused", "robots", "given-up", "gone", "double", "lost")
    with Frontier(folder / "state" / "frontier.sqlite", revisits=[timedelta(hours=6)]) as frontier:
        links = [FoundLink(url=f"{SITE}/{name}", via="feed", changed="2026-03-03") for name in names]
        frontier.add(links, "gazette.example", FOUND)
        filed, lost = "a" * 32, "b" * 32
        frontier.settle_filed(f"{SITE}/filed", now=READ, article_id=filed)
        frontier.settle_filed(f"{SITE}/lost", now=READ, article_id=lost)
        frontier.settle(f"{SITE}/refused", "refused", "section_page", now=READ)
        frontier.retry_later(f"{SITE}/robots", "robots", "2099-01-01T00:00:00Z", READ)
        for _ in range(3):
            frontier.retry_later(f"{SITE}/given-up", "timeout", READ, READ)
        frontier.settle(f"{SITE}/given-up", "failed", "http_403", now=READ)
        frontier.settle(f"{SITE}/gone", "gone", "http_410", now=READ)
        frontier.settle(f"{SITE}/double", "done", "duplicate", now=READ, article_id=filed)
        frontier.change(
            "INSERT INTO sources VALUES (?, NULL, NULL, ?, 0, '', '{}', '', '')", (f"{SITE}/rss", READ)
        )
    cuts = [Removed(before=0, reason=reason, rule="x", text="x") for reason in ("ad", "share", "ad")]
    first = replace(
        next(iter(read_records(demo / "out"))),
        id=filed,
        url=f"{SITE}/filed",
        requested_url=f"{SITE}/filed",
        canonical_url=f"{SITE}/filed",
        headline="Trams are back",
        removed=tuple(cuts),
        flags=(),
    )
    second = replace(first, version=2, change="edited", removed=(), flags=("no_date",), duplicate_of="c" * 32)
    _part(folder, 1, first)
    _part(folder, 2, second)
    runs = folder / "out" / "runs"
    runs.mkdir()
    for run in ("20260301T000000Z-aaaaaa", "20260303T085959Z-bbbbbb", "20260304T000000Z-cccccc"):
        (runs / f"{run}.json").write_text("{}")
    return folder


def _run(folder: Path, url: str, **options: Any) -> int:
    command = Command()
    command.settings = Settings(
        {"COPYDESK_STATE": str(folder / "state"), "COPYDESK_OUT": str(folder / "out")}
    )
    command.run([url], argparse.Namespace(**{"out": None, "json": False, **options}))
    return command.exitcode


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "pending",
            ["It waits: found on 2026-03-03 09:00 UTC in a feed, and not read yet.", "1 run since then"],
        ),
        ("refused", ["It was not filed: it is a list of articles", "It is not tried again"]),
        (
            "robots",
            ["robots.txt forbids it on 2026-03-03 09:05 UTC", "It is tried again from 2099-01-01 00:00"],
        ),
        (
            "given-up",
            ["It was given up, after 4 tries: the site turned the crawl away (http_403)", "What to do: ask"],
        ),
        ("gone", ["It is gone: its publisher took the page down (410)", "It is not tried again"]),
        ("double", [f"filed from another address ({SITE}/filed); no second record", "not looked at again"]),
        (
            "lost",
            ["It was filed, but its record is not in this export folder", "with the next crawl of its site"],
        ),
        (
            "rss",
            ["It is a source of gazette.example, no article: read for links, last on 2026-03-03 09:05 UTC."],
        ),
        ("filed", ["It is filed in 2 versions: Trams are back", f"the same as that of article {'c' * 32}"]),
    ],
)
def test_the_answer_comes_first(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    told: list[str],
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    assert _run(folder, f"{SITE}/{name}") == 0
    shown = capsys.readouterr().out
    assert shown.splitlines()[0] == f"{SITE}/{name}"
    for words in told:
        assert words in shown.partition("\n\n")[0]


def test_the_facts_follow(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    assert _run(folder, f"{SITE}/filed") == 0
    rows = capsys.readouterr().out.partition("\n\n")[2].splitlines()
    assert rows[:6] == [
        "State       done, 1 visit",
        "Found       2026-03-03 09:00 UTC in a feed, run 20260303T085959Z-bbbbbb",
        "Stated      2026-03-03: the newest date given where it was found",
        "Last visit  2026-03-03 09:05 UTC",
        "Next        2026-03-03 15:00 UTC",
        f"Article     {'a' * 32}",
    ]
    assert rows[7].endswith("3 blocks removed: ad 2, share 1")
    assert rows[9].endswith("nothing removed; flags: no_date")


def test_spellings_are_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(folder, "GAZETTE.example:443/pending?utm_source=x#top") == 0
    assert capsys.readouterr().out.splitlines()[0] == f"{SITE}/pending"


def test_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(folder, f"{SITE}/filed", json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert {name: told[name] for name in ("known", "state", "attempts", "via", "runs_since", "next_try")} == {
        "known": True,
        "state": "done",
        "attempts": 1,
        "via": "feed",
        "runs_since": 1,
        "next_try": "2026-03-03T15:00:00Z",
    }
    assert [version["removed"] for version in told["versions"]] == [{"ad": 2, "share": 1}, {}]
    assert told["answer"][0].startswith("It is filed in 2 versions")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://www.gazette.example/pending/", ["Known are:", f"  {SITE}/pending"]),
        (f"{SITE}/pendingg", ["Known are:", f"  {SITE}/pending"]),
        (f"{SITE}/feed.xml", ["its address is that of a file.", "scrapy crawl pages -a url="]),
        (f"{SITE}/2026/03/never-heard-of-this-one", ["No feed, sitemap or page of gazette.example"]),
        ("https://other.example/a", ["scrapy crawl news -a site=other.example crawls it."]),
    ],
)
def test_what_is_not_known(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    told: list[str],
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert _run(folder, url) == 1
    shown = capsys.readouterr().out
    assert "No crawl from here has met this address." in shown
    for words in told:
        assert words in shown


def test_the_same_article_under_another_address(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(demo, "https://www.gazette.example/2026/10/harbour-ferry-returns") == 0
    assert "It was read as http://gazette.example/2026/10/harbour-ferry-returns" in " ".join(
        capsys.readouterr().out.split()
    )


def test_nothing_is_there_and_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path, f"{SITE}/a") == 1
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(SystemExit) as end:
        _run(tmp_path, "pending")
    assert end.value.code == 2
    assert capsys.readouterr().err == "copydesk: why: not an http or https address: pending\n"


def test_a_damaged_state(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(folder / "out", tmp_path / "out")
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "frontier.sqlite").write_bytes(b"no database at all, but long enough" * 40)
    assert _run(tmp_path, f"{SITE}/a") == 1
    error = capsys.readouterr().err
    assert error.startswith(f"copydesk: why: {tmp_path}/state/frontier.sqlite: ")
    assert error.count("\n") == 1
