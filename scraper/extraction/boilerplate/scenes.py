"""Captions that are set as the text: what the picture shows, and under it, in a line of its own, who took it.

Neither alone would tell: many a paragraph is as short, and a credit may stand under the picture of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scraper.extraction.boilerplate.appeals import grammars_of, read_line
from scraper.extraction.boilerplate.lines import without_short_forms
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import LABEL, Region
from scraper.extraction.shape import ends_sentence, measure, opens_quote
from scraper.normalise.agencies import find_agency_name
from scraper.normalise.text import fold, words_of

_TYPES = frozenset(("paragraph", "caption"))
_SCENE = range(2, 21)
"""Words of what a picture shows."""
_CREDIT = 9
"""Most words of the credit under it."""
_LABEL = 2
"""Most words of the credit's label."""
_OPENING = 16
"""Most words where no picture is seen above, as the line stands over all text."""
_SEVERAL = re.compile(r"[.!?…؟।]\s+\S|[。！？].")
_AGENCY = re.compile(
    r"[(（]?(?P<agency>[^\W\d_]{2,12})(?: (?P<what>[^\W\d_]{2,8}))?\s?/\s?(?P<name>[^/()（）]{4,60}?)[)）]?"
)
_WORDS = re.compile(r"[^\W\d_]+")
_TURNED = re.compile(r"[(（]?(?P<name>[^/()（）]{4,60}?)\s?/\s?(?P<agency>[^\W\d_]{2,12})[)）]?")
_JOINING, _PARTS = 3, 4
"""Letters of the word between a credit's first word and the name, and most words of the name."""
_NAMES = 2
"""Fewest words of the name behind an agency's."""
_NEAR = 2
"""Paragraphs above of which a line is none over all text; the line above it may count as one."""
_DATED = re.compile(r"[^。！？]{4,60}[＝=](?P<behind>[^。！？＝=]{2,40})$")
_NOTED = re.compile(r"[(（]([^()（）]{3,40})[)）][.。]?$")
_BEHIND = re.compile(r"\d{1,2}日|撮影|提供|写真|[都道府県市区町村島]")


def find_unlabelled_credits(region: Region) -> Iterator[Finding]:
    """Lines of an agency, a slash and a name that the text has not, or of a credit's first word and such a
    name, right under a picture or the line below it, or over all text: "AP/Mara Holm", "Foto Mara Holm"."""
    for position, block in enumerate(region.blocks):
        if block.type not in _TYPES or not 2 <= region.lengths[position] <= _CREDIT or block.links:
            continue
        if region.ends_clause(position) or not _is_near_picture(region, position):
            continue
        if _is_of_agency(region, block.text) or _opens_as_credit(region, position):
            yield Finding(position, "caption", "scenes/credit")


def _is_of_agency(region: Region, text: str) -> bool:
    """Whether *text* is an agency and a new name, a slash between."""
    if "/" not in text:
        return False
    turned = _TURNED.fullmatch(text)
    if turned and _is_agency(turned["agency"]):
        return _is_new_name(region, turned["name"])
    found = _AGENCY.fullmatch(text)
    if found is None or not _is_agency(found["agency"]) or not _is_new_name(region, found["name"]):
        return False
    return not found["what"] or _is_of_pictures(region, found["what"])


def _is_agency(word: str) -> bool:
    return word.isupper() or bool(find_agency_name(word))


def _opens_as_credit(region: Region, position: int) -> bool:
    """Whether the line is a credit's first word and a new name, a word such as "by" between at most."""
    words = _WORDS.findall(region.blocks[position].text)
    starts = [m.length for m in region.matches(position) if m.reason == "caption" and m.first == 0]
    if not starts or not words[0][:1].isupper():
        return False
    rest = words[max(starts) :]
    if rest and len(rest[0]) <= _JOINING and rest[0].islower():
        rest = rest[1:]
    return len(rest) <= _PARTS and _is_new_name(region, " ".join(rest))


def find_dated_scenes(region: Region) -> Iterator[Finding]:
    """Captions as papers of Japan print them: what is seen, "＝", and the day, the place or who took it."""
    for position, block in enumerate(region.blocks):
        if "＝" not in block.text and "=" not in block.text:
            continue
        if block.type not in _TYPES or region.ends_clause(position) or position in region.jsonld:
            continue
        found = _DATED.fullmatch(block.text)
        if found and _BEHIND.search(found["behind"]) and region.after(position):
            yield Finding(position, "caption", "scenes/dated")


def find_archived_scenes(region: Region) -> Iterator[Finding]:
    """Lines of one sentence that end with a picture's own words: "(file photo)" in brackets anywhere, without
    brackets right under a picture or over all text."""
    for position, block in enumerate(region.blocks):
        if not region.matches(position) or not _is_scene(region, position) or not region.after(position):
            continue
        noted, words = _NOTED.search(block.text), region.words(position)
        ends = any(
            match.reason == "caption" and match.way == "within" and match.first + match.length == len(words)
            for match in region.matches(position)
        )
        if (noted and _is_of_pictures(region, noted[1])) or (ends and _is_placed(region, position)):
            yield Finding(position, "caption", "scenes/archive")


def find_scenes(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Lines of one sentence between a picture, or the head of the page, and a credit that was *removed*.

    Where no picture is seen, as a script puts it there, the line must tell nothing that happened.
    """
    for position in range(len(region.blocks) - 1):
        below = position + 1
        if removed.get(below) != "caption" or position in removed or not region.after(below):
            continue
        if region.blocks[below].after_media or region.lengths[below] > _CREDIT:
            continue
        if region.sentences[below] and ends_sentence(without_short_forms(region.blocks[below].text)):
            continue
        if not _is_scene(region, position):
            continue
        if _is_placed(region, position) or _tells_nothing(region, position):
            yield Finding(position, "caption", "scenes/over_credit")


def _tells_nothing(region: Region, position: int) -> bool:
    """Whether the line stands under a paragraph and over a label and a name, nothing but a credit, and has no
    word of what was said or done, of us or you."""
    label = LABEL.match(region.blocks[position + 1].text)
    if label is None or measure(words_of(label.group())) > _LABEL or not region.is_paragraph(position - 1):
        return False
    readings = [read_line(grammar, region.blocks[position].text) for grammar in grammars_of(region)]
    return bool(readings) and not any(r.told or r.ours or r.yours for r in readings)


def _is_scene(region: Region, position: int) -> bool:
    """Whether the line may say what a picture shows: one sentence or less, plain, without a link."""
    block = region.blocks[position]
    if block.type not in _TYPES or region.lengths[position] not in _SCENE or position in region.jsonld:
        return False
    if (
        block.links
        or block.bold
        or opens_quote(block.text)
        or block.text.endswith(("?", "？", "؟", ":", "："))
    ):
        return False
    return _SEVERAL.search(block.text) is None


def _is_placed(region: Region, position: int) -> bool:
    """Whether a picture stands right above the line, or no paragraph does and it is none that is known."""
    if region.blocks[position].after_media:
        return True
    if region.before(position) or region.lengths[position] > _OPENING:
        return False
    return fold(region.blocks[position].text) != fold(region.facts.dek or "")


def _is_of_pictures(region: Region, text: str) -> bool:
    """Whether *text* is one of the words of captions, and no more: "file photo"."""
    words = words_of(text)
    found = region.phrases.find(words)
    return any(match.reason == "caption" and match.length == len(words) for match in found)


def _is_new_name(region: Region, text: str) -> bool:
    """Whether *text* is capitalised words, the first two or more of which no paragraph has."""
    words = _WORDS.findall(text)
    if len(words) < _NAMES or any(character.isdecimal() for character in text):
        return False
    named = [word for word in words if len(word) > 3]
    if any(not word[:1].isupper() for word in named):
        return False
    return not any(region.frequency[fold(word)] for word in words[:_NAMES])


def _is_near_picture(region: Region, position: int) -> bool:
    """Whether a picture stands right over the line, or over the one line above it, or all text below them."""
    if region.blocks[position].after_media:
        return True
    above = position - 1
    if above < 0 or region.lengths[above] not in _SCENE:
        return position == 0
    return region.blocks[above].after_media or (
        region.before(position) < _NEAR and bool(region.after(position))
    )
