"""The line that says how far the crawl is."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings

from exports.outcomes import SiteOutcomes, stat_name
from scraper.extensions.progress import Progress, duration, pending_of, progress_line


class _Stats:
    def __init__(self, **counts: int) -> None:
        self.counts: dict[str, int] = counts

    def get_stats(self) -> dict[str, int]:
        return self.counts


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (7.9, "0:07"), (750, "12:30"), (3723, "1:02:03"), (-5, "0:00")]
)
def test_duration(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def test_line() -> None:
    sites = {
        "gazette.example": SiteOutcomes(
            found=41, fetched=20, filed=17, skipped=Counter(robots=2), failed=Counter(timeout=1)
        ),
        "kurier.example": SiteOutcomes(),
    }
    assert progress_line(sites, seconds=10, rate=2.04) == (
        "[0:10] 2 sites, 41 found, 20 fetched, 17 filed, 2 skipped, 1 failed, 2.0 pages/s, 21 pending"
    )


def test_a_crawl_that_has_found_nothing_yet() -> None:
    assert progress_line({}, seconds=0, rate=0.0) == (
        "[0:00] 0 sites, 0 found, 0 fetched, 0 filed, 0 skipped, 0 failed, 0.0 pages/s, 0 pending"
    )


def test_what_is_counted_as_deferred_for_the_time_being_is_pending() -> None:
    assert pending_of(SiteOutcomes(found=5, deferred=Counter(interrupted=3), filed=2)) == 3
    assert pending_of(SiteOutcomes(found=1, filed=2)) == 0


def test_the_rate_is_that_since_the_last_line() -> None:
    times = iter([100.0, 110.0, 120.0])
    stats = _Stats()
    progress = Progress(stats, 10, clock=lambda: next(times))
    stats.counts[stat_name("gazette.example", "fetched")] = 30
    assert "3.0 pages/s" in progress.line()
    stats.counts[stat_name("gazette.example", "fetched")] = 35
    assert progress.line().startswith("[0:20] 1 site,")
    assert progress.fetched == 35


def test_a_clock_that_stands_still_divides_by_nothing() -> None:
    assert "pages/s" in Progress(_Stats(), 10, clock=lambda: 5.0).line()


def test_off() -> None:
    crawler = SimpleNamespace(settings=Settings({"COPYDESK_PROGRESS_SECONDS": 0}), stats=None, signals=None)
    with pytest.raises(NotConfigured):
        Progress.from_crawler(crawler)


def test_it_speaks_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    Progress(_Stats(), 10).tell()
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("[0:00] 0 sites")
