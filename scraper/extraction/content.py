"""Which blocks are the article: trafilatura judges, cheap witnesses tell when its answer has collapsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scraper.extraction.apart import find_apart
from scraper.extraction.blocks import Block
from scraper.extraction.burden import is_burden
from scraper.extraction.judge.judge import score_blocks
from scraper.extraction.judge.trees import Forest
from scraper.extraction.lead import find_lead
from scraper.extraction.places import Place
from scraper.extraction.sequel import find_sequel
from scraper.extraction.witnesses import chief, jsonld_body, structure
from scraper.page import Document

_COLLAPSED = 0.5
_BETTER = 1.3
_SHORT = 400
"""Letters below which an answer may be short; from there on trafilatura gives the same of the whole page."""
_LITTLE = 0.22
"""Share of the page's letters that is little."""
_SHORTEST = 300
"""Letters below which an answer is short whatever the page holds."""
_AGREED = 0.3
_SEEN = 0.5
"""The learned judge's word from which on it sees the article."""
_STRAY = 0.6
"""Share of the article's prose that the teasers beside it may have."""
_LINKED = 0.6
"""Share of an answer's letters that are links from which on it is a list of headlines."""
_CERTAIN = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The judges' answer, and the stretch of the page that it spans."""

    numbers: frozenset[int]
    """Blocks taken for the article's."""
    first: int
    """First block of the article region."""
    last: int
    """Last block of the article region; smaller than `first` where there is no article."""
    root: int
    """Number of the innermost element that holds all of `numbers`."""
    judge: str
    """Who decided: `chief`, `cascade` (trafilatura's slow mode), `witnesses`, or the `site` file."""
    jsonld: frozenset[int]
    """Blocks whose words stand in JSON-LD's `articleBody`."""
    scores: tuple[float, ...] = ()
    """The learned judge's probability for every block of the page; empty where it is not heard."""


def find_content(
    document: Document,
    blocks: Sequence[Block],
    article_body: str | None,
    *,
    chosen: frozenset[int] | None = None,
    forest: Forest | None = None,
) -> Content:
    """The article's blocks among *blocks*.

    trafilatura's fast mode is believed unless the blocks that stand where prose stands, or *article_body*,
    hold twice as much text; then its full cascade is asked, and in the end the witnesses themselves. It is
    not asked where it would take too long (`is_burden`).
    *chosen* blocks, those that the site file names, stand above all judges. *forest*: see `score_blocks`.
    """
    if chosen:
        return _span(chosen, blocks, "site", jsonld_body.votes(article_body, blocks))
    # Without a block there is nothing to find again of what trafilatura would take a cascade to find.
    readable = bool(blocks) and not is_burden(document)
    numbers, judge = chief.quick_votes(document.root, blocks) if readable else frozenset(), "chief"
    built = structure.votes(blocks)
    jsonld = jsonld_body.votes(article_body, blocks)
    if readable and _is_short(numbers, blocks, built, jsonld):
        numbers = chief.votes(document.root, blocks)
    if _collapsed(numbers, built, jsonld, blocks):
        slow = chief.votes(document.root, blocks, fast=False) if readable else numbers
        if _size(slow, blocks) >= _BETTER * _size(numbers, blocks):
            numbers, judge = slow, "cascade"
        if _collapsed(numbers, built, jsonld, blocks):
            numbers, judge = numbers | jsonld | built, "witnesses"
    if _is_linked(numbers, blocks):
        lines = structure.vote_lines(blocks)
        if _size(lines, blocks) > _size(numbers, blocks):
            numbers, judge = lines, "witnesses"
    scores = score_blocks(document, blocks, kept_by_trafilatura=numbers, forest=forest)
    if elsewhere := _find_elsewhere(numbers, built, scores, blocks):
        numbers, judge = elsewhere, "witnesses"
        scores = score_blocks(document, blocks, kept_by_trafilatura=numbers, forest=forest)
    if not _agree(numbers, scores, blocks):
        return _span(numbers, blocks, judge, jsonld)
    # Prose that trafilatura passed over stands outside its region, too.
    certain = {number for number, score in enumerate(scores) if score >= _CERTAIN}
    liked = find_lead(blocks, numbers, scores) | certain | find_sequel(blocks, numbers, scores)
    numbers |= liked - find_apart(blocks, liked - numbers - jsonld, numbers)
    return replace(_span(numbers, blocks, judge, jsonld), scores=scores)


def _agree(numbers: frozenset[int], scores: Sequence[float], blocks: Sequence[Block]) -> bool:
    """Whether the learned judge sees the article where trafilatura does: else it is not heard at all."""
    agreed = frozenset(number for number in numbers if scores[number] > _SEEN)
    return _size(agreed, blocks) >= _AGREED * max(1, _size(numbers, blocks))


def _find_elsewhere(
    numbers: frozenset[int], built: frozenset[int], scores: Sequence[float], blocks: Sequence[Block]
) -> frozenset[int]:
    """The page's prose in which the learned judge sees the article, where an answer stands beside that.

    Such an answer has none of that prose and less of its own, goes on below, and the judge is against it.
    """
    seen = frozenset(number for number in built if scores[number] > _SEEN)
    beside = seen and not numbers & seen and max(numbers, default=0) > max(seen)
    if not beside or _agree(numbers, scores, blocks):
        return frozenset()
    prose = frozenset(number for number in numbers - seen if structure.is_prose(blocks[number]))
    return seen if _size(prose, blocks) <= _STRAY * _size(seen, blocks) else frozenset()


def _collapsed(
    numbers: frozenset[int], built: frozenset[int], jsonld: frozenset[int], blocks: Sequence[Block]
) -> bool:
    size = _size(numbers, blocks)
    return size < _COLLAPSED * max(_size(built, blocks), _size(jsonld, blocks)) or size == 0


def _is_linked(numbers: frozenset[int], blocks: Sequence[Block]) -> bool:
    """Whether next to all of an answer is links: the headlines beside an article of short lines."""
    size = _size(numbers, blocks)
    linked = sum(blocks[number].link_share * len(blocks[number].text) for number in numbers)
    return 0 < size < _SHORTEST and linked >= _LINKED * size


def _is_short(
    numbers: frozenset[int], blocks: Sequence[Block], built: frozenset[int], jsonld: frozenset[int]
) -> bool:
    """Whether trafilatura itself would look for more, and finds more prose elsewhere on the page."""
    size = _size(numbers, blocks)
    if size < _SHORTEST or size >= _SHORT:
        return size < _SHORTEST
    if _collapsed(numbers, built, jsonld, blocks):
        return True
    elsewhere = sum([len(b.text) for b in blocks if b.number not in numbers and structure.is_prose(b)])
    return elsewhere > size / 2 and size < _LITTLE * sum([len(block.text) for block in blocks])


def _size(numbers: frozenset[int], blocks: Sequence[Block]) -> int:
    """Letters in *numbers*; a menu of the site is not text, however long it is."""
    return sum(len(blocks[number].text) for number in numbers if not blocks[number].inside(Place.NAV))


def _span(numbers: frozenset[int], blocks: Sequence[Block], judge: str, jsonld: frozenset[int]) -> Content:
    """The region of *numbers*: from the first to the last, inside their common ancestor."""
    if not numbers:
        return Content(numbers=numbers, first=0, last=-1, root=0, judge=judge, jsonld=jsonld)
    root = common_place([blocks[number].place for number in sorted(numbers)])
    return Content(
        numbers=numbers, first=min(numbers), last=max(numbers), root=root.number, judge=judge, jsonld=jsonld
    )


def common_place(places: Sequence[Place]) -> Place:
    """The innermost place that holds all *places*."""
    chain = _chain(places[0])
    index = {place.number: position for position, place in enumerate(chain)}
    lowest = 0
    for place in places:
        passed = []
        up: Place | None = place
        while up is not None and up.number not in index:
            passed.append(up.number)
            up = up.parent
        met = index[up.number] if up is not None else len(chain) - 1
        index.update(dict.fromkeys(passed, met))
        lowest = max(lowest, met)
    return chain[lowest]


def _chain(place: Place) -> list[Place]:
    chain: list[Place] = []
    up: Place | None = place
    while up is not None:
        chain.append(up)
        up = up.parent
    return chain
