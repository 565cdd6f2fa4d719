"""What became of the requests for front pages, feeds, sitemaps, section pages and robots.txt, by kind.

Of each kind, discovered = requested + deferred + refused, and requested = answered + unchanged + failed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from exports.outcomes import WAITING

KINDS = ("front", "feed", "sitemap", "section", "guess", "robots")
"""`guess`: a customary address of a feed or sitemap, where none was named anywhere."""
SOURCE_OUTCOMES = ("answered", "unchanged", "rested", "failed")
RESTED = "rested"
"""Deferred: not due yet."""
_PREFIX = "copydesk/sources/"
TOTALS = ("discovered", "requested", "answered", "unchanged")
REASONED = ("failed", "deferred", "refused")


@dataclass(slots=True, kw_only=True)
class SourceOutcomes:
    """The sums of one kind of sources of one site in one run."""

    discovered: int = 0
    """Different addresses that were named or guessed."""
    requested: int = 0
    """Of these, the ones that were asked for; robots.txt may still have kept us from them."""
    answered: int = 0
    """Those that were read."""
    unchanged: int = 0
    """Those that answered that they are as they were (304)."""
    failed: Counter[str] = field(default_factory=Counter)
    """Those that could not be read, by reason: `no_source`, `http_404`, `robots`, `timeout` ..."""
    deferred: Counter[str] = field(default_factory=Counter)
    """Not asked for this time, by reason: `rested` (not due), `section_limit`, `interrupted`."""
    refused: Counter[str] = field(default_factory=Counter)
    """Not to be asked for, by reason: `section_limit`, `sitemap_limit`, `trap` ..."""

    @property
    def ended(self) -> int:
        """Addresses that were asked for and came to an end."""
        return self.answered + self.unchanged + self.failed.total()

    def broken_sums(self) -> Iterator[str]:
        """What does not add up, in words."""
        if self.requested != self.ended:
            yield f"{self.requested} requested, {self.ended} outcomes"
        deferred, refused = self.deferred.total(), self.refused.total()
        if self.discovered != self.requested + deferred + refused:
            yield (
                f"{self.discovered} discovered, {self.requested} requested, {deferred} deferred and "
                f"{refused} refused"
            )

    def as_interrupted(self) -> SourceOutcomes:
        """The same after a kill: what was asked for and has no end known waits again."""
        waiting = Counter({WAITING: self.requested - self.ended})
        return SourceOutcomes(
            discovered=self.discovered,
            requested=self.ended,
            answered=self.answered,
            unchanged=self.unchanged,
            failed=Counter(self.failed),
            deferred=self.deferred + waiting,
            refused=Counter(self.refused),
        )


Sources = Mapping[str, Mapping[str, SourceOutcomes]]
"""By site, then by kind."""


def source_stat(outcome: str, site: str, kind: str, reason: str | None = None) -> str:
    """The name under which *outcome* of the sources of *site* of this *kind* (one of `KINDS`) is counted.

    ValueError: no such outcome, with or without a reason.
    """
    if (outcome in TOTALS) == (reason is not None) or outcome not in TOTALS + REASONED or kind not in KINDS:
        raise ValueError(f"{outcome!r} of a {kind!r} with reason {reason!r}: see exports/source_outcomes.py")
    return f"{_PREFIX}{outcome}/{site}/{kind}" + (f"/{reason}" if reason else "")


def read_source_outcomes(stats: Mapping[str, Any]) -> dict[str, dict[str, SourceOutcomes]]:
    """The sums of every site and kind in Scrapy's *stats*, in the order of the names."""
    sites: dict[str, dict[str, SourceOutcomes]] = {}
    for name in sorted(key for key in stats if key.startswith(_PREFIX)):
        outcome, site, kind, *reason = name.removeprefix(_PREFIX).split("/", 3)
        sums = sites.setdefault(site, {}).setdefault(kind, SourceOutcomes())
        if not reason:
            setattr(sums, outcome, stats[name])
        elif stats[name]:
            getattr(sums, outcome)[reason[0]] += stats[name]
    return {site: dict(sorted(kinds.items())) for site, kinds in sorted(sites.items())}


def read_sources(stats: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """By site: how many front pages, feeds, sitemaps and section pages had which of `SOURCE_OUTCOMES`.

    What was merely guessed counts only where it was there.
    """
    sites = {}
    for site, kinds in read_source_outcomes(stats).items():
        counts = dict.fromkeys(SOURCE_OUTCOMES, 0)
        for kind, sums in kinds.items():
            if kind != "robots":
                counts["answered"] += sums.answered
                counts["unchanged"] += sums.unchanged
                counts["rested"] += sums.deferred[RESTED]
                counts["failed"] += 0 if kind == "guess" else sums.failed.total()
        sites[site] = counts
    return sites


def read_failed_sources(stats: Mapping[str, Any]) -> dict[str, Counter[str]]:
    """By site: how many of its sources could not be read, by reason; guesses and robots.txt left out."""
    failed: dict[str, Counter[str]] = {}
    for site, kinds in read_source_outcomes(stats).items():
        reasons = sum((kinds[kind].failed for kind in kinds if kind not in ("guess", "robots")), Counter())
        if reasons:
            failed[site] = reasons
    return failed
