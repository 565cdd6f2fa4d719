"""How much of a block's words the page's titles and description have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scraper.extraction.blocks import Block
from scraper.page import Document

TITLES = ("title_jaccard", "title_inside", "title_covered", "dek_inside")
_LONGEST = 400
_NO_WORDS: frozenset[str] = frozenset()
_NONE = (0.0, 0.0, 0.0, 0.0)


def compare_titles(
    document: Document, blocks: Sequence[Block], numbers: Iterable[int]
) -> dict[int, tuple[float, ...]]:
    """The numbers of `TITLES` for the blocks *numbers*; zero for long ones, which are no titles."""
    heads, dek = _find_titles(document, blocks)
    known = dek.union(*heads)
    return {number: _compare(blocks[number].text, heads, dek, known) for number in numbers}


def _find_titles(document: Document, blocks: Sequence[Block]) -> tuple[list[frozenset[str]], frozenset[str]]:
    titles = document.elements.tagged("title")
    heads = [titles[0].text or "" if titles else ""]
    dek = ""
    for meta in document.root.iterfind("head/meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in ("og:title", "twitter:title"):
            heads.append(meta.get("content") or "")
        elif name in ("og:description", "description"):
            dek += " " + (meta.get("content") or "")
    heads += [block.text for block in blocks if block.level == 1][:3]
    return [words for words in dict.fromkeys(map(_words, heads)) if words], _words(dek)


def _compare(
    text: str, heads: list[frozenset[str]], dek: frozenset[str], known: frozenset[str]
) -> tuple[float, ...]:
    """*known*: all words of *heads* and *dek*, as most texts have none of them."""
    own = _words(text) if len(text) <= _LONGEST else _NO_WORDS
    shared = own & known
    if not shared:
        return _NONE
    alike = inside = covered = 0.0
    for head in heads:
        both = len(shared & head)
        if both:
            alike = max(alike, both / (len(own) + len(head) - both))
            inside = max(inside, both / len(own))
            covered = max(covered, both / len(head))
    return alike, inside, covered, len(shared & dek) / len(own)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.lower().split())
