"""All that a run report shows, gathered from an export and the state beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from exports.disk import DeliveryError
from exports.families import Families, Family, Pair
from exports.layout import LEDGER, find_parts
from exports.manifest import find_manifests
from exports.shards import export_folders, find_shards
from scraper.health.rhythm import Rhythm
from scraper.health.rhythms import read_rhythms
from scraper.health.store import FILE, HealthFault
from scraper.sheets.periods import Periods, choose_periods
from scraper.sheets.record_figures import Records, read_figures
from scraper.sheets.run_figures import Runs, read_runs

_PAIRS = 100
_FAMILIES = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything on the page."""

    runs: Runs
    records: Records
    periods: Periods
    pairs: Sequence[Pair] = ()
    families: Sequence[Family] = ()
    rhythms: Mapping[str, Rhythm] = field(default_factory=dict)
    problems: Sequence[str] = ()
    """What could not be read, one line each."""

    @property
    def names(self) -> list[str]:
        """Every site, in the order of the names."""
        return sorted(self.runs.sites.keys() | self.records.sites.keys())


def gather(out: Path, state: Path, *, since: date, with_records: bool = True) -> Figures:
    """The figures of the export folder *out* from the day *since* (UTC) on; memory does not grow with it.

    *with_records*: whether the records are read as well as the manifests, which takes longer. What can't be
    read is left out and told of in `problems`. Families are those of the whole ledger. Shards are read as one
    export; copies are known within each.
    """
    problems: list[str] = []
    folders = export_folders(out)
    manifests = sorted(
        (path for each in folders for path in find_manifests(each)), key=lambda path: path.name
    )
    runs = read_runs(manifests, since=since)
    parts = (path for each in folders for path in find_parts(each))
    records = read_figures(parts if with_records else (), since=since)
    pairs, families = _read_all_families([each / LEDGER for each in folders], problems)
    rhythms: dict[str, Rhythm] = {}
    for path in (each / FILE for each in (state, *find_shards(state))):
        if path.is_file():
            try:
                rhythms |= read_rhythms(path)
            except HealthFault as fault:
                problems.append(str(fault))
    problems += runs.problems + records.problems
    if records.damaged > len(records.problems):
        problems.append(f"and {records.damaged - len(records.problems):,} more damaged lines and files")
    return Figures(
        runs=runs,
        records=records,
        periods=choose_periods(runs.days),
        pairs=pairs,
        families=families,
        rhythms=rhythms,
        problems=problems,
    )


def _read_all_families(paths: Sequence[Path], problems: list[str]) -> tuple[list[Pair], list[Family]]:
    """Those of all ledgers; of several, the most frequent pairs and the largest families."""
    found = [_read_families(path, problems) for path in paths]
    if len(found) == 1:
        return found[0]
    pairs = sorted((pair for one, _ in found for pair in one), key=lambda pair: -(pair.same + pair.near))
    families = sorted((family for _, one in found for family in one), key=lambda family: -family.sites)
    return pairs[:_PAIRS], families[:_FAMILIES]


def _read_families(path: Path, problems: list[str]) -> tuple[list[Pair], list[Family]]:
    if not path.is_file():
        problems.append(f"{path}: there is none: copies between sites are not known")
        return [], []
    try:
        with closing(Families(path, read_only=True)) as ledger:
            return ledger.pairs(_PAIRS), ledger.largest(_FAMILIES)
    except (DeliveryError, sqlite3.DatabaseError) as error:
        problems.append(f"{path}: copies between sites are not known: {error}")
        return [], []
