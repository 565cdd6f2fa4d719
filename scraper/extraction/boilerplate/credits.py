"""What stands around the text in plain paragraphs: bylines, notes on the author, credits, keywords."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.blocks import Block
from scraper.extraction.boilerplate.appeals import grammars_of, is_under, list_appeals, read_line
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.worded import reads_as_prose
from scraper.extraction.region import Region
from scraper.extraction.shape import ends_sentence, opens_quote
from scraper.normalise.text import tokens

_PARTED = re.compile(r"^([^:：.!?]{2,40}?)\s?[:：]\s*(.+)$", re.DOTALL)
_ITEMS = re.compile(r"\s*[,，、،|·;/]\s*")
_BARS = re.compile(r"\s[|·•]\s")
_KEYWORDS = 2
"""Fewest keywords behind the first where no colon parts them from their label."""
# Vowel signs of Indic scripts are no letters to `\w`.
_HASHTAGS = re.compile(r"#[^\s#,]+(?:[\s,]+#[^\s#,]+)+")
_STOP = re.compile(r"(?<=[.!?…؟।])(?<!\b[Pp][Hh]\.)\s+(?=\S)|(?<=[。！？])")
_CLOSERS = (")", "）")
_BRACKET = re.compile(r"[(（]([^()（）]{3,60})[)）]$")
_SIGNED = re.compile(r"\s/\s|[:©]")
_CREDIT = 9
_CAPTION = 32
_NOTE = 32
_BYLINE = 9
_THANKS = 60
_HEAD = 7
_NOUN_LAST = frozenset(("hu", "tr", "hi"))
"""Languages in which what somebody is stands at the end: "Nora Quill, of this paper, is its editor"."""
_BIO = frozenset(("bio", "biography", "authorbio"))
_SURE = 4
"""Words of a phrase that ends no other line: "contributed to this report"."""
_BEHIND = 3
"""Longer lines that may stand under the keywords: a note on the author, calls to the reader."""


def find_keywords(region: Region) -> Iterator[Finding]:
    """Under the text: a label of keywords, and short things parted by commas or bars; or hashtags alone."""
    for position, block in enumerate(region.blocks):
        if (
            region.lengths[position] > _NOTE
            or region.after(position) > _BEHIND
            or not region.before(position)
        ):
            continue
        if _HASHTAGS.fullmatch(block.text) or _is_barred(region, block.text):
            yield Finding(position, "tags", "credits/keywords")
            continue
        parted = _PARTED.match(block.text)
        if parted is None or region.sentences[position]:
            continue
        words = tokens(parted[1])
        told = any(m.reason == "tags" and m.length == len(words) for m in region.phrases.find(words))
        items = _ITEMS.split(parted[2])
        told = told or (len(words) <= 3 and len(items) > 1 and _among_calls(region, position))
        if told and all(len(tokens(item)) <= 4 for item in items):
            yield Finding(position, "tags", "credits/keywords")


def _is_barred(region: Region, text: str) -> bool:
    """Whether *text* is short things parted by bars, and the first opens with a label of keywords."""
    first, *rest = _BARS.split(text)
    if len(rest) < _KEYWORDS or any(not 0 < len(tokens(item)) <= 4 for item in rest):
        return False
    words = tokens(first)
    opening = (words[:end] for end in range(1, min(4, len(words))))
    return any(
        match.reason == "tags" and match.way == "label" and match.length == len(start)
        for start in opening
        for match in region.phrases.find(start)
    )


def _among_calls(region: Region, position: int) -> bool:
    """Whether a call to the reader stands right before or behind the line."""
    found = list_appeals(region)
    return position - 1 in found or position + 1 in found


def find_picture_credits(region: Region) -> Iterator[Finding]:
    """Captions set as paragraphs that end in a credit: in brackets, or as a last clause with no stop."""
    for position, block in enumerate(region.blocks):
        if region.lengths[position] > _CAPTION or block.type not in ("paragraph", "caption"):
            continue
        bracket = _BRACKET.search(block.text) if block.text.endswith(_CLOSERS) else None
        if region.sentences[position] and not bracket:
            continue
        parts = _STOP.split(block.text)
        last = bracket[1] if bracket else parts[-1]
        if last == block.text or len(parts) > 2:
            continue
        if bracket and ends_sentence(block.text[: bracket.start()].rstrip()):
            continue
        words = tokens(last)
        if len(words) <= (_CREDIT if words and words[0].isascii() else 2 * _CREDIT) and any(
            m.reason == "caption" and m.first == 0 for m in region.phrases.find(words)
        ):
            yield Finding(position, "caption", "credits/picture")


def find_signed_captions(region: Region) -> Iterator[Finding]:
    """Captions between the paragraphs, told by no word: a sentence, then names without a full stop.

    The names must come with a colon, a slash or the sign of copyright, or behind a word that the text lacks.
    """
    for position, block in enumerate(region.blocks):
        if block.type not in ("paragraph", "caption") or region.lengths[position] > _CAPTION:
            continue
        if region.ends_clause(position) or opens_quote(block.text) or not region.after(position):
            continue
        parts = [part for part in _STOP.split(block.text) if part.strip()]
        last = parts[-1]
        words = tokens(last)
        if not 2 <= len(parts) <= 3 or len(tokens(parts[0])) < 3 or not 2 <= len(words) <= _CREDIT:
            continue
        signed = bool(_SIGNED.search(last)) or (len(words) > 2 and not region.frequency[words[0]])
        if signed and _are_names(last):
            yield Finding(position, "caption", "credits/signed")


def find_bare_bylines(region: Region) -> Iterator[Finding]:
    """Lines above the first paragraph that are names, or name the writer's trade or task."""
    first = region.prose[0] if region.prose else 0
    for position in range(first):
        block = region.blocks[position]
        if not 1 < region.lengths[position] <= _BYLINE or block.type == "heading":
            continue
        if region.sentences[position] and not _is_whole_label(region, position):
            continue
        parted = _PARTED.match(block.text)
        label = tokens(parted[1]) if parted else []
        told = any(m.reason == "byline" and m.way != "within" for m in region.matches(position)) or any(
            m.reason == "byline" for m in region.phrases.find(label)
        )
        trade = any(read_line(grammar, block.text).nouns["author_bio"] for grammar in grammars_of(region))
        if told or (trade and _are_names(block.text.partition(",")[0])) or _names_place(region, position):
            yield Finding(position, "byline", "credits/byline")


def _is_whole_label(region: Region, position: int) -> bool:
    """Whether the line is a byline's label and no more; one cut short ends with a full stop, too."""
    return any(match.reason == "byline" and match.way == "label" for match in region.matches(position))


def names_writer(region: Region, position: int) -> bool:
    """Whether the line could be a byline: names, a name and a trade, or a short label and a name."""
    text = region.blocks[position].text
    parted = _PARTED.match(text)
    if parted is not None:
        return len(parted[1].split()) <= 2
    return _are_names(text.partition(",")[0])


def _names_place(region: Region, position: int) -> bool:
    """Whether the line is a name that the text lacks and a place that it has: "Leo Marsh in Wexley"."""
    words, text = region.words(position), region.blocks[position].text
    if not 3 <= len(words) <= 5 or any(word.isdecimal() for word in words) or not _are_names(text):
        return False
    known = [region.frequency[word] > 0 for word in words]
    return known[-1] and not known[0] and not known[1]


def _are_names(text: str) -> bool:
    """Whether two words or more are capitalised, and all others short."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3 or word[:1].isupper()]
    return len(words) >= 2 and all(word[:1].isupper() and not word.isupper() for word in words)


def find_bios(region: Region) -> Iterator[Finding]:
    """The last line of prose where it opens with a name that the text lacks and says what that one writes."""
    for position, block in enumerate(region.blocks):
        if region.before(position) < 2 or not is_under(region, position):
            continue
        if not opens_with_new_name(region, position) or _may_be_prose(region, position):
            continue
        for grammar in grammars_of(region):
            head = read_line(grammar, _head_of(block.text, grammar.language))
            if not head.nouns["author_bio"]:
                continue
            reading = read_line(grammar, block.text)
            if reading.nouns["author_bio"] and reading.told <= reading.trade_told:
                yield Finding(position, "author_bio", "credits/bio")
                break


def _head_of(text: str, language: str) -> str:
    """The words within which a note says what its author does; where the noun stands last, twice as many."""
    words = text.split()
    return " ".join(words[: _HEAD * 2 if language in _NOUN_LAST else _HEAD])


def _may_be_prose(region: Region, position: int) -> bool:
    """Whether no capital shows that the line opens with a name, and its words are more the text's."""
    first = region.blocks[position].text[:1]
    return first.lower() == first.upper() and reads_as_prose(region, position)


def find_named_bios(region: Region) -> Iterator[Finding]:
    """Paragraphs under all others whose element, or the one above it, is named for a life: the author's.

    There may be two or more, set alike, so that they look like the text; but not half as many as its own.
    """
    bios = {position for position, block in enumerate(region.blocks) if _is_named_bio(block)}
    text = [position for position in region.prose if position not in bios] if bios else []
    for position in sorted(bios) if 2 * len(bios) < len(text) else ():
        if position > text[-1] and position not in region.jsonld:
            yield Finding(position, "author_bio", "credits/named_bio")


def _is_named_bio(block: Block) -> bool:
    named = (block.place, *block.place.above(1))
    return block.type == "paragraph" and any(not _BIO.isdisjoint(place.tokens) for place in named)


def find_contributors(region: Region) -> Iterator[Finding]:
    """The last line where it ends as thanks to colleagues alone do: "... contributed to this report"."""
    for position in range(region.prose[-1] if len(region.prose) > 2 else 0, len(region.blocks)):
        words = region.words(position)
        if not 4 <= region.lengths[position] <= _THANKS or not is_under(region, position):
            continue
        for match in region.matches(position):
            ends = match.first + match.length == len(words)
            if match.reason == "byline" and match.way == "within" and match.length >= _SURE and ends:
                yield Finding(position, "byline", "credits/contributors")
                break


def opens_with_new_name(region: Region, position: int) -> bool:
    """Whether the block is a sentence or two that open with a name which no paragraph has."""
    text, words = region.blocks[position].text, region.words(position)
    if not 3 <= region.lengths[position] <= _NOTE or opens_quote(text):
        return False
    name = opening_name(words)
    if name[0].isdecimal() or stands_elsewhere(region, name, position):
        return False
    return not _PARTED.match(text) and is_name(text) and len(_STOP.split(text.strip())) <= 2


def opening_name(words: tuple[str, ...]) -> tuple[str, ...]:
    """The two words that may be a name at the opening, or as many signs of a script without spaces."""
    return words[:2] if words[0].isascii() or len(words[0]) > 1 else words[:4]


def is_name(text: str) -> bool:
    """Whether the text opens with two capitalised words, one of them after an article at most."""
    found = re.findall(r"[^\W\d_]+", text)[:3]
    capitals = [word for word in found if word[:1].isupper() or word[:1].lower() == word[:1].upper()]
    return len(capitals) >= 2


def stands_elsewhere(region: Region, name: tuple[str, ...], position: int) -> bool:
    """Whether a paragraph other than that at *position* has *name*."""
    return any(
        region.words(other)[start : start + len(name)] == name
        for other in region.prose
        if other != position
        if name[0] in region.words(other)
        for start, word in enumerate(region.words(other))
        if word == name[0]
    )
