"""Whether what an extractor says of title, authors, date and language is right, wrong or nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Literal, TypeAlias

from benchmarks.corpora import TruePage
from benchmarks.metrics import SAME
from benchmarks.prediction import Prediction

Answer: TypeAlias = Literal["right", "wrong", "silent"]
FIELDS = ("title", "authors", "day", "instant", "language")
"""`authors`: the exact set. `day`: the calendar day of publication. `instant`: its minute, zone and all."""

_BY = re.compile(r"^(by|von|par|por|di|af|av|text|texto)[:\s]+")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_TIMED = re.compile(r"T\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$")
_SAME_LANGUAGE = {"nb": "no", "nn": "no", "in": "id", "iw": "he"}


def score_fields(page: TruePage, given: Prediction) -> dict[str, Answer]:
    """An answer for each of `FIELDS` that the truth of *page* states."""
    answers: dict[str, Answer] = {}
    if page.title:
        title = _plain(given.title)
        answers["title"] = _answer(title == _plain(page.title), silent=not title)
    if page.authors:
        names = _persons(given.authors)
        answers["authors"] = _answer(names == _persons(page.authors), silent=not names)
    true = _moment(page.published)
    if page.published and true:
        mine = _moment(given.published)
        answers["day"] = _answer(mine is not None and _same_day(mine, true), silent=mine is None)
        if _TIMED.search(page.published):
            stated = mine is not None and mine.tzinfo is not None
            answers["instant"] = _answer(_same_minute(mine, true), silent=not stated)
    if page.language:
        code = _language(given.language)
        answers["language"] = _answer(code == _language(page.language), silent=not code)
    return answers


def _answer(right: bool, *, silent: bool) -> Answer:
    return "right" if right else "silent" if silent else "wrong"


def _plain(text: str | None) -> str:
    same = unicodedata.normalize("NFKC", text or "").translate(SAME)
    return re.sub(r"\s+", " ", same).strip().casefold()


def _persons(names: Iterable[str]) -> set[str]:
    """The names without "by", accents and punctuation."""
    bare = (_BY.sub("", _plain(name)) for name in names)
    letters = (
        "".join(c for c in unicodedata.normalize("NFD", n) if not unicodedata.combining(c)) for n in bare
    )
    return {re.sub(r"[^\w]+", " ", name).strip() for name in letters} - {""}


def _moment(text: str | None) -> datetime | None:
    """The moment in *text*, aware if it has an offset; midnight where only a day can be read."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        found = _DAY.search(text)
    try:
        return datetime(*map(int, found.groups())) if found else None  # type: ignore[arg-type]
    except ValueError:
        return None


def _same_day(mine: datetime, true: datetime) -> bool:
    """Whether the days are the same, as printed or in the zone of the truth."""
    there = mine.astimezone(true.tzinfo) if mine.tzinfo and true.tzinfo else mine
    return there.date() == true.date() or (mine.tzinfo is not None and mine.date() == true.date())


def _same_minute(mine: datetime | None, true: datetime) -> bool:
    if mine is None or mine.tzinfo is None or true.tzinfo is None:
        return False
    return abs((mine - true).total_seconds()) < 60


def _language(code: str | None) -> str:
    main = re.split(r"[-_]", _plain(code))[0]
    return _SAME_LANGUAGE.get(main, main)
