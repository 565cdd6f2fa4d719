"""What the SQLite files of the state folder share: a format of their own, and what to do about a fault."""

from __future__ import annotations

import sqlite3


def prepare(database: sqlite3.Connection, tables: str, number: int) -> int:
    """The format found in *database*; where it holds nothing, *tables* are made and it is *number*.

    What is committed survives a kill of the process (WAL, synchronous NORMAL).
    """
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    found = format_of(database)
    if found == 0 and not database.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
        database.executescript(f"BEGIN; {tables} PRAGMA user_version = {number}; COMMIT;")
        return number
    return found


def format_of(database: sqlite3.Connection) -> int:
    """The number of the format that *database* states; 0: none."""
    (found,) = database.execute("PRAGMA user_version").fetchone()
    return int(found)


def advice(error: Exception, anew: str) -> str:
    """What to do about *error*, met in such a file; *anew*: what happens once a damaged one is away."""
    if isinstance(error, sqlite3.OperationalError | OSError):
        if "locked" in str(error):
            return "another process uses it: let it end first"
        return "free disk space or mend the rights of the folder, then run again"
    return f"the file is damaged: move it away (with its -wal and -shm): {anew}"
