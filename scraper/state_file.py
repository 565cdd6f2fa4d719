"""The file of what a crawl remembers: SQLite, changed in batches, its errors in one line."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from scraper.state_format import advice, format_of, prepare

_FORMAT = 1
_ANEW = "the next crawl starts a new one and takes over what the export folder has"
_COMMIT_CHANGES = 500
_COMMIT_SECONDS = 1.0
_CACHE_KIB = 4 * 1024
"""For the pages of a batch. What is read stands in the system's own cache, and is mapped from there."""

_TABLES = """
CREATE TABLE urls (
    url         TEXT NOT NULL PRIMARY KEY,
    site        TEXT NOT NULL,
    state       TEXT NOT NULL,
    reason      TEXT,
    attempts    INTEGER NOT NULL DEFAULT 0,
    next_try    TEXT,  -- NULL: never again
    via         TEXT NOT NULL,
    hints       TEXT,
    changed     TEXT,
    first_seen  TEXT NOT NULL,
    last_visit  TEXT,
    article_id  TEXT
) WITHOUT ROWID;
"""
# Later additions, which older files get too.
_MORE_TABLES = """
DROP INDEX IF EXISTS queue;
DROP INDEX IF EXISTS states;
CREATE INDEX IF NOT EXISTS due ON urls (site, changed DESC, first_seen DESC, url, next_try, state, via)
WHERE next_try IS NOT NULL;
CREATE TABLE IF NOT EXISTS facts (name TEXT NOT NULL PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS validators (
    url TEXT NOT NULL PRIMARY KEY, etag TEXT, last_modified TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (
    url TEXT NOT NULL PRIMARY KEY, etag TEXT, last_modified TEXT, last_visit TEXT NOT NULL,
    interval INTEGER NOT NULL, digest TEXT NOT NULL, leads TEXT NOT NULL, reader TEXT NOT NULL,
    since TEXT NOT NULL) WITHOUT ROWID;
"""


class FrontierError(Exception):
    """The frontier's file can't be used. One line: which file, what is wrong, what to do."""


class StateFile:
    """The SQLite file *path*, made where it is missing. For one thread of one process.

    A change outlives the process once it is committed: by `flush`, or with the first change a second after
    the last commit. What is changed later is never committed before what was changed earlier.
    *read_only*: the file must exist; nothing changes.
    """

    def __init__(self, path: Path | str, *, read_only: bool = False) -> None:
        self.path = Path(path)
        self._changes = 0
        self._committed = time.monotonic()
        with self._explained():
            if not read_only:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            mode = "?mode=ro" if read_only else ""
            self._database = sqlite3.connect(
                self.path.absolute().as_uri() + mode, uri=True, timeout=10, isolation_level=None
            )
            self._open(read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def define(self, name: str, arguments: int, function: Callable[..., Any]) -> None:
        """Let statements call *function* as *name*."""
        self._database.create_function(name, arguments, function)

    def flush(self) -> None:
        """Commit what has changed. It outlives the process from here on."""
        if self._database.in_transaction:
            self.execute("COMMIT")
        self._changes = 0
        self._committed = time.monotonic()

    def close(self) -> None:
        """Commit and let go of the file."""
        try:
            self.flush()
        finally:
            self._database.close()

    def change(self, statement: str, values: Sequence[Any]) -> bool:
        """Whether *statement* changed a row. Commits when the batch is full or old."""
        if not self._database.in_transaction:
            self.execute("BEGIN")
        changed = self.execute(statement, values).rowcount > 0
        self._changes += changed
        if self._changes >= _COMMIT_CHANGES or time.monotonic() - self._committed >= _COMMIT_SECONDS:
            self.flush()
        return changed

    def fact(self, name: str) -> str | None:
        """What was noted as *name*; None: nothing."""
        row = self.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def note_fact(self, name: str, value: str | None) -> None:
        """Remember *value* as *name*, in the place of what it was."""
        self.change("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """The cursor of *statement*, which does not belong to a batch."""
        try:
            return self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise self._explain(error) from error

    def rows(self, statement: str, values: Sequence[Any]) -> Iterator[Any]:
        """The rows that *statement* asks for, one after the other."""
        with self._explained():
            yield from self._database.execute(statement, values)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise self._explain(error) from error

    def _explain(self, error: Exception) -> FrontierError:
        return FrontierError(f"{self.path}: {error}; {advice(error, _ANEW)}")

    def _open(self, read_only: bool) -> None:
        run = self._database.execute
        found = format_of(self._database) if read_only else prepare(self._database, _TABLES, _FORMAT)
        run(f"PRAGMA cache_size = -{_CACHE_KIB}")
        run("PRAGMA mmap_size = 1073741824")
        if found != _FORMAT:
            self._database.close()
            raise FrontierError(
                f"{self.path}: not a frontier of format {_FORMAT} (found {found}); move the file away: "
                f"{_ANEW}"
            )
        if not read_only:
            self._database.executescript(_MORE_TABLES)
