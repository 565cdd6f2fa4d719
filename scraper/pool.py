"""Reading pages in worker processes that can be killed, with a limit on time and memory for each page."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from scraper import worker
from scraper.article import Article, Rejection
from scraper.hints import Hints
from scraper.page import Page
from scraper.sites.site import Site
from scraper.worker_start import make_context

if TYPE_CHECKING:
    from scraper.discovery.leads import Leads
    from scraper.extraction.repeats import Repeats

_QUICK_SECONDS = 2.0
"""The processor's time that nearly every page is read in: twenty times what a usual one needs."""
_SLOW_SITE = 3
"""Slow pages after which a site's pages no longer stand in the way of others."""
_LEADS_SECONDS = 60.0
_PAGES = 1000
"""Pages after which a worker makes room for a new one: what libraries remember of them goes with it. A new
one has the names of classes to learn again, which slows its first dozens of pages by a half."""
INTERRUPTED = "interrupted"
T = TypeVar("T")


class ExtractionFailed(Exception):
    """A page whose extraction was given up. `reason` is counted."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        """`extraction_timeout`, `extraction_memory`, `extraction_crash` (the page's doing),
        `extraction_error` (ours) or `interrupted` (the crawl ends: the page is as good as not fetched)."""


class ExtractionPool:
    """*workers* processes that read pages; one that exceeds a limit is killed and replaced.

    A page that is not read within two seconds of the processor's time is begun anew by a worker for slow
    ones, articles and sources apart, where it has its whole time and delays no other page. (On a busy machine
    more time may pass: that is no page's fault.) The pages of a site that sent several such go there at once.
    """

    def __init__(self, *, workers: int, seconds: float, memory_mib: int, modules: Sequence[str] = ()) -> None:
        """*modules*: names of those that the jobs of `run` need, so that each worker has them at once."""
        self.seconds = seconds
        self._quick = _Lane(workers, memory_mib, modules)
        self._slow = {job: _Lane(1, memory_mib, modules) for job in (worker.extract, worker.read_leads)}
        self._slow_pages: Counter[str] = Counter()
        self._waiting: set[asyncio.Task[Any]] = set()
        self._given_up = False

    def warm_up(self) -> None:
        """Start the workers now, so that the first page does not wait for them, nor anyone else."""
        self._quick.start()

    async def extract(
        self, page: Page, site: Site, hints: Hints | None, repeats: Repeats | None = None
    ) -> Article | Rejection:
        """What `extract_article` makes of *page*. ExtractionFailed: a limit was exceeded or it broke."""
        args = (page, site, hints, repeats)
        found: Article | Rejection = await self._run(worker.extract, args, site, self.seconds)
        return found

    async def run(self, job: Callable[..., T], args: tuple[Any, ...], site: Site) -> T:
        """What *job*, which reads a page of *site*, makes of *args*, within the limits of `extract`.
        ExtractionFailed: as in `extract`."""
        found: T = await self._run(job, args, site, self.seconds)
        return found

    async def read_leads(self, page: Page, site: Site, expected: str) -> Leads:
        """What `read_leads` makes of *page*, with more time: a sitemap can be very long.
        ExtractionFailed: as in `extract`."""
        args = (page, site, expected)
        leads: Leads = await self._run(worker.read_leads, args, site, _LEADS_SECONDS)
        return leads

    def give_up(self) -> None:
        """Read no page any more, also of those that wait or are being read: they end as `interrupted`."""
        self._given_up = True
        for task in tuple(self._waiting):
            task.cancel()

    async def _run(self, job: Callable[..., Any], args: tuple[Any, ...], site: Site, seconds: float) -> Any:
        if self._given_up:
            raise ExtractionFailed(INTERRUPTED, "the crawl ends")
        task = asyncio.ensure_future(self._read(job, args, site, seconds))
        self._waiting.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            if not self._given_up:
                raise
            raise ExtractionFailed(INTERRUPTED, "the crawl ends") from None
        finally:
            self._waiting.discard(task)

    async def _read(self, job: Callable[..., Any], args: tuple[Any, ...], site: Site, seconds: float) -> Any:
        if seconds <= _QUICK_SECONDS:
            return await self._quick.run(job, args, seconds)
        if self._slow_pages[site.domain] < _SLOW_SITE:
            try:
                if not worker.COUNTS:
                    return await self._quick.run(job, args, _QUICK_SECONDS)
                return await self._quick.run(worker.within, (_QUICK_SECONDS, job, args), seconds)
            except ExtractionFailed as failure:
                if failure.reason != "extraction_timeout":
                    raise
            self._slow_pages[site.domain] += 1
        return await self._slow.get(job, self._slow[worker.extract]).run(job, args, seconds)

    def close(self) -> None:
        """Stop the workers at once; what they were at is lost."""
        for lane in (self._quick, *self._slow.values()):
            lane.close()


class _Lane:
    """A pool of *workers* processes; made anew where it broke."""

    def __init__(self, workers: int, memory_mib: int, modules: Sequence[str]) -> None:
        self._workers = workers
        self._memory_mib = memory_mib
        self._modules = modules
        self.pool = self._make()
        self._starting: Thread | None = None

    def start(self) -> None:
        """Start its processes, in a thread: they come to be when the fork server is ready, which may take
        two seconds, and the first requests need not wait for that."""
        self._starting = Thread(target=self.pool.schedule, args=(worker.nothing,), daemon=True)
        self._starting.start()

    def _make(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._workers,
            max_tasks=_PAGES,
            context=make_context(self._modules),
            initializer=worker.prepare,
            initargs=[self._memory_mib],
        )

    async def run(self, job: Callable[..., Any], args: tuple[Any, ...], seconds: float) -> Any:
        """What *job* makes of *args*. ExtractionFailed: why it was given up."""
        try:
            return await self._ask(job, args, seconds)
        except FutureTimeout:
            detail = f"extraction took longer than {seconds:g} s"
            raise ExtractionFailed("extraction_timeout", detail) from None
        except ProcessExpired as death:
            if death.exitcode == worker.OUT_OF_MEMORY:
                raise ExtractionFailed("extraction_memory", "extraction needed too much memory") from None
            if worker.COUNTS and death.exitcode == -signal.SIGPROF:
                raise ExtractionFailed("extraction_timeout", "extraction took too much time") from None
            detail = f"the worker process ended with status {death.exitcode}"
            raise ExtractionFailed("extraction_crash", detail) from None
        except RecursionError:
            raise ExtractionFailed("extraction_crash", "its elements are nested too deep") from None
        except Exception as error:
            # The edge of a process: whatever our own code raised there comes out here.
            raise ExtractionFailed("extraction_error", f"{type(error).__name__}: {error}") from error

    async def _ask(self, job: Callable[..., Any], args: tuple[Any, ...], seconds: float) -> Any:
        """One more try where all workers were ended from outside, by the system for want of memory, say."""
        if self._starting and self._starting.is_alive():
            await asyncio.to_thread(self._starting.join)
        if not self.pool.active:
            self.pool = self._make()
        try:
            return await asyncio.wrap_future(self.pool.schedule(job, args=list(args), timeout=seconds))
        except BrokenProcessPool:
            if not self.pool.active:
                self.pool = self._make()
            return await asyncio.wrap_future(self.pool.schedule(job, args=list(args), timeout=seconds))

    def close(self) -> None:
        """End its processes."""
        if self._starting:
            self._starting.join()
        self.pool.stop()  # type: ignore[no-untyped-call]
        self.pool.join()
