"""The export of some shards made into that of another number of shards, beside it: nothing is changed yet."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from exports.disk import make_folder, sync_folder, told_clearly
from exports.layout import LEDGER, LOCK, RUNS, find_journals
from exports.manifest import Manifest, find_manifests, load_manifest, write_manifest
from exports.reader import ReadError, parse_object, read_lines
from exports.redistribution import Rules, redistribute
from exports.shards import shard_of

_MINE = "(SELECT id FROM old.articles WHERE shard_of(site) = :shard)"
_LEDGER = Rules(
    rows={
        "addresses": f"id IN {_MINE}",
        "sketches": f"id IN {_MINE}",
        "bands": f"number IN (SELECT number FROM old.sketches WHERE id IN {_MINE})",  # noqa: S608
        "parts": "path IN (SELECT part FROM old.articles WHERE shard_of(site) = :shard)",
        "gone": f"id IN {_MINE} OR (:shard = 1 AND id NOT IN (SELECT id FROM old.articles))",  # noqa: S608
    },
    numbers={"articles": "number", "sketches": "number", "bands": "number"},
)
_OURS = (RUNS, LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm", LOCK)


def reshard_export(sources: Sequence[Path], targets: Sequence[Path]) -> None:
    """Makes the export folders *targets*, the first for shard 1, of the export folders *sources*.

    Parts are linked, not copied, where the disk can do that; manifests and journals are parted by site,
    and what nobody knows stands in the first. DeliveryError: something can't be written.
    """
    for target in targets:
        make_folder(target / RUNS)
    for source in sources:
        for folder in sorted(source.glob("site=*")):
            place = targets[shard_of(_site_in(folder), len(targets)) - 1]
            _link_tree(folder, place / folder.name)
        for journal in find_journals(source):
            _part_journal(journal, targets)
    _part_manifests(sources, targets)
    redistribute([source / LEDGER for source in sources], [target / LEDGER for target in targets], _LEDGER)


def units_of(out: Path, *, sharded: bool) -> list[str]:
    """The names in the export folder *out* that are its deliveries; of a folder with shards: these, and
    their own.

    Strangers beside them are none of ours and stay where they are.
    """
    if sharded:
        return sorted(path.name for path in out.glob("shard-*-of-*") if path.is_dir())
    found = [path.name for path in out.glob("site=*")] + [name for name in _OURS if (out / name).exists()]
    return sorted(name for name in found if name != LOCK)


def strangers_of(shard: Path) -> list[Path]:
    """What stands in the export folder of a shard and is no delivery."""
    return sorted(
        path for path in shard.iterdir() if path.name not in _OURS and not path.name.startswith("site=")
    )


def _site_in(folder: Path) -> str:
    """The site of a folder `site=...`: as its records say, or, where none can be read, as its name does."""
    for path in sorted(folder.glob("date=*/part-*")):
        try:
            for _, line in read_lines(path):
                return str(parse_object(line)["site"])
        except (ReadError, ValueError, KeyError):
            continue
    return unquote(folder.name.removeprefix("site="))


def _link_tree(source: Path, target: Path) -> None:
    for folder, _, names in os.walk(source):
        place = target / Path(folder).relative_to(source)
        make_folder(place)
        for name in names:
            link_or_copy(Path(folder) / name, place / name)
        with told_clearly(place):
            sync_folder(place)


def link_or_copy(source: Path, target: Path) -> None:
    """*target* is the file *source* too; a copy of it where the disk knows no links. DeliveryError: it
    can't be."""
    if target.exists():
        return
    with told_clearly(target):
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)


def _part_journal(journal: Path, targets: Sequence[Path]) -> None:
    """Each line to the shard of its site; a torn one, which holds no record, is left out as it is by
    recovery."""
    opened = {}
    try:
        for _, line in read_lines(journal):
            try:
                number = shard_of(str(parse_object(line)["site"]), len(targets))
            except (ValueError, KeyError):
                continue
            path = targets[number - 1] / RUNS / journal.name
            with told_clearly(path):
                if number not in opened:
                    opened[number] = path.open("ab")
                opened[number].write(line if line.endswith(b"\n") else line + b"\n")
    finally:
        for file in opened.values():
            with told_clearly(journal):
                file.flush()
                os.fsync(file.fileno())
                file.close()


def _part_manifests(sources: Sequence[Path], targets: Sequence[Path]) -> None:
    runs: dict[str, list[Manifest]] = {}
    for source in sources:
        for path in find_manifests(source):
            try:
                runs.setdefault(path.stem, []).append(load_manifest(path))
            except ReadError:
                link_or_copy(path, targets[0] / RUNS / path.name)
        for path in sorted((source / RUNS).glob("*")) if (source / RUNS).is_dir() else ():
            if path.suffix != ".json" and path not in find_journals(source) and path.is_file():
                link_or_copy(path, targets[0] / RUNS / path.name)
    for manifests in runs.values():
        for target, manifest in zip(targets, _parted(_joined(manifests), targets), strict=True):
            if manifest is not None:
                write_manifest(target, manifest)


def _joined(manifests: Sequence[Manifest]) -> Manifest:
    """Those of one run in several shards as one."""
    first = manifests[0]
    if len(manifests) == 1:
        return first
    recovered = [each.recovered for each in manifests if each.recovered is not None]
    return replace(
        first,
        recovered=sum(recovered) if recovered else None,
        sites={site: sums for each in manifests for site, sums in each.sites.items()},
        sources={site: kinds for each in manifests for site, kinds in each.sources.items()},
        refused=dict(sum((Counter(dict(each.refused)) for each in manifests), Counter())),
        health={site: health for each in manifests for site, health in each.health.items()},
        gone=tuple(page for each in manifests for page in each.gone),
        parts=tuple(sorted((part for each in manifests for part in each.parts), key=lambda part: part.path)),
    )


def _parted(manifest: Manifest, targets: Sequence[Path]) -> Iterator[Manifest | None]:
    """One for each of *targets*; None where the run did nothing there. The first has what belongs to no
    site."""
    count = len(targets)
    by_site: Counter[str] = Counter()
    for sums in manifest.sites.values():
        by_site.update(sums.refused)
    lines = Counter(dict(manifest.refused)) - by_site
    for number, target in enumerate(targets, start=1):

        def mine(site: str, number: int = number) -> bool:
            return shard_of(site, count) == number

        sites = {site: sums for site, sums in manifest.sites.items() if mine(site)}
        parts = tuple(part for part in manifest.parts if (target / part.path).exists())
        lost = tuple(
            part for part in manifest.parts if not any((place / part.path).exists() for place in targets)
        )
        refused = sum((sums.refused for sums in sites.values()), Counter(lines if number == 1 else {}))
        kept = replace(
            manifest,
            recovered=manifest.recovered if number == 1 else None,
            sites=sites,
            sources={site: kinds for site, kinds in manifest.sources.items() if mine(site)},
            refused=dict(sorted(refused.items())),
            health={site: health for site, health in manifest.health.items() if mine(site)},
            gone=tuple(page for page in manifest.gone if mine(_site_of_gone(page.requested_url, manifest))),
            # A part that is missing is missing from the first: `scrapy verify` goes on saying so.
            parts=(*parts, *lost) if number == 1 else parts,
        )
        yield kept if number == 1 or sites or parts or kept.sources else None


def _site_of_gone(url: str, manifest: Manifest) -> str:
    """The site of *manifest* that *url* is of."""
    host = urlsplit(url).hostname or ""
    return next((site for site in manifest.sites if host == site or host.endswith(f".{site}")), host)
