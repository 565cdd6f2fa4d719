"""Lines that are nothing but a time of day, perhaps with its day and zone: "17:50", "10.05 am IST"."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from scraper.normalise.dates import read_date
from scraper.normalise.tables import load_table
from scraper.normalise.text import words_of

_LONGEST = 40
"""Letters of such a line."""
_HALF_DAY = 12
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(
    r"(?<![\d.,:/+\-])(?P<hour>\d{1,2})"
    r"(?:\s?[:.：٫h時时點点]\s?(?P<minute>\d\d)(?!\d)(?::\d\d(?!\d))?分?|(?=\s?(?:h|Uhr|[時时點点])(?!\w)))"
    r"(?![:.,/\-–]\d|\s?[–-]\s?\d|%)",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\b(?:GMT|UTC)\s?[+\-\u2212]\s?\d{1,2}(?::?\d\d)?\b|(?<!\w)[A-ZМСК]{2,5}(?!\w)")
_ANY_YEAR = 2000
"""A year, and a leap year, to read a day by that is printed without one."""


def read_clock(text: str, *, language: str | None = None) -> int | None:
    """The minute of the day, from 0, that the line *text* names; None where it says anything else, too."""
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return None
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    rest = f"{text[: found.start()]} {text[found.end() :]}".replace(".", "").strip()
    words = words_of(rest)
    if hour > 24 or minute > 59 or not _says_nothing(rest, words, language):
        return None
    if hour <= _HALF_DAY:
        said = f" {' '.join(words)} "
        late = any(f" {word} " in said for word in _words("late"))
        early = any(f" {word} " in said for word in _words("early"))
        hour = hour % _HALF_DAY + _HALF_DAY * late if late or early else hour
    return hour % 24 * 60 + minute


def _says_nothing(rest: str, words: tuple[str, ...], language: str | None) -> bool:
    """Whether what stands beside the time is at most the name of a clock, a zone or a day."""
    if not words or _is_known(words):
        return True
    plain = _ZONE.sub(" ", rest, count=1).strip(" ,|·•()-–—")
    words = words_of(plain)
    if not words or _is_known(words):
        return True
    known = _words()
    day = " ".join(word for word in plain.split() if " ".join(words_of(word)) not in known).strip(" ,|·•-–—")
    if not _DIGIT.search(day):
        return False
    return any(read_date(told, language=language).day for told in (day, f"{day} {_ANY_YEAR}"))


def _is_known(words: tuple[str, ...]) -> bool:
    """Whether *words* are nothing but words that stand beside a time; "a m" is two of them."""
    known, joined = _words(), " ".join(words)
    if joined in known or joined.replace(" ", "") in known:
        return True
    return all(word in known for word in words)


@cache
def _words(language: str | None = None) -> frozenset[str]:
    """Words of one row of `clock_words.toml`, or of all, as `words_of` writes them."""
    table = load_table(resources.files(__package__) / "clock_words.toml")
    rows = [table[language]] if language else table.values()
    return frozenset(" ".join(words_of(phrase)) for row in rows for phrase in row)
