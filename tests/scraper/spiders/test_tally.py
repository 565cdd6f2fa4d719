import pytest

from exports.outcomes import read_outcomes
from exports.source_outcomes import read_source_outcomes, source_stat
from scraper.spiders.source_tally import SourceTally
from scraper.spiders.tally import Tally

SITE = "gazette.example"


class Stats:
    def __init__(self):
        self.counts = {}

    def inc_value(self, name, count=1):
        self.counts[name] = self.counts.get(name, 0) + count

    def get_stats(self):
        return self.counts


@pytest.fixture
def stats():
    return Stats()


def sums(stats):
    found = read_outcomes(stats.counts)[SITE]
    return {
        name: getattr(found, name)
        for name in ("discovered", "found", "requested", "skipped", "failed", "deferred", "refused")
        if getattr(found, name)
    }


def test_each_address_ends_once(stats):
    tally = Tally(stats)
    for _ in range(5):
        tally.found(SITE)
    tally.found(SITE, "not_due")
    for _ in range(4):
        tally.requested(SITE)
    tally.requested(SITE, "not_due")
    tally.skipped(SITE, "robots")
    tally.failed(SITE, "http_404")
    tally.put_off(SITE, "postponed")
    tally.refused(SITE, "navigation", 3)
    tally.refused(SITE, "navigation", -1)
    tally.unchanged(SITE)
    tally.left(SITE, "article_limit", 1)
    tally.close("finished")
    assert sums(stats) == {
        "discovered": 8, "found": 6, "requested": 4, "skipped": {"robots": 1},
        "failed": {"http_404": 1, "error": 1}, "deferred": {"postponed": 1, "article_limit": 1},
        "refused": {"navigation": 2},
    }  # fmt: skip
    assert list(read_outcomes(stats.counts)[SITE].broken_sums()) == []


def test_what_is_under_way_when_a_crawl_is_interrupted_waits_again(stats):
    tally = Tally(stats)
    tally.found(SITE)
    tally.found(SITE)
    tally.requested(SITE)
    tally.close("shutdown")
    assert sums(stats) == {"discovered": 2, "found": 2, "deferred": {"interrupted": 2}}


@pytest.mark.parametrize(
    ("reason", "requested", "failed", "deferred"),
    [
        ("finished", 4, {"dns": 1, "error": 1}, {"rested": 1}),
        ("shutdown", 3, {"dns": 1}, {"rested": 1, "interrupted": 1}),
    ],
)
def test_sources_end_once_too(stats, reason, requested, failed, deferred):
    tally = SourceTally(stats)
    for _ in range(4):
        tally.requested(SITE, "feed")
    tally.answered(SITE, "feed")
    tally.unchanged(SITE, "feed")
    tally.failed(SITE, "feed", "dns")
    tally.rested(SITE, "feed")
    tally.refused(SITE, "feed", "sitemap_limit")
    tally.close(reason)
    feeds = read_source_outcomes(stats.counts)[SITE]["feed"]
    assert (feeds.discovered, feeds.requested, feeds.answered, feeds.unchanged) == (6, requested, 1, 1)
    assert (feeds.failed, feeds.deferred, feeds.refused) == (failed, deferred, {"sitemap_limit": 1})
    assert list(feeds.broken_sums()) == []


@pytest.mark.parametrize(
    ("outcome", "kind", "reason"),
    [
        ("failed", "feed", None),
        ("answered", "feed", "dns"),
        ("lost", "feed", None),
        ("answered", "page", None),
    ],
)
def test_no_other_names(outcome, kind, reason):
    with pytest.raises(ValueError, match="exports/source_outcomes"):
        source_stat(outcome, SITE, kind, reason)
