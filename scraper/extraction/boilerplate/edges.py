"""What hangs at the head and the foot of the article, told by its looks: no words are read here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from scraper.extraction.boilerplate.headline import STANDFIRST
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.lists import group_items, list_of
from scraper.extraction.places import Place
from scraper.extraction.region import Region
from scraper.normalise.dates import read_date
from scraper.normalise.text import tokens

_LINE = 14
_NOTE = 60
_STANDFIRST = 100
"""Words beyond which a paragraph is no standfirst."""
_LEAD = 12
_LEGAL = 150
"""Words of a note in what class or id call the page's footer."""
_WITNESSED = 0.6
_MENU = 0.6
_LINKED_ROW = 0.85
_CUTTING = frozenset(("paywall_prompt", "promo", "consent", "newsletter"))
"""Reasons of what stands where a text is cut off."""
_SEPARATORS = re.compile(r"[|·•/›»>]")
_UNNAMED = re.compile(r"[\d:：?!]")
"""What stands in no name."""
_SIGNED, _DAY, _NAME = 4, 7, 5
"""Items of a list that says who wrote the text and when; words of its day, and of a name."""
_DIGITS = re.compile(r"\d{1,2}\D\d{1,2}")


def find_standfirsts(region: Region) -> Iterator[Finding]:
    """Headings and standfirsts above the first paragraph that look like nothing in the text below."""
    below = _heading_looks(region)
    for position in _head(region):
        block = region.blocks[position]
        if region.is_like_prose(position) or region.prose_containers[block.container] > 1:
            continue
        if region.lengths[position] > _STANDFIRST or _is_lead(region, position):
            continue
        named = block.own_tokens & STANDFIRST or _is_in_header(region, position)
        heading = block.type == "heading"
        if not named and not (heading and below[region.signatures[position]] < 2):
            continue
        if heading or not _is_day(region, position):
            yield Finding(position, "headline_repeat", "edges/standfirst")


def _is_lead(region: Region, position: int) -> bool:
    """Whether the judges kept a line as long as a sentence, over all paragraphs and in no `<header>`.

    The field for a standfirst has another text, or none, so that it would be told nowhere.
    """
    kept = position in region.kept and not region.blocks[position].inside(Place.HEADER)
    return kept and not region.before(position) and region.lengths[position] >= _LEAD


def _is_day(region: Region, position: int) -> bool:
    """Whether the block is short and names a day: its own rule says what it is."""
    text = region.blocks[position].text
    return (
        region.lengths[position] <= _LINE and read_date(text, language=region.facts.language).day is not None
    )


def _is_in_header(region: Region, position: int) -> bool:
    """Whether the block, no list, stands in a `<header>`, no paragraph does, and the judge is not for it."""
    block = region.blocks[position]
    if not block.inside(Place.HEADER) or block.type == "list_item":
        return False
    if (region.score(position) or 0.0) >= region.leaning.rescue:
        return False
    # Some pages are one big header.
    return not any(region.blocks[other].inside(Place.HEADER) for other in region.prose if other > position)


def find_head_lines(region: Region) -> Iterator[Finding]:
    """Short lines above the first paragraph, no sentences and unlike it: names, dates, places.

    A list is one where nothing stands in it but a day and a few names.
    """
    for position in _head(region):
        if region.is_like_prose(position) or region.sentences[position] or region.lengths[position] > _LINE:
            continue
        block = region.blocks[position]
        # A row of data often begins with a link: a name, a match.
        linked = _LINKED_ROW if block.type == "table_row" and position in region.kept else 0.5
        data = block.type in ("list_item", "table_row", "quote", "preformatted")
        if data and block.link_share < linked and not _is_signed_list(region, position):
            continue
        if block.type == "heading" and region.prose_containers[block.container] > 1:
            continue
        yield Finding(position, _head_reason(region, position), "edges/head_line")


def _is_signed_list(region: Region, position: int) -> bool:
    """Whether the item is of a list that is one day, and names beside it: who wrote the text, and when."""
    if region.blocks[position].type != "list_item":
        return False
    items = group_items(region)[list_of(region.blocks[position])]
    if len(items) > _SIGNED or region.before(items[-1]):
        return False
    days = [item for item in items if region.lengths[item] <= _DAY and _is_day(region, item)]
    names = [item for item in items if item not in days]
    return len(days) == 1 and all(_is_name(region, item) for item in names)


def _is_name(region: Region, position: int) -> bool:
    """Whether the line is a few words without a number, a sign or a small letter in front."""
    text = region.blocks[position].text
    plain = not region.ends_clause(position) and not _UNNAMED.search(text)
    return region.lengths[position] <= _NAME and plain and not text[:1].islower()


def _head_reason(region: Region, position: int) -> str:
    """What a line above the text is: a day, a row or word of the menu, or else who wrote it."""
    block = region.blocks[position]
    if len(_SEPARATORS.findall(block.text)) > 1 or (len(block.links) > 1 and block.link_share > _MENU):
        return "navigation"
    if _DIGITS.search(block.text) or _is_day(region, position):
        return "dateline_meta"
    known = {word for author in region.facts.authors for word in tokens(author.name)}
    named = known & set(region.words(position)) or any(m.reason == "byline" for m in region.matches(position))
    return "navigation" if region.lengths[position] == 1 and not named else "byline"


def find_foot_lines(region: Region) -> Iterator[Finding]:
    """What follows the last paragraph, looks unlike any, and is no list or quotation."""
    if len(region.prose) < 3:
        return
    looks = Counter(region.signatures[position] for position in region.kept)
    for position in range(region.prose[-1] + 1, len(region.blocks)):
        block = region.blocks[position]
        # Three that look alike are a list: dates, results, credits.
        if region.is_like_prose(position) or looks[region.signatures[position]] >= 3:
            continue
        if block.type in ("heading", "list_item", "table_row", "quote", "preformatted"):
            continue
        if not region.sentences[position] or region.lengths[position] < 8:
            yield Finding(position, "promo", "edges/foot_line")


def find_bare_headings(region: Region) -> Iterator[Finding]:
    """Headings under which nothing stands any more: the title of a list of links, or of a removed box."""
    last = region.prose[-1] if region.prose else -1
    for position, block in enumerate(region.blocks):
        if block.type == "heading" and position > last >= 0 and not _has_text_below(region, position):
            yield Finding(position, "related_teaser", "edges/bare_heading")


def _has_text_below(region: Region, position: int) -> bool:
    return any(
        other in region.kept
        and region.blocks[other].link_share < 0.5
        and region.blocks[other].type != "heading"
        for other in range(position + 1, min(position + 4, len(region.blocks)))
    )


def find_left_headings(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Headings under all that stays whose own paragraphs are *removed*: cards of other articles.

    Where a call stands right below, the text may have been cut off there.
    """
    for position in reversed(range(len(region.blocks))):
        if position in removed:
            continue
        if region.blocks[position].type != "heading" or not region.before(position):
            return
        if removed.get(position + 1) not in _CUTTING:
            yield Finding(position, "related_teaser", "edges/left_heading")


def find_unwitnessed(region: Region) -> Iterator[Finding]:
    """What hangs before the first or after the last block that JSON-LD's `articleBody` knows."""
    known = [position for position in region.prose if position in region.jsonld]
    if len(known) < 3 or len(known) < _WITNESSED * len(region.prose):
        return
    first, last = min(region.jsonld), max(region.jsonld)
    for position in [*range(first), *range(last + 1, len(region.blocks))]:
        if region.blocks[position].type not in ("list_item", "table_row"):
            yield Finding(position, "promo", "edges/not_in_jsonld")


def find_notes(region: Region) -> Iterator[Finding]:
    """Notes under the article that class or id call the author's, a licence, a newsletter ..."""
    for position in range(region.prose[-2] if len(region.prose) > 2 else 0, len(region.blocks)):
        block = region.blocks[position]
        if region.lengths[position] > _LEGAL or region.is_like_prose(position):
            continue
        words = block.own_tokens | block.near_tokens
        if region.lengths[position] > _NOTE and "footer" not in words:
            continue
        if words & {"author", "authors", "bio", "contributor", "contributors"}:
            yield Finding(position, "author_bio", "edges/author_note")
        elif words & {"newsletter", "signup"}:
            yield Finding(position, "newsletter", "edges/newsletter_note")
        elif words & {"footer", "copyright", "license", "licence", "disclaimer"} or block.inside(
            Place.FOOTER
        ):
            yield Finding(position, "copyright", "edges/legal_note")


def _head(region: Region) -> range:
    """Positions above the first paragraph that looks as most do."""
    first = next((position for position in region.prose if region.is_usual(position)), None)
    return range(first) if first is not None else range(0)


def _heading_looks(region: Region) -> Counter[str]:
    return Counter(
        region.signatures[position] for position in region.kept if region.blocks[position].type == "heading"
    )
