"""The frontier set right by the export ledger, which has the last word on what is delivered."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scraper.state_file import FrontierError, StateFile

_DELIVERED = """
UPDATE urls SET state = 'done', reason = NULL, next_try = next_revisit(first_seen, changed, last_visit),
article_id = known.id
FROM (SELECT requested_url, id FROM {rows} GROUP BY requested_url) AS known
WHERE known.requested_url = urls.url AND urls.state NOT IN ('done', 'gone')
"""
_ALL = "ledger.records"
_LATER = "ledger.records WHERE id IN (SELECT id FROM ledger.articles WHERE number > {number})"
_LOST = """
UPDATE urls SET state = 'pending', reason = NULL, next_try = '', article_id = NULL
WHERE state = 'done' AND article_id IS NOT NULL
AND url NOT IN (SELECT requested_url FROM ledger.records)
AND article_id NOT IN (SELECT id FROM ledger.records)
"""
# A ledger only grows, unless it is made anew or emptied.
_MARK = "SELECT number, id FROM ledger.articles ORDER BY number DESC LIMIT 1"
_SAME = "SELECT 1 FROM ledger.articles WHERE number = ? AND id = ?"
_LEDGER = "ledger"


def reconcile(frontier: StateFile, ledger_path: Path | str) -> tuple[int, int]:
    """(rows now done, rows pending again), after the ledger at *ledger_path*.

    A row whose record the ledger has is done. A row that is done by a record which this ledger does not have
    becomes pending: an emptied export folder is filled again. A missing ledger has no records. In one that
    has grown since the two agreed (`note_agreement`), only what came later is looked at.
    """
    with _attached(frontier, Path(ledger_path)):
        known = _agreed(frontier)
        if known is None:
            lost = frontier.execute(_LOST).rowcount
            delivered = frontier.execute(_DELIVERED.format(rows=_ALL)).rowcount
        else:
            lost = 0
            delivered = frontier.execute(_DELIVERED.format(rows=_LATER.format(number=known))).rowcount
        frontier.note_fact(_LEDGER, _mark(frontier))
        return delivered, lost


def note_agreement(frontier: StateFile, ledger_path: Path | str) -> None:
    """The frontier knows of everything that the ledger at *ledger_path* has: the next run need not look."""
    with _attached(frontier, Path(ledger_path)):
        frontier.note_fact(_LEDGER, _mark(frontier))


def _mark(frontier: StateFile) -> str | None:
    """The last entry of the ledger; None: it has none."""
    row = _ask(frontier, _MARK)
    return f"{row[0]} {row[1]}" if row else None


def _agreed(frontier: StateFile) -> int | None:
    """The number of the entry up to which the frontier and this ledger agree; None: they never did."""
    number, _, article = (frontier.fact(_LEDGER) or "").partition(" ")
    return int(number) if number and _ask(frontier, _SAME, int(number), article) else None


def _ask(frontier: StateFile, statement: str, *values: object) -> tuple[Any, ...] | None:
    try:
        row: tuple[Any, ...] | None = frontier.execute(statement, values).fetchone()
        return row
    except FrontierError as error:
        if isinstance(error.__cause__, sqlite3.OperationalError):
            return None  # there is no ledger yet
        raise


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
