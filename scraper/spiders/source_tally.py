"""Counting what becomes of the requests for front pages, feeds, sitemaps and section pages."""

from __future__ import annotations

from scrapy.statscollectors import StatsCollector

from exports.outcomes import WAITING
from exports.source_outcomes import RESTED, read_source_outcomes, source_stat
from scraper.spiders.tally import FINISHED


class SourceTally:
    """Keeps the sums of `exports.source_outcomes` true at every moment but for what is under way."""

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    def requested(self, site: str, kind: str) -> None:
        """A new address that is asked for."""
        self._add("discovered", site, kind)
        self._add("requested", site, kind)

    def rested(self, site: str, kind: str) -> None:
        """A new address that is not asked for, since it is not due yet."""
        self._add("discovered", site, kind)
        self._add("deferred", site, kind, RESTED)

    def refused(self, site: str, kind: str, reason: str) -> None:
        """A new address that is beyond a limit."""
        self._add("discovered", site, kind)
        self._add("refused", site, kind, reason)

    def answered(self, site: str, kind: str) -> None:
        """It was read."""
        self._add("answered", site, kind)

    def unchanged(self, site: str, kind: str) -> None:
        """It answered that it is as it was."""
        self._add("unchanged", site, kind)

    def failed(self, site: str, kind: str, reason: str) -> None:
        """It could not be read."""
        self._add("failed", site, kind, reason)

    def close(self, reason: str) -> None:
        """The crawl ended for *reason*: whatever was under way comes to an end of some kind."""
        for site, kinds in read_source_outcomes(self._stats.get_stats()).items():
            for kind, sums in kinds.items():
                under_way = sums.requested - sums.ended
                if under_way > 0 and reason == FINISHED:
                    self._add("failed", site, kind, "error", under_way)
                elif under_way > 0:
                    self._add("requested", site, kind, None, -under_way)
                    self._add("deferred", site, kind, WAITING, under_way)

    def _add(self, outcome: str, site: str, kind: str, reason: str | None = None, count: int = 1) -> None:
        self._stats.inc_value(source_stat(outcome, site, kind, reason), count)
