"""The last source of a date: htmldate's reading of the whole page. A guess, and flagged as one."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import islice

from lxml.html import HtmlElement

from scraper.extraction.metadata.finding import Finding
from scraper.extraction.metadata.printed_dates import is_change, is_teasers
from scraper.extraction.metadata.surroundings import upwards, words_of
from scraper.normalise.printed_days import find_day
from scraper.page import Document

_EARLIEST, _LATEST = "1995-01-01", "2099-12-31"
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?\w+|kommentare?|repl(?:y|ies)|disqus|related"
    r"|recommend\w*|footer|copyright)(?:$|[\s_-])"
)
_LONGEST_LINE = 100
_YEAR = re.compile(r"(?:19|20)\d\d|[./-]\d\d(?!\d)")
_MOST = 20_000


def find(document: Document, language: str | None) -> Finding:
    """The day that htmldate takes for the publication day, if the page prints that day as one of its own;
    else the only day that the page prints so.

    htmldate would limit dates by the clock: the limit here is the retrieval, or none worth the name. Its
    extensive search is left out: that asks dateparser in 200 languages, which costs seconds.
    """
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    latest = (document.page.retrieved_at or _LATEST)[:10]
    try:
        day = find_date(
            document.root,
            extensive_search=False,
            original_date=True,
            url=document.page.url,
            min_date=_EARLIEST,
            max_date=latest,
        )
    except (ValueError, TypeError, OverflowError, AttributeError, RecursionError):
        return Finding(problems=("htmldate/failed",))
    printed = _printed_days(document.root, language)
    if day is None or date.fromisoformat(day) not in printed:
        day = min(printed).isoformat() if len(printed) == 1 else None
    return Finding(published=day if day and day <= latest else None)


def _printed_days(root: HtmlElement, language: str | None) -> set[date]:
    """The days that short lines and attributes state, but not as a comment's, a teaser's or a change's."""
    days: set[date] = set()
    for element in islice(root.iter(), _MOST):
        if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
            continue
        for text in _lines_of(element):
            day = _day_in(text, language) if _YEAR.search(text) else None
            if day and day not in days and not is_change(text) and not _is_others(element):
                days.add(day)
    return days


def _day_in(text: str, language: str | None) -> date | None:
    try:
        found = find_day(unicodedata.normalize("NFKC", text), language)
    except ValueError:
        return None
    return found[0] if found else None


def _lines_of(element: HtmlElement) -> Iterator[str]:
    texts = [element.text, *(element.get(name) for name in ("datetime", "content", "title"))]
    texts += [child.tail for child in element]
    for text in texts:
        if text and len(text) < _LONGEST_LINE * 4:
            line = " ".join(text.split())
            if line:
                yield line[:_LONGEST_LINE]


def _is_others(element: HtmlElement) -> bool:
    above = islice(upwards(element), 8)
    return is_teasers(element) or any(
        part.tag == "footer" or bool(_OTHERS.search(words_of(part)))
        for part in above
        if part.tag not in {"body", "html"}
    )
