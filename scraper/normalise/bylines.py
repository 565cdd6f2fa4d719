"""A byline as printed, without the date line that runs on from it."""

from __future__ import annotations

import re
import unicodedata

from scraper.normalise.byline_words import phrases
from scraper.normalise.printed_days import find_day
from scraper.normalise.text import clean_text, fold

_DIGIT = re.compile(r"\d")
_TIME = re.compile(
    r"^\W*\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\b\s*(?:(?i:[ap]\.?m\.?(?!\w)|uhr\b|h\b)|[A-Z]{2,4}\b)?"
)
_CLOCK = re.compile(r"(?<!\w)\d{1,2}[:h]\d{2}(?!\w)")
_EDGES = " ,;:|/·•–—-―."


def without_date(text: str) -> str:
    """*text* without a whole date in it, its weekday and its time: what stands before, else what follows.

    Of a time alone, what stands before it.
    """
    if not _DIGIT.search(text):
        return text
    text = unicodedata.normalize("NFKC", text)
    try:
        found = find_day(text, None)
    except ValueError:
        return text
    if found is None:
        clock = _CLOCK.search(text)
        return _trimmed(text[: clock.start()], last=True) or text if clock else text
    before = _trimmed(text[: found[1]], last=True)
    return before or _trimmed(_TIME.sub("", _trimmed(text[found[2] :], last=False)), last=False)


def _trimmed(text: str, *, last: bool) -> str:
    """*text* without the words that lead to a date at its end, or from one at its beginning."""
    days = phrases()["days"]
    words = text.strip(_EDGES).split()
    while words and fold(words[-1 if last else 0].strip(_EDGES)) in days:
        words.pop(-1 if last else 0)
    rest = " ".join(words)
    return rest.rstrip(_EDGES.replace(".", "")) if last else rest.lstrip(_EDGES)


def clean_byline(text: str) -> str | None:
    """The byline in *text*, whose parts are set apart by " | ": without dates, times and prompts."""
    return clean_text(" ".join(byline_parts(text))).strip(" |·•") or None


def byline_parts(text: str) -> list[str]:
    """The parts of the byline in *text*; "By" and "and" stand together with what follows them."""
    parts: list[str] = []
    glue = False
    for part in text.split(" | "):
        part = _without_tail(without_date(clean_text(part)))
        folded = fold(part).strip(_EDGES)
        if not folded or (not glue and _is_beside(part)):
            continue
        if parts and (glue or folded.split(None, 1)[0] in phrases()["and"] or part[0] in ",&"):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
        glue = folded in phrases()["by"] or folded.split()[-1] in phrases()["and"] or part[-1] in ",&"
    return parts


def _without_tail(part: str) -> str:
    """*part* without the small words that lead to a date in the next one: "By Jane Roe on"."""
    words = part.split()
    while len(words) > 2 and words[-1].islower() and words[-1] in phrases()["days"]:
        words.pop()
    return " ".join(words)


def _is_beside(part: str) -> bool:
    """Whether *part* is no part of a byline: a time, a number, a prompt such as "Share"."""
    folded = fold(part).strip(_EDGES)
    first = folded.split(None, 1)[0]
    openings = {first.rstrip(":"), " ".join(folded.split()[:2]), folded}
    if openings & phrases()["by"] or folded in phrases()["and"]:
        return False
    return bool(_DIGIT.search(part)) or folded in phrases()["never"] or first in phrases()["prompts"]
