"""How a text is signed off under its last paragraph: who wrote and edited it, initials, an agency."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import grammars_of, in_verse, is_under
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region
from scraper.normalise.agencies import find_agency_name
from scraper.normalise.text import fold

_ENCLOSED = re.compile(r"[(\[]([^()\[\]]{2,240})[)\]]")
_WORDS = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"\.\s")
_LONG = 3
"""Letters up to which a word is a small one: "of", "und", "para"."""
_LONGEST = 40
_SHARE = 2
"""Words of names in a sign-off for each longer word that is none, at least."""
_SIGNATURE = 6
"""Words of such a line."""
_TEXT = 2
"""Full paragraphs that must stand before: the end of a short bulletin is signed, too."""
_FRAMED = re.compile(r"(?:[(\[（【/]|[—–-]{1,2}\s?)(?P<inside>[^()\[\]（）【】]{2,40}?)[)\]）】/]?\.?")
_PARTS = re.compile(r"\s*[,/;،、]\s*|\s[-–—]\s")
_INITIALS = re.compile(r"[^\W\d_]{1,4}\.?|(?:[^\W\d_]\.\s?){1,3}")
_WIRE = re.compile(r"(?:/[^\W\d_]{2,14}){2,3}/?|/[^\W\d_]{2,14}/")
"""An agency's name, and who wrote: "/agency/abc"."""
_HEADED = re.compile(r"#{1,4}\s[^\W\d_]")
"""A heading as it is typed: no page prints it, but a pad of notes that came along with the text."""
_CODES = re.compile(r"[a-z]{2,5}\d?(?: [a-z]{1,5}\d?){2,7}")
_VOWELS = frozenset("aeiouy")
_NOTES, _BEHIND = 12, 2
"""Most words of a desk's note, and paragraphs that may follow it."""
_CAPITALS = re.compile(r"[^\W\d_]{2,12}")


def find_sign_offs(region: Region) -> Iterator[Finding]:
    """Lines under the text wholly in brackets in which names that the text lacks are most of the words."""
    last = region.prose[-1] if region.prose else 0
    for position in range(last, len(region.blocks)):
        block = region.blocks[position]
        if block.type != "paragraph" or not 1 <= region.lengths[position] <= _LONGEST:
            continue
        if _is_sign_off(region, position) and is_under(region, position):
            yield Finding(position, "byline", "sign_offs/byline")


def _is_sign_off(region: Region, position: int) -> bool:
    """Whether the line stands in brackets, and names that no paragraph has are most of its first sentence."""
    enclosed = _ENCLOSED.fullmatch(region.blocks[position].text.strip())
    if enclosed is None:
        return False
    words = _WORDS.findall(_STOP.split(enclosed[1])[0])
    # A long one is a paragraph itself.
    own = int(position in region.prose)
    new = [w[:1].isupper() and len(w) > 1 and region.frequency[fold(w)] <= own for w in words]
    named = sum(
        one and (two or zero) for zero, one, two in zip([False, *new], new, [*new[1:], False], strict=False)
    )
    other = sum(1 for word in words if len(word) > _LONG and not word[:1].isupper())
    return named >= 2 and named >= _SHARE * other and bool(other or named < len(words))


def find_signatures(region: Region) -> Iterator[Finding]:
    """Lines under the text that are framed or parted as signatures are: "(RK)", "/Reuters/", "rk, ČTK"."""
    for position in range(region.prose[-2] + 1 if len(region.prose) >= _TEXT else 0, len(region.blocks)):
        block = region.blocks[position]
        if not region.before(position) or block.type not in ("paragraph", "caption"):
            continue
        if not 1 <= region.lengths[position] <= _SIGNATURE or in_verse(region, position):
            continue
        # A correction may stand under what an agency signs off with.
        wire = _WIRE.fullmatch(block.text)
        signed = wire or (_signs(block.text) and not region.after(position))
        if signed and not region.labels[block.text]:
            yield Finding(position, "byline", "sign_offs/signature")


def find_desk_notes(region: Region) -> Iterator[Finding]:
    """Lines near the end that a desk left in: headings with their sign typed, a row of codes of hands."""
    for position, block in enumerate(region.blocks):
        if block.text[:1] != "#" and not _CODES.fullmatch(block.text):
            continue
        if block.type not in ("paragraph", "caption") or region.lengths[position] > _NOTES:
            continue
        if region.before(position) < _TEXT or region.after(position) > _BEHIND or in_verse(region, position):
            continue
        if _HEADED.match(block.text) or _is_of_codes(region, position):
            yield Finding(position, "byline", "sign_offs/desk")


def _is_of_codes(region: Region, position: int) -> bool:
    """Whether the line is small letters in a row that can't be spoken, and no word of the language's."""
    words = region.words(position)
    if region.blocks[position].text[:1] == "#" or sum(1 for word in words if region.frequency[word]) > 1:
        return False
    small = frozenset().union(*(grammar.small for grammar in grammars_of(region)))
    unspoken = sum(1 for word in words if _VOWELS.isdisjoint(word) or not word.isalpha())
    return unspoken > 1 and small.isdisjoint(words)


def _signs(text: str) -> bool:
    framed = _FRAMED.fullmatch(text)
    if framed:
        return all(_is_hand(part, framed=True) for part in _PARTS.split(framed["inside"].strip()))
    if find_agency_name(text):
        return True
    parts = _PARTS.split(text)
    return len(parts) > 1 and all(_is_hand(part, framed=False) for part in parts)


def _is_hand(text: str, *, framed: bool) -> bool:
    """Whether *text* is an agency or initials; in brackets also a word in capitals."""
    if find_agency_name(text):
        return True
    if framed and text.isupper() and _CAPITALS.fullmatch(text):
        return True
    return bool(_INITIALS.fullmatch(text)) and (text.isupper() or text.islower())
