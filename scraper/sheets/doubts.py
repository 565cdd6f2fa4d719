"""What is suspicious about a filed article, weighed, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from exports.record import Record, count_words

RARE = 0.02
"""Share of a site's articles up to which a kind of removal is rare there."""
FEWEST = 25
"""Articles below which nothing is said to be rare."""
UNLIKE = 0.7
"""Likeness to JSON-LD's text below which an article is doubted."""
LONG = 60
"""Words from which a removed block could be a paragraph of the article."""
_MOST_RARE = 3
# Of these a long block is nothing special.
_WORDY = frozenset({"comments", "author_bio", "correction_notice", "duplicate_block", "copyright", "consent"})
_FLAGS = {
    "mostly_removed": (4.0, "more words were removed than kept"),
    "field_cut": (1.0, "a field was longer than its limit and was cut"),
    "truncated_response": (1.0, "the server's answer ended early"),
    "doubtful_encoding": (1.0, "the letters may have been read wrongly"),
    "language_conflict": (1.0, "the declared language is not the one of the text"),
    "impossible_date": (0.5, "a stated date does not exist"),
    "future_date": (0.5, "the stated date lies in the future"),
    "short_body": (0.5, "the text is very short"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing that speaks against an article."""

    weight: float
    words: str


@dataclass(slots=True, kw_only=True)
class Habits:
    """What is removed from the articles of one site."""

    articles: int = 0
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(reason, rule) -> in how many of the articles it removed something."""

    def add(self, record: Record) -> None:
        """Count *record* in."""
        self.articles += 1
        self.kinds.update({(row.reason, row.rule) for row in record.removed})

    def is_rare(self, kind: tuple[str, str]) -> bool:
        """Whether *kind* of removal is unusual for the site."""
        return self.articles >= FEWEST and self.kinds[kind] <= RARE * self.articles


def find_doubts(record: Record, habits: Habits, likeness: float | None = None) -> list[Doubt]:
    """What speaks against *record* of a site with these *habits*, the weightiest first; none: nothing does.

    *likeness*: to the text that its page states in JSON-LD (see `scraper.extraction.likeness`).
    """
    found = [*_flagged(record), *_unlike(likeness), *_rare(record, habits), *_long(record)]
    return sorted(found, key=lambda doubt: (-doubt.weight, doubt.words))


def _flagged(record: Record) -> Iterator[Doubt]:
    for flag in record.flags:
        if flag in _FLAGS:
            weight, sentence = _FLAGS[flag]
            yield Doubt(weight=weight, words=f"{flag}: {sentence}")


def _unlike(likeness: float | None) -> Iterator[Doubt]:
    if likeness is not None and likeness < UNLIKE:
        share = f"{likeness:.0%}".replace("%", " %")
        yield Doubt(weight=5.0 * (1.0 - likeness), words=f"its text is only {share} like the one in JSON-LD")


def _rare(record: Record, habits: Habits) -> Iterator[Doubt]:
    kinds = dict.fromkeys((row.reason, row.rule) for row in record.removed)
    rare = sorted((kind for kind in kinds if habits.is_rare(kind)), key=lambda kind: habits.kinds[kind])
    for reason, rule in rare[:_MOST_RARE]:
        count = habits.kinds[reason, rule]
        sentence = f"{reason} by {rule}: in {count} of {habits.articles} articles of this site"
        yield Doubt(weight=1.5, words=f"rare removal, {sentence}")


def _long(record: Record) -> Iterator[Doubt]:
    longest = max(
        ((count_words(row.text), row.reason, row.rule) for row in record.removed if row.reason not in _WORDY),
        default=None,
    )
    if longest and longest[0] >= LONG:
        number, reason, rule = longest
        yield Doubt(weight=1.0, words=f"a block of {number} words was removed: {reason} by {rule}")
