"""WARC files in, records out: in the order of the files, on all cores, whatever the clock says."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol, TypeVar

from exports.outcomes import refused_stat, stat_name
from exports.record import Record
from scraper.archive.reading import Capture, Source, read_captures
from scraper.memory import SiteMemory
from scraper.pool import INTERRUPTED, ExtractionFailed
from scraper.replay.errands import Done, Errand, run_errand
from scraper.replay.pages import Pages, Reading
from scraper.sites.site import Site

logger = logging.getLogger(__name__)
T = TypeVar("T")

AHEAD = 32
"""Answers for each worker that may be under way: while one is read that takes seconds, the others go on."""
_MOST_BYTES = 64 * 1024 * 1024
"""Of answers, as they came, that are under way; more where there are very many workers."""
_ANSWER_BYTES = 128 * 1024
_TOLD = 20
"""Records that can't be read and are named in the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How far a replay came: up to a capture of a file."""

    source: int = 0
    """Number of the file."""
    offset: int = 0
    passed: int = 0
    """Captures that begin at this offset and are dealt with."""


class Desk(Protocol):
    """Where records go: see `pipelines.replaying.ReplayDesk`."""

    counts: Counter[str]

    @property
    def prepare(self) -> Callable[[Record], Any]:
        """Makes a record into what `put` takes, in whatever process."""

    def put(self, ready: Any) -> None: ...
    def seen(self, instant: str) -> None: ...
    def reached(self, position: dict[str, int]) -> None: ...


class Reader(Protocol):
    """What reads pages, several at a time: see `scraper.pool.ExtractionPool`."""

    async def run(self, job: Callable[..., T], args: tuple[Any, ...], site: Site) -> T: ...


@dataclass(slots=True, kw_only=True)
class Replay:
    """Reads *sources*, from *begin* on, and puts the records on *desk*; `run` once."""

    sources: Sequence[Source]
    pages: Pages
    pool: Reader
    desk: Desk
    ahead: int
    """Answers that may be under way."""
    limit: int
    """Decoded bytes of a page."""
    run_id: str
    memory: SiteMemory | None = None
    """What recurs over the sites' articles; it learns nothing here."""
    begin: Position = field(default_factory=Position)
    stopping: bool = False
    """Set to end before all is read."""
    _told: int = 0

    async def run(self) -> None:
        """Read to the end, or until `stopping`. OSError: a file can't be read; DeliveryError: no record
        can be written."""
        waiting: deque[_Waiting] = deque()
        try:
            await self._run(waiting)
        finally:
            for _, _, task in waiting:
                if task:
                    task.cancel()
                    task.add_done_callback(_forget)

    async def _run(self, waiting: deque[_Waiting]) -> None:
        under_way, most = 0, max(_MOST_BYTES, self.ahead * _ANSWER_BYTES)
        for reading, position in self._readings():
            if self.stopping:
                break
            task = None
            if reading.answer and reading.site:
                under_way += len(reading.answer.body)
                task = asyncio.ensure_future(self._read(reading.answer, reading, reading.site))
            await asyncio.sleep(0)  # so that signals are heard, and the task begins
            waiting.append((reading, position, task))
            while waiting and (len(waiting) > self.ahead or under_way > most or _is_done(waiting[0][2])):
                under_way -= await self._settle(*waiting.popleft())
                if self.stopping:
                    break
        while waiting and not self.stopping:
            await self._settle(*waiting.popleft())

    def _readings(self) -> Iterator[tuple[Reading, Position]]:
        """Each capture as a reading, with the position behind it."""
        for number, source in enumerate(self.sources):
            if number < self.begin.source:
                continue
            first = number == self.begin.source
            offset, passed = (self.begin.offset, 0) if first else (0, 0)
            for capture in read_captures(source, offset):
                passed = passed + 1 if capture.offset == offset else 1
                offset = capture.offset
                if first and offset == self.begin.offset and passed <= self.begin.passed:
                    continue
                yield (
                    self.pages.read(capture, source),
                    Position(source=number, offset=offset, passed=passed),
                )

    async def _read(self, answer: Capture, reading: Reading, site: Site) -> Done:
        errand = Errand(
            capture=answer,
            url=reading.url,
            site=site,
            hints=reading.hints,
            via=reading.via,
            repeats=self.memory.repeats(site.domain) if self.memory else None,
            run=self.run_id,
            limit=self.limit,
            prepare=self.desk.prepare,
        )
        return await self.pool.run(run_errand, (errand,), site)

    async def _settle(self, reading: Reading, position: Position, task: asyncio.Task[Done] | None) -> int:
        """Count what became of *reading*, and deliver what is full; the bytes that wait no longer."""
        size = len(reading.answer.body) if reading.answer else 0
        if task:
            try:
                found = await task
            except ExtractionFailed as trouble:
                if trouble.reason == INTERRUPTED:
                    self.stopping = True
                    return size
                if trouble.reason == "extraction_error":
                    logger.error("%s: %s", reading.capture.url, trouble, exc_info=trouble.__cause__)
                self._count(reading, "failed", trouble.reason, fetched=True)
            else:
                self._file(reading, found)
        elif reading.outcome == "fault":
            self._tell(reading)
            self.desk.counts[refused_stat(f"warc_{reading.reason}")] += 1
        elif reading.outcome == "source":
            self.desk.counts[f"sources/{reading.reason}"] += 1
        else:
            self._count(reading, reading.outcome, reading.reason)
        self.desk.reached(asdict(position))
        return size

    def _file(self, reading: Reading, done: Done) -> None:
        if done.reason:
            self._count(reading, "skipped", done.reason, fetched=done.fetched)
            return
        # First, since it may deliver what came before: that must not have a part of this in its sums.
        self.desk.put(done.ready)
        self._count(reading, "", fetched=True)

    def _count(self, reading: Reading, outcome: str, reason: str = "", *, fetched: bool = False) -> None:
        """One more address that was asked for; *outcome*: what became of it, empty: the desk counts that."""
        assert reading.site
        counts, domain = self.desk.counts, reading.site.domain
        self.desk.seen(reading.capture.retrieved_at)
        counts[stat_name(domain, "found")] += 1
        counts[stat_name(domain, "requested")] += 1
        if fetched:
            counts[stat_name(domain, "fetched")] += 1
        if outcome:
            counts[stat_name(domain, outcome, reason or None)] += 1

    def _tell(self, reading: Reading) -> None:
        capture = reading.capture
        self._told += 1
        if self._told <= _TOLD:
            logger.warning("%s: record at byte %d: %s", capture.file, capture.offset, reading.reason)
        elif self._told == _TOLD + 1:
            logger.warning("further records that can't be read are only counted")


_Waiting = tuple[Reading, Position, asyncio.Task[Done] | None]


def _is_done(task: asyncio.Task[Done] | None) -> bool:
    return task is None or task.done()


def _forget(task: asyncio.Task[Any]) -> None:
    """Look at what nobody will ask *task* for, or asyncio tells of it when the task goes."""
    if not task.cancelled():
        task.exception()
