"""Crawls that learn what recurs over a site, and use it in the next run."""

import json
import shutil

import pytest

from exports import read_records
from scraper.memory import SiteMemory

LABEL = "Blorn thrasked"


def plain(folder):
    """Each record by its id, without `crawl`."""
    found = {}
    for record in read_records(folder):
        data = record.to_dict()
        del data["crawl"]
        found[record.id] = json.dumps(data, sort_keys=True)
    return found


@pytest.fixture
def site(loopback_site):
    """`add(first, last)` puts stories on the site; each has a label twice that no phrase file knows."""

    def add(first, last):
        slugs = [f"2026/03/{number:02d}/story-{number}-of-the-river-tram" for number in range(1, last + 1)]
        for number in range(first, last + 1):
            told = [
                f"Report {number}: part {part} of the line was opened on day {number}{part}, and the people of quarter "
                f"{number} stood on the bridges to see the first tram of that morning pass."
                for part in range(4)
            ]
            loopback_site.add_article(
                slugs[number - 1],
                headline=f"Story {number} of the river tram",
                paragraphs=[told[0], LABEL, told[1], told[2], LABEL, told[3]],
            )
        loopback_site.add_feed(slugs)

    loopback_site.add = add
    return loopback_site


def test_the_next_run_knows_what_recurs_and_the_same_run_does_not(site, scrapy_command, tmp_path):
    site.add(1, 5)
    assert scrapy_command("crawl", "news", "-a", f"site={site.base}").returncode == 0
    assert all(LABEL in record.text for record in read_records(tmp_path / "out"))
    with SiteMemory(tmp_path / "state" / "memory.sqlite", read_only=True) as memory:
        assert [(one.text, one.articles) for one in memory.texts("127.0.0.1")] == [(LABEL, 5)]
    site.add(6, 7)
    assert scrapy_command("crawl", "news", "-a", f"site={site.base}").returncode == 0
    new = [record for record in read_records(tmp_path / "out") if LABEL not in record.text]
    assert sorted(record.headline[:7] for record in new) == ["Story 6", "Story 7"]
    assert all(
        [(row.reason, row.rule, row.before) for row in record.removed if row.text == LABEL]
        == [("site_repeat", "repeats/label", 1), ("site_repeat", "repeats/label", 3)]
        for record in new
    )
    shown = scrapy_command("sites", "127.0.0.1")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert f"7 of 7  {LABEL}" in shown.stdout


def test_without_the_memory_nothing_is_learned(site, scrapy_command, tmp_path):
    site.add(1, 3)
    crawl = scrapy_command("crawl", "news", "-a", f"site={site.base}", "-s", "COPYDESK_SITE_MEMORY=0")
    assert crawl.returncode == 0
    assert not (tmp_path / "state" / "memory.sqlite").exists()


def test_the_demo_read_again_with_what_it_taught(demo, scrapy_command, tmp_path):
    shutil.copytree(demo / "state", tmp_path / "state")
    with SiteMemory(tmp_path / "state" / "memory.sqlite", read_only=True) as memory:
        texts = {one.text for one in memory.texts("gazette.example")}
        articles = {one.domain: one.articles for one in memory.sites()}
    assert "Advertisement" in texts
    assert scrapy_command("crawl", "demo", quick=False).returncode == 0
    first, second = plain(demo / "out"), plain(tmp_path / "out")
    assert first.keys() == second.keys()
    changed = {article for article in first if first[article] != second[article]}
    assert all('"rule": "repeats/' in second[article] for article in changed)
    with SiteMemory(tmp_path / "state" / "memory.sqlite", read_only=True) as memory:
        assert {one.domain: one.articles for one in memory.sites()} == articles
