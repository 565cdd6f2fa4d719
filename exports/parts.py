"""Delivery: a journal's records, settled and sorted, become parts; kill it anywhere and do it again.

A journal is read line by line in the order of its parts, so that no text waits in memory; before that, where
those who wrote it are gone, once for what its records are settled and sorted by (`slips`).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from exports.delivered import Delivered, Part
from exports.disk import DeliveryError, aside_name, make_folder, remove, told_clearly, write_pieces
from exports.journal import line_at, read_journal
from exports.layout import find_parts, manifest_path, parse_journal_name, part_name, partition
from exports.ledger import Ledger
from exports.manifest import Manifest, load_manifest, write_manifest
from exports.reader import ReadError, parse_line
from exports.slips import Slip, digest_of, to_slip

__all__ = ["Delivery", "DeliveryError", "deliver"]

Settle = Callable[[list[Slip]], list[Slip]]
_PIECE = 256 * 1024  # bytes that are written at a time


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
    written: Sequence[Slip] | None = None,
    compress: bool = False,
    recovered: bool = False,
) -> Delivery:
    """Delivers the records of *journal*, as *settle* leaves them, as parts in *out*, and removes it.

    The order: parts (written aside, synced, renamed), ledger (one transaction), manifest, journal. Each step
    can be done twice, and a journal always makes the same file names, so after a kill all is done again.
    *written*: the slips of all its records, from the `Journal` that wrote them; None: the file tells them.
    *recovered*: the journal was left by a run that was killed; what it began is cleared away first, and its
    manifest says so. DeliveryError: something could not be written; the journal stands.
    """
    name = parse_journal_name(journal.name)
    if not name:
        raise ValueError(f"{journal}: not named like a journal")
    run, number = name
    slips, damaged = (list(written), 0) if written is not None else _read_slips(journal, ledger)
    delivered: list[Delivered] = []
    if not ledger.has_journal(run, number):
        kept = sorted(settle(list(slips)), key=_order)
        if recovered:
            _clear(out, run, number, {partition(record) for record in kept}, compress=compress)
        read = partial(_read_lines, journal, {slip.place: slip for slip in written or ()})
        placed, parts = _write_parts(kept, read, out, run, number, compress=compress)
        aliases = _find_aliases(slips, kept)
        delivered = ledger.commit(run=run, journal=number, records=placed, parts=parts, aliases=aliases)
    _update_manifest(out, ledger, run, recovered=recovered)
    remove(journal)
    return Delivery(run=run, delivered=tuple(delivered), damaged=damaged)


def _read_slips(journal: Path, ledger: Ledger) -> tuple[list[Slip], int]:
    """The slips of the whole records of *journal*, and how many lines hold none."""
    slips, damaged = [], 0
    for place, record in read_journal(journal):
        if record is None:
            damaged += 1
        else:
            line = record.to_json().encode()
            slips.append(to_slip(record, sketch=ledger.sketch(record), line=line, place=place))
    return slips, damaged


def _order(slip: Slip) -> tuple[str, str, int]:
    return (partition(slip), slip.id, slip.version)


def _write_parts(
    slips: Sequence[Slip],
    read: Callable[[Iterable[Slip]], Iterator[bytes]],
    out: Path,
    run: str,
    number: int,
    *,
    compress: bool,
) -> tuple[list[tuple[Slip, str]], list[Part]]:
    """Writes what *read* gives for *slips*, which are sorted, to one part a partition."""
    placed, parts = [], []
    for folder, group in groupby(slips, key=partition):
        rows = list(group)
        name = f"{folder}/{part_name(run, number, compress=compress)}"
        lines = read(rows)
        make_folder((out / name).parent)
        size, sha256 = write_pieces(out / name, _gathered(_zipped(lines) if compress else lines))
        parts.append(Part(path=name, run=run, journal=number, records=len(rows), bytes=size, sha256=sha256))
        placed += [(slip, name) for slip in rows]
    return placed, parts


def _read_lines(journal: Path, written: Mapping[int, Slip], slips: Iterable[Slip]) -> Iterator[bytes]:
    """The lines of *slips* as they are delivered, in their order.

    *written*: the slips with which they were written, by place. A line that settling left alone is copied.
    """
    with told_clearly(journal), journal.open("rb") as file:
        for slip in slips:
            line, before = line_at(file, slip.place), written.get(slip.place)
            if before and digest_of(line[:-1]) != before.digest:
                raise DeliveryError(
                    f"{journal}: byte {slip.place}: not what was written there; look at the disk, then start "
                    "the crawl again: it delivers the lines that are whole"
                )
            if before and before.settled == slip.settled:
                yield line
            else:
                yield slip.to_record(parse_line(line)).to_json().encode() + b"\n"


def _zipped(lines: Iterable[bytes]) -> Iterator[bytes]:
    """*lines* as one gzip file that names no time."""
    packer = zlib.compressobj(6, wbits=zlib.MAX_WBITS | 16)
    for line in lines:
        yield packer.compress(line)
    yield packer.flush()


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """*pieces*, in larger ones."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        if len(waiting) >= _PIECE:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def _find_aliases(came: Sequence[Slip], kept: Sequence[Slip]) -> dict[str, str]:
    """Address to id of every record that settling dropped."""
    stays = {slip.requested_url for slip in kept}
    return {slip.requested_url: slip.id for slip in came if slip.requested_url not in stays}


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
