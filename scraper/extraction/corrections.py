"""The publisher's own notices of correction, told from prose and from requests to send corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exports.record import CORRECTION_KINDS, Correction
from scraper.extraction.boilerplate.phrases import Match
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import LABEL, Region
from scraper.normalise.dates import read_date
from scraper.normalise.text import tokens

_LONGEST = 150
_WORD = re.compile(r"[^\W_]+")
_NEAR_DIGIT = re.compile(r"^[^\w.!?]*(?:[^\W\d]+[^\w.!?]+){0,3}\d")
# A label parts from its sentence by one of these, a date or bracket between them at most.
_PARTED = re.compile(r"^(?:[^.!?。]|(?<=\d)\.){0,60}?(?:[:|—–-]\s|：)")
_ONCE = 2
_MOST = 100
_DATED = 40


def find_notices(region: Region) -> Iterator[Finding]:
    """Blocks that are a notice: they open with its label, and a colon, their look or their place agree."""
    for position in range(len(region.blocks)):
        if notice_kind(region, position):
            yield Finding(position, "correction_notice", "corrections/notice")


def notice_kind(region: Region, position: int) -> str | None:
    """One of `CORRECTION_KINDS` where the block is the publisher's notice, else None."""
    if region.lengths[position] > _LONGEST or region.lengths[position] < 2:
        return None
    if not region.phrases.may_correct(region.words(position)):
        return None
    block = region.blocks[position]
    labels = [
        m for m in region.matches(position) if m.reason in CORRECTION_KINDS and m.way in ("label", "start")
    ]
    if not labels or block.type in ("heading", "table_row"):
        return None
    label: Match = labels[0]
    named = _is_named(region, position, label)
    signs = sum(
        (
            bool(_PARTED.match(block.text)),
            named,
            block.italic or block.bold,
            label.length >= 4,
            not region.is_usual(position),
            not region.before(position) or region.after(position) <= 1,
        )
    )
    return label.reason if signs >= 2 else None


def _is_named(region: Region, position: int, label: Match) -> bool:
    """Whether the label is all that stands before the colon, as prose never has it; once or twice on a page.

    Not so "Update:", which also opens entries of a live blog.
    """
    text = region.blocks[position].text
    head = LABEL.match(text)
    if head is None or label.reason == "update" or len(tokens(head.group())) != label.length:
        return False
    return region.labels[head.group().rstrip()] <= _ONCE


def list_corrections(region: Region, positions: list[int]) -> tuple[Correction, ...]:
    """The notices at *positions* as data, in page order; of a page that has hundreds the first hundred."""
    found = []
    for position in positions[:_MOST]:
        kind = notice_kind(region, position)
        if kind:
            text = region.blocks[position].text
            day = find_day(region, text)
            found.append(Correction(kind=kind, text=text, published_at=day, source="page"))
    return tuple(found)


def find_day(region: Region, text: str) -> str | None:
    """The day of the notice *text*: in its label, or right after the words that say what was done.

    A day that stands anywhere else is what the notice speaks of.
    """
    label = LABEL.match(text)
    if label:
        day = read_date(label.group()[:-1].strip(" :："), language=region.facts.language).day
        if day:
            return day.isoformat()
    for start in (label.end() if label else 0, 0):
        said = text[start:]
        words = tokens(said[:200])
        done = [m for m in region.phrases.find(words) if m.reason in CORRECTION_KINDS and m.way == "start"]
        if done:
            after = _skip_words(said, done[0].length)
            day = read_date(after[:_DATED].partition(". ")[0], language=region.facts.language).day
            if day and _opens_with_date(after):
                return day.isoformat()
    return None


def _skip_words(text: str, count: int) -> str:
    """*text* without its first *count* words."""
    parts = _WORD.split(text, maxsplit=count)
    return parts[-1] if len(parts) > count else ""


def _opens_with_date(text: str) -> bool:
    """Whether a digit stands within the first three words, and no sentence ends before it."""
    return bool(_NEAR_DIGIT.match(text))
