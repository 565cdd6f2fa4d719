"""Captions in plain paragraphs between the text's, told by how they end: with who took the picture.

No word is known beforehand. A paragraph of prose ends with its last sentence; a caption goes on behind it, or
ends in a bracket or behind a slash, with names that the text has not, or with that of the article's author.
Right after a picture one need not end at all where the text's own lines do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import LABEL, Region
from scraper.extraction.shape import ends_sentence, measure, opens_quote
from scraper.normalise.text import words_of

_TYPES = frozenset(("paragraph", "caption"))
_LONGEST = 32
_SENTENCE = 3
"""Fewest words of the sentence before the credit."""
_CREDIT = 5
"""Most words of the credit."""
_MOST = 3
"""Lines of a page that are such captions; more are its own form: a cast, results."""
_STOP = re.compile(r"(?<=[^\W\d_]{3})[.।]\s+(?=\S)|。(?=.)")
_BRACKET = re.compile(r"[(（]([^()（）]{3,60})[)）]$")
_LABELLED = re.compile(r"[(（][^()（）:：]{2,20}\s?[:：]\s*([^()（）:：]{2,40})[)）]\.$")
_SLASH = re.compile(r"\s/\s*([^/]{2,40})$")
_LETTERS = re.compile(r"[^\W\d_]+")
_TAIL = 6
"""Words at a line's end among which the author's name makes it a credit."""
_TEXT = 4
"""Paragraphs beyond doubt that must be there to say how the text's lines end."""
_OPEN = range(2, 21)
"""Words of a caption that no sign ends."""
_COLONS = (":", "：")
_OTHERS = 1
"""Lines without an end that the text may have away from pictures; more are its own form: a list, verse."""


def find_unknown_credits(region: Region) -> Iterator[Finding]:
    """Lines between two paragraphs that end with a credit in words that the text has not."""
    found = [
        position
        for position in range(len(region.blocks))
        if _may_go(region, position)
        and _stands_alone(region, position)
        and _ends_with_credit(region, position)
    ]
    if len(found) <= _MOST:
        for position in found:
            yield Finding(position, "caption", "captions/credited")


def find_taken_by_author(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Lines between paragraphs, no sentences, that end with the author's name, which no paragraph has."""
    names = _names_of_authors(region, removed)
    for position in range(len(region.blocks)) if names else ():
        if position in removed or not _may_go(region, position):
            continue
        tail = region.words(position)[-_TAIL:]
        if any(_has(tail, name) for name in names):
            yield Finding(position, "caption", "captions/author")


def find_under_pictures(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Lines that no sign ends right after a picture, though set as the paragraphs, all of which end."""
    opens = [p for p in range(len(region.blocks)) if p not in removed and _is_open(region, p)]
    pictured = [position for position in opens if region.blocks[position].after_media]
    others = [position for position in opens if _is_line(region, position)]
    if len(region.prose) < _TEXT or len(pictured) > _MOST or len(others) > _OTHERS:
        return
    for position in pictured:
        if region.lengths[position] in _OPEN and not _runs_on(region, position):
            yield Finding(position, "caption", "captions/pictured")


def _is_open(region: Region, position: int) -> bool:
    """Whether the block is a line of the text's that no sign ends, and no title in bold."""
    block = region.blocks[position]
    return block.type in _TYPES and not block.bold and not region.ends_clause(position)


def _is_line(region: Region, position: int) -> bool:
    """Whether a line that no sign ends stands under a paragraph, by no picture, and is nobody's words."""
    block = region.blocks[position]
    if not region.before(position):
        return False
    return not (block.after_media or opens_quote(block.text) or block.text[:1].islower())


def _runs_on(region: Region, position: int) -> bool:
    """Whether the line links, speaks or is vouched for, or is a piece of a sentence parted by the picture."""
    block = region.blocks[position]
    if block.links or opens_quote(block.text) or position in region.jsonld or block.text[:1].islower():
        return True
    if position and region.lengths[position - 1] > max(_OPEN) and not region.ends_clause(position - 1):
        return True
    announced = position > 0 and region.blocks[position - 1].text.endswith(_COLONS)
    below = region.blocks[position + 1 : position + 2]
    return not announced and any(block.text[:1].islower() for block in below)


def _may_go(region: Region, position: int) -> bool:
    block = region.blocks[position]
    if block.type not in _TYPES or not 2 <= region.lengths[position] <= _LONGEST or position in region.jsonld:
        return False
    if not region.before(position) or not region.after(position) or opens_quote(block.text):
        return False
    return not region.ends_clause(position) or bool(_LABELLED.search(block.text))


def _stands_alone(region: Region, position: int) -> bool:
    """Whether a full paragraph stands right before and right behind, and goes on nothing of the line."""
    below = position + 1
    if not region.is_paragraph(position - 1) or not region.is_paragraph(below):
        return False
    return not region.blocks[below].text[:1].islower()


def _ends_with_credit(region: Region, position: int) -> bool:
    text = region.blocks[position].text
    labelled = _LABELLED.search(text)
    if labelled:
        return _is_foreign(region, labelled[1])
    bracket = _BRACKET.search(text)
    if bracket and bracket.start() and not LABEL.match(text[: bracket.start()]):
        return _is_credit(region, bracket[1])
    slash = _SLASH.search(text)
    if slash:
        return _is_credit(region, slash[1])
    stop = _STOP.search(text)
    if stop is None or measure(words_of(text[: stop.start()])) < _SENTENCE:
        return False
    rest = text[stop.end() :]
    if rest[:1].islower() or not _LETTERS.match(rest) or any(map(str.isdecimal, rest)):
        return False
    return measure(words_of(rest)) <= _CREDIT and _is_foreign(region, rest)


def _is_credit(region: Region, text: str) -> bool:
    """Whether *text* is a few words, capitalised where the script has capitals, and none of the article's."""
    words = _LETTERS.findall(text)
    if any(character.isdecimal() for character in text) or not words or len(text) < _SENTENCE:
        return False
    if ends_sentence(text) or measure(words_of(text)) > _CREDIT + 1:
        return False
    named = [word for word in words if len(word) > 3 or word[:1].isupper()]
    if not named or any(word[:1].islower() for word in named):
        return ":" in text and _is_foreign(region, text)
    return _is_foreign(region, text)


def _is_foreign(region: Region, text: str) -> bool:
    """Whether no paragraph has any longer word of *text*."""
    return not any(region.frequency[word] for word in words_of(text) if len(word) > 3)


def _names_of_authors(region: Region, removed: Mapping[int, str]) -> set[tuple[str, ...]]:
    """Names, folded: of the fields, and first and last ones in lines that were *removed* as bylines."""
    found = {words_of(author.name) for author in region.facts.authors if author.name}
    for position, reason in removed.items():
        if reason == "byline":
            words = _LETTERS.findall(region.blocks[position].text)
            pairs = pairwise(words)
            found |= {words_of(" ".join(pair)) for pair in pairs if all(w[:1].isupper() for w in pair)}
    spoken = [region.words(position) for position in region.prose]
    return {name for name in found if len(name) > 1 and not any(_has(words, name) for words in spoken)}


def _has(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether *name* stands in *words*, its parts side by side."""
    size = len(name)
    return any(words[start : start + size] == name for start, word in enumerate(words) if word == name[0])
