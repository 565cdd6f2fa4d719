"""Which payloads stand in an archive, and where: SQLite beside its files, so that memory does not grow."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from exports.disk import DeliveryError
from scraper.archive.records import Original
from scraper.normalise.urls import fingerprint

FILE = "payloads.sqlite"
_FORMAT = 1
_TABLES = """
CREATE TABLE files (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER NOT NULL);
CREATE TABLE payloads (
    digest  BLOB NOT NULL PRIMARY KEY,
    file    INTEGER NOT NULL,
    offset  INTEGER NOT NULL,
    id      TEXT NOT NULL,
    url     TEXT NOT NULL,
    date    TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE pages (address INTEGER NOT NULL PRIMARY KEY, digest BLOB NOT NULL);
"""
_ORIGINAL = """
SELECT id, url, date, name, offset FROM payloads JOIN files ON files.number = payloads.file WHERE digest = ?
"""
_LAST = "SELECT digest FROM pages WHERE address = ?"
_WAL = ("-wal", "-shm")


class Payloads:
    """The index of the archive in *folder*, made where it is missing; one that is damaged is begun anew.

    It only saves room: without it a payload is kept twice. Nothing stands in it that is not on disk: what
    `add` is told of is entered by `commit`, after the file was synced. Several crawls may use it at a time.
    For one thread. DeliveryError: it can't be written.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._waiting: dict[bytes, Original] = {}
        self._last: dict[int, bytes] = {}
        with self._explained():
            try:
                self._open()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                self._database.close()
                for end in ("", *_WAL):
                    with suppress(FileNotFoundError):
                        self.path.with_name(FILE + end).unlink()
                self._open()
            self._forget_lost(folder)

    def find(self, digest: bytes) -> Original | None:
        """The record that holds the payload with this digest."""
        if digest in self._waiting:
            return self._waiting[digest]
        with self._explained():
            row = self._database.execute(_ORIGINAL, (digest,)).fetchone()
        return Original(id=row[0], url=row[1], date=row[2], file=row[3], offset=row[4]) if row else None

    def last(self, url: str) -> Original | None:
        """The record that holds what *url* answered last."""
        address = _address(url)
        digest = self._last.get(address)
        if digest is None:
            with self._explained():
                row = self._database.execute(_LAST, (address,)).fetchone()
            digest = row[0] if row else None
        return self.find(digest) if digest else None

    def add(self, url: str, digest: bytes, original: Original | None) -> None:
        """*url* answered with this payload; *original*: the record that holds it, where it is a new one."""
        self._last[_address(url)] = digest
        if original:
            self._waiting.setdefault(digest, original)

    def known_size(self, name: str) -> int:
        """Bytes of the file *name* that are known to be whole; 0: none are."""
        with self._explained():
            row = self._database.execute("SELECT size FROM files WHERE name = ?", (name,)).fetchone()
        return row[0] if row else 0

    def commit(self, name: str, size: int) -> None:
        """Enter what was added; the file *name* is whole up to *size* bytes, and so on disk."""
        with self._explained(), self._database:
            run = self._database.execute
            run("BEGIN IMMEDIATE")
            (number,) = run(
                "INSERT INTO files (name, size) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET size = "
                "excluded.size RETURNING number",
                (name, size),
            ).fetchone()
            self._database.executemany(
                "INSERT OR IGNORE INTO payloads VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (digest, number, known.offset, known.id, known.url, known.date)
                    for digest, known in self._waiting.items()
                ],
            )
            self._database.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?)", self._last.items())
        self._waiting.clear()
        self._last.clear()

    def close(self) -> None:
        """Let go of the file; what was not committed is left out."""
        self._database.close()

    def _open(self) -> None:
        self._database = sqlite3.connect(
            self.path.absolute().as_uri(), uri=True, timeout=30, isolation_level=None
        )
        run = self._database.execute
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = NORMAL")
        run("PRAGMA cache_size = -8192")
        run("BEGIN IMMEDIATE")
        (found,) = run("PRAGMA user_version").fetchone()
        if not found:
            for statement in filter(str.strip, _TABLES.split(";")):
                run(statement)
            run(f"PRAGMA user_version = {_FORMAT}")
        run("COMMIT")
        if found not in (0, _FORMAT):
            raise sqlite3.DatabaseError(f"format {found}")

    def _forget_lost(self, folder: Path) -> None:
        """Files that were taken away hold nothing any more."""
        for number, name in self._database.execute("SELECT number, name FROM files").fetchall():
            if not (folder / name).exists() and not (folder / f"{name}.open").exists():
                with self._database:
                    self._database.execute("DELETE FROM payloads WHERE file = ?", (number,))
                    self._database.execute("DELETE FROM files WHERE number = ?", (number,))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise DeliveryError(
                f"{self.path}: {error}; see to the disk, or move the file away, and run again"
            ) from error


def _address(url: str) -> int:
    """A signed number of 64 bits, which is what SQLite has room for."""
    return int.from_bytes(fingerprint(url).to_bytes(8, "big"), "big", signed=True)
