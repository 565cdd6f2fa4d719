"""Spans that a style sheet sets as blocks: what they hold and how they stand tells it without the sheet."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from scraper.extraction.shape import ends_clause, ends_sentence
from scraper.extraction.tags import is_holder, stands_alone

_FEWEST = 3
"""How many spans of several sentences, one beside another, tell that all like them are paragraphs."""
_SAMPLE = 120
"""How many spans of a kind are looked at."""
_LETTERS = 40
"""Letters of a paragraph; signs of Chinese and Japanese say as much as two."""
_WIDE = "\u2e80"
_MANY, _LONG = 6, 4
"""Spans alike in one element, and paragraphs of a sentence among them, that tell it where some are no
sentence: who reads a text aloud marks sentences, and nothing else."""
_SEVERAL = re.compile(r"[.!?…؟।॥][\"'”’“»›)]*\s+\S|[。！？][」』”）]*[^」』”）\s]")
"""Where a sentence ends and another begins."""
_INNER = 0.1
"""Share of the seams between spans that may be within a sentence: lines of verse."""


def find_block_spans(root: HtmlElement) -> frozenset[HtmlElement]:
    """The spans under *root* that stand as blocks: those of a class of which several hold paragraphs, side by
    side in elements without a text of their own, and none stands in a line of text.

    Spans without a class are told by the element that they stand in.
    """
    kinds: defaultdict[object, list[HtmlElement]] = defaultdict(list)
    inline: set[object] = set()
    for span in root.iter("span"):
        parent = span.getparent()
        if parent is None:
            continue
        kind = span.get("class") or parent
        if not stands_alone(span):
            inline.add(kind)
        elif is_holder(parent):
            kinds[kind].append(span)
    found = (
        spans
        for kind, spans in kinds.items()
        if len(spans) >= _FEWEST and kind not in inline and _part(spans)
    )
    return frozenset(span for spans in found for span in spans)


def _part(spans: Sequence[HtmlElement]) -> bool:
    """Whether the seams of *spans*, which look alike, are those of paragraphs."""
    pairs = [(span, below) for span in spans[:_SAMPLE] if (below := _next_alike(span)) is not None]
    texts = {span: _text_of(span) for pair in pairs for span in pair}
    several = sum(map(_is_paragraph, texts.values()))
    if several < _FEWEST and not _stand_in_column(texts, several):
        return False
    inner = sum(_is_within(texts[span], texts[below]) for span, below in pairs)
    return inner <= _INNER * len(pairs)


def _stand_in_column(texts: Mapping[HtmlElement, str], several: int) -> bool:
    """Whether many spans of *texts* fill one element, most of them long sentences, but *several* or a line
    that no sign ends among them."""
    if len(texts) < _MANY or not (several or not all(map(ends_clause, texts.values()))):
        return False
    homes = Counter(span.getparent() for span in texts)
    home, count = homes.most_common(1)[0]
    column = [text for span, text in texts.items() if span.getparent() is home]
    return count >= _MANY and sum(map(_is_long, column)) >= max(_LONG, count // 3)


def _next_alike(span: HtmlElement) -> HtmlElement | None:
    """The span right behind *span*, if the first of its classes is the same."""
    below = span.getnext()
    if below is None or below.tag != "span":
        return None
    return below if _first_class(below) == _first_class(span) else None


def _first_class(span: HtmlElement) -> str:
    return (span.get("class") or "").strip().partition(" ")[0]


def _text_of(span: HtmlElement) -> str:
    return " ".join("".join(span.itertext()).split())


def _is_within(text: str, following: str) -> bool:
    """Whether the seam between both is one within a sentence."""
    first = following[:1]
    opens = not first or first.isalnum() or first in "\"'“„«‘‚「『（(¿¡—–-[@#"
    return not ends_clause(text) and (first.islower() or not opens)


def _is_paragraph(text: str) -> bool:
    """Whether *text* is prose of several sentences: a span in a line of text holds one, or less."""
    return _is_long(text) and _SEVERAL.search(text) is not None


def _is_long(text: str) -> bool:
    """Whether *text* is as long as a paragraph may be and ends as a sentence does."""
    size = len(text) + (sum(map(_WIDE.__le__, text)) if len(text) < _LETTERS else 0)
    return size >= _LETTERS and ends_sentence(text)
