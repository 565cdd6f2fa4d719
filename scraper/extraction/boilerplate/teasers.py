"""Teasers of other articles: link lines, and whole blocks of label, headline and summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.places import Place
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_quote
from scraper.normalise.text import fold, tokens

_LINKED = 0.85
_REACH = 6
_OWN_WORDS = 2
_ASIDE = 25
_STOP = re.compile(r"[.!?…。！？।؟]\s")


def find_link_lines(region: Region) -> Iterator[Finding]:
    """Blocks that are nothing but a link, three words or more."""
    if _is_link_list(region):
        return
    for position, block in enumerate(region.blocks):
        if block.link_share < _LINKED or region.lengths[position] < 3:
            continue
        if block.type in ("table_row", "preformatted"):
            continue
        if region.is_usual(position) and region.leads_away(position):
            continue
        if region.sentences[position] and region.is_usual(position) and region.lengths[position] >= 8:
            continue
        yield Finding(position, "related_teaser", "teasers/link_line")


def _is_link_list(region: Region) -> bool:
    """Whether the article's own paragraphs are such links: a list as the article."""
    linked = sum(1 for other in region.kept if region.blocks[other].link_share >= _LINKED)
    return 2 * linked > len(region.kept)


def find_teaser_blocks(region: Region) -> Iterator[Finding]:
    """Label, headline and summary together, the label before, between or after its headline and summary."""
    for position in range(len(region.blocks)):
        if _is_label(region, position):
            yield Finding(position, "related_teaser", "teasers/label")
            yield from _around(region, position)


def _is_label(region: Region, position: int) -> bool:
    return region.lengths[position] <= 8 and any(
        match.reason == "related_teaser" and match.way == "label" for match in region.matches(position)
    )


def _around(region: Region, label: int) -> Iterator[Finding]:
    """What belongs to the label at *label*: headlines on both sides, then their summaries."""
    headlines = []
    above = label - 1
    below = label + 1
    end = min(len(region.blocks), label + 1 + _REACH)
    repeated = (
        above >= 0
        and below < end
        and fold(region.blocks[above].text) == fold(region.blocks[below].text)
        and not region.sentences[above]
    )
    if above >= 0 and (repeated or (not _headline_like(region, below) and _headline_like(region, above))):
        headlines.append(above)
    while below < end and _headline_like(region, below):
        headlines.append(below)
        below += 1
    for position in headlines:
        yield Finding(position, "related_teaser", "teasers/headline")
    names = _own_words(region, headlines)
    for position in (below, label - 1 if label - 1 not in headlines else label - 2):
        if (
            headlines
            and 0 <= position < len(region.blocks)
            and (
                _is_summary(region, position, names, repeated)
                or (repeated and position == below and _is_aside(region, position))
            )
        ):
            if above in headlines and position < above and not repeated:
                continue
            yield Finding(position, "related_teaser", "teasers/summary")
            if position > label and position + 1 < end and _headline_like(region, position + 1) is False:
                continue


def _headline_like(region: Region, position: int) -> bool:
    """Whether the block reads as another article's headline: some words, and no sentence."""
    if not 0 <= position < len(region.blocks):
        return False
    block = region.blocks[position]
    if block.type in ("table_row", "preformatted", "quote"):
        return False
    if block.link_share >= _LINKED:
        return True
    if block.type == "heading" and block.link_share < 0.5:
        return False
    length = region.lengths[position]
    return not region.ends_clause(position) and 3 <= length <= 30 and not block.inside(Place.PRE)


def _own_words(region: Region, headlines: list[int]) -> frozenset[str]:
    """Words of the teaser's headline that the article's paragraphs (but for one) do not have."""
    words = {
        word
        for position in headlines
        for word in region.words(position)
        if len(word) > 3 or not word.isascii()
    }
    return frozenset(word for word in words if region.frequency[word] <= 1)


def _is_summary(region: Region, position: int, names: frozenset[str], repeated: bool) -> bool:
    """Whether the block goes on about the teaser's headline: it shares words that the article lacks."""
    shared = len(names & set(region.words(position)))
    usual = region.is_usual(position)
    need = _OWN_WORDS if repeated or not usual else _OWN_WORDS + 1
    return shared >= need and region.lengths[position] <= 60


def _is_aside(region: Region, position: int) -> bool:
    """Whether the block is one plain, short sentence that has nothing to do with title and paragraphs.

    A single word of weight in common may be chance; two are a subject.
    """
    text = region.blocks[position].text
    if region.lengths[position] > _ASIDE or not region.sentences[position] or opens_quote(text):
        return False
    if _STOP.search(text[:-1]) or region.blocks[position].links or region.after(position) == 0:
        return False
    others = set(_stems(word for title in region.facts.titles for word in tokens(title)))
    for other in region.prose:
        if other != position:
            others.update(_stems(region.words(other)))
    own = set(_stems(region.words(position)))
    return len(others & own) <= min(1, len(own) // 3)


def _stems(words: Iterable[str]) -> Iterator[str]:
    """Of the words of six letters or more the first six: enough to know them by in most inflected forms."""
    return (word[:6] for word in words if len(word) >= 6)
