"""What became of every address: the names under which a crawl counts, and the sums read back from them.

Each article address that is found ends once: found = filed + unchanged + skipped + failed + deferred.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SOURCE_OUTCOMES = ("answered", "unchanged", "rested", "failed")
_PREFIX = "copydesk/site/"
_SOURCES = "copydesk/sources/"
_REFUSED = "copydesk/links_refused/"
_TOTALS = ("found", "fetched", "filed", "unchanged", "deferred")
_REASONED = ("skipped", "failed")


@dataclass(slots=True, kw_only=True)
class SiteOutcomes:
    """The sums of one site in one run."""

    found: int = 0
    """Different article addresses that were to be had in this run."""
    fetched: int = 0
    """Article pages that were answered with 200."""
    filed: int = 0
    """Records handed to the delivery."""
    unchanged: int = 0
    """Articles that stand in an earlier delivery just so, or that need no new look."""
    deferred: int = 0
    """Addresses left for the next run by a limit or an interruption."""
    skipped: Counter[str] = field(default_factory=Counter)
    """No record, and rightly so, by reason: `section_page`, `robots`, `other_site`, `duplicate` ..."""
    failed: Counter[str] = field(default_factory=Counter)
    """No record for want of an answer, by reason: `http_404`, `timeout`, `invalid_record` ..."""


def stat_name(site: str, outcome: str, reason: str | None = None) -> str:
    """The name under which *outcome* of *site* is counted in Scrapy's stats. ValueError: no such outcome."""
    if (outcome in _TOTALS) == (reason is not None) or outcome not in _TOTALS + _REASONED:
        raise ValueError(f"outcome {outcome!r} with reason {reason!r}: see exports/outcomes.py")
    return f"{_PREFIX}{site}/{outcome}" + (f"/{reason}" if reason else "")


def refused_stat(reason: str) -> str:
    """The name under which links and lines that were not taken for articles are counted in Scrapy's stats."""
    return f"{_REFUSED}{reason}"


def read_refused(stats: Mapping[str, Any]) -> dict[str, int]:
    """How many links and lines were not taken for articles, by reason, in the order of the reasons."""
    return {name.removeprefix(_REFUSED): stats[name] for name in sorted(stats) if name.startswith(_REFUSED)}


def source_stat(outcome: str, site: str, reason: str | None = None) -> str:
    """The name under which front pages, feeds, sitemaps and section pages of *site* are counted.

    *outcome*: `answered` (was read), `unchanged` (304), `rested` (not due, so not asked) or `failed`.
    """
    return f"{_SOURCES}{outcome}/{site}" + (f"/{reason}" if reason else "")


def read_sources(stats: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """By site, in the order of the names: how many sources had which outcome (see `source_stat`)."""
    sites: dict[str, dict[str, int]] = {}
    for name in sorted(key for key in stats if key.startswith(_SOURCES)):
        outcome, site, *_ = name.removeprefix(_SOURCES).split("/")
        counts = sites.setdefault(site, dict.fromkeys(SOURCE_OUTCOMES, 0))
        counts[outcome] += stats[name]
    return dict(sorted(sites.items()))


def read_outcomes(stats: Mapping[str, Any]) -> dict[str, SiteOutcomes]:
    """The sums of every site in Scrapy's *stats*, in the order of the sites' names."""
    sites: dict[str, SiteOutcomes] = {}
    for name in sorted(key for key in stats if key.startswith(_PREFIX)):
        site, outcome, *reason = name.removeprefix(_PREFIX).split("/", 2)
        sums = sites.setdefault(site, SiteOutcomes())
        if reason:
            getattr(sums, outcome)[reason[0]] += stats[name]
        else:
            setattr(sums, outcome, stats[name])
    return sites
