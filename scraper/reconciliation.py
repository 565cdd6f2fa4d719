"""The frontier set right by the export ledger, which has the last word on what is delivered."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.state_file import FrontierError, StateFile

_DELIVERED = """
UPDATE urls SET state = 'done', reason = NULL, next_try = next_revisit(first_seen, changed, last_visit),
article_id = known.id
FROM (SELECT requested_url, id FROM ledger.records GROUP BY requested_url) AS known
WHERE known.requested_url = urls.url AND urls.state NOT IN ('done', 'gone')
"""
_LOST = """
UPDATE urls SET state = 'pending', reason = NULL, next_try = '', article_id = NULL
WHERE state = 'done' AND article_id IS NOT NULL
AND url NOT IN (SELECT requested_url FROM ledger.records)
AND article_id NOT IN (SELECT id FROM ledger.records)
"""
# What changes with every delivery, and with every ledger that is made anew or emptied.
_MARK = """
SELECT number || ' ' || id || ' ' || (SELECT count(*) FROM ledger.journals)
FROM ledger.articles ORDER BY number DESC LIMIT 1
"""
_LEDGER = "ledger"


def reconcile(frontier: StateFile, ledger_path: Path | str) -> tuple[int, int]:
    """(rows now done, rows pending again), after the ledger at *ledger_path*.

    A row whose record the ledger has is done. A row that is done by a record which this ledger does not have
    becomes pending: an emptied export folder is filled again. A missing ledger has no records. Where the
    ledger is as the frontier left it (`note_agreement`), nothing is looked at.
    """
    with _attached(frontier, Path(ledger_path)):
        mark = _mark(frontier)
        if mark and mark == frontier.fact(_LEDGER):
            return 0, 0
        counts = frontier.execute(_DELIVERED).rowcount, frontier.execute(_LOST).rowcount
        frontier.note_fact(_LEDGER, mark)
        frontier.flush()
        return counts


def note_agreement(frontier: StateFile, ledger_path: Path | str) -> None:
    """The frontier knows of everything that the ledger at *ledger_path* has: the next run need not look."""
    with _attached(frontier, Path(ledger_path)):
        frontier.note_fact(_LEDGER, _mark(frontier))
        frontier.flush()


def _mark(frontier: StateFile) -> str | None:
    try:
        row = frontier.execute(_MARK).fetchone()
    except FrontierError as error:
        if isinstance(error.__cause__, sqlite3.OperationalError):
            return None  # no ledger of ours: there is none yet
        raise
    return str(row[0]) if row else None


@contextmanager
def _attached(frontier: StateFile, ledger: Path) -> Iterator[None]:
    """The ledger beside the frontier, as `ledger`."""
    frontier.flush()
    found = ledger.exists()
    address = f"{ledger.absolute().as_uri()}?mode=ro" if found else ":memory:"
    frontier.execute("ATTACH DATABASE ? AS ledger", (address,))
    try:
        if not found:
            frontier.execute("CREATE TABLE ledger.records (id TEXT, requested_url TEXT)")
        yield
    finally:
        frontier.flush()
        frontier.execute("DETACH DATABASE ledger")
