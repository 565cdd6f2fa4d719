"""How a site stands against its own past: one verdict a site and run, with the figures that decided it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

BLOCKED, BROKEN, QUIET, CHANGED = "blocked", "broken", "quiet", "changed"
FINE, NEW, UNJUDGED = "fine", "new", "unjudged"
TROUBLES = (BLOCKED, BROKEN, QUIET, CHANGED)
"""Verdicts that accuse, the weightiest first."""
VERDICTS = (*TROUBLES, FINE, NEW, UNJUDGED)
"""`blocked`: the site turns us away. `broken`: its pages can't be had, or are no longer read as they were.
`quiet`: it answers, and had nothing new for much longer than usual. `changed`: its articles are read, and
look unlike its earlier ones. `fine`. `new`: too little is known of it. `unjudged`: this run can't tell."""

_PREFIX = "copydesk/health/"
_REJECTED = "copydesk/rejected/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One figure that speaks for a verdict."""

    verdict: str
    """One of `TROUBLES`; for what kept a run from judging, `unjudged`."""
    figure: str
    """What was measured: `headline_missing`, `refused`, `silence_hours` ... (see `docs/health.md`)."""
    now: float | None = None
    """A share is from 0 to 1."""
    usual: float | None = None
    """The same in the past, or what the site file asks for."""
    of: int | None = None
    """How many pages, requests or articles `now` is about."""
    expected: bool = False
    """Whether `usual` is the word of the site file (`[expect]`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The verdict on one site."""

    verdict: str
    """One of `VERDICTS`."""
    reasons: tuple[Reason, ...] = ()
    """The weightiest first; none where all is well."""
    figures: Mapping[str, float | None] = field(default_factory=dict)
    """All that was measured; `None`: there was nothing to measure."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        reasons = [{name: getattr(reason, name) for name in Reason.__slots__} for reason in self.reasons]
        return {"verdict": self.verdict, "reasons": reasons, "figures": dict(self.figures)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Health:
        """The verdict that *data* spells out. KeyError, TypeError: it spells out none."""
        reasons = tuple(Reason(**reason) for reason in data["reasons"])
        return cls(verdict=data["verdict"], reasons=reasons, figures=data["figures"])


def rejected_stat(site: str, reason: str) -> str:
    """The name under which pages of *site* that were answered in this run and are no article are counted."""
    return f"{_REJECTED}{site}/{reason}"


def read_rejected(stats: Mapping[str, Any]) -> dict[str, Counter[str]]:
    """Those pages by site and reason, of the sites that have any."""
    sites: dict[str, Counter[str]] = {}
    for name in stats:
        if name.startswith(_REJECTED):
            site, _, reason = name.removeprefix(_REJECTED).partition("/")
            sites.setdefault(site, Counter())[reason] += stats[name]
    return sites


def health_stat(site: str) -> str:
    """The name under which the `Health` of *site* stands in Scrapy's stats."""
    return f"{_PREFIX}{site}"


def read_health(stats: Mapping[str, Any]) -> dict[str, Health]:
    """The verdict on every site in Scrapy's *stats* that was judged, in the order of the names."""
    return {
        name.removeprefix(_PREFIX): stats[name]
        for name in sorted(stats)
        if name.startswith(_PREFIX) and isinstance(stats[name], Health)
    }
