"""The frontier: every address that was found, and what became of it. SQLite; survives a kill.

What is being fetched right now is known to the caller alone. A row changes only when its
address has ended, so whatever a kill interrupts is `pending` still, and comes again by itself.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple, Self

from scraper.hints import FoundLink, Hints

STATES = ("pending", "done", "gone", "refused", "failed")
FINAL = ("done", "gone", "refused", "failed")

_FORMAT = 1
_LONGEST_FACT = 1024
_MOST_FACTS = 100
_COMMIT_CHANGES = 500
_COMMIT_SECONDS = 1.0
# The better the place knows its articles, the later it stands.
_SOURCES = ("feed", "news_sitemap")
_VIAS = ("replay", "url", "section", "sitemap", "feed", "news_sitemap")
# `next_try` of a row that waits for nothing: it sorts before every instant.
_AT_ONCE = ""

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
CREATE INDEX queue ON urls (site, changed DESC, url, next_try) WHERE next_try IS NOT NULL;
CREATE INDEX states ON urls (site, state);
"""
_INSERT = """
INSERT INTO urls (url, site, state, next_try, via, hints, changed, first_seen)
VALUES (?, ?, 'pending', ?, ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING
"""
_TAKE = """
SELECT url, via, hints, changed FROM urls
WHERE site = ? AND next_try IS NOT NULL AND next_try <= ? AND (changed IS NULL OR changed >= ?)
ORDER BY changed DESC, url
"""
_STATE = "SELECT state, reason, attempts, next_try, changed FROM urls WHERE url = ?"
_DELIVERED = """
UPDATE urls SET state = 'done', reason = NULL, next_try = NULL, article_id = known.id
FROM (SELECT requested_url, id FROM ledger.records GROUP BY requested_url) AS known
WHERE known.requested_url = urls.url AND urls.state NOT IN ('done', 'gone')
"""
_LOST = """
UPDATE urls SET state = 'pending', reason = NULL, next_try = ?, article_id = NULL
WHERE state = 'done' AND article_id IS NOT NULL
AND url NOT IN (SELECT requested_url FROM ledger.records)
AND article_id NOT IN (SELECT id FROM ledger.records)
"""


class FrontierError(Exception):
    """The frontier's file can't be used. One line: which file, what is wrong, what to do."""


class UrlState(NamedTuple):
    """What is known of one address."""

    state: str
    """One of `STATES`."""
    reason: str | None
    """Why it ended so; `None`: nothing to say."""
    attempts: int
    """Visits that have ended, one way or the other."""
    next_try: str | None
    """When it is due: an instant, empty for at once; `None`: never again."""
    changed: str | None
    """Newest moment that is stated for it, as in `FoundLink.changed`."""


class Frontier:
    """Every URL's state in the SQLite file *path*, made where it is missing. For one thread of one process.

    Changes are committed in batches, at the latest with the first call a second after the last
    commit; `flush` commits now. URLs are keys in the form of `normalise.urls.normalise_url`; instants
    are UTC, `YYYY-MM-DDTHH:MM:SSZ`. Every method raises FrontierError where the file is unusable.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._changes = 0
        self._committed = time.monotonic()
        with self._explained():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(
                self.path.absolute().as_uri(), uri=True, timeout=10, isolation_level=None
            )
            self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, links: Iterable[FoundLink], site: str, now: str) -> int:
        """How many of *links* were not known before; those wait for `take` from now on.

        A known address that still waits learns what is new: the hints of the better place, the best
        `via`, the newest `changed`. The outcome does not depend on the order of arrival.
        """
        new = 0
        for link in links:
            hints = _to_json(link.hints)
            row = (link.url, site, _AT_ONCE, link.via, hints, link.changed, now)
            if self._change(_INSERT, row):
                new += 1
            else:
                self._improve(link, hints)
        return new

    def take(
        self, site: str, count: int, now: str, exclude: Collection[str] = (), *, since: str = ""
    ) -> list[FoundLink]:
        """Up to *count* addresses of *site* that are due, newest `changed` first, without *exclude*.

        Due: pending, or failed with a `next_try` that has come. *since* (YYYY-MM-DD) leaves out what is
        stated to be older. Their state does not change.
        """
        links: list[FoundLink] = []
        if count <= 0:
            return links
        for url, via, hints, changed in self._rows(_TAKE, (site, now, since)):
            if url not in exclude:
                links.append(FoundLink(url=url, via=via, hints=_from_json(hints), changed=changed))
            if len(links) >= count:
                break
        return links

    def settle(
        self, url: str, state: str, reason: str | None = None, *, now: str, article_id: str | None = None
    ) -> bool:
        """Whether *url* is known; it ends in *state*, one of `FINAL`, and is not tried again.

        *article_id*: the record that the address became, or is a double of. Only what is `done` by
        such a record is fetched again when the record is lost (see `reconcile`).
        """
        if state not in FINAL:
            raise ValueError(f"{state!r} is no final state: one of {', '.join(FINAL)}")
        return self._visit(url, state, reason, None, now, article_id)

    def retry_later(self, url: str, reason: str, next_try: str, now: str) -> bool:
        """Whether *url* is known; it failed for *reason* and is due again at the instant *next_try*."""
        return self._visit(url, "failed", reason, next_try, now, None)

    def counts(self, site: str) -> dict[str, int]:
        """How many addresses of *site* are in each of `STATES`."""
        rows = self._rows("SELECT state, count(*) FROM urls WHERE site = ? GROUP BY state", (site,))
        return dict.fromkeys(STATES, 0) | dict(rows)

    def state_of(self, url: str) -> UrlState | None:
        """What is known of *url*; `None`: never heard of."""
        row = self._execute(_STATE, (url,)).fetchone()
        return UrlState(*row) if row else None

    def reconcile(self, ledger_path: Path | str) -> tuple[int, int]:
        """(rows now done, rows pending again), after the export ledger, which has the last word.

        A row whose record the ledger has is done. A row that is done by a record which this ledger
        does not have becomes pending: an emptied export folder is filled again. A missing ledger has
        no records.
        """
        self.flush()
        ledger = Path(ledger_path)
        found = ledger.exists()
        self._execute(
            "ATTACH DATABASE ? AS ledger", (f"{ledger.absolute().as_uri()}?mode=ro" if found else ":memory:",)
        )
        try:
            if not found:
                self._execute("CREATE TABLE ledger.records (id TEXT, requested_url TEXT)")
            return self._execute(_DELIVERED).rowcount, self._execute(_LOST, (_AT_ONCE,)).rowcount
        finally:
            self._execute("DETACH DATABASE ledger")

    def flush(self) -> None:
        """Commit what has changed. It outlives the process from here on."""
        if self._database.in_transaction:
            self._execute("COMMIT")
        self._changes = 0
        self._committed = time.monotonic()

    def close(self) -> None:
        """Commit and let go of the file."""
        try:
            self.flush()
        finally:
            self._database.close()

    def _open(self) -> None:
        run = self._database.execute
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = NORMAL")
        run("PRAGMA cache_size = -16384")
        run("PRAGMA mmap_size = 1073741824")
        (found,) = run("PRAGMA user_version").fetchone()
        if found == 0 and not run("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
            self._database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_FORMAT}; COMMIT;")
        elif found != _FORMAT:
            self._database.close()
            raise FrontierError(
                f"{self.path}: not a frontier of format {_FORMAT} (found {found}); move the file away: "
                "the next crawl starts a new one and takes over what the export folder has"
            )

    def _improve(self, link: FoundLink, hints: str | None) -> None:
        row = self._execute(
            "SELECT via, hints, changed FROM urls WHERE url = ? AND next_try IS NOT NULL", (link.url,)
        ).fetchone()
        if row is None:
            return
        better = (
            max(row[0], link.via, key=_via_rank),
            max(row[1], hints, key=_hints_rank),
            max(row[2] or "", link.changed or "") or None,
        )
        if better != row:
            self._change("UPDATE urls SET via = ?, hints = ?, changed = ? WHERE url = ?", (*better, link.url))

    def _visit(
        self,
        url: str,
        state: str,
        reason: str | None,
        next_try: str | None,
        now: str,
        article_id: str | None,
    ) -> bool:
        return self._change(
            "UPDATE urls SET state = ?, reason = ?, next_try = ?, last_visit = ?, attempts = attempts + 1,"
            " article_id = coalesce(?, article_id) WHERE url = ?",
            (state, reason, next_try, now, article_id, url),
        )

    def _change(self, statement: str, values: Sequence[Any]) -> bool:
        """Whether *statement* changed a row. Commits when the batch is full or old."""
        if not self._database.in_transaction:
            self._execute("BEGIN")
        changed = self._execute(statement, values).rowcount > 0
        self._changes += changed
        if self._changes >= _COMMIT_CHANGES or time.monotonic() - self._committed >= _COMMIT_SECONDS:
            self.flush()
        return changed

    def _execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        try:
            return self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise self._explain(error) from error

    def _rows(self, statement: str, values: Sequence[Any]) -> Iterator[Any]:
        with self._explained():
            yield from self._database.execute(statement, values)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise self._explain(error) from error

    def _explain(self, error: Exception) -> FrontierError:
        return FrontierError(f"{self.path}: {error}; {_advice(error)}")


def _advice(error: Exception) -> str:
    if isinstance(error, sqlite3.OperationalError | OSError):
        if "locked" in str(error):
            return "another process uses it: let it end first"
        return "free disk space or mend the rights of the folder, then run again"
    return (
        "the file is damaged: move it away (with its -wal and -shm): the next crawl starts a new one "
        "and takes over what the export folder has"
    )


def _via_rank(via: str) -> tuple[int, str]:
    return (_VIAS.index(via) if via in _VIAS else -1, via)


def _hints_rank(text: str | None) -> tuple[int, int, str]:
    if text is None:
        return (-1, 0, "")
    facts = json.loads(text)
    source = facts.get("source")
    # Of two from equally good places the one that says more, then any fixed one.
    return (_SOURCES.index(source) if source in _SOURCES else -1, len(facts), text)


def _to_json(hints: Hints | None) -> str | None:
    """Plain ASCII, so that no odd character can trouble the database; no fact is longer than its limit."""
    if hints is None:
        return None
    facts = {name: _cut(value) for name, value in asdict(hints).items() if value}
    return json.dumps(facts, separators=(",", ":"))


def _cut(value: str | tuple[str, ...]) -> str | list[str]:
    if isinstance(value, str):
        return value[:_LONGEST_FACT]
    return [text[:_LONGEST_FACT] for text in value[:_MOST_FACTS]]


def _from_json(text: str | None) -> Hints | None:
    if text is None:
        return None
    facts = json.loads(text)
    for name in ("authors", "tags"):
        facts[name] = tuple(facts.get(name, ()))
    return Hints(**facts)
