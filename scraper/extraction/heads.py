"""Heads of the article's parts that trafilatura drops: entries of live blogs, questions, lines in bold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from scraper.extraction.lists import COLONS, heads_items
from scraper.extraction.places import Place, split_names
from scraper.extraction.region import Region
from scraper.extraction.rows import next_text, share_row
from scraper.extraction.shape import opens_quote

_ALIKE = 3
_OVER_TEXT = 0.7
_BELOW = 2
_TEXT = 6
_LINKED = 0.85
_LINKED_ITEM = 0.5
_BOLD_LINES = 2
_WORDS = 2
_NAMED = 2
_ASKING = ("?", "？", "؟", ";")
"""How a question ends, in Greek, too: in an interview the answer may be a word."""
_TITLES = frozenset(
    ("title", "subtitle", "heading", "subheading", "subhead", "subheader", "crosshead", "intertitle")
)
"""What classes call the title of a part of the text."""
_LONGEST = 16
CLOCK = re.compile(r"^\W*\d{1,2}\s?[:.hH]\s?\d\d\b")
"""A line that opens with a time of day."""
_CLOCK_WORDS = 4
_STANDFIRST, _DOUBT = "edges/standfirst", "judge/doubt"
_INSIDE = 2
"""Paragraphs above from which on a title stands in the text and in no box over it."""
_OF_PLACE = frozenset((_DOUBT, "edges/head_line", _STANDFIRST, "markup/named_navigation"))
"""Rules that know of a heading no more than its look and place."""
_LIKED = 0.5
"""The judge's word from which on a heading stands where a kept line is right below."""
_LINKED_HEAD = 0.3
_TITLE = 10
"""Most words of a subhead that is set as a paragraph."""
_WEIGHT, _STEM = 4, 5
"""Letters of a word of weight, and of a word's beginning, which stands for its inflected forms."""
_CALLED = frozenset(
    (
        "title", "subtitle", "subhead", "subheading", "subheadline", "heading", "intertitle", "crosshead",
        "zwischentitel", "zwischenueberschrift", "intertitre", "ladillo", "sottotitolo", "subtitulo",
        "tussenkop", "mellanrubrik", "mellemrubrik", "mellomtittel", "valiotsikko", "mezititulek", "h2", "h3",
    )
)  # fmt: skip
"""Words of class, id or tag that houses give to subheads."""
_BOLDER = frozenset(("bold", "semibold", "extrabold", "black", "heavy", "strong", "xl"))
"""Words by which classes set a line bolder or larger."""
_ITEMS = frozenset(("list_item", "table_row"))


def find_heads(region: Region) -> frozenset[int]:
    """Positions of what heads a part of the text, whatever the judges say: it must look like other heads."""
    found: frozenset[int] | None = region.memo.get("heads")
    if found is None:
        headings = frozenset(_headings(region))
        lines = frozenset(_lines(region)) | frozenset(_named_titles(region)) | frozenset(_titles(region))
        found = region.memo["heads"] = headings | lines | frozenset(_clocks(region, headings))
    return found


def find_titles(region: Region, removed: Mapping[int, str]) -> Iterator[int]:
    """Positions of the *removed* headings, each with its rule, that stand over what is not: a list, a table,
    a paragraph, a heading below theirs.

    trafilatura must have kept them, and no more than their look and place speak against them.
    """
    back: set[int] = set()
    for position in reversed(range(len(region.blocks) - 1)):
        if removed.get(position) not in _OF_PLACE or position not in region.kept:
            continue
        if removed[position] == _DOUBT and region.before(position) < _INSIDE:
            continue
        block, below = region.blocks[position], position + 1
        if block.type != "heading" or block.inside(Place.HEADER) or (below in removed and below not in back):
            continue
        if _is_part(region, position, over=removed[position] == _STANDFIRST):
            back.add(position)
            yield position


def _is_part(region: Region, position: int, *, over: bool) -> bool:
    """Whether what stands right below the heading is a part of the text that it can be the title of.

    *over*: it stands over the text, where one heading above the other is a headline and its companions.
    """
    below = position + 1
    block, text = region.blocks[position], region.blocks[below]
    if text.type in _ITEMS:
        return below in region.kept and text.link_share < _LINKED_ITEM
    if text.type == "heading":
        return not over and (block.level or 0) < (text.level or 0)
    near = () if over else {place.number for place in block.place.above(2)}
    return region.is_paragraph(below) and (block.container == text.container or text.container in near)


def heads_part(region: Region, position: int) -> bool:
    """Whether the judge is for a heading below the first paragraph, right over a part of the text."""
    below = next_text(region, position)
    if below not in region.kept or region.blocks[below].type == "heading" or not region.before(position):
        return False
    if region.blocks[position].link_share >= _LINKED_HEAD or region.blocks[below].link_share >= _LINKED_ITEM:
        return False
    return (region.score(position) or 0.0) >= _LIKED


def _headings(region: Region) -> Iterator[int]:
    """Headings of one look, three or more, seven in ten of which stand over text that the judges kept.

    These vouch for the rest of that look: for what the judges kept, and for what stands over a short line.
    """
    looks: dict[str, list[int]] = defaultdict(list)
    for position, block in enumerate(region.blocks):
        if block.type == "heading" and block.level != 1:
            looks[region.signatures[position]].append(position)
    for alike in looks.values():
        over = [position for position in alike if _is_over_text(region, position)]
        if len(alike) >= _ALIKE and len(over) >= _OVER_TEXT * len(alike) and not _lead_away(region, alike):
            yield from over
            kept = region.kept.intersection(alike)
            yield from (position for position in alike if position in kept or _is_over_line(region, position))


def _lead_away(region: Region, headings: list[int]) -> bool:
    """Whether *headings* are links, none of which the judges kept: teasers set between the paragraphs."""
    return not region.kept.intersection(headings) and all(
        region.blocks[position].link_share >= _LINKED for position in headings
    )


def _is_over_text(region: Region, position: int) -> bool:
    below = range(position + 1, min(position + 1 + _BELOW, len(region.blocks)))
    return any(
        other in region.kept and region.blocks[other].type != "heading" and region.lengths[other] >= _TEXT
        for other in below
    )


def _is_over_line(region: Region, position: int) -> bool:
    """Whether what stands right below is a line of the article's, however short, or set as its paragraphs."""
    below = position + 1
    if below >= len(region.blocks) or region.blocks[below].type == "heading":
        return False
    return below in region.kept or region.is_like_prose(below)


def _lines(region: Region) -> Iterator[int]:
    """Short lines right over the article's paragraphs, beside them: two in bold, or three of another look.

    A fourth of that look may stand over any text of the article's, and a third question in bold, too.
    """
    looks: dict[str, list[int]] = defaultdict(list)
    loose: dict[str, list[int]] = defaultdict(list)
    for position, block in enumerate(region.blocks[:-1]):
        if block.type != "paragraph" or block.link_share or block.continues or block.after_media:
            continue
        if not _WORDS <= region.lengths[position] <= _LONGEST or not region.before(position):
            continue
        if position + 1 not in region.kept or region.blocks[position + 1].continues:
            continue
        if block.bold or not region.is_like_prose(position):
            home, below = block.place.parent, region.blocks[position + 1].place.parent
            if home is not None and below is not None and home.number == below.number:
                sure = region.is_paragraph(position + 1)
                look = "bold" if block.bold else region.signatures[position]
                if sure:
                    looks[look].append(position)
                elif block.text.endswith(_ASKING) if look == "bold" else _is_over_text(region, position):
                    loose[look].append(position)
    for look, alike in looks.items():
        texts = {region.blocks[position].text for position in alike}
        if len(texts) >= (_BOLD_LINES if look == "bold" else _ALIKE):
            yield from alike
            yield from loose[look]


def _named_titles(region: Region) -> Iterator[int]:
    """Short lines in a row with the text right below that their class, or an element of the page's own
    naming, calls titles: two or more of one look, or one over a table."""
    looks: dict[str, list[int]] = defaultdict(list)
    for position, block in enumerate(region.blocks[:-1]):
        own = block.type == "heading" and "-" in block.tag
        if not (own or block.type == "paragraph") or block.links or not _is_named_title(block.place):
            continue
        if not 1 <= region.lengths[position] <= _LONGEST or not region.before(position):
            continue
        below = next_text(region, position)
        if below not in region.kept or not share_row(block.place, region.blocks[below].place):
            continue
        if region.blocks[below].type in _ITEMS or region.is_usual(below):
            looks[block.place.step].append(position)
    for alike in looks.values():
        if len(alike) >= _NAMED or region.blocks[alike[0] + 1].type == "table_row":
            yield from alike


def _is_named_title(place: Place) -> bool:
    own = place.tokens if "-" not in place.tag else place.tokens | split_names(place.tag)
    return not _TITLES.isdisjoint(own)


def _titles(region: Region) -> Iterator[int]:
    """Short lines of a look of their own over the article's paragraphs, lists or tables: subheads.

    Each line of that look must stand so. Where no class calls them titles text must stand right above, too,
    half of their words of weight must be the text's, and the judges must have kept them.
    """
    looks: dict[str, list[int]] = defaultdict(list)
    for position, block in enumerate(region.blocks[1:-1], 1):
        if block.type == "paragraph" and not region.is_like_prose(position):
            looks[region.signatures[position]].append(position)
    for alike in looks.values():
        if all(_is_title(region, position) for position in alike):
            called = _is_called(region, alike)
            yield from (position for position in alike if called or _is_believed(region, position))


def _is_called(region: Region, alike: list[int]) -> bool:
    """Whether class or tag of the lines *alike* is a subhead's; or the judges kept them all in their text,
    and they are several, each of its own words, or by their class larger or bolder than that."""
    place, below = region.blocks[alike[0]].place, region.blocks[alike[0] + 1].place
    if not _CALLED.isdisjoint(place.tokens | split_names(place.tag)):
        return True
    texts = {region.blocks[position].text for position in alike}
    several = _NAMED <= len(texts) == len(alike) or heads_items(region, alike[0])
    if not several and _BOLDER.isdisjoint(place.tokens - below.tokens):
        return False
    return region.kept.issuperset(alike) and all(_follows_text(region, position) for position in alike)


def _follows_text(region: Region, position: int) -> bool:
    """Whether what stands right above the line was kept, and is set as the text, or of a list or table."""
    above = position - 1
    return above in region.kept and (region.is_usual(above) or region.blocks[above].type in _ITEMS)


def _is_title(region: Region, position: int) -> bool:
    """Whether the line is no sentence, link or label, and stands over text in a row with it."""
    block, text = region.blocks[position], region.blocks[position].text
    if block.links or block.continues or block.after_media or opens_quote(text) or text[:1].islower():
        return False
    if not 1 <= region.lengths[position] <= _TITLE:
        return False
    if region.ends_clause(position) and not (text.endswith(COLONS) and heads_items(region, position)):
        return False
    if not region.before(position) or any(match.way == "label" for match in region.matches(position)):
        return False
    below = position + 1
    told = below in region.kept and region.sentences[below] and region.is_usual(below)
    return heads_items(region, position) or (told and share_row(block.place, region.blocks[below].place))


def _is_believed(region: Region, position: int) -> bool:
    """Whether a line that nothing names a title stands amid text that the judges kept, and speaks of it."""
    above = position - 1
    amid = region.is_paragraph(above) or (region.blocks[above].type in _ITEMS and above in region.kept)
    if not amid or position not in region.kept:
        return False
    words = [word for word in region.words(position) if len(word) >= _WEIGHT]
    known = sum(1 for word in words if _is_told(region, word[:_STEM]))
    return known > 0 and 2 * known >= len(words)


def _is_told(region: Region, stem: str) -> bool:
    """Whether a word that begins with *stem* stands in a paragraph of the article."""
    if "stems" not in region.memo:
        region.memo["stems"] = {word[:end] for word in region.frequency for end in (_WEIGHT, _STEM)}
    return stem in region.memo["stems"]


def _clocks(region: Region, headings: frozenset[int]) -> list[int]:
    """Lines of a time of day right over such a heading or over kept text, three or more of one look."""
    looks: dict[str, list[int]] = defaultdict(list)
    for position, block in enumerate(region.blocks[:-1]):
        if region.lengths[position] > _CLOCK_WORDS or block.links or not CLOCK.match(block.text):
            continue
        if position + 1 in headings or position + 1 in region.kept:
            looks[region.signatures[position]].append(position)
    return [position for alike in looks.values() if len(alike) >= _ALIKE for position in alike]
