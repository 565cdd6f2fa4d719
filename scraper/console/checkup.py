"""What of this machine and these folders could keep a crawl from going well: each with what to do."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from exports.disk import DeliveryError
from exports.layout import LEDGER, LOCK, RUNS, find_journals
from exports.ledger import Ledger
from exports.shards import find_shards
from scraper.console.url_facts import FRONTIER
from scraper.frontier import Frontier, FrontierError
from scraper.memory import FILE as MEMORY
from scraper.memory import MemoryFault, SiteMemory

OK, WARN, FAIL = "ok", "warn", "fail"
_OLDEST = (3, 11)
_LIBRARIES = ("scrapy", "twisted", "lxml", "trafilatura", "feedparser", "pebble", "rensa", "py3langid")
_MIB = 1024 * 1024
_SCARCE, _TOO_LITTLE = 1024 * _MIB, 100 * _MIB
_MOST_CHECKED = 256 * _MIB
"""Larger files are opened, but not read through."""
_LATE = 300.0
"""Seconds that clocks may differ."""
_LONG = 24 * 3600.0
_HEALTH = "health.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    verdict: str
    """`ok`, `warn` or `fail`."""
    what: str
    """What was looked at and found."""
    advice: str | None = None
    """What to do; None: nothing."""

    def __str__(self) -> str:
        return f"{self.verdict}: {self.what}" + (f" - {self.advice}" if self.advice else "")


def ok(what: str) -> Finding:
    """All is well with *what*."""
    return Finding(verdict=OK, what=what)


def warn(what: str, advice: str) -> Finding:
    """A crawl can go on, but *what* is not as it should be."""
    return Finding(verdict=WARN, what=what, advice=advice)


def fail(what: str, advice: str | None) -> Finding:
    """A crawl cannot go well."""
    return Finding(verdict=FAIL, what=what, advice=advice)


def check_here(out: Path, state: Path) -> Iterator[Finding]:
    """What is found of this Python, of the folders *out* and *state*, and of what is in them."""
    yield check_python(sys.version_info[:3])
    yield check_libraries(version)
    for folder, setting in ((out, "COPYDESK_OUT"), (state, "COPYDESK_STATE")):
        yield check_folder(folder, setting)
        yield check_disk(folder, setting, shutil.disk_usage(_existing(folder)).free)
    names = sorted({path.name for folder in (out, state) for path in find_shards(folder)})
    folders = [(out, state), *((out / name, state / name) for name in names)]
    for each_out, each_state in folders:
        yield from check_lock(each_out)
        yield from check_files(each_out, each_state)
    newest = max((run for each_out, _ in folders if (run := newest_run(each_out))), default=None)
    yield check_clock(newest, datetime.now(UTC))


def check_python(found: tuple[int, ...]) -> Finding:
    """Whether the version *found* of Python is new enough."""
    text = ".".join(map(str, found))
    if found[:2] >= _OLDEST:
        return ok(f"Python {text}")
    return fail(f"Python {text}", "Copydesk needs 3.11 or newer: make PYTHON=python3.12")


def check_libraries(find: Callable[[str], str]) -> Finding:
    """The libraries that a crawl cannot do without. *find*: name -> version, or PackageNotFoundError."""
    found, missing = [], []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {find(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        advice = "install Copydesk anew: pip install --force-reinstall copydesk, or make crawl"
        return fail(f"libraries: {', '.join(missing)} missing", advice)
    return ok(f"libraries: {', '.join(found)}")


def check_folder(folder: Path, setting: str) -> Finding:
    """Whether *folder*, which *setting* names, or the one it is to be made in, can be written."""
    place = _existing(folder)
    try:
        with tempfile.NamedTemporaryFile(dir=place, prefix=".doctor-"):
            pass
    except OSError as error:
        advice = f"make it writable for this user, or set {setting} to another folder"
        return fail(f"{setting}: {place}: {error.strerror}", advice)
    made = "can be written" if folder.is_dir() else "is made by the first crawl"
    return ok(f"{setting}: {folder} {made}")


def check_disk(folder: Path, setting: str, free: int) -> Finding:
    """Whether *free* bytes are enough."""
    what = f"disk of {setting}: {free // _MIB:,} MiB free"
    if free < _TOO_LITTLE:
        return fail(what, f"free some space, or set {setting} to another disk")
    if free < _SCARCE:
        return warn(what, "free some space soon: an article takes about 10 KiB")
    return ok(what)


def check_lock(out: Path) -> Iterator[Finding]:
    """Who holds the folder, and what waits in it."""
    holder, seconds = _holder(out / LOCK)
    if holder is not None:
        what = f"lock: a crawl is at work in {out} (pid {holder})"
        if seconds > _LONG:
            hours = int(seconds // 3600)
            yield warn(
                f"{what} for {hours} hours",
                advice=f"if it hangs, end it with kill {holder}: what it fetched is delivered",
            )
        else:
            yield ok(what)
        return
    yield ok(f"lock: no crawl is at work in {out}")
    if journals := find_journals(out):
        yield warn(
            f"journals: {len(journals)} of a run that was killed",
            advice="nothing is lost: the next crawl delivers them",
        )


def check_files(out: Path, state: Path) -> Iterator[Finding]:
    """Whether each SQLite file that is there can be opened, has the right form, and is sound."""
    openers: tuple[tuple[Path, Callable[[Path], Any] | None], ...] = (
        (out / LEDGER, lambda path: closing(Ledger(path, read_only=True))),
        (state / FRONTIER, lambda path: Frontier(path, read_only=True)),
        (state / MEMORY, lambda path: SiteMemory(path, read_only=True)),
        (state / _HEALTH, None),
    )
    for path, opener in openers:
        if path.exists():
            yield _check_file(path, opener)


def check_clock(run: str | None, now: datetime, *, server: datetime | None = None, host: str = "") -> Finding:
    """Whether *now* can be right, by the name of the newest *run* and the clock of a *server*."""
    text = f"clock: {now:%Y-%m-%d %H:%M:%S} UTC"
    advice = "set the clock: timedatectl set-ntp true"
    if server is not None:
        seconds = (now - server).total_seconds()
        if abs(seconds) > _LATE:
            way = "before" if seconds > 0 else "behind"
            return warn(f"{text} is {abs(seconds):,.0f} s {way} that of {host}", advice)
        return ok(f"{text}, as that of {host}")
    if run is not None:
        with suppress(ValueError):
            started = datetime.strptime(run.partition("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            if (started - now).total_seconds() > _LATE:
                return fail(f"{text} is before the newest run, {run}", advice)
    return ok(text)


def newest_run(out: Path) -> str | None:
    """The name of the newest run in *out*; None: there is none."""
    return max((path.stem for path in (out / RUNS).glob("*.json") if path.name[0] != "."), default=None)


def _existing(folder: Path) -> Path:
    """*folder*, or what is there of the way to it."""
    place = folder.absolute()
    while not place.exists() and place.parent != place:
        place = place.parent
    return place


def _holder(lock: Path) -> tuple[str | None, float]:
    """(pid of who holds *lock*, None for nobody; for how many seconds)."""
    try:
        with lock.open() as file:
            try:
                # Shared and for an instant, so that a crawl that begins now is hardly ever kept from it.
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return file.read(32).strip() or "unknown", time.time() - os.fstat(file.fileno()).st_mtime
    except OSError:
        pass
    return None, 0.0


def _check_file(path: Path, opener: Callable[[Path], Any] | None) -> Finding:
    try:
        if opener:
            with opener(path):
                pass
        size = path.stat().st_size
        if size <= _MOST_CHECKED:
            with closing(
                sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)
            ) as database:
                (answer,) = database.execute("PRAGMA quick_check(1)").fetchone()
                if answer != "ok":
                    raise sqlite3.DatabaseError(answer)
    except (FrontierError, MemoryFault, DeliveryError) as error:
        what, _, advice = str(error).partition("; ")
        return fail(what, advice or None)
    except (sqlite3.DatabaseError, OSError) as error:
        advice = "move it away (with its -wal and -shm): the next crawl makes a new one"
        return fail(f"{path}: {error}", advice)
    whole = "sound" if size <= _MOST_CHECKED else "opens (too large to be read through here)"
    return ok(f"{path}: {whole}, {max(size // 1024, 1):,} KiB")
