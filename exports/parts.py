"""Delivery: a journal's records, settled and sorted, become parts; kill it anywhere and do it again."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from exports.delivered import Delivered, Part
from exports.disk import DeliveryError, aside_name, make_folder, remove, write_whole
from exports.journal import load_journal
from exports.layout import find_parts, manifest_path, parse_journal_name, part_name, partition
from exports.ledger import Ledger
from exports.manifest import Manifest, load_manifest, write_manifest
from exports.reader import ReadError
from exports.record import Record

__all__ = ["Delivery", "DeliveryError", "deliver"]

Settle = Callable[[list[Record]], list[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of one journal."""

    run: str
    delivered: tuple[Delivered, ...]
    """One for each address that stands delivered by it, copies that settling dropped included."""
    damaged: int
    """Lines of the journal that held no record."""


def deliver(
    journal: Path,
    *,
    out: Path,
    ledger: Ledger,
    settle: Settle,
    compress: bool = False,
    recovered: bool = False,
) -> Delivery:
    """Delivers the records of *journal*, as *settle* leaves them, as parts in *out*, and removes it.

    The order: parts (written aside, synced, renamed), ledger (one transaction), manifest, journal. Each step
    can be done twice, and a journal always makes the same file names, so after a kill all is done again.
    *recovered*: the journal was left by a run that was killed; what it began is cleared away first, and its
    manifest says so. DeliveryError: something could not be written; the journal stands.
    """
    name = parse_journal_name(journal.name)
    if not name:
        raise ValueError(f"{journal}: not named like a journal")
    run, number = name
    salvage = load_journal(journal)
    delivered: list[Delivered] = []
    if not ledger.has_journal(run, number):
        kept = sorted(settle(list(salvage.records)), key=_order)
        if recovered:
            _clear(out, run, number, {partition(record) for record in kept}, compress=compress)
        records, parts = _write_parts(kept, out, run, number, compress=compress)
        aliases = _find_aliases(salvage.records, kept)
        delivered = ledger.commit(run=run, journal=number, records=records, parts=parts, aliases=aliases)
    _update_manifest(out, ledger, run, recovered=recovered)
    remove(journal)
    return Delivery(run=run, delivered=tuple(delivered), damaged=salvage.damaged)


def _order(record: Record) -> tuple[str, str, int]:
    return (partition(record), record.id, record.version)


def _write_parts(
    records: Sequence[Record], out: Path, run: str, number: int, *, compress: bool
) -> tuple[list[tuple[Record, str]], list[Part]]:
    """Writes *records*, which are sorted, to one part a partition."""
    placed, parts = [], []
    for folder, group in groupby(records, key=partition):
        rows = list(group)
        name = f"{folder}/{part_name(run, number, compress=compress)}"
        data = b"".join(record.to_json().encode() + b"\n" for record in rows)
        if compress:
            data = gzip.compress(data, compresslevel=6, mtime=0)
        make_folder((out / name).parent)
        write_whole(out / name, data)
        sha256 = hashlib.sha256(data).hexdigest()
        parts.append(
            Part(path=name, run=run, journal=number, records=len(rows), bytes=len(data), sha256=sha256)
        )
        placed += [(record, name) for record in rows]
    return placed, parts


def _find_aliases(came: Sequence[Record], kept: Sequence[Record]) -> dict[str, str]:
    """Address to id of every record that settling dropped."""
    stays = {record.requested_url for record in kept}
    return {record.requested_url: record.id for record in came if record.requested_url not in stays}


def _clear(out: Path, run: str, number: int, partitions: set[str], *, compress: bool) -> None:
    """Removes what an earlier try of the same journal wrote and the coming one would not write over."""
    names = [part_name(run, number, compress=zipped) for zipped in (False, True)]
    coming = {out / folder / part_name(run, number, compress=compress) for folder in partitions}
    for path in find_parts(out):
        if path.name in names and path not in coming:
            remove(path)
    for name in names:
        for path in out.glob(f"site=*/date=*/{aside_name(Path(name)).name}"):
            remove(path)


def _update_manifest(out: Path, ledger: Ledger, run: str, *, recovered: bool) -> None:
    """Enters the delivered parts of *run* in its manifest, which is made if it is missing or damaged."""
    try:
        manifest = load_manifest(manifest_path(out, run))
    except ReadError:
        manifest = Manifest(run=run)
    parts = ledger.parts(run)
    if recovered:
        manifest = manifest.as_interrupted(parts, ledger.filed(run))
    write_manifest(out, manifest.with_parts(parts))
