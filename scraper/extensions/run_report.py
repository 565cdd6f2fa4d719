"""What happened and what to do next, at the end of every crawl."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler

from exports.health import TROUBLES, VERDICTS, Health, read_health
from exports.manifest import SHUTDOWN
from exports.outcomes import SiteOutcomes, read_outcomes, read_refused
from exports.source_outcomes import read_failed_sources, read_sources
from scraper.extensions.advice import find_advice
from scraper.extensions.afterwards import Afterwards
from scraper.extensions.report_table import sum_of, table_lines
from scraper.health.words import health_advice, health_line
from scraper.terminal import Style, printable, style_of, width_of, wrap, write_lines

MOST_ROWS = 40
MOST_ADVICE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run did, and where what it wrote stands."""

    sites: Mapping[str, SiteOutcomes]
    """The sums of each site."""
    sources: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By site: front pages, feeds, sitemaps and section pages that could not be read, by reason."""
    quiet: frozenset[str] = frozenset()
    """Sites some source of which had nothing new, or was not due."""
    read: frozenset[str] = frozenset()
    """Sites some source of which was read."""
    health: Mapping[str, Health] = field(default_factory=dict)
    """How each site stands against its own past."""
    bad_lines: int = 0
    """Lines of a list of addresses that are none."""
    reason: str = "finished"
    """Scrapy's finish reason: `finished`, `shutdown`, `write_error` ..."""
    seconds: float = 0.0
    """How long it ran."""
    parts: str | None = None
    """Pattern of the part files' paths; `None`: nothing was filed."""
    manifest: str | None = None
    """Path of the run's manifest; `None`: there is none."""

    def advice(self, name: str) -> list[str]:
        """Sentences on the troubles of the site called *name*."""
        sources = self.sources.get(name, {})
        # What ended while it looked for articles need not have any.
        known = name in self.quiet or self.reason in (SHUTDOWN, "write_error")
        advice = find_advice(self.sites[name], sources, known=known, read=name in self.read)
        health = self.health.get(name)
        return [health_advice(health), *advice] if health and health.verdict in TROUBLES else advice

    def troubles(self) -> dict[str, str]:
        """What is wrong with each site that is in trouble, in words."""
        return {
            name: health_line(health)
            for name, health in self.health.items()
            if health.verdict in TROUBLES and name in self.sites
        }


class RunReport(Afterwards):
    """Print the report on standard error once the deliveries are closed, also after an interruption."""

    def __init__(self, stats: Any, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        report = cls(crawler.stats)
        report.connect(crawler)
        return report

    def finish(self) -> None:
        """Print it."""
        lines = report_lines(self.run(), width=width_of(sys.stderr), style=style_of(sys.stderr))
        write_lines(sys.stderr, lines)

    def run(self) -> Run:
        """The run as the stats tell it."""
        counts = self.stats.get_stats()
        sources = read_failed_sources(counts)
        sites = {**{name: SiteOutcomes() for name in sources}, **read_outcomes(counts)}
        parts, manifest = _paths(counts, [name for name, sums in sites.items() if sums.filed])
        return Run(
            sites=dict(sorted(sites.items())),
            sources=sources,
            quiet=frozenset(
                name
                for name, source in read_sources(counts).items()
                if source["unchanged"] or source["rested"]
            ),
            read=frozenset(name for name, source in read_sources(counts).items() if source["answered"]),
            health=read_health(counts),
            bad_lines=read_refused(counts).get("bad_address", 0),
            reason=self.reason or "unknown",
            seconds=self.clock() - self.started,
            parts=parts,
            manifest=manifest,
        )


def _paths(counts: Mapping[str, Any], filed: list[str]) -> tuple[str | None, str | None]:
    """(pattern of the part files, manifest) of a run that filed articles of the sites *filed*."""
    out, run = counts.get("copydesk/out"), counts.get("copydesk/run")
    if not out or not run:
        return None, None
    manifest = Path(out) / "runs" / f"{run}.json"
    folder = f"site={filed[0]}" if len(filed) == 1 else "site=*"
    place = counts.get("copydesk/store") or out
    parts = f"{place}/{folder}/date=*/part-{run}-*"
    return parts if filed else None, f"{place}/runs/{run}.json" if manifest.is_file() else None


def report_lines(run: Run, *, width: int, style: Style | None = None) -> list[str]:
    """The whole report, in lines of at most *width* columns (paths alone may be longer)."""
    style = style or Style()
    total = sum_of(run.sites.values())
    shown = _choose_rows(run)
    sum_name = f"all {len(run.sites)} sites" if len(run.sites) > 1 else ""
    lines = (
        ["", *table_lines(shown, total, sum_name=sum_name, width=width, style=style, notes=run.troubles())]
        if run.sites
        else [""]
    )
    if left_out := len(run.sites) - len(shown):
        where = f"; all are in {run.manifest}" if run.manifest else ""
        lines += wrap(f"{left_out} more sites are not shown{where}.", width)
    return [*lines, "", *_closing(run, total, width), *_advice_lines(run, width)]


def _choose_rows(run: Run) -> dict[str, SiteOutcomes]:
    """Every site of a few; of many those in trouble first, the worst at the top."""
    if len(run.sites) <= MOST_ROWS:
        return dict(run.sites)
    ordered = sorted(
        run.sites, key=lambda name: (not run.advice(name), -run.sites[name].failed.total(), name)
    )
    return {name: run.sites[name] for name in ordered[:MOST_ROWS]}


def _closing(run: Run, total: SiteOutcomes, width: int) -> list[str]:
    articles = f"{total.filed} {'article' if total.filed == 1 else 'articles'}"
    lines = wrap(f"{articles} filed in {run.seconds:.1f} seconds.", width)
    lines += [
        f"{name} {printable(path)}"
        for name, path in (("Files:   ", run.parts), ("Manifest:", run.manifest))
        if path
    ]
    if run.health:
        verdicts = Counter(health.verdict for health in run.health.values())
        counted = (f"{verdicts[verdict]} {verdict}" for verdict in VERDICTS if verdicts[verdict])
        lines += wrap(f"Site health: {', '.join(counted)}.", width)
    if run.bad_lines:
        lines += wrap(
            f"{run.bad_lines} {'line of the list is' if run.bad_lines == 1 else 'lines of the list are'} "
            "no http or https address (bad_address): see the log above.",
            width,
        )
    if run.reason == SHUTDOWN:
        lines += wrap(f"Interrupted{_left(total)}; the same command goes on from here.", width)
    elif run.reason != "finished":
        lines += wrap(f"The crawl ended early ({printable(run.reason)}).", width)
    return lines


def _left(total: SiteOutcomes) -> str:
    if not total.found:
        return " before an article was found"
    if not total.left:
        return ": nothing is left"
    return f": {total.left} {'address is' if total.left == 1 else 'addresses are'} left"


def _advice_lines(run: Run, width: int) -> list[str]:
    troubles = [(name, sentence) for name in run.sites for sentence in run.advice(name)]
    if not troubles:
        return []
    lines = ["", "What to do next:"]
    for name, sentence in troubles[:MOST_ADVICE]:
        lines += wrap(printable(f"{name}: {sentence}."), width, first="- ", rest="  ")
    if len(troubles) > MOST_ADVICE:
        lines.append(f"- and {len(troubles) - MOST_ADVICE} more")
    return lines
