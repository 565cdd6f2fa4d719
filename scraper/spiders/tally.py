"""Counting what becomes of every article address, by site."""

from __future__ import annotations

from scrapy.statscollectors import StatsCollector

from exports.health import rejected_stat
from exports.outcomes import WAITING, read_outcomes, refused_stat, stat_name

FINISHED = "finished"


class Tally:
    """Keeps the sums of `exports.outcomes` true at every moment but for what is under way.

    An address that was found stands under `deferred` as interrupted until it is asked for or left for a
    reason, so that the sums hold even when the run is cut short.
    """

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    def begin(self, site: str) -> None:
        """The site is crawled, so that it has a row even if nothing is found."""
        self._add(site, "found", count=0)

    def found(self, site: str, put_off: str = WAITING, count: int = 1) -> None:
        """New article addresses; not asked for, for the reason *put_off*, or waiting for their turn."""
        self._add(site, "found", count=count)
        self._add(site, "deferred", put_off, count=count)

    def requested(self, site: str, put_off: str = WAITING) -> None:
        """It is asked for; until now it was not, for the reason *put_off*."""
        self._add(site, "deferred", put_off, count=-1)
        self._add(site, "requested")

    def put_off(self, site: str, reason: str) -> None:
        """It was to be asked for, but may not be now: it waits for a later run."""
        self._add(site, "requested", count=-1)
        self._add(site, "deferred", reason)

    def refused(self, site: str, reason: str, count: int = 1) -> None:
        """New addresses that are no articles to ask for; a *count* below zero takes them back."""
        self._add(site, "refused", reason, count=count)

    def fetched(self, site: str) -> None:
        """Its page was answered."""
        self._add(site, "fetched")

    def unchanged(self, site: str) -> None:
        """It is filed already, just so."""
        self._add(site, "unchanged")

    def skipped(self, site: str, reason: str) -> None:
        """It is no article to be filed."""
        self._add(site, "skipped", reason)

    def failed(self, site: str, reason: str) -> None:
        """It could not be read."""
        self._add(site, "failed", reason)

    def rejected(self, site: str, reason: str) -> None:
        """The page of an article was answered in this run, and shows none."""
        self._stats.inc_value(rejected_stat(site, reason))

    def bad_line(self) -> None:
        """A line of a list that is no address."""
        self._stats.inc_value(refused_stat("bad_address"))

    def problem(self, name: str) -> None:
        """A malformed piece of a page, feed or sitemap that was passed over."""
        self._stats.inc_value(f"copydesk/problems/{name}")

    def left(self, site: str, reason: str, count: int) -> None:
        """Of what waits for its turn, so many are left for a later run for this *reason*."""
        self._add(site, "deferred", WAITING, count=-count)
        self._add(site, "deferred", reason, count=count)

    def close(self, reason: str) -> None:
        """The crawl ended for *reason*: whatever was under way comes to an end of some kind."""
        for site, sums in read_outcomes(self._stats.get_stats()).items():
            under_way = sums.requested - sums.ended
            if under_way > 0 and reason == FINISHED:
                self._add(site, "failed", "error", count=under_way)
            elif under_way > 0:
                self._add(site, "requested", count=-under_way)
                self._add(site, "deferred", WAITING, count=under_way)

    def _add(self, site: str, outcome: str, reason: str | None = None, *, count: int = 1) -> None:
        self._stats.inc_value(stat_name(site, outcome, reason), count)
