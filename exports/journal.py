"""The journal: where records wait, safe from a kill, until they are delivered as parts."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from exports.delivered import Sketch
from exports.disk import make_folder, sync_folder, told_clearly, write_all
from exports.layout import RUNS, check_run_id, journal_name
from exports.reader import parse_line
from exports.record import Record
from exports.slips import Slip, to_slip

_SYNC_SECONDS = 1.0
_LONGEST_LINE = 64 * 1024 * 1024


class Journal:
    """One file of records in the order they come: `OUT/runs/RUN-0001.jsonl.part`, a name that readers skip.

    Every line is with the system when `append` returns, so a killed process loses nothing, and on disk
    within a second if `sync_when_due` is called that often.
    """

    def __init__(
        self, out: Path, run: str, number: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Opens a new journal in *out*. DeliveryError: it can't be written, or is there already."""
        self.path = out / RUNS / journal_name(check_run_id(run), number)
        """Where it stands."""
        self.slips: list[Slip] = []
        """What stands for its records, in their order: with these, `deliver` need not read it."""
        self.size = 0
        """How many bytes are in it."""
        make_folder(self.path.parent)
        with told_clearly(self.path):
            self._descriptor = os.open(
                self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644
            )
            sync_folder(self.path.parent)
        self._clock = clock
        self._opened = self._synced = clock()
        self._dirty = False

    def append(self, record: Record, *, sketch: Sketch | None = None) -> None:
        """Adds *record*, which is compared by *sketch*. DeliveryError: it could not be written; what stood
        before it stands."""
        line = record.to_json().encode()
        self.append_line(line, to_slip(record, sketch=sketch, line=line))

    def append_line(self, line: bytes, slip: Slip) -> None:
        """Adds the *line* of a record, without its end, for which *slip* stands. DeliveryError: as above."""
        self.sync_when_due()
        with told_clearly(self.path):
            try:
                write_all(self._descriptor, line + b"\n")
            except OSError:
                with suppress(OSError):
                    os.ftruncate(self._descriptor, self.size)
                raise
        self.slips.append(replace(slip, place=self.size))
        self.size += len(line) + 1
        self._dirty = True

    def sync_when_due(self) -> None:
        """Puts on disk what was appended, if the last time is a second ago. DeliveryError: it could not."""
        if self._dirty and self._clock() - self._synced >= _SYNC_SECONDS:
            self._sync()

    def close(self) -> None:
        """Puts everything on disk and closes the file. DeliveryError: it could not."""
        if self._descriptor < 0:
            return
        try:
            if self._dirty:
                self._sync()
        finally:
            descriptor, self._descriptor = self._descriptor, -1
            os.close(descriptor)

    @property
    def records(self) -> int:
        """How many records are in it."""
        return len(self.slips)

    @property
    def age(self) -> float:
        """Seconds since it was opened."""
        return self._clock() - self._opened

    def _sync(self) -> None:
        with told_clearly(self.path):
            os.fsync(self._descriptor)
        self._dirty = False
        self._synced = self._clock()


def read_journal(path: Path) -> Iterator[tuple[int, Record | None]]:
    """(at which byte it begins, its record) of each line of the journal *path*, in order.

    None: the line holds no record; torn by a kill, zeros, garbage. DeliveryError: the file can't be read.
    """
    place = 0
    with told_clearly(path), path.open("rb") as file:
        while line := file.readline(_LONGEST_LINE):
            record = None
            with suppress(ValueError):
                record = parse_line(line)
            yield place, record
            place += len(line)


def line_at(file: BinaryIO, place: int) -> bytes:
    """The line that begins at byte *place* of the journal *file*, with its end."""
    file.seek(place)
    return file.readline(_LONGEST_LINE)
