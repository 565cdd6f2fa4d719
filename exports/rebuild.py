"""A ledger made anew from the parts, when it is missing or damaged."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import groupby
from pathlib import Path

from exports.delivered import Gone, Part, Sketch
from exports.disk import make_folder, sha256_of, sync_folder, told_clearly
from exports.layout import LEDGER, find_journals, find_parts, parse_journal_name, parse_part_name
from exports.ledger import Ledger
from exports.manifest import find_manifests, load_manifest
from exports.reader import ReadError, parse_line, read_lines
from exports.record import Record

_LOG = logging.getLogger(__name__)
_REMAINS = ("-wal", "-shm", "-journal")
_CHECKED_BYTES = 64 * 1024 * 1024  # a bigger one would hold up the start
_Sketcher = Callable[[Record], Sketch | None] | None


def open_ledger(out: Path, *, sketch: _Sketcher = None) -> Ledger:
    """The ledger of the export folder *out*; made anew from the parts, with one line in the log, where it is
    missing or damaged. DeliveryError: it can't be written."""
    make_folder(out)
    path = out / LEDGER
    why = "is missing"
    if path.exists() and path.stat().st_size:
        try:
            ledger = Ledger(path, sketch=sketch)
        except sqlite3.DatabaseError as error:
            why = f"is damaged ({error})"
        else:
            damaged = path.stat().st_size < _CHECKED_BYTES and not ledger.is_sound()
            if not damaged and (ledger.parts() or not any(_settled_parts(out))):
                return ledger
            ledger.close()
            why = "is damaged" if damaged else "is empty"
    elif not any(_settled_parts(out)):
        _drop_remains(path, *_REMAINS)
        return Ledger(path, sketch=sketch)
    ledger = rebuild(out, sketch=sketch)
    _LOG.warning(
        "%s %s: made anew from %d parts, %d articles", path, why, len(ledger.parts()), ledger.count()[0]
    )
    return ledger


def rebuild(out: Path, *, sketch: _Sketcher = None) -> Ledger:
    """A new ledger of the export folder *out*, from its parts, in the place of the old one.

    Parts of a journal that still stands are left out: they are delivered again from it. Damaged lines are
    skipped (see `exports.verify`). DeliveryError: it can't be written.
    """
    path, aside = out / LEDGER, out / f".{LEDGER}.part"
    gone = [*_gone_by_manifests(out), *_gone_by_old_ledger(path)]
    _drop_remains(aside, "", *_REMAINS)
    ledger = Ledger(aside, sketch=sketch)
    try:
        for (run, journal), parts in groupby(sorted(_settled_parts(out)), key=lambda part: part[0]):
            _enter(ledger, out, run, journal, [part for _, part in parts])
        for page, run in gone:
            newest = ledger.newest(page.id)
            if newest and (run is None or newest.run <= run):
                ledger.note_gone(page)
    finally:
        ledger.close()
    with told_clearly(path):
        _drop_remains(path, "", *_REMAINS)
        os.replace(aside, path)
        sync_folder(out)
    return Ledger(path, sketch=sketch)


def _gone_by_manifests(out: Path) -> Iterator[tuple[Gone, str]]:
    """(page, run) of every page that a run found gone."""
    for path in find_manifests(out):
        with suppress(ReadError):
            manifest = load_manifest(path)
            yield from ((page, manifest.run) for page in manifest.gone)


def _gone_by_old_ledger(path: Path) -> list[tuple[Gone, None]]:
    """What the ledger at *path* knows of pages that are gone, as far as it can be read."""
    with suppress(sqlite3.DatabaseError):
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as old:
            rows = old.execute("SELECT requested_url, id, reason, seen_at FROM gone").fetchall()
        names = ("requested_url", "id", "reason", "seen_at")
        return [(Gone(**dict(zip(names, row, strict=True))), None) for row in rows]
    return []


def _enter(ledger: Ledger, out: Path, run: str, journal: int, paths: list[Path]) -> None:
    parts: list[Part] = []
    # Both are read while they are entered: the parts stand once their records have gone by.
    records = _new_records(ledger, out, run, journal, paths, parts)
    ledger.commit(run=run, journal=journal, records=records, parts=parts, aliases={})


def _new_records(
    ledger: Ledger, out: Path, run: str, journal: int, paths: list[Path], parts: list[Part]
) -> Iterator[tuple[Record, str]]:
    """The records of *paths* that the *ledger* does not have, each with its part; adds these to *parts*."""
    for path in paths:
        name, count = path.relative_to(out).as_posix(), 0
        for record in _whole_records(path):
            count += 1
            if not ledger.has_version(record.id, record.version):
                yield record, name
        with told_clearly(path):
            size, sha256 = sha256_of(path)
        parts.append(Part(path=name, run=run, journal=journal, records=count, bytes=size, sha256=sha256))


def _whole_records(path: Path) -> Iterator[Record]:
    try:
        for _, line in read_lines(path):
            with suppress(ValueError):
                yield parse_line(line)
    except ReadError as error:
        _LOG.warning("%s", error)


def _settled_parts(out: Path) -> Iterator[tuple[tuple[str, int], Path]]:
    """((run, journal), path) of every part whose journal is gone."""
    waiting = {parse_journal_name(path.name) for path in find_journals(out)}
    for path in find_parts(out):
        name = parse_part_name(path.name)
        if name and name not in waiting:
            yield name, path


def _drop_remains(path: Path, *endings: str) -> None:
    """Removes what SQLite left beside a database that is gone: it would be taken for the new one's."""
    for ending in endings:
        with told_clearly(path), suppress(FileNotFoundError):
            os.unlink(path.with_name(path.name + ending))
