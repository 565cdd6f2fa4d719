"""Teasers of other articles: link lines, and whole blocks of label, headline and summary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from scraper.extraction.boilerplate.appeals import grammars_of, is_label, list_appeals
from scraper.extraction.boilerplate.grammar import bare
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.worded import says
from scraper.extraction.places import Place
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_quote
from scraper.normalise.text import fold, tokens

_LINKED = 0.85
_REACH = 6
_OWN_WORDS = 2
_ASIDE = 25
_SUMMARY = 60
_BRIEF = 22
_FORM = 4
_LABELLED = re.compile(r"^([^:：.!?|]{2,40}?)\s?[:：|–—]\s?(\S.+)$", re.DOTALL)
_INNER_STOP = re.compile(r"[.!?…]\s|[。！？]")
_WEIGHT = 3
_KANA = re.compile("[\u3040-\u309f]")
_SHORT_SCRIPT = re.compile("[\u0590-\u06ff\u0900-\u097f]")
_STOP = re.compile(r"[.!?…。！？।؟]\s")


def find_link_lines(region: Region) -> Iterator[Finding]:
    """Blocks that are nothing but a link, three words or more; shorter ones outside the text are a menu's."""
    if _is_link_list(region):
        return
    for position, block in enumerate(region.blocks):
        if block.link_share < _LINKED:
            continue
        if region.lengths[position] < 3:
            if _is_menu(region, position):
                yield Finding(position, "navigation", "teasers/menu_line")
            continue
        if block.type in ("table_row", "preformatted"):
            continue
        if region.is_usual(position) and region.leads_away(position):
            continue
        if region.sentences[position] and region.is_usual(position) and region.lengths[position] >= 8:
            continue
        yield Finding(position, "related_teaser", "teasers/link_line")


def _is_menu(region: Region, position: int) -> bool:
    """Whether a short link stands before or behind the text, in a list apart from its paragraphs."""
    if region.before(position) and region.after(position):
        return False
    near = (place.number for place in region.blocks[position].place.above(3))
    return not any(region.prose_containers[number] for number in near)


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
    """Whether the line says "read also": in a known phrase, in the words of one, or by where it stands."""
    if region.lengths[position] > 8:
        return False
    if any(match.reason == "related_teaser" and match.way == "label" for match in region.matches(position)):
        return True
    text = region.blocks[position].text
    if region.sentences[position] or region.blocks[position].type not in ("paragraph", "heading", "caption"):
        return False
    if list_appeals(region).get(position, "related_teaser") != "related_teaser":
        return False
    if is_label(region, text, "related_teaser") or _parts_copies(region, position):
        return True
    if region.lengths[position] < 2 or any(m.reason == "navigation" for m in region.matches(position)):
        return False
    return says(region, text, "related_teaser")


def _parts_copies(region: Region, position: int) -> bool:
    """Whether the same line, no sentence, stands right before and right behind: a teaser's headline."""
    if not region.before(position) or position + 1 >= len(region.blocks) or region.sentences[position - 1]:
        return False
    above, below = region.blocks[position - 1].text, region.blocks[position + 1].text
    return region.lengths[position - 1] >= 3 and fold(above) == fold(below)


def find_labelled_teasers(region: Region) -> Iterator[Finding]:
    """Lines of "read also", a colon or dash, and a headline. More than four are the article's own form."""
    found = []
    for position, block in enumerate(region.blocks):
        parted = _LABELLED.match(block.text)
        if parted is None or region.lengths[position] > 30 or block.type not in ("paragraph", "heading"):
            continue
        words = tokens(parted[1])
        if region.sentences[position] or len(tokens(parted[2])) < 3:
            continue
        whole = {match.reason for match in region.phrases.find(words) if match.length == len(words)}
        if "navigation" in whole:
            continue
        phrase = "related_teaser" in whole and len(words) > 1
        if (
            phrase
            or is_label(region, parted[1], "related_teaser")
            or says(region, parted[1], "related_teaser")
        ):
            found.append(position)
    if len(found) <= _FORM:
        for position in found:
            yield Finding(position, "related_teaser", "teasers/labelled")


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
                or (position == below and _is_set_apart(region, position, label))
                or (
                    position == below
                    and (region.is_usual(below - 1) or not region.is_usual(below))
                    and _is_aside(region, position, headlines, repeated=repeated)
                )
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
    if block.type == "list_item" and block.link_share < 0.5 and position in region.kept:
        return False
    length = region.lengths[position]
    if opens_quote(block.text) and _INNER_STOP.search(block.text):
        return False
    return not region.ends_clause(position) and 3 <= length <= 30 and not block.inside(Place.PRE)


def _own_words(region: Region, headlines: list[int]) -> frozenset[str]:
    """Words of the teaser's headline that the article's paragraphs (but for one) do not have."""
    words = {word for position in headlines for word in _marks(region, position)}
    pairs = frozenset(word for word in words if len(word) == 2)
    counts: Counter[str] = Counter()
    for position in region.prose if words else ():
        counts.update(words.intersection(region.words(position)) - pairs)
        if pairs:
            counts.update(pairs.intersection(_pairs(region, position)))
    return frozenset(word for word in words if counts[word] <= 1)


def _marks(region: Region, position: int) -> frozenset[str]:
    """The block's words of four letters or more but for small words; pairs of Chinese and Japanese signs."""
    long = {word for word in region.words(position) if len(word) > 3}
    for grammar in grammars_of(region):
        long -= grammar.small
    return frozenset(long).union(_pairs(region, position))


def _pairs(region: Region, position: int) -> Iterator[str]:
    """The pairs of Chinese and Japanese signs in the block, and of single letters."""
    return (pair for pair in _stems(region.words(position)) if len(pair) == 2)


def _is_summary(region: Region, position: int, names: frozenset[str], repeated: bool) -> bool:
    """Whether the block goes on about the teaser's headline: it shares words that the article lacks."""
    if not region.before(position):
        return False
    shared = len(names & _marks(region, position))
    usual = region.is_usual(position)
    need = _OWN_WORDS if repeated or not usual else _OWN_WORDS + 1
    # Pairs of signs overlap: one word of three gives two of them.
    need *= 2 if any(len(name) == 2 for name in names) else 1
    return shared >= need and region.lengths[position] <= _SUMMARY


def _is_set_apart(region: Region, position: int, label: int) -> bool:
    """Whether the block is set as the label and the headline right above it are, and no paragraph is."""
    if not region.before(position) or not region.after(position) or region.is_like_prose(position):
        return False
    alike = {region.signatures[other] for other in (label, position - 1, position)}
    return (
        len(alike) == 1
        and position - 1 > label
        and region.prose_signatures[region.signatures[position]] <= 1
        and region.lengths[position] <= _SUMMARY
    )


def _is_aside(region: Region, position: int, headlines: list[int], *, repeated: bool) -> bool:
    """Whether the block is one plain, short sentence that has nothing to do with title and paragraphs.

    A single word of weight in common may be chance where the sentence shares one with the headline alone, or
    is brief and under a headline that stands twice; two are a subject, unless under such a headline no more
    than one paragraph has each of them.
    """
    text = region.blocks[position].text
    if region.lengths[position] > _ASIDE or not region.sentences[position] or opens_quote(text):
        return False
    if _STOP.search(text[:-1]) or region.blocks[position].links or region.after(position) == 0:
        return False
    topics = set(_stems(word for title in region.facts.titles for word in tokens(title)))
    counts: Counter[str] = Counter()
    for other in region.prose:
        if other != position:
            counts.update(set(_stems(region.words(other))))
    own = set(_stems(region.words(position)))
    others = topics | set(counts)
    teased = {stem for other in headlines for stem in _stems(region.words(other))} - others
    brief = repeated and region.lengths[position] <= _BRIEF
    if repeated and not own & (topics | {stem for stem, count in counts.items() if count > 1}):
        return len(others & own) <= len(own) // 3
    chance = 1 if teased & own or brief else 0
    return len(others & own) <= min(chance, len(own) // 3) and (repeated or len(own) >= _WEIGHT)


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
