"""The last source of a date: htmldate's reading of the whole page. A guess, and flagged as one."""

from __future__ import annotations

import logging

from scraper.extraction.metadata.finding import Finding
from scraper.page import Document

_EARLIEST, _LATEST = "1995-01-01", "2099-12-31"


def find(document: Document) -> Finding:
    """The day that htmldate takes for the publication day; nothing where it finds none.

    It would limit dates by the clock: the limit here is the retrieval, or none worth the name.
    """
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        day = find_date(
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
