"""Reading pages in worker processes that can be killed, with a limit on time and memory for each page."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pebble import ProcessExpired, ProcessPool

from scraper.article import Article, Rejection
from scraper.hints import Hints
from scraper.page import Page
from scraper.sites.site import Site

if TYPE_CHECKING:
    from scraper.discovery.leads import Leads
    from scraper.extraction.repeats import Repeats

logger = logging.getLogger(__name__)

# The fork server imports these once; workers are forked from it. `__main__` is what every worker of a fork
# server would run anew otherwise: the script that imports Scrapy.
_PRELOAD = ["__main__", "scraper.extraction.extract", "scraper.discovery.leads"]
_SENTENCE = "A worker reads this before its first page, for the {} time, so that all it needs is there. "
_PARAGRAPHS = "".join(f"<p>{_SENTENCE.format(number) * 3}</p>" for number in range(12))
_WARM_UP = Page(
    url="https://warm-up.invalid/a-page-for-workers",
    body=f"<html><title>Ready to read</title><h1>Ready to read</h1><article>{_PARAGRAPHS}</article>".encode(),
)


_LEADS_SECONDS = 60.0
_OUT_OF_MEMORY = 77
"""Exit status of a worker that met its limit."""


class ExtractionFailed(Exception):
    """A page whose extraction was given up. `reason` is counted."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        """`extraction_timeout`, `extraction_memory`, `extraction_crash` (the page's doing) or
        `extraction_error` (ours)."""


class ExtractionPool:
    """*workers* processes that extract pages; one that exceeds a limit is killed and replaced."""

    def __init__(self, *, workers: int, seconds: float, memory_mib: int) -> None:
        self.seconds = seconds
        # A fork of a process that runs threads and a reactor can hang; a fork server has neither.
        context = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")
        if sys.platform != "win32":
            context.set_forkserver_preload(_PRELOAD)
        self._pool = ProcessPool(
            max_workers=workers, context=context, initializer=_prepare_worker, initargs=[memory_mib]
        )

    def warm_up(self) -> None:
        """Start the workers now, so that the first page does not wait for them."""
        self._pool.schedule(_nothing)

    async def extract(
        self, page: Page, site: Site, hints: Hints | None, repeats: Repeats | None = None
    ) -> Article | Rejection:
        """What `extract_article` makes of *page*. ExtractionFailed: a limit was exceeded or it broke."""
        found: Article | Rejection = await self._run(self.seconds, _extract, page, site, hints, repeats)
        return found

    async def read_leads(self, page: Page, site: Site, expected: str) -> Leads:
        """What `read_leads` makes of *page*, with more time: a sitemap can be very long.
        ExtractionFailed: as in `extract`."""
        leads: Leads = await self._run(_LEADS_SECONDS, _read_leads, page, site, expected)
        return leads

    async def _run(self, seconds: float, job: Callable[..., Any], *args: Any) -> Any:
        future = self._pool.schedule(job, args=list(args), timeout=seconds)
        try:
            return await asyncio.wrap_future(future)
        except FutureTimeout:
            detail = f"extraction took longer than {seconds:g} s"
            raise ExtractionFailed("extraction_timeout", detail) from None
        except ProcessExpired as death:
            if death.exitcode == _OUT_OF_MEMORY:
                raise ExtractionFailed("extraction_memory", "extraction needed too much memory") from None
            detail = f"the worker process ended with status {death.exitcode}"
            raise ExtractionFailed("extraction_crash", detail) from None
        except Exception as error:
            # The edge of a process: whatever our own code raised there comes out here.
            raise ExtractionFailed("extraction_error", f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """Stop the workers at once; what they were at is lost."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _prepare_worker(memory_mib: int) -> None:
    # Ctrl-C reaches the whole process group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Much is imported only when a page needs it: neither the page's time nor its memory should pay for it.
    _extract(_WARM_UP, Site(domain="warm-up.invalid"), None)
    if memory_mib and sys.platform == "linux":
        import resource

        limit = _data_in_use() + memory_mib * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _data_in_use() -> int:
    """Bytes of private memory that this process has laid out already (VmData)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return 0


def _extract(
    page: Page, site: Site, hints: Hints | None, repeats: Repeats | None = None
) -> Article | Rejection:
    from scraper.extraction.extract import extract_article

    with _memory_watched():
        return extract_article(page, site, hints, repeats)


def _read_leads(page: Page, site: Site, expected: str) -> Leads:
    from scraper.discovery.leads import read_leads

    with _memory_watched():
        return read_leads(page, site, expected=expected)


@contextmanager
def _memory_watched() -> Iterator[None]:
    try:
        yield
    except MemoryError:
        # What this process holds is in no state to read on: a new one takes its place.
        os._exit(_OUT_OF_MEMORY)


def _nothing() -> None:
    """What a worker is given to do so that it starts."""
