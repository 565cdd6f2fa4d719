"""Runs that follow one another: each asks only for what is new or due."""

import sqlite3
from contextlib import closing

import pytest
from manifests import read_manifests

from exports import read_records
from exports.ledger import Ledger

SLUGS = [f"2026/03/0{day}/story-{day}-of-the-river-tram" for day in (1, 2, 3)]


@pytest.fixture
def site(loopback_site, prose):
    loopback_site.validates = True
    for number, slug in enumerate(SLUGS, start=1):
        loopback_site.add_article(
            slug, headline=f"Story {number}", paragraphs=[f"Report {number}. {prose[0]}", *prose[1:]]
        )
    items = "".join(
        f"<item><title>Story</title><link>{loopback_site.base}/{slug}</link></item>" for slug in SLUGS
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Site</title>{items}</channel></rss>'
    loopback_site.add_feed([])
    loopback_site.pages["/feed.xml"] = (200, {"Content-Type": "application/rss+xml"}, feed)
    return loopback_site


def newest_manifest(folder):
    return read_manifests(folder / "out")[-1]


def let_time_pass(folder):
    """Make due what is to be looked at again; the addresses of which that holds."""
    with closing(sqlite3.connect(folder / "state" / "frontier.sqlite")) as database:
        rows = database.execute(
            "UPDATE urls SET next_try = '2026-01-01T00:00:00Z' WHERE state = 'done' AND next_try > '' RETURNING url"
        ).fetchall()
        database.commit()
    return sorted(url for (url,) in rows)


def test_only_what_is_new_or_due_is_asked_for(site, prose, scrapy_command, tmp_path):
    command = ("crawl", "news", "-a", f"site={site.base}")
    first = scrapy_command(*command)
    assert first.returncode == 0, first.stderr

    site.statuses.clear()
    second = scrapy_command(*command)
    assert second.returncode == 0, second.stderr
    assert "no article address was found" not in second.stderr
    asked = [path for path, _ in site.statuses]
    assert dict(site.statuses)["/"] == 304
    assert dict(site.statuses)["/feed.xml"] == 304
    assert not [path for path in asked if path.startswith("/2026")]
    sources = newest_manifest(tmp_path)["sources"]["127.0.0.1"]
    assert [sources[kind]["unchanged"] for kind in ("front", "feed")] == [1, 1]
    assert newest_manifest(tmp_path)["sites"]["127.0.0.1"]["deferred"] == {"not_due": 3}

    assert let_time_pass(tmp_path) == sorted(f"{site.base}/{slug}" for slug in SLUGS)
    site.add_article(
        SLUGS[0], headline="Story 1", paragraphs=[f"Report 1, with more. {prose[0]}", *prose[1:]]
    )
    site.pages[f"/{SLUGS[1]}"] = (410, {}, "gone")
    site.statuses.clear()
    third = scrapy_command(*command)
    assert third.returncode == 0, third.stderr
    answers = {path: status for path, status in site.statuses if path.startswith("/2026")}
    assert answers == {f"/{SLUGS[0]}": 200, f"/{SLUGS[1]}": 410, f"/{SLUGS[2]}": 304}
    manifest = newest_manifest(tmp_path)
    assert manifest["sources"]["127.0.0.1"]["feed"]["deferred"] == {"rested": 1}
    sums = manifest["sites"]["127.0.0.1"]
    assert (sums["found"], sums["fetched"], sums["filed"], sums["unchanged"]) == (3, 1, 1, 1)
    assert sums["failed"] == {"http_410": 1}

    versions = sorted(
        (record.url, record.version, record.change) for record in read_records(tmp_path / "out")
    )
    assert versions == [
        (f"{site.base}/{SLUGS[0]}", 1, "new"),
        (f"{site.base}/{SLUGS[0]}", 2, "edited"),
        (f"{site.base}/{SLUGS[1]}", 1, "new"),
        (f"{site.base}/{SLUGS[2]}", 1, "new"),
    ]
    ids = {record.url: record.id for record in read_records(tmp_path / "out")}
    gone = ids[f"{site.base}/{SLUGS[1]}"]
    with closing(Ledger(tmp_path / "out" / "ledger.sqlite", read_only=True)) as ledger:
        ((address, reason, _),) = ledger.gone(gone)
    assert (address, reason) == (f"{site.base}/{SLUGS[1]}", "http_410")
    assert scrapy_command("verify", "out").returncode == 0
    shown = scrapy_command("diff", f"{site.base}/{SLUGS[0]}")
    assert shown.returncode == 0, shown.stderr
    assert "version 2: edited" in shown.stdout
    assert "- block 1: “Report 1. The council” became “Report 1, with more. The council”" in shown.stdout
    assert "not there any more (http_410)" in scrapy_command("diff", gone).stdout
    assert scrapy_command("diff", "0" * 32).returncode == 1
