"""The publisher's own notices of correction, told from prose and from requests to send corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exports.record import CORRECTION_KINDS, Correction
from scraper.extraction.boilerplate.appeals import grammars_of
from scraper.extraction.boilerplate.edits import count_edits, tells_edit
from scraper.extraction.boilerplate.phrases import Match
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import LABEL, Region
from scraper.extraction.shape import BRACKETS, measure, opens_quote
from scraper.normalise.dates import read_date
from scraper.normalise.text import tokens, without_words, words_of

_LONGEST = 150
_NOTE = 40
"""Words of a notice without a label."""
_SAID = 4
"""Words of a label that no prose opens with."""
_STAMP = 12
"""Words of a line that only says when the text was last changed."""
_SHORT = 4
"""Letters of the longest word that counts for nothing in a time: "Uhr", "godz"."""
_WORD = re.compile(r"[^\W_]+")
_NEAR_DIGIT = re.compile(r"^[^\w.!?]*(?:[^\W\d]+[^\w.!?]+){0,3}\d")
_CLOSED = re.compile(r"\s*[\])）】〉》］〕>]")
_PARTED = re.compile(r"(?P<between>.{0,60}?)(?:[:|—–-]\s|：)", re.DOTALL)
"""A label parts from its sentence by one of these, a date or bracket between them at most."""
_TIMED = re.compile(r"[^.!?。]{0,30}\d[^!?。]{0,12}?\.\s")
"""A time between a label and its sentence, with a full stop behind it."""
_DAY = re.compile(r"\s*[(（\[,،，][^:：]{0,20}\d[^:：]{0,20}[:：]")
"""A day that stands in a bracket or behind a comma, and a colon."""
_STOP = re.compile(r"[!?。]|\.\s+(?=[^\W\d_a-z])")
_CLOCK = re.compile(r"\d{1,2}[:.h時点时]\s?\d{2}|\d\s?[時时]")
_BETWEEN = 6
"""Words that may stand between a label and its colon where none is a number."""
_ONCE = 2
_MOST = 100
_DATED = 40
_LEAP_YEAR = 2000
"""A year to read a day by that is printed without one."""


def find_notices(region: Region) -> Iterator[Finding]:
    """Blocks that are a notice: they open with its label, and a colon, their look or their place agree.

    And lines over or under the text that only say when it was last changed.
    """
    for position in range(len(region.blocks)):
        if notice_kind(region, position):
            yield Finding(position, "correction_notice", "corrections/notice")
        elif _is_stamp(region, position):
            yield Finding(position, "dateline_meta", "corrections/time")


def notice_kind(region: Region, position: int) -> str | None:
    """One of `CORRECTION_KINDS` where the block is the publisher's notice, else None."""
    length, block = region.lengths[position], region.blocks[position]
    if not 2 <= length <= _LONGEST or block.type in ("heading", "table_row"):
        return None
    label = _label_of(region, position)
    if label is None:
        return "correction" if length <= _NOTE and _is_note(region, position) else None
    rest = without_words(block.text, label.length)
    edited = tells_edit(words_of(rest[: _NOTE * 8]), _languages(region))
    if (
        label.reason == "update"
        and not edited
        and not _is_long(region, position, label)
        and not _tells(region, position, rest)
    ):
        return None
    signs = sum(
        (
            _is_parted(block.text, rest),
            _is_named(region, position, label, rest),
            edited,
            block.italic or block.bold,
            _is_long(region, position, label),
            not region.is_usual(position),
            not region.before(position) or region.after(position) <= 1,
        )
    )
    return label.reason if signs >= 2 else None


def _is_long(region: Region, position: int, label: Match) -> bool:
    """Whether the label is as long as no opening of prose is: "This article has been corrected"."""
    return measure(region.words(position)[: label.length]) >= _SAID


def _label_of(region: Region, position: int) -> Match | None:
    """The words of a notice that the block opens with."""
    if not region.phrases.may_correct(region.words(position)):
        return None
    matches = region.matches(position)
    return next((m for m in matches if m.reason in CORRECTION_KINDS and m.way in ("label", "start")), None)


def _languages(region: Region) -> tuple[str, ...]:
    return tuple(grammar.language for grammar in grammars_of(region))


def _is_note(region: Region, position: int) -> bool:
    """Whether the line has no label, but says what was done to a part of the text: "Corrects paragraph 2"."""
    block = region.blocks[position]
    edge = not region.before(position) or region.after(position) <= 1
    odd = block.italic or block.bold or not region.is_usual(position) or bool(BRACKETS.match(block.text))
    if opens_quote(block.text):
        return False
    edits = count_edits(region.words(position), _languages(region))
    return edits > 1 or (edits > 0 and (edge or odd))


def _tells(region: Region, position: int, rest: str) -> bool:
    """Whether *rest*, behind the label of an update, is a sentence, and no mere time."""
    stamp = region.lengths[position] <= _STAMP and _is_time(region, rest)
    return region.sentences[position] and not stamp


def _is_parted(text: str, rest: str) -> bool:
    """Whether nothing but a bracket, a time or a few words parts the label from its sentence in *rest*."""
    if _CLOSED.match(rest):
        return bool(BRACKETS.match(text))
    if _TIMED.match(rest):
        return True
    parted = _PARTED.match(rest)
    if parted is None or _STOP.search(parted["between"]):
        return False
    between = parted["between"]
    if any(character.isdecimal() for character in between):
        return True
    return len(between.split()) <= _BETWEEN and not any(sign in between for sign in ",،、，")


def _is_stamp(region: Region, position: int) -> bool:
    """Whether the line is the label of an update and a time, a writer's name behind them at most."""
    if not 1 < region.lengths[position] <= _STAMP or region.blocks[position].type in ("table_row", "heading"):
        return False
    if region.before(position) and region.after(position):
        return False
    label = _label_of(region, position)
    if label is None or label.reason != "update" or region.sentences[position]:
        return False
    return _is_time(region, without_words(region.blocks[position].text, label.length))


def _is_time(region: Region, rest: str) -> bool:
    """Whether *rest* opens with a day or an hour, and a comma or the end stands behind it."""
    said = rest.strip(" :：,|-–—").partition(",")[0]
    if ": " in said or "：" in said or not any(character.isdecimal() for character in said):
        return False
    if all(len(word) <= _SHORT for word in _WORD.findall(said)):
        return True
    days = (read_date(text, language=region.facts.language).day for text in (said, f"{said} {_LEAP_YEAR}"))
    return len(said.split()) <= _BETWEEN and (bool(_CLOCK.search(said)) or any(days))


def _is_named(region: Region, position: int, label: Match, rest: str) -> bool:
    """Whether the label is all that stands before the colon or in the bracket, as prose never has it.

    Once or twice on a page. Not so "Update:", which also opens entries of a live blog.
    """
    text = region.blocks[position].text
    if label.reason != "update" and _CLOSED.match(rest) and BRACKETS.match(text):
        return True
    head = LABEL.match(text)
    if head is None or label.reason == "update":
        return False
    if len(tokens(head.group())) != label.length and not _DAY.match(rest):
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
            after = without_words(said, done[0].length)
            day = read_date(after[:_DATED].partition(". ")[0], language=region.facts.language).day
            if day and _opens_with_date(after):
                return day.isoformat()
    return None


def _opens_with_date(text: str) -> bool:
    """Whether a digit stands within the first three words, and no sentence ends before it."""
    return bool(_NEAR_DIGIT.match(text))
