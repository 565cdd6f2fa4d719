"""SQLite files of some shards made into those of another number of shards, row by row."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from exports.disk import DeliveryError, make_folder, sync_folder
from exports.shards import shard_of

_BY_SITE = "shard_of(site) = :shard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Which rows go where. A table that is not named: by its column `site`; without one: everywhere."""

    rows: Mapping[str, str] = field(default_factory=dict)
    """Table -> condition in SQL: the tables to read are `old.NAME`, `:shard` is the new number,
    `shard_of(domain)` the shard of a site."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Table -> its column of numbers that are given anew, since files of several shards use the same ones."""
    functions: Mapping[str, Callable[[str], int]] = field(default_factory=dict)
    """Further functions of one text for the conditions."""


def redistribute(sources: Sequence[Path], targets: Sequence[Path], rules: Rules) -> None:
    """Makes *targets*, the first for shard 1, of *sources*; a source that is missing is passed over. No
    source is
    changed. Nothing is made where there is no source. DeliveryError: one can't be read or written."""
    found = [source for source in sources if source.exists()]
    for number, target in enumerate(targets, start=1) if found else ():
        make_folder(target.parent)
        try:
            with closing(sqlite3.connect(target, isolation_level=None)) as new:
                _fill(new, found, number, len(targets), rules)
            _sync(target)
        except (OSError, sqlite3.Error) as error:
            names = ", ".join(map(str, found))
            raise DeliveryError(f"{target}: can't be made of {names}: {error}; nothing is moved") from error


def _fill(new: sqlite3.Connection, sources: Sequence[Path], shard: int, count: int, rules: Rules) -> None:
    new.create_function("shard_of", 1, lambda domain: shard_of(domain or "", count), deterministic=True)
    for name, function in rules.functions.items():
        new.create_function(name, 1, function)
    new.execute("PRAGMA synchronous = OFF")
    later: dict[str, None] = {}
    for place, source in enumerate(sources):
        new.execute("ATTACH DATABASE ? AS old", (str(source),))
        new.execute("BEGIN")
        later |= dict.fromkeys(_make_tables(new))
        for table in _tables(new, "old"):
            _copy(new, table, shard, rules, number=(place, len(sources)))
        new.execute("COMMIT")
        (version,) = new.execute("PRAGMA old.user_version").fetchone()
        new.execute("DETACH DATABASE old")
        new.execute(f"PRAGMA user_version = {int(version)}")
    for statement in later:
        new.execute(statement)


def _make_tables(new: sqlite3.Connection) -> list[str]:
    """Makes the tables that are missing; the statements for indexes and views, which come when rows are
    in."""
    known = set(_tables(new, "main"))
    later = []
    rows = new.execute("SELECT type, name, sql FROM old.sqlite_schema WHERE sql IS NOT NULL").fetchall()
    for kind, name, statement in rows:
        if kind != "table":
            later.append(
                statement.replace(f"CREATE {kind.upper()} ", f"CREATE {kind.upper()} IF NOT EXISTS ", 1)
            )
        elif name not in known and not name.startswith("sqlite_"):
            new.execute(statement)
    return later


def _copy(new: sqlite3.Connection, table: str, shard: int, rules: Rules, *, number: tuple[int, int]) -> None:
    known = _columns(new, "main", table)
    columns = [name for name in _columns(new, "old", table) if name in known]
    place, count = number
    renumbered = rules.numbers.get(table)
    chosen = [f'"{name}" * {count} + {place}' if name == renumbered else f'"{name}"' for name in columns]
    condition = rules.rows.get(table) or (_BY_SITE if "site" in columns else "1")
    names = ", ".join(f'"{name}"' for name in columns)
    new.execute(
        f'INSERT OR IGNORE INTO main."{table}" ({names}) '  # noqa: S608 (names of the file's own schema)
        f'SELECT {", ".join(chosen)} FROM old."{table}" WHERE {condition}',
        {"shard": shard} if ":shard" in condition else {},
    )


def _tables(new: sqlite3.Connection, side: str) -> list[str]:
    sql = f"SELECT name FROM {side}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"  # noqa: S608
    return [name for (name,) in new.execute(sql).fetchall()]


def _columns(new: sqlite3.Connection, side: str, table: str) -> list[str]:
    return [row[1] for row in new.execute(f'PRAGMA {side}.table_info("{table}")')]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(path.parent)
