"""Site health in a crawl: what it sees, remembers and says."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from exports.health import read_health, rejected_stat
from exports.outcomes import SiteOutcomes, stat_name
from exports.source_outcomes import source_stat
from scraper import extract, settings
from scraper.extensions.site_health import SiteHealth, cut_by, read_thresholds, view_of
from scraper.health.past import Thresholds
from scraper.health.store import HealthStore
from scraper.sites.site import Expect, Site

SITE = "gazette.example"
NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
TEXT = "The tram ran along the river again on Monday, and people stood on the bridges to see it pass."


class Stats:
    def __init__(self, counts):
        self.counts = counts

    def get_stats(self):
        return self.counts

    def get_value(self, name):
        return self.counts.get(name)

    def set_value(self, name, value):
        self.counts[name] = value


def spider(*, expect=None, limit=None, since=None, **entries):
    crawl = SimpleNamespace(site=Site(domain=SITE, expect=expect or Expect()))
    kinds = {"section": (), "feed": (), "sitemap": (), **entries}
    return SimpleNamespace(crawls={SITE: crawl}, limit=limit, since=since, entries=kinds)


@pytest.fixture(scope="module")
def record():
    return extract(
        f"<title>Trams</title><article><h1>Trams</h1><p>{TEXT}</p></article>", f"https://{SITE}/trams"
    )


def run(folder, record, *, now=NOW, filed=3, of=spider, reason="finished", run="r1", **counts):
    """The verdict of one run that files so many articles."""
    counted = {
        "copydesk/run": run,
        stat_name(SITE, "found"): filed,
        stat_name(SITE, "fetched"): filed,
        stat_name(SITE, "filed"): filed,
        source_stat("answered", SITE, "feed"): 2,
        **counts,
    }
    health = SiteHealth(
        Stats(counted),
        path=folder / "health.sqlite",
        thresholds=Thresholds(past_articles=5),
        clock=lambda: now,
    )
    health.spider_opened()
    for _ in range(filed):
        health.item_scraped(record)
    health.item_scraped({"not": "ours"})
    for status, seconds in ((200, 0.5), (304, 0.1), (200, 0.2)):
        request = Request(f"https://{SITE}/", meta={"download_latency": seconds})
        health.response_received(Response(request.url, status=status), request)
    health.spider_closed(of() if callable(of) else of, reason)
    return read_health(counted)[SITE]


def test_a_run_is_seen_and_remembered(tmp_path, record):
    counts = {rejected_stat(SITE, "section_page"): 1, rejected_stat(SITE, "captcha"): 1}
    first = run(tmp_path, record, filed=4, **counts)
    assert first.verdict == "new"
    seen = {
        name: first.figures[name]
        for name in ("articles", "news", "asked", "rejected", "seconds", "past_articles")
    }
    assert seen == {
        "articles": 4.0, "news": 4.0, "asked": 7.0, "rejected": 0.3333, "seconds": 0.2, "past_articles": 0.0
    }  # fmt: skip
    second = run(tmp_path, record, filed=1, run="r2", now=NOW + timedelta(hours=2))
    assert second.verdict == "new"
    third = run(tmp_path, record, filed=0, run="r3", now=NOW + timedelta(hours=4))
    assert (third.verdict, third.figures["past_articles"], third.figures["silence_hours"]) == (
        "fine",
        5.0,
        2.0,
    )
    assert third.figures["past_runs"] == 2.0


def test_an_expectation_reaches_its_site(tmp_path, record):
    health = run(tmp_path, record, filed=9, of=spider(expect=Expect(body_words=5000)))
    assert (health.verdict, health.reasons[0].expected) == ("broken", True)
    with HealthStore(tmp_path / "health.sqlite", run="r2") as store:
        past = store.past(SITE, "", now=NOW)
    assert all(one.suspect for one in past.articles)
    assert all(one.suspect for one in past.answers)


def test_a_run_that_was_cut_short_teaches_no_rhythm(tmp_path, record):
    health = run(tmp_path, record, reason="shutdown")
    assert (health.verdict, health.reasons[0].figure) == ("unjudged", "interrupted")
    with HealthStore(tmp_path / "health.sqlite", run="r2") as store:
        past = store.past(SITE, "", now=NOW)
    assert (len(past.articles), past.answers, past.rhythm.last_look) == (3, (), None)


def test_a_run_of_one_feed_is_no_measure_for_the_site(tmp_path, record):
    run(tmp_path, record)
    feed = spider(feed=("https://gazette.example/rss",))
    assert run(tmp_path, record, of=feed, run="r2").figures["past_runs"] == 0.0


def test_more_articles_than_are_remembered_are_all_news(tmp_path, record, monkeypatch):
    monkeypatch.setattr("scraper.extensions.site_health.KEPT_ARTICLES", 4)
    health = run(tmp_path, record, filed=9)
    assert (health.figures["articles"], health.figures["news"]) == (4.0, 9.0)


def test_a_past_that_breaks_on_the_way_costs_no_article(tmp_path, record, caplog):
    (tmp_path / "health.sqlite").write_bytes(b"no database" * 1000)
    health = run(tmp_path, record)
    assert (health.verdict, health.reasons[0].figure) == ("unjudged", "no_past")
    (line,) = caplog.messages
    assert line.startswith(f"no site is held against its past in this run: {tmp_path}/health.sqlite: ")


def test_views():
    assert view_of(spider()) == ""
    both = spider(feed=("https://b.example/", "https://a.example/"), since=date(2026, 3, 1))
    assert view_of(both) == "feed=https://a.example/ feed=https://b.example/ since"


@pytest.mark.parametrize(
    ("reason", "limit", "deferred", "cut"),
    [
        ("finished", None, 9, None),
        ("finished", 20, 0, None),
        ("finished", 20, 9, "limit"),
        ("shutdown", None, 0, "interrupted"),
        ("closespider_timeout", None, 0, "closespider_timeout"),
    ],
)
def test_what_cuts_a_run_short(reason, limit, deferred, cut):
    assert cut_by(reason, limit, SiteOutcomes(deferred=Counter(article_limit=deferred, not_due=3))) == cut


def test_the_settings_are_the_thresholds():
    """What is written in settings.py is what holds where the settings are not ours."""
    ours = {name: getattr(settings, name) for name in dir(settings) if name.startswith("COPYDESK_HEALTH_")}
    assert read_thresholds(Settings(ours)) == read_thresholds(Settings()) == Thresholds()
    assert read_thresholds(Settings({"COPYDESK_HEALTH_GAP": "3.5"})).gap == 3.5
