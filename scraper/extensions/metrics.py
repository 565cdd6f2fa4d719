"""The figures of a run in a file for Prometheus, where node_exporter's textfile collector finds them."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from exports.health import VERDICTS, Health, read_health
from exports.outcomes import SiteOutcomes, read_outcomes
from exports.source_outcomes import read_sources
from scraper.extensions.afterwards import Afterwards
from scraper.extensions.metrics_text import Metric, metrics_text
from scraper.extensions.report_table import COLUMNS, number_of

logger = logging.getLogger(__name__)

_SHARES = (
    "headline_missing",
    "authors_missing",
    "published_missing",
    "removed",
    "refused",
    "lost",
    "rejected",
)


class Metrics(Afterwards):
    """Writes the file `COPYDESK_METRICS` once the deliveries are closed, also after an interruption."""

    def __init__(self, stats: Any, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        super().__init__(clock)
        self.stats = stats
        self.path = path

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        path = crawler.settings.get("COPYDESK_METRICS")
        if not path:
            raise NotConfigured
        metrics = cls(crawler.stats, Path(path))
        metrics.connect(crawler)
        return metrics

    def finish(self) -> None:
        """Write the file, or say why it can't be."""
        try:
            write_aside(self.path, self.text())
        except OSError as error:
            what = error.strerror or type(error).__name__
            logger.error(
                "the figures for Prometheus were not written: %s: %s; make its folder and see that this user "
                "may write there (COPYDESK_METRICS)",
                self.path,
                what,
            )

    def text(self) -> str:
        """The file's content."""
        counts = self.stats.get_stats()
        run = Metric(name="copydesk_run_info", help="The last run, and why it ended.")
        run.set(1, run=str(counts.get("copydesk/run") or ""), reason=self.reason or "unknown")
        times = Metric(name="copydesk_run_started_timestamp_seconds", help="When the last run began.")
        times.set(round(self.started, 3))
        ended = Metric(name="copydesk_run_finished_timestamp_seconds", help="When the last run ended.")
        ended.set(round(self.clock(), 3))
        unwritten = Metric(name="copydesk_run_write_failed", help="Whether articles could not be written.")
        unwritten.set(float(bool(counts.get("copydesk/write_error"))))
        sites = outcome_metrics(read_outcomes(counts), read_sources(counts))
        return metrics_text([run, times, ended, unwritten, *sites, *health_metrics(read_health(counts))])


def outcome_metrics(
    sites: Mapping[str, SiteOutcomes], sources: Mapping[str, Mapping[str, int]]
) -> list[Metric]:
    """What became of the addresses and sources of each site."""
    addresses = Metric(name="copydesk_site_addresses", help="Article addresses of the last run, by outcome.")
    reasons = Metric(
        name="copydesk_site_unfiled", help="Addresses without a record in the last run, by reason."
    )
    asked = Metric(name="copydesk_site_sources", help="Feeds, sitemaps and pages of links, by outcome.")
    for name, sums in sites.items():
        for column in COLUMNS:
            addresses.set(number_of(sums, column), site=name, outcome=column)
        for outcome, counted in (
            ("skipped", sums.skipped),
            ("failed", sums.failed),
            ("deferred", sums.deferred),
            ("refused", sums.refused),
        ):
            for reason, number in sorted(counted.items()):
                reasons.set(number, site=name, outcome=outcome, reason=reason)
    for name, counts in sources.items():
        for outcome, number in counts.items():
            asked.set(number, site=name, outcome=outcome)
    return [addresses, reasons, asked]


def health_metrics(sites: Mapping[str, Health]) -> list[Metric]:
    """The verdict on each site and the figures that it was measured by."""
    verdicts = Metric(
        name="copydesk_site_health", help="1 for the verdict of the last run on a site, else 0."
    )
    shares = Metric(
        name="copydesk_site_share", help="Shares of the last run, from 0 to 1, by what is counted."
    )
    words = Metric(name="copydesk_site_words", help="Median length of the articles of the last run.")
    silence = Metric(name="copydesk_site_silence_seconds", help="Time since the last new article.")
    pause = Metric(name="copydesk_site_usual_pause_seconds", help="Longest time without one that is usual.")
    answers = Metric(name="copydesk_site_response_seconds", help="Median time of an answer in the last run.")
    for name, health in sites.items():
        figures = health.figures
        for verdict in VERDICTS:
            verdicts.set(float(verdict == health.verdict), site=name, verdict=verdict)
        for figure in _SHARES:
            shares.set(figures.get(figure), site=name, of=figure)
        words.set(figures.get("words"), site=name)
        silence.set(_seconds(figures.get("silence_hours")), site=name)
        pause.set(_seconds(figures.get("usual_pause_hours")), site=name)
        answers.set(figures.get("seconds"), site=name)
    return [verdicts, shares, words, silence, pause, answers]


def write_aside(path: Path, text: str) -> None:
    """Write *text* beside *path* under a name that no collector reads, then rename it.

    OSError: it could not; what stood there stands.
    """
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.write_text(text, encoding="utf-8", errors="replace")
        os.replace(aside, path)
    except OSError:
        with suppress(OSError):
            aside.unlink()
        raise


def _seconds(hours: float | None) -> float | None:
    return None if hours is None else round(hours * 3600, 1)
