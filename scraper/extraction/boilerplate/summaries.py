"""Summaries of teasers: sentences that are set as paragraphs, told by what they speak of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from scraper.extraction.boilerplate.announcing import announces
from scraper.extraction.boilerplate.grammar import bare
from scraper.extraction.boilerplate.topics import STOP, count_shared, goes_on, leans_back, share_known
from scraper.extraction.region import Region
from scraper.extraction.shape import has_quote, opens_quote
from scraper.normalise.text import fold, tokens

_ASIDE = 25
_SUMMARY = 60
_BRIEF = 22
_SURE, _LIKELY = 2.1, 0.2
"""The odds, as `goes_on` gives them, from which on a sentence beside a teaser's headline is its summary, and
one right under the only headline of a label. On real articles that were left out one paragraph in 200 has the
first and three in 100 the second, of the summaries 82 and 94 in 100."""
_UNLIKE, _SET, _ANNOUNCED = 3.0, 1.5, 3.0
"""How much lower odds are enough where the judge doubts the sentence alone, where it alone is in italics, and
where it says what an article holds."""
_DOUBTED, _ALIKE = 0.85, 8
"""The judge's word up to which it doubts a paragraph, and for how many others it may doubt one more."""
_SHORTEST = 5
_STRANGE = 0.35
"""The share of a summary's words that the article may have where they are not its headline's."""
_WEIGHT = 3
_KANA = re.compile("[\u3040-\u309f]")
_SHORT_SCRIPT = re.compile("[\u0590-\u06ff\u0900-\u097f]")


def is_summary(
    region: Region, position: int, label: int, headlines: list[int], *, repeated: bool, named: bool
) -> bool:
    """Whether the block goes on about the *headlines* of the teaser, or is set as they are, or strays.

    *repeated*: the headline stands on both sides of the label; *named*: the label's words say what it is.
    """
    if not region.before(position) or region.lengths[position] > _SUMMARY or leans_back(region, position):
        return False
    # One word in common may be chance where the sentence is long.
    shared = count_shared(region, position, headlines) >= (1 if is_brief(region, position) else 2)
    odds = goes_on(region, position, headlines)
    if shared and region.sentences[position] and odds >= _SURE:
        return True
    if position < label:
        return False
    if named and _is_alone_under(region, position, headlines) and _is_likely(region, position, odds):
        return True
    if _is_set_apart(region, position, label):
        return True
    placed = _is_set_as_text(region, position - 1) or not region.is_usual(position)
    strange = placed and share_known(region, position) <= _STRANGE
    return strange and _is_aside(region, position, headlines, repeated=repeated)


def is_plain_summary(region: Region, position: int, headlines: list[int], *, parted: bool) -> bool:
    """Whether the block is plain sentences that lean on nothing before, and likely go on about the one of the
    *headlines*; *parted* from it by a label they need not."""
    if position in region.jsonld or leans_back(region, position):
        return False
    if not _is_alone_under(region, position, headlines):
        return False
    return parted or _is_likely(region, position, goes_on(region, position, headlines))


def _is_likely(region: Region, position: int, odds: float) -> bool:
    """Whether the *odds* are enough, with what else tells the block from the paragraphs."""
    least = _LIKELY
    if odds < least and position not in region.jsonld:
        least -= find_leeway(region, position)
    return odds >= least


def find_leeway(region: Region, position: int) -> float:
    """How much lower odds are enough for the block, as it is set and worded: 0 is none."""
    if _is_doubted(region, position):
        return _UNLIKE
    if announces(region, position):
        return _ANNOUNCED
    return _SET if _is_slanted(region, position) else 0.0


def _is_doubted(region: Region, position: int) -> bool:
    """Whether the judge doubts the block, and next to none of the paragraphs."""
    score = region.score(position)
    if score is None or score > _DOUBTED:
        return False
    doubted = sum(1 for other in region.prose if other != position and region.scores[other] <= _DOUBTED)
    return _ALIKE * doubted <= len(region.prose)


def _is_slanted(region: Region, position: int) -> bool:
    """Whether the block alone is in italics."""
    slanted = [other for other in region.prose if region.blocks[other].italic]
    return region.blocks[position].italic and slanted in ([], [position])


def _is_alone_under(region: Region, position: int, headlines: list[int]) -> bool:
    """Whether the block is plain sentences under one headline; under several stand no summaries."""
    return len({fold(region.blocks[other].text) for other in headlines}) == 1 and is_plain(region, position)


def is_plain(region: Region, position: int) -> bool:
    """Whether the block is few words, whole sentences, and opens with nobody's."""
    if opens_quote(region.blocks[position].text):
        return False
    return region.sentences[position] and _SHORTEST <= region.lengths[position] <= _BRIEF


def _is_set_as_text(region: Region, position: int) -> bool:
    """Whether the block is set as the paragraphs are, or stands in a picture's place among them."""
    return region.is_usual(position) or region.blocks[position].type == "caption"


def _is_set_apart(region: Region, position: int, label: int) -> bool:
    """Whether the block is set as the label and the headline right above it are, and no paragraph is."""
    if not region.after(position) or region.is_like_prose(position):
        return False
    alike = {region.signatures[other] for other in (label, position - 1, position)}
    return (
        len(alike) == 1 and position - 1 > label and region.prose_signatures[region.signatures[position]] <= 1
    )


def _is_aside(region: Region, position: int, headlines: list[int], *, repeated: bool) -> bool:
    """Whether the block is one plain, short sentence that has nothing to do with title and paragraphs.

    A single word of weight in common may be chance where the sentence shares one with the headline alone, or
    is brief and quotes nobody; two are a subject, unless under a headline that stands twice no more than one
    paragraph has each of them.
    """
    text = region.blocks[position].text
    if region.lengths[position] > _ASIDE or not region.sentences[position] or opens_quote(text):
        return False
    if STOP.search(text[:-1]) or region.blocks[position].links or region.after(position) == 0:
        return False
    topics = set(_stems(word for title in region.facts.titles for word in tokens(title)))
    counts: Counter[str] = Counter()
    for other in region.prose:
        if other != position:
            counts.update(set(_stems(region.words(other))))
    own = set(_stems(region.words(position)))
    others = topics | set(counts)
    teased = {stem for other in headlines for stem in _stems(region.words(other))} - others
    brief = is_brief(region, position)
    if repeated and not own & (topics | {stem for stem, count in counts.items() if count > 1}):
        return len(others & own) <= len(own) // 3
    chance = 1 if teased & own or brief else 0
    return len(others & own) <= min(chance, len(own) // 3) and (repeated or len(own) >= _WEIGHT)


def is_brief(region: Region, position: int) -> bool:
    """Whether the block is one short sentence that quotes nobody."""
    text = region.blocks[position].text
    return region.lengths[position] <= _BRIEF and not has_quote(text) and not STOP.search(text[:-1])


def _stems(words: Iterable[str]) -> Iterator[str]:
    """The beginnings of the words of weight: enough to know them by in most inflected forms.

    Six letters; four in scripts that write no vowels or fuse them; in Chinese and Japanese pairs of signs.
    """
    last = ""
    for word in words:
        if len(word) == 1:
            if last and not _KANA.match(last + word):
                yield last + word
            last = word
            continue
        last = ""
        if _SHORT_SCRIPT.match(word):
            if len(bare(word)) >= 4:
                yield bare(word)[:4]
        elif len(word) >= 6:
            yield word[:6]
