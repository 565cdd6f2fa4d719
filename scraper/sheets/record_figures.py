"""What the delivered records of a time say of each site; a record is held at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from exports.reader import ReadError, parse_line, read_lines
from exports.record import Record
from scraper.health.facts import facts_of

_LONGEST = 20_000
"""Words beyond which one text is as long as another."""
_MOST_PROBLEMS = 20


@dataclass(slots=True, kw_only=True)
class SiteRecords:
    """What the records of one site say."""

    records: int = 0
    edits: int = 0
    """Of these, later versions of an article."""
    has: Counter[str] = field(default_factory=Counter)
    """Field -> how many have it: those of `scraper.sites.site.EXPECTED_FIELDS`."""
    removed: Counter[str] = field(default_factory=Counter)
    """Reason -> how many blocks."""
    letters: int = 0
    """Of the texts."""
    removed_letters: int = 0
    words: Counter[int] = field(default_factory=Counter)
    """Number of words -> how many texts; films, galleries and sound are left out."""

    def middle_words(self, share: float = 0.5) -> int | None:
        """The length that *share* of the texts stay below; None: there are none."""
        rest = self.words.total() * share
        for length, number in sorted(self.words.items()):
            rest -= number
            if rest <= 0:
                return length
        return None


@dataclass(slots=True, kw_only=True)
class Records:
    """What all records say."""

    sites: dict[str, SiteRecords] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    """Files and lines that can't be read; the first ones."""
    damaged: int = 0
    """How many."""


def read_figures(parts: Iterable[Path], *, since: date) -> Records:
    """The records in *parts* that were retrieved on *since* (UTC) or later; older parts are not opened."""
    found = Records()
    for path in parts:
        day = path.parent.name.removeprefix("date=")
        if day[:1].isdigit() and day < since.isoformat():
            continue
        for record in _records_of(path, found):
            _add(found.sites.setdefault(record.site, SiteRecords()), record)
    return found


def total_of(sites: Iterable[SiteRecords]) -> SiteRecords:
    """All *sites* as if they were one."""
    total = SiteRecords()
    for site in sites:
        for name in ("records", "edits", "letters", "removed_letters"):
            setattr(total, name, getattr(total, name) + getattr(site, name))
        for name in ("has", "removed", "words"):
            getattr(total, name).update(getattr(site, name))
    return total


def _records_of(path: Path, found: Records) -> Iterator[Record]:
    try:
        for number, line in read_lines(path):
            if line.isspace():
                continue
            try:
                yield parse_line(line)
            except ValueError as error:
                _note(found, f"{path}: line {number}: {error}")
    except ReadError as error:
        _note(found, str(error))


def _note(found: Records, problem: str) -> None:
    found.damaged += 1
    if len(found.problems) < _MOST_PROBLEMS:
        found.problems.append(problem)


def _add(site: SiteRecords, record: Record) -> None:
    facts = facts_of(record, today=date.max)
    site.records += 1
    site.edits += record.version > 1
    site.has.update(facts.has)
    site.letters += len(record.text)
    for row in record.removed:
        site.removed[row.reason] += 1
        site.removed_letters += len(row.text)
    if facts.words is not None:
        site.words[min(facts.words, _LONGEST)] += 1
