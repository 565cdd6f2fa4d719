"""Two exports of the same articles held against each other: what changed, appeared and vanished.

Made for two readings of the same pages by different code, so that what a run, a version number or a copy of
an article elsewhere brings with it does not count.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, fields
from os import PathLike
from pathlib import Path

from exports.reader import parse_line, read_records
from exports.record import Record

_OF_THE_RUN = frozenset(
    (
        *("schema", "id", "version", "change", "requested_url", "site", "word_count", "text_hash"),
        *("duplicate_of", "similar_to", "similarity", "crawl", "software"),
    )
)
FIELDS = tuple(part.name for part in fields(Record) if part.name not in _OF_THE_RUN)
"""What is compared. `text` stands for the words; `body` counts where the blocks differ and the words do
not."""

_TABLES = """
CREATE TABLE old (id TEXT PRIMARY KEY, version INTEGER, site TEXT, line BLOB) WITHOUT ROWID;
CREATE TABLE new (id TEXT PRIMARY KEY, version INTEGER, site TEXT, line BLOB) WITHOUT ROWID;
"""
_ENTER = """
INSERT INTO {side} VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
version = excluded.version, site = excluded.site, line = excluded.line WHERE excluded.version >= version
"""
_BOTH = "SELECT old.line, new.line FROM new JOIN old USING (id) ORDER BY id"
_ALONE = "SELECT line FROM {side} WHERE id NOT IN (SELECT id FROM {other}) ORDER BY id"
_COUNT = "SELECT site, count(*) FROM {side} GROUP BY site"
_A_FIELD = 3
"""Articles of the sample that are taken for the sake of one field, before others are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One article, as it was and as it is."""

    before: Record | None
    """None: it appeared."""
    after: Record | None
    """None: it vanished."""
    fields: tuple[str, ...]
    """Of `FIELDS`, those that differ."""


@dataclass(slots=True, kw_only=True)
class SiteChanges:
    """The sums of one site."""

    before: int = 0
    """Articles in the old export."""
    after: int = 0
    changed: int = 0
    appeared: int = 0
    vanished: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    """Articles in which each of `FIELDS` differs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What differs between two exports."""

    sites: dict[str, SiteChanges]
    """By domain, in order."""
    sample: tuple[Change, ...]
    """Some of the changes, with both records whole, for who wants to show them: the same ones every time."""


def compare(old: str | PathLike[str], new: str | PathLike[str], *, sample: int = 20) -> Changes:
    """What differs between the newest versions of the articles in *old* and *new*, each a file, an export
    folder, a glob pattern or the address of one in a store. In bounded memory: both are sorted on disk.
    ReadError: one can't be read; OSError: there is no room for the sorting."""
    with (
        tempfile.TemporaryDirectory(prefix="copydesk-") as folder,
        closing(_sorted(folder, old, new)) as rows,
    ):
        sites: dict[str, SiteChanges] = {}
        for side in ("before", "after"):
            table = "old" if side == "before" else "new"
            for site, count in rows.execute(_COUNT.format(side=table)):
                setattr(sites.setdefault(site, SiteChanges()), side, count)
        chosen = _Sample(sample)
        for change in _changes(rows):
            record = change.after or change.before
            assert record
            sums = sites[record.site]
            sums.appeared += change.before is None
            sums.vanished += change.after is None
            sums.changed += bool(change.fields)
            sums.fields.update(change.fields)
            chosen.look_at(change)
        return Changes(sites=dict(sorted(sites.items())), sample=chosen.all())


def differing_fields(before: Record, after: Record) -> tuple[str, ...]:
    """Of `FIELDS`, those in which the two differ."""
    found = [name for name in FIELDS if getattr(before, name) != getattr(after, name)]
    return tuple(name for name in found if name != "body" or "text" not in found)


def _sorted(folder: str, old: str | PathLike[str], new: str | PathLike[str]) -> sqlite3.Connection:
    rows = sqlite3.connect(str(Path(folder) / "both.sqlite"), isolation_level=None)
    try:
        rows.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; {_TABLES}")
        for side, path in (("old", old), ("new", new)):
            rows.executemany(
                _ENTER.format(side=side),
                (
                    (record.id, record.version, record.site, zlib.compress(record.to_json().encode(), 1))
                    for record in read_records(path)
                ),
            )
        rows.execute("COMMIT")
    except sqlite3.Error as error:
        rows.close()
        raise OSError(f"{folder}: {error}") from error
    except BaseException:
        rows.close()
        raise
    return rows


def _changes(rows: sqlite3.Connection) -> Iterator[Change]:
    for before, after in rows.execute(_BOTH):
        if before == after:
            continue
        one, other = _record(before), _record(after)
        if fields := differing_fields(one, other):
            yield Change(before=one, after=other, fields=fields)
    for (line,) in rows.execute(_ALONE.format(side="new", other="old")):
        yield Change(before=None, after=_record(line), fields=())
    for (line,) in rows.execute(_ALONE.format(side="old", other="new")):
        yield Change(before=_record(line), after=None, fields=())


def _record(line: bytes) -> Record:
    return parse_line(zlib.decompress(line))


class _Sample:
    """At most *size* changes: a few for each field first, so that a rare one is not lost among many."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._rare: list[Change] = []
        self._others: list[Change] = []
        self._taken: Counter[str] = Counter()

    def look_at(self, change: Change) -> None:
        """Take *change*, if there is room for it."""
        words = change.fields or (("appeared",) if change.before is None else ("vanished",))
        if any(self._taken[word] < _A_FIELD for word in words) and len(self._rare) < self.size:
            self._taken.update(words)
            self._rare.append(change)
        elif len(self._others) < self.size:
            self._others.append(change)

    def all(self) -> tuple[Change, ...]:
        """The sample, by site and id."""
        found = [*self._rare, *self._others][: self.size]
        return tuple(sorted(found, key=_place))


def _place(change: Change) -> tuple[str, str]:
    record = change.after or change.before
    assert record
    return record.site, record.id
