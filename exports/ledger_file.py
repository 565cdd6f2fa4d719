"""The file of the ledger: SQLite, changed all or nothing, its errors in one line."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exports.disk import DeliveryError

VERSION = 2
_TABLES = """
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, site TEXT NOT NULL,
    requested_url TEXT NOT NULL, url TEXT NOT NULL, text_hash TEXT NOT NULL, headline TEXT,
    corrections TEXT NOT NULL, part TEXT NOT NULL, run TEXT NOT NULL,
    duplicate_of TEXT, similar_to TEXT, similarity REAL, UNIQUE (id, version));
CREATE INDEX articles_by_text ON articles (text_hash);
CREATE INDEX articles_by_run ON articles (run, site);
CREATE TABLE addresses (requested_url TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX addresses_by_id ON addresses (id);
CREATE VIEW records AS SELECT id, requested_url FROM addresses;
CREATE TABLE sketches (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, signature BLOB NOT NULL);
CREATE TABLE bands (band INTEGER, number INTEGER, PRIMARY KEY (band, number)) WITHOUT ROWID;
CREATE TABLE parts (
    path TEXT PRIMARY KEY, run TEXT NOT NULL, journal INTEGER NOT NULL, records INTEGER NOT NULL,
    bytes INTEGER NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE journals (run TEXT, number INTEGER, PRIMARY KEY (run, number)) WITHOUT ROWID;
CREATE TABLE gone (
    requested_url TEXT PRIMARY KEY, id TEXT NOT NULL, reason TEXT NOT NULL, seen_at TEXT NOT NULL
) WITHOUT ROWID;
"""
# What SQLite says where the file itself is sound.
_ADVICE = {
    "full": "free some space on this disk and run again",
    "I/O": "see to the disk and its limits, and run again",
    "readonly": "make it writable for this user and run again",
    "unable to open": "make it and its folder writable for this user and run again",
    "locked": "wait for what holds it, and run again",
}
_CACHE_KIB = 2 * 1024  # more is no faster: what is read stands in the system's own cache


class LedgerFile:
    """The SQLite file *path*, made if missing. Safe to ask from several threads.

    DeliveryError: it can't be written; sqlite3.DatabaseError: it is damaged, or of another version.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._lock = threading.RLock()
        address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        try:
            self._database = sqlite3.connect(
                address, uri=True, check_same_thread=False, isolation_level=None, timeout=10
            )
        except sqlite3.OperationalError as error:
            raise _cannot(path, error) from error
        try:
            self._prepare(read_only=read_only)
        except BaseException:
            self._database.close()
            raise

    def is_sound(self) -> bool:
        """Whether SQLite finds no damage in the file. Takes a second for some hundred MiB."""
        try:
            return self._ask("PRAGMA quick_check(1)") == [("ok",)]
        except DeliveryError:
            return False

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._database.close()

    def _prepare(self, *, read_only: bool) -> None:
        try:
            if not read_only:
                self._database.execute("PRAGMA journal_mode = WAL")
                self._database.execute("PRAGMA synchronous = FULL")
            self._database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            version = self._database.execute("PRAGMA user_version").fetchone()[0]
            if version == 0 and not read_only:
                self._database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
            elif version != VERSION:
                raise sqlite3.DatabaseError(f"a ledger of version {version}, this Copydesk knows {VERSION}")
            self._database.execute("SELECT count(*) FROM (SELECT 1 FROM articles LIMIT 1)")
        except sqlite3.OperationalError as error:
            raise _cannot(self.path, error) from error

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of the block's changes, or none where it raises."""
        with self._lock:
            try:
                self._database.execute("BEGIN IMMEDIATE")
                yield self._database
                self._database.execute("COMMIT")
            except BaseException as error:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error):
                    raise _cannot(self.path, error) from error
                raise

    def _ask(self, sql: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            try:
                return self._database.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                raise _cannot(self.path, error) from error


def _cannot(path: Path, error: sqlite3.Error) -> DeliveryError:
    damaged = "remove it and run again (it is made anew from the parts)"
    advice = next((words for sign, words in _ADVICE.items() if sign in str(error)), damaged)
    return DeliveryError(f"{path}: {error}; {advice}")
