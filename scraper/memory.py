"""The site memory: which texts stood in which articles of a site. SQLite; survives a kill.

What a run learns is used from the next run on, so that the order of its pages changes nothing. An article
counts once, however often it is read, and under however many addresses the same text stands.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self

from scraper.article import Trace
from scraper.extraction.repeats import FEWEST, KEY_BYTES, Repeats, count_repeats
from scraper.state_format import advice, format_of, prepare

FILE = "memory.sqlite"
"""Its name in the folder `COPYDESK_STATE`."""
KEPT_ARTICLES = 200
"""Articles of one site that are remembered: the ones seen last. About 250 KiB a site."""
KEPT_DAYS = 180
"""After which an article that was not seen again is forgotten."""

_FORMAT = 1
_ANEW = "the next crawl begins a new one"
_COMMIT_ARTICLES = 100
_COMMIT_SECONDS = 5.0
_TABLES = """
CREATE TABLE articles (
    site       TEXT NOT NULL,
    article    TEXT NOT NULL,  -- the record's id
    text_hash  TEXT NOT NULL,
    seen       TEXT NOT NULL,  -- the day, YYYY-MM-DD
    keys       BLOB NOT NULL,
    samples    TEXT NOT NULL,
    PRIMARY KEY (site, article)
) WITHOUT ROWID;
CREATE INDEX recent ON articles (site, seen DESC, article);
"""
_LEARN = """
INSERT INTO articles (site, article, text_hash, seen, keys, samples) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (site, article) DO UPDATE SET
    text_hash = excluded.text_hash, seen = excluded.seen, keys = excluded.keys, samples = excluded.samples
"""
_FORGET_OLDEST = """
DELETE FROM articles WHERE site = ?1 AND article IN (
    SELECT article FROM articles WHERE site = ?1 ORDER BY seen DESC, article LIMIT -1 OFFSET ?2
)
"""
_SITES = """
SELECT site, count(DISTINCT text_hash), max(seen) FROM articles GROUP BY site ORDER BY site
"""


class MemoryFault(Exception):
    """The memory's file can't be used. One line: which file, what is wrong, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSite:
    """A site of which articles are remembered."""

    domain: str
    articles: int
    """Different ones."""
    seen: str
    """Day of the newest sight, YYYY-MM-DD."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownText:
    """A text that recurs over a site's articles."""

    text: str
    """At most 100 letters of it."""
    articles: int
    """In how many of them it stands."""


class SiteMemory:
    """The memory in the SQLite file *path*, made where it is missing. For one thread of one process.

    What is learned is committed in batches: a kill loses the last seconds of it and nothing else. Every
    method raises MemoryFault where the file is unusable. *read_only*: the file must exist; nothing changes.
    """

    def __init__(self, path: Path | str, *, read_only: bool = False) -> None:
        self.path = Path(path)
        self._frozen: dict[str, Repeats] = {}
        self._waiting: dict[tuple[str, str], tuple[Any, ...]] = {}
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

    def repeats(self, site: str) -> Repeats:
        """What recurs over the articles of *site*, as it was known when this memory was first asked of it."""
        found = self._frozen.get(site)
        if found is None:
            found = self._frozen[site] = count_repeats(frozenset(keys) for keys, _ in self._articles(site))
        return found

    def learn(self, site: str, article: str, text_hash: str, trace: Trace, *, day: date) -> None:
        """Remember the article of this id, seen on *day*; it takes the place of what was known of it."""
        self.repeats(site)
        samples = json.dumps(trace.samples, separators=(",", ":"))
        self._waiting[site, article] = (site, article, text_hash, day.isoformat(), trace.keys, samples)
        overdue = time.monotonic() - self._committed >= _COMMIT_SECONDS
        if overdue or len(self._waiting) >= _COMMIT_ARTICLES:
            self.flush()

    def flush(self) -> None:
        """Commit what was learned, and forget the oldest articles of these sites beyond `KEPT_ARTICLES`."""
        rows, self._waiting = list(self._waiting.values()), {}
        self._committed = time.monotonic()
        if not rows:
            return
        with self._explained(), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany(_LEARN, rows)
            for site in sorted({row[0] for row in rows}):
                self._database.execute(_FORGET_OLDEST, (site, KEPT_ARTICLES))

    def forget_before(self, day: date) -> int:
        """How many articles were forgotten: those not seen for `KEPT_DAYS` before *day*."""
        with self._explained():
            oldest = (day - timedelta(days=KEPT_DAYS)).isoformat()
            return self._database.execute("DELETE FROM articles WHERE seen < ?", (oldest,)).rowcount

    def sites(self) -> list[KnownSite]:
        """Every site of which something is remembered, by name."""
        with self._explained():
            rows = self._database.execute(_SITES).fetchall()
        return [KnownSite(domain=site, articles=number, seen=seen) for site, number, seen in rows]

    def texts(self, site: str) -> list[KnownText]:
        """The texts that recur over the articles of *site*, as known now; the most frequent first."""
        counts: Counter[bytes] = Counter()
        read: dict[bytes, str] = {}
        for keys, samples in self._articles(site):
            counts.update(keys)
            for key, text in zip(keys, json.loads(samples), strict=False):
                read[key] = min(text, read.get(key, text))
        found = [
            KnownText(text=read[key], articles=count)
            for key, count in counts.items()
            if count >= FEWEST and key in read
        ]
        return sorted(found, key=lambda one: (-one.articles, one.text))

    def close(self) -> None:
        """Commit and let go of the file."""
        try:
            self.flush()
        finally:
            self._database.close()

    def _articles(self, site: str) -> Iterator[tuple[list[bytes], str]]:
        """(keys, JSON list of the samples of the first of them) of each different article of *site*."""
        seen: set[str] = set()
        with self._explained():
            rows = self._database.execute(
                "SELECT text_hash, keys, samples FROM articles WHERE site = ? ORDER BY article", (site,)
            )
            for text_hash, blob, samples in rows:
                if text_hash not in seen:
                    seen.add(text_hash)
                    starts = range(0, len(blob), KEY_BYTES)
                    yield [blob[start : start + KEY_BYTES] for start in starts], samples

    def _open(self, read_only: bool) -> None:
        found = format_of(self._database) if read_only else prepare(self._database, _TABLES, _FORMAT)
        if found != _FORMAT:
            self._database.close()
            raise MemoryFault(
                f"{self.path}: not a site memory of format {_FORMAT} (found {found}); move the file away: "
                f"{_ANEW}"
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, sqlite3.Error) as error:
            raise MemoryFault(f"{self.path}: {error}; {advice(error, _ANEW)}") from error
