"""Is an export whole? Every file, line, hash and sum of it, looked at."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from exports.disk import DeliveryError, sha256_of
from exports.layout import LEDGER, RUNS, find_journals, find_parts, manifest_path, parse_part_name, partition
from exports.ledger import Ledger
from exports.manifest import RUNNING, Manifest, ManifestPart, find_manifests, load_manifest
from exports.manifest_sums import find_false_sums
from exports.reader import ReadError, find_files, parse_object, read_lines
from exports.record import Record
from exports.schema import violations
from exports.shards import MOVING, export_folders
from exports.store_path import to_path
from exports.stores import StoreError


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong."""

    file: str
    line: int | None
    """From 1; `None`: it is about the whole file."""
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


@dataclass(slots=True, kw_only=True)
class Summary:
    """What was looked at. Complete once `verify` has run to its end."""

    files: int = 0
    records: int = 0
    articles: int = 0
    """Different ids."""
    sites: int = 0
    bytes: int = 0
    """As the files are on disk."""
    runs: int = 0
    """Manifests."""
    waiting: int = 0
    """Journals that no crawl has delivered yet; the next one will."""
    faults: int = 0


@dataclass(slots=True, kw_only=True)
class _Seen:
    """What is remembered of the records that went by."""

    versions: dict[tuple[str, int], str] = field(default_factory=dict)
    """File by id and version."""
    parts: dict[tuple[str, int], str] = field(default_factory=dict)
    """The same of the export folder that is looked at, its parts as they are called there."""
    ids: set[str] = field(default_factory=set)
    sites: set[str] = field(default_factory=set)


def verify(path: str | os.PathLike[str], summary: Summary | None = None) -> Iterator[Fault]:
    """Every fault of the export in *path*: a folder, a file or a glob pattern, here or in a store. None come:
    it is whole.

    Of a folder the manifests and the ledger (where there is one) are compared with the parts; its shards are
    looked at as one export. Of files what can be seen in them alone. *summary* is filled on the way.
    ReadError, at once: nothing is there.
    """
    files = find_files(path)
    try:
        folder = to_path(path)
        whole = folder.is_dir() and not _is_partition(folder.name)
    except StoreError as error:
        raise ReadError(str(error)) from error
    return _counted(folder if whole else None, files, summary or Summary())


def _is_partition(name: str) -> bool:
    """Whether a folder of this *name* is a piece of an export, not the whole."""
    return name.startswith(("site=", "date="))


def _counted(out: Path | None, files: list[Path], summary: Summary) -> Iterator[Fault]:
    for fault in _find_faults(out, files, summary):
        summary.faults += 1
        yield fault


def _find_faults(folder: Path | None, files: list[Path], summary: Summary) -> Iterator[Fault]:
    seen = _Seen()
    if folder is None:
        yield from _look_at(None, files, seen, summary)
    else:
        for out in export_folders(folder):
            seen.parts.clear()
            yield from _look_at(out, list(find_parts(out)), seen, summary)
        if (folder / MOVING).exists():
            what = "sites were being moved to other shards: run scrapy shards again"
            yield Fault(file=f"{folder}/{MOVING}", line=None, what=what)
    summary.articles, summary.sites = len(seen.ids), len(seen.sites)


def _look_at(out: Path | None, files: list[Path], seen: _Seen, summary: Summary) -> Iterator[Fault]:
    manifests: dict[str, Manifest] = {}
    if out:
        summary.waiting += len(find_journals(out))
        yield from _load_manifests(out, manifests)
        summary.runs += len(manifests)
    listed = {part.path: part for manifest in manifests.values() for part in manifest.parts}
    for path in files:
        name = path.relative_to(out).as_posix() if out else None
        if name and out and (out / RUNS).is_dir():
            yield from _check_bytes(path, listed.pop(name, None))
        yield from _check_lines(path, name, seen, summary)
    for name, part in listed.items():
        yield Fault(file=f"{out}/{name}", line=None, what=f"missing, with {part.records} records")
    for manifest in manifests.values():
        if out:
            yield from _check_sums(manifest_path(out, manifest.run), manifest)
    if out and (out / LEDGER).exists():
        yield from _check_ledger(out, seen)


def _load_manifests(out: Path, manifests: dict[str, Manifest]) -> Iterator[Fault]:
    for path in find_manifests(out):
        try:
            manifests[path.stem] = load_manifest(path)
        except ReadError as error:
            yield Fault(file=str(path), line=None, what=str(error).removeprefix(f"{path}: "))


def _check_bytes(path: Path, listed: ManifestPart | None) -> Iterator[Fault]:
    """Whether the file is the one that the manifest lists."""
    if listed is None:
        yield Fault(file=str(path), line=None, what=f"not listed in any manifest in {RUNS}/")
        return
    try:
        size, sha256 = sha256_of(path)
    except OSError:
        return  # told by the reading of its lines
    if size != listed.bytes:
        yield Fault(file=str(path), line=None, what=f"{size} bytes, its manifest says {listed.bytes}")
    elif sha256 != listed.sha256:
        yield Fault(file=str(path), line=None, what="changed: its sha256 is not the one in its manifest")


def _check_lines(path: Path, name: str | None, seen: _Seen, summary: Summary) -> Iterator[Fault]:
    summary.files += 1
    summary.bytes += path.stat().st_size
    try:
        for number, line in read_lines(path):
            for what in _check_line(line, name, str(path), seen, summary):
                yield Fault(file=str(path), line=number, what=what)
    except ReadError as error:
        yield Fault(file=str(path), line=None, what=str(error).removeprefix(f"{path}: "))


def _check_line(line: bytes, name: str | None, file: str, seen: _Seen, summary: Summary) -> Iterator[str]:
    if not line.endswith(b"\n"):
        yield "cut: no line end"
    try:
        data = parse_object(line)
    except ValueError as error:
        yield f"no record: {error}"
        return
    broken = violations(data)
    yield from broken
    if any(rule.startswith("schema") for rule in broken):
        return
    summary.records += 1
    record = Record.from_dict(data)
    key = (record.id, record.version)
    if first := seen.versions.get(key):
        yield f"id {record.id} version {record.version} stands in {first} already"
    seen.versions.setdefault(key, name or file)
    if name:
        seen.parts.setdefault(key, name)
    seen.ids.add(record.id)
    seen.sites.add(record.site)
    if name and not name.startswith(partition(record) + "/"):
        yield f"belongs in {partition(record)}"
    named = parse_part_name(Path(name).name) if name else None
    if named and record.crawl.run != named[0]:
        yield f"run {record.crawl.run} in a part of {named[0]}"


def _check_sums(file: Path, manifest: Manifest) -> Iterator[Fault]:
    """Whether every record filed stands in a part, and every address of a run that ended has one outcome."""
    if manifest.reason == RUNNING:
        return
    records = sum(part.records for part in manifest.parts)
    filed = sum(site.filed for site in manifest.sites.values())
    if filed != records:
        yield Fault(file=str(file), line=None, what=f"{filed} records filed, its parts hold {records}")
    for what in find_false_sums(json.loads(file.read_bytes())):
        yield Fault(file=str(file), line=None, what=what)


def _check_ledger(out: Path, seen: _Seen) -> Iterator[Fault]:
    """Whether the ledger and the parts hold the same versions in the same places."""
    file = str(out / LEDGER)
    left = dict(seen.parts)
    try:
        ledger = Ledger(out / LEDGER, read_only=True)
        try:
            for row in ledger.delivered():
                part = left.pop((row.id, row.version), None)
                if part is None:
                    what = f"id {row.id} version {row.version} is not in {row.part}"
                    yield Fault(file=file, line=None, what=what)
                elif part != row.part:
                    what = f"id {row.id} version {row.version} is in {part}, not in {row.part}"
                    yield Fault(file=file, line=None, what=what)
        finally:
            ledger.close()
    except (sqlite3.DatabaseError, DeliveryError) as error:
        yield Fault(file=file, line=None, what=f"can't be read: {error}")
        return
    for (article, version), part in left.items():
        what = f"id {article} version {version} in {part} is not in the ledger"
        yield Fault(file=file, line=None, what=what)
