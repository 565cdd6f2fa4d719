"""The last source of a date: htmldate's reading of the whole page. A guess, and flagged as one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, time
from functools import cache

from scraper.extraction.metadata.finding import Finding
from scraper.normalise.printed_days import find_day
from scraper.page import Document

_EARLIEST, _LATEST = "1995-01-01", "2099-12-31"


def find(document: Document) -> Finding:
    """The day that htmldate takes for the publication day; nothing where it finds none.

    It would limit dates by the clock: the limit here is the retrieval, or none worth the name.
    """
    try:
        day = _load_search()(
            document.root,
            extensive_search=True,
            original_date=True,
            url=document.page.url,
            min_date=_EARLIEST,
            max_date=(document.page.retrieved_at or _LATEST)[:10],
        )
    except (ValueError, TypeError, OverflowError, AttributeError, RecursionError):
        return Finding(problems=("htmldate/failed",))
    # The first of January is what it makes of a bare year.
    return Finding(published=None if day and day.endswith("-01-01") else day)


@cache
def _load_search() -> Callable[..., str | None]:
    """htmldate's `find_date`, which asks us where it would ask dateparser.

    dateparser would make ready some 200 languages in every new process: five seconds, of the ten that the
    page has.
    """
    from htmldate import extractors, find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    extractors._external_date = _read_day
    return find_date


def _read_day(string: str) -> datetime | None:
    """The day in *string*, at midnight, where htmldate's own patterns know none."""
    try:
        found = find_day(string, None)
    except ValueError:
        return None
    return datetime.combine(found[0], time()) if found else None
