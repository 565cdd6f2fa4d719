"""What a worker does with a kept answer, all of it: unpacked, judged, read, and its record made ready.

What reads the files does as little as it can, since there is one of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exports.record import Crawl, Record, Warc
from scraper.archive.reading import Capture
from scraper.article import Rejection
from scraper.extraction.repeats import Repeats
from scraper.hints import Hints
from scraper.replay.answers import to_page
from scraper.sites.site import Site
from scraper.worker import extract, memory_watched


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One answer, and all that is known of it."""

    capture: Capture
    url: str
    """Normalised."""
    site: Site
    hints: Hints | None
    via: str
    repeats: Repeats | None
    run: str
    limit: int
    """Decoded bytes of a page."""
    prepare: Callable[[Record], Any]
    """What makes a record ready: see `Desk.prepare`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of an errand."""

    fetched: bool
    """Whether there was a page to read."""
    reason: str = ""
    """Why there is no record; empty: there is one."""
    ready: Any = None
    """The record as `prepare` made it."""


def run_errand(errand: Errand) -> Done:
    """What a crawl would have made of the answer."""
    capture = errand.capture
    with memory_watched():
        page = to_page(capture, errand.url, errand.limit)
        if isinstance(page, str):
            return Done(fetched=False, reason=page)
        found = extract(page, errand.site, errand.hints, errand.repeats)
        if isinstance(found, Rejection):
            return Done(fetched=True, reason=found.reason)
        crawl = Crawl(
            run=errand.run,
            retrieved_at=capture.retrieved_at,
            status=capture.status,
            via=errand.via,
            warc=Warc(file=capture.file, offset=capture.offset),
        )
        return Done(fetched=True, ready=errand.prepare(found.to_record(crawl)))
