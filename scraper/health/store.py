"""What is remembered of every site's health from run to run. SQLite; survives a kill."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from scraper.health import statements as sql
from scraper.health.facts import Answers, ArticleFacts
from scraper.health.past import Past
from scraper.health.rhythm import Rhythm
from scraper.state_format import advice, prepare

FILE = "health.sqlite"
"""Its name in the folder `COPYDESK_STATE`."""
KEPT_ARTICLES = 300
"""Articles of one site that are remembered, about 60 bytes each; of one run no more are looked at."""
KEPT_RUNS = 30
"""Runs over one site that are remembered."""
KEPT_DAYS = 180
"""After which what was not seen again is forgotten."""
SUSPECT_DAYS = 30
"""For so long what was filed while a site was broken is no measure; what lasts longer is how the site is."""

_FORMAT = 1
_ANEW = "the next crawl begins a new one"
_COMMIT_ARTICLES = 100
_COMMIT_SECONDS = 5.0


class HealthFault(Exception):
    """The file can't be used. One line: which file, what is wrong, what to do."""


class HealthStore:
    """The past in the SQLite file *path*, made where it is missing. For one thread of one process.

    Articles are committed in batches: a kill loses the last seconds of them. Every method raises HealthFault
    where the file is unusable. *run*: the run that is under way.
    """

    def __init__(self, path: Path | str, *, run: str) -> None:
        self.path = Path(path)
        self.run = run
        self._waiting: list[tuple[Any, ...]] = []
        self._committed = time.monotonic()
        with self._explained():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(
                self.path.absolute().as_uri(), uri=True, timeout=10, isolation_level=None
            )
            self._open()

    def add(self, site: str, facts: ArticleFacts, *, now: datetime) -> None:
        """Remember an article of *site* that was filed *now*."""
        names = " ".join(sorted(facts.has))
        row = (site, self.run, _instant(now), names, facts.words, facts.removed, facts.fresh)
        self._waiting.append(row)
        overdue = time.monotonic() - self._committed >= _COMMIT_SECONDS
        if overdue or len(self._waiting) >= _COMMIT_ARTICLES:
            self.flush()

    def flush(self) -> None:
        """Commit the articles."""
        rows, self._waiting = self._waiting, []
        self._committed = time.monotonic()
        if rows:
            with self._transaction():
                self._database.executemany(sql.ADD, rows)

    def articles(self, site: str, *, now: datetime) -> tuple[ArticleFacts, ...]:
        """The articles of *site* in this run, in order."""
        self.flush()
        return self._articles(site, now, of_this_run=True)

    def past(self, site: str, view: str, *, now: datetime) -> Past:
        """What is known of *site* from before this run; of answers and news, in this *view* of it."""
        with self._explained():
            rows = self._database.execute(sql.RUNS, (_suspect_since(now), site, view, KEPT_RUNS)).fetchall()
        return Past(
            articles=self._articles(site, now, of_this_run=False),
            answers=tuple(map(_to_answers, reversed(rows))),
            rhythm=self._rhythm(site, view),
        )

    def note(
        self, site: str, view: str, answers: Answers, rhythm: Rhythm, *, suspects: int, now: datetime
    ) -> None:
        """Remember how this run ended for *site*; its latest *suspects* articles are no measure."""
        self.flush()
        with self._transaction():
            run = self._database.execute
            run(
                f"INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?{', ?' * len(Answers.__slots__)})",  # noqa: S608
                (site, view, _instant(now), self.run, *astuple(answers)),
            )
            run(
                "INSERT OR REPLACE INTO rhythms VALUES (?, ?, ?, ?)",
                (site, view, _instant(now), json.dumps(rhythm.to_dict(), separators=(",", ":"))),
            )
            run(sql.SUSPECT, (site, suspects))

    def forget_oldest(self, now: datetime) -> None:
        """Forget what is beyond `KEPT_ARTICLES` and `KEPT_RUNS`, and what is older than `KEPT_DAYS`."""
        oldest = _instant(now - timedelta(days=KEPT_DAYS))
        with self._transaction():
            self._database.execute(sql.FORGET_ARTICLES, (KEPT_ARTICLES, oldest))
            self._database.execute(sql.FORGET_RUNS, (KEPT_RUNS, oldest))
            self._database.execute("DELETE FROM rhythms WHERE looked < ?", (oldest,))

    def close(self) -> None:
        """Commit and let go of the file."""
        try:
            self.flush()
        finally:
            self._database.close()

    def _articles(self, site: str, now: datetime, *, of_this_run: bool) -> tuple[ArticleFacts, ...]:
        values = (site, self.run, of_this_run, _suspect_since(now), KEPT_ARTICLES)
        with self._explained():
            rows = self._database.execute(sql.ARTICLES, values).fetchall()
        return tuple(
            ArticleFacts(
                has=frozenset(has.split()),
                words=words,
                removed=removed,
                fresh=bool(fresh),
                suspect=bool(suspect),
            )
            for has, words, removed, fresh, suspect in reversed(rows)
        )

    def _rhythm(self, site: str, view: str) -> Rhythm:
        """The rhythm, with the news of a run that was killed before it could count them."""
        with self._explained():
            row = self._database.execute(
                "SELECT rhythm FROM rhythms WHERE site = ? AND view = ?", (site, view)
            ).fetchone()
            rhythm = Rhythm.from_dict(json.loads(row[0])) if row else Rhythm()
            since = _instant(rhythm.last_look) if rhythm.last_look else ""
            count, seen = self._database.execute(sql.UNCOUNTED, (site, self.run, since)).fetchone()
            return rhythm.after(datetime.fromisoformat(seen), count) if row and count else rhythm

    def _open(self) -> None:
        found = prepare(self._database, sql.TABLES, _FORMAT)
        if found != _FORMAT:
            self._database.close()
            raise HealthFault(
                f"{self.path}: no past of sites in format {_FORMAT} (found {found}); move the file away: "
                f"{_ANEW}"
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._explained():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, KeyError, TypeError, sqlite3.Error) as error:
            raise HealthFault(f"{self.path}: {error}; {advice(error, _ANEW)}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _to_answers(row: Sequence[int]) -> Answers:
    *counts, complete, postponed, suspect = row
    names = Answers.__slots__[: len(counts)]
    return Answers(
        **dict(zip(names, counts, strict=True)),
        complete=bool(complete),
        postponed=bool(postponed),
        suspect=bool(suspect),
    )


def _suspect_since(now: datetime) -> str:
    return _instant(now - timedelta(days=SUSPECT_DAYS))


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
