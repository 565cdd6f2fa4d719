"""A sample of an export of any size: the most suspicious articles of each site, and some drawn by lot."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from random import Random
from tempfile import TemporaryFile
from typing import IO

from exports.reader import parse_line, read_lines
from exports.record import Record
from scraper.sheets.doubts import Habits, find_doubts

Likeness = Callable[[Record], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One line of the export that was chosen."""

    site: str
    id: str
    version: int
    place: tuple[int, int]
    """Number of the file, and of the line in it."""
    weight: float
    doubts: tuple[str, ...]
    by_chance: bool = False


@dataclass(slots=True, kw_only=True)
class Sample:
    """What was chosen, and from how much."""

    picks: list[Pick] = field(default_factory=list)
    """By site, the most suspicious of each first."""
    records: int = 0
    damaged: int = 0
    """Lines that hold no record; they are passed over."""
    sites: int = 0


def draw_sample(
    files: Sequence[Path], *, size: int, most: int, seed: int, likeness: Likeness | None = None
) -> Sample:
    """*size* records a site, at most *most* in all: half of them the most suspicious, the rest drawn by lot.

    Where *most* is too few, every site gives its first before any gives its second. Same files, same *seed*,
    same sample. The files are read twice; only places in them are kept. ReadError: a file can't be read.
    """
    sample, habits = Sample(), dict[str, Habits]()
    for _, record in _records(files, sample):
        sample.records += 1
        habits.setdefault(record.site, Habits()).add(record)
    sample.sites = len(habits)
    drawers = {site: _Drawer(site, size, seed) for site in habits}
    for place, record in _records(files, Sample()):
        if record.site not in drawers:
            continue  # the export grew in between
        found = find_doubts(record, habits[record.site], likeness(record) if likeness else None)
        drawers[record.site].take(
            Pick(
                site=record.site,
                id=record.id,
                version=record.version,
                place=place,
                weight=sum(doubt.weight for doubt in found),
                doubts=tuple(doubt.words for doubt in found),
            )
        )
    chosen = [drawer.chosen() for drawer in drawers.values()]
    turns = (pick for turn in zip_longest(*chosen) for pick in turn if pick)
    kept = [pick for _, pick in zip(range(most), turns, strict=False)]
    sample.picks = sorted(kept, key=lambda pick: (pick.site, pick.by_chance, -pick.weight, pick.place))
    return sample


def read_picks(files: Sequence[Path], picks: Sequence[Pick]) -> Iterator[tuple[Pick, Record]]:
    """Each of *picks* with its record, in their order; the files are read once, and memory holds one record.

    ReadError: a file can't be read. ValueError: a file was changed since the sample was drawn.
    """
    wanted: dict[int, set[int]] = {}
    for pick in picks:
        wanted.setdefault(pick.place[0], set()).add(pick.place[1])
    with TemporaryFile() as shelf:
        places: dict[tuple[int, int], tuple[int, int]] = {}
        for number, lines in wanted.items():
            _shelve(files[number], number, lines, shelf, places)
        for pick in picks:
            if pick.place not in places:
                raise ValueError(f"{files[pick.place[0]]}: shorter than it was a moment ago; try again")
            start, length = places[pick.place]
            shelf.seek(start)
            yield pick, parse_line(shelf.read(length))


def _shelve(
    path: Path,
    number: int,
    lines: set[int],
    shelf: IO[bytes],
    places: dict[tuple[int, int], tuple[int, int]],
) -> None:
    last = max(lines)
    for line_number, line in read_lines(path):
        if line_number in lines:
            places[number, line_number] = (shelf.tell(), len(line))
            shelf.write(line)
        if line_number >= last:
            return


def _records(files: Sequence[Path], sample: Sample) -> Iterator[tuple[tuple[int, int], Record]]:
    for number, path in enumerate(files):
        for line_number, line in read_lines(path):
            if line.isspace():
                continue
            try:
                yield (number, line_number), parse_line(line)
            except ValueError:
                sample.damaged += 1


class _Drawer:
    """Keeps the most suspicious of a site's articles, and as many drawn by lot."""

    def __init__(self, site: str, size: int, seed: int) -> None:
        self.size = size
        self.chance = Random(f"{seed}/{site}")  # noqa: S311 - a sample, no secret
        self.seen = 0
        self.worst: list[tuple[float, tuple[int, int], Pick]] = []
        self.lot: list[Pick] = []

    def take(self, pick: Pick) -> None:
        """Consider *pick*."""
        if pick.weight > 0:
            # Of equal ones the first found stays.
            entry = (pick.weight, (-pick.place[0], -pick.place[1]), pick)
            if len(self.worst) < self.size:
                heapq.heappush(self.worst, entry)
            else:
                heapq.heappushpop(self.worst, entry)
        self.seen += 1
        if len(self.lot) < self.size:
            self.lot.append(pick)
        elif (place := self.chance.randrange(self.seen)) < self.size:
            self.lot[place] = pick

    def chosen(self) -> list[Pick]:
        """The sample, the most suspicious first; of an article in several versions one."""
        known: dict[str, Pick] = {}
        for _, _, pick in sorted(self.worst, key=lambda entry: entry[:2], reverse=True):
            if len(known) < (self.size + 1) // 2:
                known.setdefault(pick.id, pick)
        for pick in self.lot:
            if len(known) < self.size and pick.id not in known:
                known[pick.id] = replace(pick, by_chance=True)
        return list(known.values())
