"""Counting what becomes of every article address, by site."""

from __future__ import annotations

from scrapy.statscollectors import StatsCollector

from exports.health import rejected_stat
from exports.outcomes import refused_stat, source_stat, stat_name


class Tally:
    """Keeps the sums of `exports.outcomes` true at every moment.

    An address that was found stands under `deferred` until something else became of it, so that the sums
    hold even when the run is cut short.
    """

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    def begin(self, site: str) -> None:
        """The site is crawled, so that it has a row even if nothing is found."""
        self._add(site, "found", count=0)

    def found(self, site: str) -> None:
        """A new article address."""
        self._add(site, "found")
        self._add(site, "deferred")

    def fetched(self, site: str) -> None:
        """Its page was answered."""
        self._add(site, "fetched")

    def handed_over(self, site: str) -> None:
        """Its record went to the pipelines, which count what they do with it."""
        self._add(site, "deferred", count=-1)

    def unchanged(self, site: str) -> None:
        """It is filed already."""
        self._add(site, "deferred", count=-1)
        self._add(site, "unchanged")

    def skipped(self, site: str, reason: str) -> None:
        """It is no article to be filed."""
        self._add(site, "deferred", count=-1)
        self._add(site, "skipped", reason)

    def failed(self, site: str, reason: str) -> None:
        """It could not be read."""
        self._add(site, "deferred", count=-1)
        self._add(site, "failed", reason)

    def source(self, site: str, reason: str | None) -> None:
        """A page that leads to articles was answered (*reason* None), or why not."""
        self._stats.inc_value(source_stat("failed" if reason else "answered", site, reason))

    def source_unchanged(self, site: str) -> None:
        """Such a page answered that it is as it was."""
        self._stats.inc_value(source_stat("unchanged", site))

    def source_rested(self, site: str) -> None:
        """Such a page was not asked for, since it is not due yet."""
        self._stats.inc_value(source_stat("rested", site))

    def rejected(self, site: str, reason: str) -> None:
        """The page of an article was answered in this run, and shows none."""
        self._stats.inc_value(rejected_stat(site, reason))

    def refused_links(self, reason: str, count: int = 1) -> None:
        """Links that were not taken for articles."""
        self._stats.inc_value(refused_stat(reason), count)

    def problem(self, name: str) -> None:
        """A malformed piece of a page, feed or sitemap that was passed over."""
        self._stats.inc_value(f"copydesk/problems/{name}")

    def _add(self, site: str, outcome: str, reason: str | None = None, *, count: int = 1) -> None:
        self._stats.inc_value(stat_name(site, outcome, reason), count)
