"""The ledger: which article stands delivered, in which version, text and part. SQLite beside the parts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from exports.delivered import Delivered, Gone, Link, Part, Sketch, Standing
from exports.disk import DeliveryError
from exports.ledger_file import LedgerFile
from exports.record import Record
from exports.slips import Slip, corrections_hash, delivered_of

_MOST_NEAR = 1000
_DELIVERED = "id, version, site, requested_url, url, text_hash, part, run"

__all__ = ["Delivered", "Ledger", "Link", "Part", "Sketch", "Standing", "read_ledger"]


class Ledger(LedgerFile):
    """The ledger at *path*, made if missing. Safe to ask from several threads.

    *sketch* makes the sketch of an article that near copies are looked for with; without it (or where
    it answers None) there is none. They are kept in the file, so that memory does not grow with them.
    DeliveryError: the file can't be written; sqlite3.DatabaseError: it is damaged (see
    `exports.rebuild.open_ledger`, which mends that).
    """

    def __init__(
        self,
        path: Path,
        *,
        sketch: Callable[[Record], Sketch | None] | None = None,
        read_only: bool = False,
    ) -> None:
        self._sketch = sketch
        super().__init__(path, read_only=read_only)

    def newest(self, article: str) -> Delivered | None:
        """The newest delivered version of the article with this id."""
        standing = self.standing(article)
        return standing.delivered if standing else None

    def standing(self, article: str) -> Standing | None:
        """The newest delivered version of the article with this id, with all that it is compared by."""
        sql = f"""SELECT {_DELIVERED}, headline, corrections, duplicate_of, similar_to, similarity
            FROM articles WHERE id = ? ORDER BY version DESC LIMIT 1"""  # noqa: S608
        for row in self._ask(sql, article):
            headline, corrections, *link = row[8:]
            return Standing(
                delivered=_delivered(row[:8]), headline=headline, corrections=corrections, link=_link(link)
            )
        return None

    def with_text(self, text_hash: str) -> list[tuple[str, Link]]:
        """(id, link) of every article that stood delivered with this text, the first delivered one first."""
        sql = """SELECT id, duplicate_of, similar_to, similarity FROM articles
            WHERE text_hash = ? ORDER BY number LIMIT 100"""
        return [(row[0], _link(row[1:])) for row in self._ask(sql, text_hash)]

    def near(self, bands: Sequence[int]) -> list[tuple[str, bytes]]:
        """(id, newest signature) of articles a version of which shares one of *bands*, by id; at most
        `_MOST_NEAR`. Copies have no bands."""
        marks = ",".join("?" * len(bands))
        sql = f"""SELECT id, signature FROM sketches WHERE number IN
            (SELECT number FROM bands WHERE band IN ({marks}) LIMIT {_MOST_NEAR}) ORDER BY id"""  # noqa: S608
        return [(row[0], row[1]) for row in self._ask(sql, *bands)]

    def sketch(self, record: Record | Slip) -> Sketch | None:
        """What *record* is to be compared by; None: it is too short, or this ledger was opened without."""
        if isinstance(record, Slip):
            return record.sketch
        return self._sketch(record) if self._sketch else None

    def sketch_of(self, article: str) -> bytes | None:
        """The signature of the newest version of this article; None: it has none, or is a copy."""
        for row in self._ask("SELECT signature FROM sketches WHERE id = ?", article):
            return bytes(row[0])
        return None

    def has_version(self, article: str, version: int) -> bool:
        """Whether this version of the article with this id stands delivered."""
        return bool(self._ask("SELECT 1 FROM articles WHERE id = ? AND version = ?", article, version))

    def has_url(self, requested_url: str) -> bool:
        """Whether what was found at this address stands delivered."""
        return bool(self._ask("SELECT 1 FROM addresses WHERE requested_url = ?", requested_url))

    def has_journal(self, run: str, number: int) -> bool:
        """Whether this journal was delivered."""
        return bool(self._ask("SELECT 1 FROM journals WHERE run = ? AND number = ?", run, number))

    def last_journal(self, run: str) -> int:
        """The highest number of a delivered journal of *run*; 0: none."""
        rows = self._ask("SELECT max(number) FROM journals WHERE run = ?", run)
        return rows[0][0] or 0

    def parts(self, run: str | None = None) -> list[Part]:
        """The parts of *run*, or of all runs, by path."""
        sql = "SELECT path, run, journal, records, bytes, sha256 FROM parts"
        rows = (
            self._ask(f"{sql} WHERE run = ? ORDER BY path", run) if run else self._ask(f"{sql} ORDER BY path")
        )
        names = ("path", "run", "journal", "records", "bytes", "sha256")
        return [Part(**dict(zip(names, row, strict=True))) for row in rows]

    def filed(self, run: str) -> dict[str, int]:
        """Records delivered in *run*, by site."""
        return dict(self._ask("SELECT site, count(*) FROM articles WHERE run = ? GROUP BY site", run))

    def delivered(self) -> Iterator[Delivered]:
        """Every delivered version, by id and version. Not for use while others write."""
        yield from map(
            _delivered,
            self._database.execute(f"SELECT {_DELIVERED} FROM articles ORDER BY id, version"),  # noqa: S608
        )

    def count(self) -> tuple[int, int]:
        """(articles, versions) that stand delivered."""
        articles, versions = self._ask("SELECT count(DISTINCT id), count(*) FROM articles")[0]
        return articles, versions

    def commit(
        self,
        *,
        run: str,
        journal: int,
        records: Iterable[tuple[Record | Slip, str]],
        parts: Iterable[Part],
        aliases: Mapping[str, str],
    ) -> list[Delivered]:
        """Enters one delivered journal, all or nothing, and gives back what stands delivered by it.

        *records* come with the path of their part; *aliases* are addresses whose article (by id) was
        delivered from another address. DeliveryError: the ledger could not be written.
        """
        with self._change() as write:
            delivered = [self._enter(write, record, part, run) for record, part in records]
            for part in parts:
                write.execute(
                    "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?)",
                    (part.path, part.run, part.journal, part.records, part.bytes, part.sha256),
                )
            for address, article in aliases.items():
                newest = self.newest(article)
                if newest:
                    write.execute("INSERT OR REPLACE INTO addresses VALUES (?, ?)", (address, article))
                    delivered.append(_delivered((*_row(newest)[:3], address, *_row(newest)[4:])))
            write.execute("INSERT OR REPLACE INTO journals VALUES (?, ?)", (run, journal))
        return delivered

    def versions(self, article: str) -> list[Delivered]:
        """Every delivered version of the article with this id, the oldest first."""
        sql = f"SELECT {_DELIVERED} FROM articles WHERE id = ? ORDER BY version"  # noqa: S608
        return [_delivered(row) for row in self._ask(sql, article)]

    def id_of(self, url: str) -> str | None:
        """The id of the article that was found at *url*; None: nothing was delivered from there."""
        sql = "SELECT id FROM addresses WHERE requested_url = ? UNION SELECT id FROM articles WHERE url = ?"
        return next((row[0] for row in self._ask(sql, url, url)), None)

    def note_gone(self, page: Gone) -> None:
        """The page of an article is not there any more. Nothing is deleted."""
        with self._change() as write:
            write.execute(
                "INSERT OR IGNORE INTO gone VALUES (?, ?, ?, ?)",
                (page.requested_url, page.id, page.reason, page.seen_at),
            )

    def gone(self, article: str) -> list[tuple[str, str, str]]:
        """(address, reason, instant) of each page of this article that is not there any more."""
        return self._ask(
            "SELECT requested_url, reason, seen_at FROM gone WHERE id = ? ORDER BY requested_url", article
        )

    def _enter(self, write: sqlite3.Connection, record: Record | Slip, part: str, run: str) -> Delivered:
        delivered = delivered_of(record, part=part, run=run)
        link = (record.duplicate_of, record.similar_to, record.similarity)
        write.execute(
            f"""INSERT INTO articles
            ({_DELIVERED}, headline, corrections, duplicate_of, similar_to, similarity)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",  # noqa: S608
            (*_row(delivered), record.headline, corrections_hash(record), *link),
        )
        write.execute("INSERT OR REPLACE INTO addresses VALUES (?, ?)", (record.requested_url, record.id))
        write.execute("DELETE FROM gone WHERE requested_url = ?", (record.requested_url,))
        self._enter_sketch(write, record)
        return delivered

    def _enter_sketch(self, write: sqlite3.Connection, record: Record | Slip) -> None:
        copy = record.duplicate_of or record.similar_to
        sketch = None if copy else self.sketch(record)
        if sketch is None:
            write.execute("DELETE FROM sketches WHERE id = ?", (record.id,))
            return
        (number,) = write.execute(
            """INSERT INTO sketches (id, signature) VALUES (?, ?)
            ON CONFLICT (id) DO UPDATE SET signature = excluded.signature RETURNING number""",
            (record.id, sketch.signature),
        ).fetchone()
        # The bands of an earlier version stay: who meets there is compared by signature in any case.
        write.executemany(
            "INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, number) for band in sketch.bands]
        )


def _row(delivered: Delivered) -> tuple[str, int, str, str, str, str, str, str]:
    return (
        delivered.id,
        delivered.version,
        delivered.site,
        delivered.requested_url,
        delivered.url,
        delivered.text_hash,
        delivered.part,
        delivered.run,
    )


def _delivered(row: Sequence[object]) -> Delivered:
    return Delivered(**dict(zip(_DELIVERED.split(", "), row, strict=True)))  # type: ignore[arg-type]


def _link(row: Sequence[object]) -> Link:
    duplicate_of, similar_to, similarity = row
    return Link(duplicate_of=duplicate_of, similar_to=similar_to, similarity=similarity)  # type: ignore[arg-type]


def read_ledger(path: Path) -> Ledger:
    """The ledger at *path*, to look at only. DeliveryError: it can't be read, in one line."""
    try:
        return Ledger(path, read_only=True)
    except sqlite3.DatabaseError as error:
        what = f"{path}: {error}; move it away: the next crawl makes it anew from the parts"
        raise DeliveryError(what) from error
