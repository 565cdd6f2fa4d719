"""The parts of which a page's titles are made, and where the page prints one of them as a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from scraper.elements import Elements
from scraper.extraction.metadata.meta_names import NAMES
from scraper.extraction.metadata.surroundings import is_small_part, text_in_parts
from scraper.extraction.paths import find_by
from scraper.normalise.text import clean_line, fold, tokens
from scraper.page import Document

_WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_BAR = re.compile(rf"\s*[|｜丨ㅣ»«·•]\s*|\s+[-–—:/]{{1,3}}\s+|_+|(?<=[{_WIDE}！？。])[-–—](?=[{_WIDE}])")
_MARK = re.compile(rf"{_BAR.pattern}|(?<=\S):\s+")
_NAMES = frozenset(NAMES["headline"])
_LONGEST = 1000
_Runs = frozenset[str]
_MOST_TITLES = 12
_MOST_PARTS = 8
_MOST_HEADINGS = 300
_MOST_FOUND = 4
_SHORTEST = 4
"""Letters of the shortest part that is looked for: shorter ones are everywhere."""
_FEWEST = 2
"""Words of it."""
# From the attributes to what has them: several times as fast as to ask every element for one.
_MARKED = find_by("//@itemprop[contains(., 'headline')]/parent::*")
_NAMED = find_by(
    "//@class[contains(., 'title')]/parent::*[not(self::input or self::meta)]"
    " | //@id[contains(., 'title')]/parent::*[not(self::input or self::meta)]"
)


def declared_titles(document: Document) -> list[str]:
    """`<title>` and every title in the meta elements, each once."""
    titles = window_title(document)
    for meta in document.elements.tagged("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in _NAMES and (text := clean_line((meta.get("content") or "")[:_LONGEST])):
            titles.append(text)
    return list(dict.fromkeys(titles))[:_MOST_TITLES]


def window_title(document: Document) -> list[str]:
    """The text of `<title>`, if there is one."""
    first = document.elements.tagged("title")[:1]
    title = clean_line((first[0].text or "")[:_LONGEST]) if first else None
    return [title] if title else []


def split_title(title: str) -> list[str]:
    """The parts of *title*, set apart by bars, dashes and the like, but not by a mere colon."""
    return [part for part in _BAR.split(title) if part.strip()]


def runs_of(titles: Iterable[str]) -> frozenset[str]:
    """Every run of whole parts of *titles*, folded: "a | b - c" gives a, b, c, a | b, b - c and all."""
    runs = set()
    for title in titles:
        marks = list(islice(_MARK.finditer(title), _MOST_PARTS))
        starts = [0, *(mark.end() for mark in marks)]
        ends = [*(mark.start() for mark in marks), len(title)]
        runs |= {fold(title[start:end]) for i, start in enumerate(starts) for end in ends[i:]}
    return frozenset(runs)


def find_printed(elements: Elements, titles: Sequence[str]) -> list[HtmlElement]:
    """The headings below the first rank whose text is a run of parts of one of *titles*.

    Where there is none, whatever calls itself a title and has such a text.
    """
    runs = frozenset(run for run in runs_of(titles) if len(run) >= _SHORTEST and len(tokens(run)) >= _FEWEST)
    parted = {fold(title) for title in titles if len(split_title(title)) > 1}
    for headings, wanted in _places(elements, runs, runs - parted) if runs else ():
        found = [
            heading
            for heading in islice(headings, _MOST_HEADINGS)
            if fold(text_in_parts(heading)[:_LONGEST].replace(" | ", " ")) in wanted
            and heading.tag not in {"title", "body"}
            and not is_small_part(heading)
            and next(heading.iterancestors("a"), None) is None  # a teaser, maybe of this very page
        ]
        if found:
            return found[:_MOST_FOUND]
    return []


def _places(elements: Elements, runs: _Runs, inner: _Runs) -> Iterator[tuple[Iterable[HtmlElement], _Runs]]:
    """Where titles are printed, the likeliest first, and the texts that count there."""
    yield elements.tagged("h2", "h3", "h4"), runs
    yield _MARKED(elements.root), runs
    yield _NAMED(elements.root), inner
