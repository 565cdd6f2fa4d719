"""The records to convert: read one at a time, each with the place where it stands."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from exports.reader import ReadError, find_files, parse_line, read_lines, read_stream
from exports.record import Record
from exports.stores import is_address

STANDARD_INPUT = "-"


class Newest:
    """The newest version of each article, in a file that goes with the process: there may be millions."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)  # on disk, without a name
        self._database.execute("CREATE TABLE newest (id TEXT PRIMARY KEY, version INTEGER) WITHOUT ROWID")
        self._database.execute("BEGIN")

    def note(self, record: Record) -> bool:
        """Whether no version of the article that is newer than *record* was noted before it."""
        row = self._database.execute(
            "INSERT INTO newest VALUES (?, ?) ON CONFLICT (id) DO UPDATE "
            "SET version = max(version, excluded.version) RETURNING version",
            (record.id, record.version),
        ).fetchone()
        return bool(row[0] == record.version)

    def take(self, record: Record) -> bool:
        """Whether *record* is the newest version noted of its article; true only once for each."""
        taken = self._database.execute(
            "DELETE FROM newest WHERE id = ? AND version = ?", (record.id, record.version)
        )
        return taken.rowcount > 0


class RecordSource:
    """The records in *path*: a file (plain, gzipped, zstd), an export folder, a glob pattern, or `-` for
    standard input. One pass.

    *newest*: only the newest version of each article, once; reads twice, so not for `-`. *skip_damaged*:
    lines that hold no record are counted and passed over. ReadError: nothing is there (at once), or a line is
    damaged (when it is met).
    """

    def __init__(self, path: str, *, newest: bool = False, skip_damaged: bool = False) -> None:
        if newest and path == STANDARD_INPUT:
            raise ReadError("the newest versions are found by reading twice: give a file or folder, not -")
        self.files = [] if path == STANDARD_INPUT else find_files(path)
        self.place = path
        """File and line of the record that was read last."""
        self.damaged = 0
        """Lines that were passed over."""
        self._path = path
        self._newest = newest
        self._skip_damaged = skip_damaged

    def __iter__(self) -> Iterator[Record]:
        if not self._newest:
            yield from self._records()
            return
        newest = Newest()
        for record in self._records():
            newest.note(record)
        self.damaged = 0  # they are met again
        for record in self._records():
            if newest.take(record):
                yield record

    def holds(self, target: Path) -> bool:
        """Whether *target* is one of the files that are read, or lies in the folder that is."""
        if is_address(self._path):
            return False
        place = Path(self._path)
        if place.is_dir() and target.absolute().resolve().is_relative_to(place.resolve()):
            return True
        return target.exists() and any(os.path.samefile(target, file) for file in self.files)

    def _records(self) -> Iterator[Record]:
        for name, number, line in self._lines():
            self.place = f"{name}: line {number}"
            if line.isspace():
                continue
            try:
                record = parse_line(line)
            except ValueError as error:
                if not self._skip_damaged:
                    raise ReadError(f"{self.place}: {error}") from error
                self.damaged += 1
                continue
            yield record

    def _lines(self) -> Iterator[tuple[str, int, bytes]]:
        if self._path == STANDARD_INPUT:
            for number, line in read_stream(sys.stdin.buffer, "standard input"):
                yield "standard input", number, line
        for file in self.files:
            for number, line in read_lines(file):
                yield str(file), number, line
