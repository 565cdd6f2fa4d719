"""What a worker process does: it reads pages, and dies rather than take more memory than it may."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from scraper.article import Article, Rejection
from scraper.garbage import look_seldom
from scraper.hints import Hints
from scraper.page import Page
from scraper.sites.site import Site

if TYPE_CHECKING:
    from scraper.discovery.leads import Leads
    from scraper.extraction.repeats import Repeats

T = TypeVar("T")

_GARBAGE = 50_000
"""New objects after which garbage is looked for. With Python's own 700 it took a tenth of a page's time."""
OUT_OF_MEMORY = 77
"""Exit status of a worker that met its limit."""
COUNTS = hasattr(signal, "setitimer")
"""Whether there is `within`: the processor's time can be limited."""


def prepare(memory_mib: int) -> None:
    """Make this process ready to read, with *memory_mib* MiB for its pages (0: as much as there is)."""
    # Ctrl-C reaches the whole process group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import scraper.warmth  # noqa: F401 (nothing to do where the fork server has done it)

    # Reading a page makes thousands of objects and next to no rings of them. What is there now stays.
    look_seldom(_GARBAGE, stays=True)
    if memory_mib and sys.platform == "linux":
        import resource

        limit = _data_in_use() + memory_mib * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def extract(
    page: Page, site: Site, hints: Hints | None, repeats: Repeats | None = None
) -> Article | Rejection:
    """`extract_article`, in this process. `verdicts` stay here: body and removed blocks say the same, and
    what a crawl has no use for need not travel."""
    from scraper.extraction.extract import extract_article

    with memory_watched():
        found = extract_article(page, site, hints, repeats)
        return replace(found, verdicts=()) if isinstance(found, Article) else found


def read_leads(page: Page, site: Site, expected: str) -> Leads:
    """`scraper.discovery.leads.read_leads`, in this process."""
    from scraper.discovery import leads

    with memory_watched():
        return leads.read_leads(page, site, expected=expected)


def within(seconds: float, job: Callable[..., T], args: tuple[Any, ...]) -> T:
    """What *job* makes of *args*; this process dies by SIGPROF once that took *seconds* of the processor."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return job(*args)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def nothing() -> None:
    """What a worker is given to do so that it starts."""


def _data_in_use() -> int:
    """Bytes of private memory that this process has laid out already (VmData)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return 0


@contextmanager
def memory_watched() -> Iterator[None]:
    """Ends this process where the block needs more memory than there is."""
    try:
        yield
    except MemoryError:
        # What this process holds is in no state to read on: a new one takes its place.
        os._exit(OUT_OF_MEMORY)
