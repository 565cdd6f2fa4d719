"""Crawls over loopback of a site that gets into trouble, and out of it."""

from datetime import UTC, datetime, timedelta

import pytest
from manifests import read_manifests

from exports import read_records
from exports.verify import verify
from scraper.health.facts import Answers, ArticleFacts
from scraper.health.rhythm import Rhythm
from scraper.health.store import HealthStore

SITE = "127.0.0.1"
SOON = (
    "-s",
    "COPYDESK_HEALTH_PAST_ARTICLES=10",
    "-s",
    "COPYDESK_HEALTH_PAST_RUNS=1",
    "-s",
    "COPYDESK_REST_MIN=0",
)
AGAIN = ("-s", "COPYDESK_REVISIT_HOURS=0.0001,0.0002,0.0003,0.0004,0.0005,0.0006")


@pytest.fixture
def site(loopback_site, prose):
    """`publish(first, last, full)` puts stories on the site, with four paragraphs or a stump."""

    def publish(first, last, *, full=True):
        slugs = [f"2026/03/story-{number}-of-the-river-tram" for number in range(1, last + 1)]
        for number in range(first, last + 1):
            told = [f"Report {number}: {paragraph}" for paragraph in prose]
            stump = f"Report {number}: the tram ran along the river on morning {number}, and nobody was told of it."
            loopback_site.add_article(
                slugs[number - 1],
                headline=f"Story {number} of the river tram",
                paragraphs=told if full else [stump],
                head='<meta property="og:type" content="article">',
            )
        loopback_site.add_feed(slugs)
        items = "".join(
            f"<item><title>S</title><link>{loopback_site.base}/{slug}</link></item>" for slug in slugs
        )
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Site</title>{items}</channel></rss>'
        loopback_site.pages["/feed.xml"] = (200, {"Content-Type": "application/rss+xml"}, feed)

    loopback_site.publish = publish
    return loopback_site


@pytest.fixture
def known_for_weeks(tmp_path):
    """The past of a site with news at every hour of twenty days, until thirty hours ago."""
    end = datetime.now(UTC) - timedelta(hours=30)
    rhythm = Rhythm()
    for hour in range(480):
        rhythm = rhythm.after(end - timedelta(hours=480 - hour), 1)
    facts = ArticleFacts(has=frozenset({"headline", "published"}), words=80, removed=0.0)
    with HealthStore(tmp_path / "state" / "health.sqlite", run="before") as store:
        for _ in range(40):
            store.add(SITE, facts, now=end - timedelta(hours=1))
        for hour in range(5):
            at = end - timedelta(hours=5 - hour)
            store.note(SITE, "", Answers(found=3, asked=3, fetched=1), rhythm, suspects=0, now=at)


def health_of(folder):
    return read_manifests(folder / "out")[-1]["health"][SITE]


def test_broken_mended_and_blocked(site, scrapy_command, tmp_path):
    command = ("crawl", "news", "-a", f"site={site.base}", *SOON, *AGAIN)
    site.publish(1, 12)
    first = scrapy_command(*command)
    assert first.returncode == 0, first.stderr
    assert "Site health: 1 new." in first.stderr

    site.publish(13, 24, full=False)
    second = scrapy_command(*command, "-s", "COPYDESK_METRICS=copydesk.prom")
    assert second.returncode == 3, second.stderr
    assert second.stderr.splitlines()[-1] == "copydesk: broken: 127.0.0.1; see the report above (status 3)"
    assert "  broken: the middle length of 12 articles is 17 words, usually 88" in second.stderr, (
        second.stderr
    )
    assert "- 127.0.0.1: its layout may have changed" in second.stderr
    health = health_of(tmp_path)
    assert (health["verdict"], health["reasons"][0]["figure"]) == ("broken", "words")
    assert (
        'copydesk_site_health{site="127.0.0.1",verdict="broken"} 1\n'
        in (tmp_path / "copydesk.prom").read_text()
    )

    site.publish(25, 36)
    third = scrapy_command(*command)
    assert third.returncode == 0, third.stderr
    assert health_of(tmp_path)["verdict"] == "fine"

    site.pages = dict.fromkeys(site.pages, (403, {}, "no crawlers here"))
    fourth = scrapy_command(*command)
    assert fourth.returncode == 3, fourth.stderr
    assert fourth.stderr.splitlines()[-1] == "copydesk: blocked: 127.0.0.1; see the report above (status 3)"
    assert health_of(tmp_path)["figures"]["refused"] == 1.0
    assert len(list(read_records(tmp_path / "out"))) == 36
    assert list(verify(tmp_path / "out")) == []


def test_quiet(site, known_for_weeks, scrapy_command, tmp_path):
    site.publish(1, 3)
    site.pages["/feed.xml"] = (
        200,
        {"Content-Type": "application/rss+xml"},
        "<rss version='2.0'><channel/></rss>",
    )
    end = scrapy_command("crawl", "news", "-a", f"site={site.base}")
    assert end.returncode == 3, end.stderr
    assert "  quiet: no new article for 31 hours; its usual longest pause is 60 minutes" in end.stderr
    assert "max_gap_hours" in end.stderr
    (tmp_path / "site.toml").write_text(
        f'domain = "{SITE}"\nstart_urls = ["{site.base}/"]\n[expect]\nmax_gap_hours = 48\n'
    )
    assert scrapy_command("crawl", "news", "-a", "site=site.toml").returncode == 0
    assert health_of(tmp_path)["verdict"] == "fine"


def test_a_limit_that_was_met_accuses_nobody(site, known_for_weeks, scrapy_command, tmp_path):
    site.publish(1, 20, full=False)
    end = scrapy_command("crawl", "news", "-a", f"site={site.base}", "-a", "limit=10")
    assert end.returncode == 0, end.stderr
    assert health_of(tmp_path)["verdict"] == "unjudged"
    assert health_of(tmp_path)["reasons"][0]["figure"] == "limit"


def test_without_its_files_health_costs_no_article(site, scrapy_command, tmp_path):
    site.publish(1, 3)
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "health.sqlite").write_bytes(b"no database " * 1000)
    metrics = tmp_path / "kept"
    metrics.mkdir()
    end = scrapy_command(
        "crawl", "news", "-a", f"site={site.base}", "-s", f"COPYDESK_METRICS={metrics}", "-s", "COPYDESK_CONTACT=a@b.example"
    )  # fmt: skip
    assert end.returncode == 0, end.stderr
    assert len(list(read_records(tmp_path / "out"))) == 3
    said = [line for line in end.stderr.splitlines() if " WARNING " in line or " ERROR " in line]
    assert len(said) == 2
    assert "health.sqlite: file is not a database; the file is damaged: move it away" in said[0]
    assert f"{metrics}: Is a directory" in said[1]
    assert health_of(tmp_path)["verdict"] == "unjudged"
    assert "Traceback" not in end.stderr
