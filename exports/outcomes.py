"""What became of every address: the names under which a crawl counts, and the sums read back from them.

Of each site, in every manifest, discovered = requested + deferred + refused, and
requested = filed + unchanged + skipped + failed. The requests for its sources (see `exports.source_outcomes`)
are counted apart from these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

WAITING = "interrupted"
"""Deferred: found, and nothing has become of it yet. If the run ends here, it was interrupted."""
NOT_DUE = "not_due"
"""Deferred: filed by an earlier run, and its next look has not come."""

_PREFIX = "copydesk/site/"
_LINES = "copydesk/lines_refused/"
TOTALS = ("found", "requested", "fetched", "filed", "unchanged")
REASONED = ("skipped", "failed", "deferred", "refused")


@dataclass(slots=True, kw_only=True)
class SiteOutcomes:
    """The sums of one site in one run."""

    found: int = 0
    """Different article addresses that were to be had in this run: those that are not refused."""
    requested: int = 0
    """Of these, the ones that were asked for; robots.txt may still have kept us from them."""
    fetched: int = 0
    """Article pages that were answered with 200."""
    filed: int = 0
    """Records handed to the delivery."""
    unchanged: int = 0
    """Articles that were asked for and stand in an earlier delivery just so."""
    skipped: Counter[str] = field(default_factory=Counter)
    """No record, and rightly so, by reason: `section_page`, `robots`, `other_site`, `duplicate` ..."""
    failed: Counter[str] = field(default_factory=Counter)
    """No record for want of an answer, by reason: `http_404`, `timeout`, `invalid_record` ..."""
    deferred: Counter[str] = field(default_factory=Counter)
    """Not asked for this time, by reason: `not_due`, `retry_later`, `postponed`, `article_limit`,
    `unnamed_limit`, `trap`, `no_new_articles`, `interrupted`."""
    refused: Counter[str] = field(default_factory=Counter)
    """Different addresses that are no articles to ask for, by reason: those of
    `scraper.discovery.listings.Refused`, `before_since`, or why an earlier run was done with them."""

    @property
    def discovered(self) -> int:
        """Different addresses that the site's sources named, and those that were due."""
        return self.found + self.refused.total()

    @property
    def ended(self) -> int:
        """Addresses that were asked for and came to an end."""
        return self.filed + self.unchanged + self.skipped.total() + self.failed.total()

    @property
    def left(self) -> int:
        """Addresses that wait for a later run, without those filed ones that are merely not due."""
        return self.deferred.total() - self.deferred[NOT_DUE]

    def broken_sums(self) -> Iterator[str]:
        """What does not add up, in words."""
        if self.requested != self.ended:
            yield f"{self.requested} addresses requested, {self.ended} outcomes"
        deferred = self.deferred.total()
        if self.found != self.requested + deferred:
            yield f"{self.found} addresses found, {self.requested} requested and {deferred} deferred"

    def as_interrupted(self, filed: int) -> SiteOutcomes:
        """The same after a kill, with *filed* records delivered: what has no end known waits again."""
        sums = SiteOutcomes(
            fetched=max(self.fetched, filed),
            filed=filed,
            unchanged=self.unchanged,
            skipped=Counter(self.skipped),
            failed=Counter(self.failed),
            deferred=Counter(self.deferred),
            refused=Counter(self.refused),
        )
        sums.requested = sums.ended
        waiting = self.found - sums.requested - (sums.deferred.total() - sums.deferred[WAITING])
        sums.deferred[WAITING] = max(waiting, 0)
        sums.deferred += Counter()  # without zeros
        sums.found = sums.requested + sums.deferred.total()
        return sums


def stat_name(site: str, outcome: str, reason: str | None = None) -> str:
    """The name under which *outcome* of *site* is counted in Scrapy's stats. ValueError: no such outcome."""
    if (outcome in TOTALS) == (reason is not None) or outcome not in TOTALS + REASONED:
        raise ValueError(f"outcome {outcome!r} with reason {reason!r}: see exports/outcomes.py")
    return f"{_PREFIX}{site}/{outcome}" + (f"/{reason}" if reason else "")


def refused_stat(reason: str) -> str:
    """The name under which lines of a list that are no addresses are counted in Scrapy's stats."""
    return f"{_LINES}{reason}"


def read_refused(stats: Mapping[str, Any]) -> dict[str, int]:
    """How many links and lines were not taken for articles, by reason, in the order of the reasons."""
    refused = Counter({name.removeprefix(_LINES): stats[name] for name in stats if name.startswith(_LINES)})
    for sums in read_outcomes(stats).values():
        refused.update(sums.refused)
    return dict(sorted(refused.items()))


def read_outcomes(stats: Mapping[str, Any]) -> dict[str, SiteOutcomes]:
    """The sums of every site in Scrapy's *stats*, in the order of the sites' names."""
    sites: dict[str, SiteOutcomes] = {}
    for name in sorted(key for key in stats if key.startswith(_PREFIX)):
        site, outcome, *reason = name.removeprefix(_PREFIX).split("/", 2)
        sums = sites.setdefault(site, SiteOutcomes())
        if not reason:
            setattr(sums, outcome, stats[name])
        elif stats[name]:
            getattr(sums, outcome)[reason[0]] += stats[name]
    return sites
