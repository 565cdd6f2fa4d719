"""The names of everything in an export folder."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from exports.record import Record
from exports.slips import Slip

LEDGER = "ledger.sqlite"
LOCK = ".lock"
RUNS = "runs"

_PART = re.compile(r"part-(?P<run>.+)-(?P<number>[0-9]{5,})\.jsonl(?:\.gz)?")
_JOURNAL = re.compile(r"(?P<run>.+)-(?P<number>[0-9]{4,})\.jsonl\.part")
_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")
_LONGEST = 200


def new_run_id(now: datetime) -> str:
    """A name for a run that begins at *now* (aware): `20260103T090000Z-a1b2c3`."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def check_run_id(run: str) -> str:
    """*run*, if it can stand in file names. ValueError: it can't."""
    if not _RUN.fullmatch(run):
        raise ValueError(f"run {run!r}: only letters, digits, '.', '_' and '-', at most 100 of them")
    return run


def partition(record: Record | Slip) -> str:
    """The folder of *record* in the export folder: `site=DOMAIN/date=YYYY-MM-DD` (UTC day of retrieval)."""
    day = (record.crawl.retrieved_at or "")[:10]
    return f"site={escape_site(record.site)}/date={day if _DAY.fullmatch(day) else 'unknown'}"


def escape_site(site: str) -> str:
    """*site* as a part of a path: all but `[a-z0-9.-]` percent-encoded, as are dots that could climb."""
    name = "".join(letter if letter in _PLAIN else _percent(letter) for letter in site)
    while ".." in name:
        name = name.replace("..", ".%2E")
    if name.startswith(".") or not name:
        name = "%2E" + name[1:] if name else "%00"
    if len(name) > _LONGEST:
        name = name[:_LONGEST].rsplit("%", 1)[0] + "-" + hashlib.sha256(site.encode()).hexdigest()[:16]
    return name


def part_name(run: str, number: int, *, compress: bool) -> str:
    """The file name of the part that the journal *number* of *run* makes in each partition."""
    return f"part-{run}-{number:05d}.jsonl" + (".gz" if compress else "")


def parse_part_name(name: str) -> tuple[str, int] | None:
    """(run, number) of a part's file name; None: no part."""
    match = _PART.fullmatch(name)
    return (match["run"], int(match["number"])) if match else None


def journal_name(run: str, number: int) -> str:
    """The file name of the journal *number* of *run*."""
    return f"{run}-{number:04d}.jsonl.part"


def parse_journal_name(name: str) -> tuple[str, int] | None:
    """(run, number) of a journal's file name; None: no journal."""
    match = _JOURNAL.fullmatch(name)
    return (match["run"], int(match["number"])) if match and not name.startswith(".") else None


def find_parts(out: Path) -> Iterator[Path]:
    """Every part in the export folder *out*, sorted by path; journals, asides and strangers are skipped."""
    for site in sorted(out.glob("site=*")):
        yield from find_site_parts(site)


def find_site_parts(site: Path) -> Iterator[Path]:
    """The same in a `site=` folder of it."""
    for day in sorted(site.glob("date=*")):
        yield from find_day_parts(day)


def find_day_parts(day: Path) -> Iterator[Path]:
    """The same in a `date=` folder of that."""
    for path in sorted(day.glob("part-*")):
        if parse_part_name(path.name) and path.is_file():
            yield path


def find_journals(out: Path) -> list[Path]:
    """The journals that stand in the export folder *out*, in the order of their names."""
    return sorted(path for path in (out / RUNS).glob("*.jsonl.part") if parse_journal_name(path.name))


def manifest_path(out: Path, run: str) -> Path:
    """Where the manifest of *run* stands."""
    return out / RUNS / f"{run}.json"


def _percent(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "replace"))
