"""Lines worded as residue is: what no list of phrases has and no class of words covers."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scraper.extraction.boilerplate.appeals import LONGEST_LINE, QUOTED, grammars_of, in_verse, read_line
from scraper.extraction.boilerplate.grammar import Reading
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.voices import is_interview
from scraper.extraction.boilerplate.wording import Wording, list_features, load_wording
from scraper.extraction.places import Place
from scraper.extraction.region import Region
from scraper.extraction.shape import ends_sentence, has_quote, measure, opens_speech
from scraper.normalise.text import words_of

_LONGEST = 45
_SHORTEST = 3
"""Words from which on a line between paragraphs is judged like any other; under the text one will do."""
_SHORT = 1.0
"""How much more it takes for a shorter one, all of whose words must be known."""
_FAMILIAR = 0.6
"""Share of the words that the model must know to speak of the line at all."""
_UNKNOWN = 1.0
"""How much more it takes where it knows less."""
_LABEL = re.compile(r"[^:：]{2,40}[:：]")
_OFTEN = 4
"""Times that a label of a slot stands on a page; more are the article's own form."""
_LEAST_FAMILIAR = 0.4
"""Share that a line among removed ones needs."""
_NEAR = 5.0
"""How far below its need a line is still worth a look at its company."""
_TYPES = frozenset(("paragraph", "caption"))
_PLAIN = 0.95
"""The learned judge's word on a block of which it says nothing: most likely prose."""
_LEAST = 0.005
_SAID = 2.6
"""The score from which a line's words do without the judge's."""
_WEIGHT = 0.25
"""What the judge's odds count beside those of the words: it is surer than it should be."""
_SENTENCE = 0.1
"""How much more it takes for a whole sentence, which may be the article's."""
_TOLD = -4.0
"""The score up to which a line's words are news, whatever classes they are of."""
_OF_TEXT = -1.5
"""The score up to which one sentence of several is the article's."""
_STRANGE = 0.25
"""Share of such a sentence's words that may be a newsroom's."""
_SPEECH = re.compile(r"[:：]\s*[\"“„«‘「](?:[^\s\"”»]+\s+){3}")
"""A colon and what somebody said."""
_QUOTED = 12
"""Words in quotation marks from which on they are speech, and no title."""
_WORDS_SAID = 6
"""The same, in a line that may be about a writer: titles of books are shorter."""
_PART = 3
"""One of so many words of a sentence is said, at least, where it is about speech."""
_STOP = re.compile(r"(?<=[.!?…؟।])\s+(?=\S)|(?<=[。！？])")
FACTS = frozenset(("byline", "dateline_meta", "caption", "author_bio", "tags"))
"""Reasons of names, days and lists of words, which an article has, too."""
_OF_FOOT = frozenset(("author_bio", "copyright", "tags"))
"""Reasons of what stands under a text."""
_HIGH = 3.0
"""How much more it takes for such a line with more of the text below it."""
_BEHIND = 3
"""Paragraphs, longer calls among them, that may follow there."""
_FACT = 1.0
"""How much more it takes for what is a name, a day or a list of words, as facts in an article are too."""
_ASKING = frozenset(("promo", "newsletter", "paywall_prompt", "share", "comments", "related_teaser"))
"""Reasons of what asks something of the reader."""
_REPORTED = 2.0
"""How much more it takes for such a sentence that tells what was said or done, and addresses nobody."""
_VERSE = 2.0
"""How much more it takes for a short line among others that single breaks tie together."""
_ANSWERED = 2.0
"""How much more it takes for a sentence of an interview that asks nothing of its reader."""
_EDGE = 0.8
"""How much less it takes where a sentence that speaks to the reader opens the text or ends it."""
_ABOVE, _SAYING = 3, 8
"""Paragraphs that must stand above the last, and fewest words in it."""
_NAMING = 0.15
"""Share of a line's words of weight that are a newsroom's where one name is much of it."""
_ASKED = ("?", "？", "؟")
_UNSPOKEN = 0.9
"""How much more it takes for a sentence set as the paragraphs that asks nothing and names next to nothing."""
_UNDATED, _DATED = 3.0, 24
"""How much more it takes for a sentence to be a day's that has no number, or more tokens than that."""
_STATED = 1.0
"""How much more it takes against JSON-LD's `articleBody`."""


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A line that may be residue, and what its words say."""

    said: float
    """Above 0 for residue, below for prose: words first, and a little of the learned judge's word."""
    least: float
    """Below it the line does not go by its words alone, whatever for."""
    known: bool
    """Whether the model knows enough of its words to speak of it alone."""
    low: bool
    """Whether little of the text follows."""
    told: bool
    """Whether it is a sentence set as the paragraphs are, no question, with more of them below it."""
    inner: bool
    """Whether any of it stands before."""
    words: tuple[str, ...]
    text: str
    reading: Reading
    wording: Wording

    @cached_property
    def reason(self) -> str:
        """What for it would go."""
        return self.wording.reason(list_features(self.words, self.text, self.reading))

    @cached_property
    def need(self) -> float:
        """From which `said` on the line goes wherever it stands."""
        fact = _FACT if self.reason in FACTS else 0.0
        spoken = self.reading.ours + self.reading.yours + self.reading.asks
        if self.reason in _ASKING and self.reading.told and not spoken:
            fact += _REPORTED if ends_sentence(self.text) else 0.0
        if self.reason == "author_bio" and self.reading.told and _measure_said(self.text) >= _WORDS_SAID:
            fact += _REPORTED
        if self.reason == "dateline_meta" and ends_sentence(self.text) and not self._is_dated:
            fact += _UNDATED
        if self.told and self.reason not in FACTS and not is_spoken(self.reading):
            fact += _UNSPOKEN
        high = self.reason in _OF_FOOT or (self.reason == "byline" and self.inner and not self.text.isupper())
        return self.least + fact + (_HIGH if high and not self.low else 0.0)

    @property
    def _is_dated(self) -> bool:
        """Whether the line is short and has a number, as one that gives a day has."""
        return len(self.words) <= _DATED and any(character.isdigit() for character in self.text)


def find_worded(region: Region) -> Iterator[Finding]:
    """Short blocks whose words, shape and place together speak for residue."""
    for position, line in weigh_lines(region).items():
        if line.said < line.least or _is_form(region, position):
            continue
        if not line.known and len(region.words(position)) < _SHORTEST:
            continue
        if line.said >= line.need + (0.0 if line.known else _UNKNOWN):
            yield Finding(position, line.reason, f"worded/{line.reason}")


def _is_form(region: Region, position: int) -> bool:
    """Whether the line, or its label, stands again and again, as an article's own do: "When: ..."."""
    label = _LABEL.match(region.blocks[position].text)
    start = label[0] if label else region.blocks[position].text
    later = bisect_left(region.sorted_texts, start) + _OFTEN  # what begins alike stands together there
    return later < len(region.sorted_texts) and region.sorted_texts[later].startswith(start)


def weigh_lines(region: Region) -> dict[int, Weighed]:
    """Position -> what the words say of every line that may be residue at all; read once."""
    known: dict[int, Weighed] | None = region.memo.get("weighed")
    if known is not None:
        return known
    known, wording = {}, _wording_of(region)
    if wording is not None:
        for position in range(len(region.blocks)):
            line = _weigh_line(region, wording, position) if _may_go(region, position) else None
            if line is not None:
                known[position] = line
    region.memo["weighed"] = known
    return known


def _weigh_line(region: Region, wording: Wording, position: int) -> Weighed | None:
    """The line at *position*; None where its words are beyond doubt the article's, or unknown."""
    text, words = region.blocks[position].text, region.words(position)
    short = len(words) < _SHORTEST and region.after(position) > 0
    familiarity = wording.familiarity(words)
    if familiarity < _LEAST_FAMILIAR:
        return None
    reading = read_line(grammars_of(region)[-1], text)
    least = region.leaning.worded
    least += _SENTENCE if region.ends_clause(position) else 0.0
    least += _SHORT if short else 0.0
    least += _STATED if position in region.jsonld else 0.0
    least += _VERSE if in_verse(region, position) else 0.0
    if region.sentences[position] and not reading.asks and is_interview(region):
        least += _ANSWERED
    if _opens_or_ends(region, position) and reading.asks + reading.yours + reading.ours and not reading.told:
        least -= _EDGE
    said = wording.weigh(words, text, reading) - _WEIGHT * _prose_odds(region, position)
    if said < least - _NEAR:
        return None
    if _is_mostly_said(region, position):
        return None
    known = familiarity >= (1.0 if short else _FAMILIAR)
    low = region.after(position) <= _BEHIND
    return Weighed(
        said=said,
        least=least,
        known=known,
        low=low,
        told=_is_told(region, position),
        inner=region.before(position) > 0,
        words=words,
        text=text,
        reading=reading,
        wording=wording,
    )


def _opens_or_ends(region: Region, position: int) -> bool:
    """Whether the line is the first of the paragraphs, or long enough for one with no more of them behind."""
    if position in region.prose[:1]:
        return True
    long = region.lengths[position] >= _SAYING
    return long and region.before(position) >= _ABOVE and not region.after(position)


def _is_told(region: Region, position: int) -> bool:
    """Whether the line is a sentence set as the paragraphs are, asks nothing, and more of them follow."""
    if not region.sentences[position] or not region.is_usual(position) or not region.after(position):
        return False
    return not any(sign in region.blocks[position].text for sign in _ASKED)


def is_spoken(reading: Reading) -> bool:
    """Whether the line asks, is about us or you, or names what is a newsroom's."""
    return reading.asks + reading.ours + reading.yours > 0 or is_named(reading)


def is_named(reading: Reading) -> bool:
    """Whether the line names two things or more of a newsroom's, or one that is much of the line."""
    names = sum(reading.names.values())
    return names + reading.furniture > 1 or (names > 0 and reading.share >= _NAMING)


def _is_mostly_said(region: Region, position: int) -> bool:
    """Whether the line is a sentence a third of which, at least, somebody says, in quotation marks."""
    text = region.blocks[position].text
    if not region.sentences[position]:
        return False
    said = _measure_said(text)
    return said >= _QUOTED and _PART * said >= region.lengths[position]


def _measure_said(text: str) -> int:
    """Words of *text* in quotation marks."""
    return measure(words_of(" ".join(QUOTED.findall(text[:LONGEST_LINE])))) if has_quote(text) else 0


def says(region: Region, text: str, reason: str) -> bool:
    """Whether *text*, a label wherever it stands, is worded as residue for *reason*, by its words alone."""
    model, said = _wording_of(region), _score_of(region, text)
    if model is None or said is None or said < _SAID:
        return False
    words, reading = words_of(text), read_line(grammars_of(region)[-1], text)
    return model.reason(list_features(words, text, reading)) == reason


def is_said(region: Region, text: str) -> bool:
    """Whether *text* is worded as residue, whatever for, by its words alone."""
    said = _score_of(region, text)
    return said is not None and said >= _SAID


def tells_news(region: Region, text: str) -> bool:
    """Whether *text* is worded as news beyond doubt: "The company declined to comment on the report"."""
    said = _score_of(region, text)
    return said is not None and said <= _TOLD


def reads_as_prose(region: Region, position: int) -> bool:
    """Whether the line ends as prose does, and its words as a whole are more the text's than residue's."""
    said = _score_of(region, region.blocks[position].text) if region.ends_clause(position) else None
    return said is not None and said - _WEIGHT * _prose_odds(region, position) < 0


def tells_aside(region: Region, position: int) -> bool:
    """Whether one of the line's sentences is the text's by its words, and none is about us or you."""
    text = region.blocks[position].text
    sentences = [sentence for sentence in _STOP.split(text) if sentence]
    if len(sentences) < 2 or not any(_is_of_text(region, sentence) for sentence in sentences):
        return False
    reading = read_line(grammars_of(region)[-1], text)
    return not reading.ours + reading.yours


def _is_of_text(region: Region, sentence: str) -> bool:
    """Whether one sentence of several is news by its words, next to none of which is a newsroom's."""
    said = _score_of(region, sentence) if len(words_of(sentence)) >= _SHORTEST else None
    if said is None or said > _OF_TEXT:
        return False
    reading = read_line(grammars_of(region)[-1], sentence)
    return not reading.asks and reading.share < _STRANGE


def _score_of(region: Region, text: str) -> float | None:
    """What the words of *text* say by themselves; None where the model knows too few of them."""
    model, words = _wording_of(region), words_of(text)
    if model is None or not words or model.familiarity(words) < _FAMILIAR:
        return None
    return model.weigh(words, text, read_line(grammars_of(region)[-1], text))


def _wording_of(region: Region) -> Wording | None:
    grammars = grammars_of(region)
    return load_wording(grammars[-1].language) if grammars else None


def _may_go(region: Region, position: int) -> bool:
    block = region.blocks[position]
    if block.type not in _TYPES or not 1 <= region.lengths[position] <= _LONGEST:
        return False
    if opens_speech(block.text) or block.inside(Place.PRE | Place.ROW):
        return False
    return not block.text.endswith((":", "：")) and not _SPEECH.search(block.text)


def _prose_odds(region: Region, position: int) -> float:
    """The logarithm of the odds that the block is prose, as the learned judge of structure sees it."""
    score = region.score(position)
    score = _PLAIN if score is None else score
    return math.log(max(score, _LEAST) / max(1 - score, _LEAST))
