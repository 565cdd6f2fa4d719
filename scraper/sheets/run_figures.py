"""What the manifests of many runs say of each site, added up by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from exports.health import VERDICTS, Health
from exports.manifest import Manifest, load_manifest
from exports.outcomes import REASONED, SiteOutcomes
from exports.reader import ReadError

GROUPS = ("filed", "unchanged", "skipped", "failed")
"""What a request for an article comes to."""


@dataclass(slots=True, kw_only=True)
class SiteRuns:
    """What the runs say of one site."""

    days: dict[str, Counter[date]] = field(default_factory=dict)
    """One of `GROUPS` -> how many addresses on each day; those without any are left out."""
    totals: Counter[str] = field(default_factory=Counter)
    """One of `GROUPS` -> how many addresses, on all days."""
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(`skipped` `failed` `deferred` `refused`, reason) -> how many addresses."""
    seconds: dict[date, tuple[float, int]] = field(default_factory=dict)
    """Day -> (sum of the runs' middle response times, number of these runs)."""
    verdicts: dict[date, str] = field(default_factory=dict)
    """Day -> the weightiest verdict of its runs."""
    latest: Health | None = None
    """Of the latest run that judged it."""
    judged_on: str | None = None
    """UTC instant at which that run began."""


@dataclass(slots=True, kw_only=True)
class Runs:
    """What all runs say."""

    sites: dict[str, SiteRuns] = field(default_factory=dict)
    count: int = 0
    days: set[date] = field(default_factory=set)
    """On which one began."""
    endings: Counter[str] = field(default_factory=Counter)
    """Why they ended."""
    problems: list[str] = field(default_factory=list)
    """Manifests that can't be read, one line each."""


def read_runs(paths: Iterable[Path], *, since: date) -> Runs:
    """The manifests at *paths* of the runs that began on *since* (UTC) or later; one is held at a time."""
    runs = Runs()
    for path in paths:
        stated = _day(f"{path.name[:4]}-{path.name[4:6]}-{path.name[6:8]}")
        if stated and stated < since:
            continue  # told by its name
        try:
            manifest = load_manifest(path, with_sources=False)
        except ReadError as error:
            runs.problems.append(str(error))
            continue
        day = _day((manifest.started or "")[:10]) or stated
        if day is None:
            runs.problems.append(f"{path}: it does not say when it began")
        elif day >= since:
            _add(runs, manifest, day)
    return runs


def _add(runs: Runs, manifest: Manifest, day: date) -> None:
    runs.count += 1
    runs.days.add(day)
    runs.endings[manifest.reason] += 1
    for name, sums in manifest.sites.items():
        _add_outcomes(runs.sites.setdefault(name, SiteRuns()), sums, day)
    for name, health in manifest.health.items():
        site = runs.sites.setdefault(name, SiteRuns())
        _add_health(site, health, day)
        if (manifest.started or "") >= (site.judged_on or ""):
            site.latest, site.judged_on = health, manifest.started


def _add_outcomes(site: SiteRuns, sums: SiteOutcomes, day: date) -> None:
    counts = (sums.filed, sums.unchanged, sums.skipped.total(), sums.failed.total())
    for group, number in zip(GROUPS, counts, strict=True):
        if number:
            site.days.setdefault(group, Counter())[day] += number
            site.totals[group] += number
    for outcome in REASONED:
        for reason, number in getattr(sums, outcome).items():
            site.reasons[outcome, reason] += number


def _add_health(site: SiteRuns, health: Health, day: date) -> None:
    if (seconds := health.figures.get("seconds")) is not None:
        total, number = site.seconds.get(day, (0.0, 0))
        site.seconds[day] = (total + seconds, number + 1)
    if health.verdict in VERDICTS:
        known = site.verdicts.get(day, VERDICTS[-1])
        site.verdicts[day] = min(known, health.verdict, key=VERDICTS.index)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
