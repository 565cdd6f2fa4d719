"""WARC files in, records out: in the order of the files, on all cores, whatever the clock says."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from exports.outcomes import refused_stat, stat_name
from exports.record import Crawl, Record, Warc
from scraper.archive.reading import Source, read_captures
from scraper.article import Article, Rejection
from scraper.extraction.repeats import Repeats
from scraper.hints import Hints
from scraper.memory import SiteMemory
from scraper.page import Page
from scraper.pool import INTERRUPTED, ExtractionFailed
from scraper.replay.pages import Pages, Reading
from scraper.sites.site import Site

logger = logging.getLogger(__name__)

_MOST_BYTES = 64 * 1024 * 1024
"""Of pages that wait for a worker; more where there are very many workers."""
_WORKER_BYTES = 512 * 1024
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

    def put(self, record: Record) -> None: ...
    def seen(self, instant: str) -> None: ...
    def reached(self, position: dict[str, int]) -> None: ...


class Reader(Protocol):
    """What reads pages, several at a time: see `scraper.pool.ExtractionPool`."""

    async def extract(
        self, page: Page, site: Site, hints: Hints | None, repeats: Repeats | None = None
    ) -> Article | Rejection: ...


@dataclass(slots=True, kw_only=True)
class Replay:
    """Reads *sources*, from *begin* on, and puts the records on *desk*; `run` once."""

    sources: Sequence[Source]
    pages: Pages
    pool: Reader
    desk: Desk
    workers: int
    """Pages that the pool reads at a time."""
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
        waiting: deque[tuple[Reading, Position, asyncio.Task[Any] | None]] = deque()
        try:
            await self._run(waiting)
        finally:
            for _, _, task in waiting:
                if task:
                    task.cancel()
                    task.add_done_callback(_forget)

    async def _run(self, waiting: deque[tuple[Reading, Position, asyncio.Task[Any] | None]]) -> None:
        under_way, most = 0, max(_MOST_BYTES, self.workers * _WORKER_BYTES)
        for reading, position in self._readings():
            if self.stopping:
                break
            task = None
            if reading.page and reading.site:
                under_way += len(reading.page.body)
                task = asyncio.ensure_future(self._extract(reading))
            await asyncio.sleep(0)  # so that signals are heard, and the task begins
            waiting.append((reading, position, task))
            while waiting and (len(waiting) > 4 * self.workers or under_way > most or not waiting[0][2]):
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

    async def _extract(self, reading: Reading) -> Article | Rejection:
        assert reading.page
        assert reading.site
        return await self.pool.extract(
            reading.page, reading.site, reading.hints, self._repeats(reading.site.domain)
        )

    def _repeats(self, domain: str) -> Repeats | None:
        return self.memory.repeats(domain) if self.memory else None

    async def _settle(self, reading: Reading, position: Position, task: asyncio.Task[Any] | None) -> int:
        """Count what became of *reading*, and deliver what is full; the bytes that wait no longer."""
        size = len(reading.page.body) if reading.page else 0
        if task:
            try:
                found = await task
            except ExtractionFailed as trouble:
                if trouble.reason == INTERRUPTED:
                    self.stopping = True
                    return size
                if trouble.reason == "extraction_error":
                    logger.error("%s: %s", reading.capture.url, trouble, exc_info=trouble.__cause__)
                self._count(reading, "failed", trouble.reason)
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

    def _file(self, reading: Reading, found: Article | Rejection) -> None:
        if not isinstance(found, Article):
            self._count(reading, "skipped", found.reason)
            return
        capture = reading.capture
        crawl = Crawl(
            run=self.run_id,
            retrieved_at=capture.retrieved_at,
            status=capture.status,
            via=reading.via,
            warc=Warc(file=capture.file, offset=capture.offset),
        )
        # First, since it may deliver what came before: that must not have a part of this in its sums.
        self.desk.put(found.to_record(crawl))
        self._count(reading, "")

    def _count(self, reading: Reading, outcome: str, reason: str = "") -> None:
        """One more address that was asked for; *outcome*: what became of it, empty: the desk counts that."""
        assert reading.site
        counts, domain = self.desk.counts, reading.site.domain
        self.desk.seen(reading.capture.retrieved_at)
        counts[stat_name(domain, "found")] += 1
        counts[stat_name(domain, "requested")] += 1
        if reading.page:
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


def _forget(task: asyncio.Task[Any]) -> None:
    """Look at what nobody will ask *task* for, or asyncio tells of it when the task goes."""
    if not task.cancelled():
        task.exception()
