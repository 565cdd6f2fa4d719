"""Whole dates within a printed text: in digits, or with a month's name in any of the languages."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from scraper.normalise.tables import load_table

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d.])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2}(?!\d|:))(?!\d)")
_WORDS = re.compile(r"\d+|[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0fff]|[^\W\d_])*")


def find_day(text: str, language: str | None) -> tuple[date, int, int] | None:
    """The first whole date in *text*, and where it stands. Raises `ValueError` for an impossible one."""
    found = _YEAR_FIRST.search(text)
    if found:
        return date(int(found[1]), int(found[2]), int(found[3])), found.start(), found.end()
    found = _YEAR_LAST.search(text)
    if found:
        numbers = _day_and_month(int(found[1]), int(found[3]), found[2], language)
        if numbers is None:
            return None
        year = int(found[4])
        year += 0 if year > 99 else 2000 if year < 70 else 1900
        return date(year, numbers[1], numbers[0]), found.start(), found.end()
    return _find_named_month(text, language)


def _day_and_month(first: int, second: int, separator: str, language: str | None) -> tuple[int, int] | None:
    """(day, month) of two numbers; `None` where the page leaves the order open."""
    if first > 12 or first == second:
        return first, second
    if second > 12:
        return second, first
    if separator == ".":
        return first, second
    if language is None or language == "en":
        return None
    return (second, first) if language in {"en-US", "en-PH"} else (first, second)


def _find_named_month(text: str, language: str | None) -> tuple[date, int, int] | None:
    """A month's name with a day beside it and a year after: "3 mars 2024", "March 3rd, 2024".

    The name nearest to its day: "des" is a month's name, too, in "Stand des Artikels: 26. Februar 2020".
    """
    words = [(found[0].casefold(), found.start(), found.end()) for found in _WORDS.finditer(text)]
    names = _months((language or "").split("-")[0])
    best: tuple[int, int, int, int, int] | None = None
    for index, (word, _, _) in enumerate(words):
        month = names.get(word)
        if month is None and index + 1 < len(words):
            month = names.get(f"{word} {words[index + 1][0]}")
        if month is None:
            continue
        near = range(max(0, index - 3), min(len(words), index + 5))
        years = [i for i in near if words[i][0].isdecimal() and len(words[i][0]) == 4]
        days = [i for i in near if words[i][0].isdecimal() and len(words[i][0]) <= 2 and abs(i - index) <= 2]
        if not years or not days:
            continue
        before = [i for i in days if i < index and not _is_clock(text, words[i])]
        after = [i for i in days if i > index and not _is_clock(text, words[i])]
        chosen = before[-1] if before else after[0] if after else None
        if chosen is None:
            continue
        year = min(years, key=lambda i: (abs(i - index), i))
        if best is None or abs(chosen - index) < best[0]:
            best = abs(chosen - index), index, chosen, year, month
    if best is None:
        return None
    _, index, chosen, year, month = best
    number = int(words[year][0])
    number -= 543 if 2400 < number < 2700 else 0  # the Buddhist era of Thai dates
    used = (index, chosen, year)
    return (
        date(number, month, int(words[chosen][0])),
        min(words[i][1] for i in used),
        max(words[i][2] for i in used),
    )


def _is_clock(text: str, word: tuple[str, int, int]) -> bool:
    """Whether the number is a part of a time such as 14:05."""
    _, start, end = word
    return text[end : end + 1] in {":", "h"} or text[start - 1 : start] == ":"


@lru_cache(maxsize=64)
def _months(language: str) -> dict[str, int]:
    """Month names of all languages to numbers. Names with two readings (Polish and Croatian "listopad") stay
    out, except in the reading of *language*."""
    table: dict[str, int] = {}
    doubtful: set[str] = set()
    own: dict[str, int] = {}
    for code, months in _month_lists().items():
        for number, forms in enumerate(months, 1):
            for form in forms.split("|"):
                name = unicodedata.normalize("NFKC", form).casefold()
                if table.setdefault(name, number) != number:
                    doubtful.add(name)
                if code == language:
                    own[name] = number
    return {name: number for name, number in table.items() if name not in doubtful} | own


@cache
def _month_lists() -> dict[str, list[str]]:
    return load_table(files("scraper.normalise").joinpath("months.toml"))
