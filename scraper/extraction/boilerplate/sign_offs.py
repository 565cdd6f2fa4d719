"""How a text is signed off under its last paragraph: who wrote and edited it, an agency's mark, initials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.boilerplate.appeals import is_under
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region
from scraper.normalise.text import fold

_ENCLOSED = re.compile(r"[(\[]([^()\[\]]{2,240})[)\]]")
_MARK = re.compile(r"(?:[(\[/]\s?|[—–-]\s?)[^\W\d_]{1,12}(?:\s?[/,&-]\s?[^\W\d_]{1,12}){0,2}\s?[)\]/]?")
_LOWER = 5
"""Letters of a mark in small letters: "(dpa)"; longer ones may be a word."""
_WORDS = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"\.\s")
_LONG = 3
"""Letters up to which a word is a small one: "of", "und", "para"."""
_LONGEST = 40
_SHARE = 2
"""Words of names in a sign-off for each longer word that is none, at least."""


def find_sign_offs(region: Region) -> Iterator[Finding]:
    """Lines under the text wholly in brackets in which names that the text lacks are most of the words; and
    marks of one to three short words, in brackets or behind a dash."""
    last = region.prose[-1] if region.prose else 0
    for position in range(last, len(region.blocks)):
        block = region.blocks[position]
        if block.type != "paragraph" or not 1 <= region.lengths[position] <= _LONGEST:
            continue
        text = block.text.strip()
        if not _is_mark(text) and not _is_sign_off(region, position):
            continue
        if is_under(region, position):
            yield Finding(position, "byline", "sign_offs/byline")


def _is_mark(text: str) -> bool:
    """Whether *text* is an agency's or a writer's mark: "(ABC)", "— KW", "(dpa/abc)"."""
    if not _MARK.fullmatch(text):
        return False
    words = _WORDS.findall(text)
    cased = [word for word in words if word.lower() != word.upper()]
    return bool(cased) and all(word.isupper() or len(word) <= _LOWER for word in cased) and _is_closed(text)


def _is_closed(text: str) -> bool:
    """Whether a bracket that opens the text is closed, or capitals stand behind a dash."""
    if text[0] in "([/":
        return text[-1] in ")]/"
    return text.upper() == text


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
