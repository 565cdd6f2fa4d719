"""What recurs over the articles of the site and, by a second sign, is not this article's text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exports.record import CORRECTION_KINDS
from scraper.extraction.boilerplate.markup import find_purpose
from scraper.extraction.boilerplate.prompts import find_said
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.places import Place
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_quote

_LABEL = 8
_LINE = 25
_LISTED = frozenset(("list_item", "table_row", "preformatted", "quote"))
"""These recur by right: ingredients, line-ups, the heads of tables."""
_APART = Place.ASIDE | Place.FORM | Place.BUTTON | Place.NAV | Place.FOOTER | Place.DIALOG
_BRACKETS = ("(", "[", "（", "【")
_COPIED = 2
_SHARE = 3


def find_repeats(region: Region) -> Iterator[Finding]:
    """Blocks that stand in three or more articles of the site, where a second sign agrees.

    Nothing where much of the text recurs: the same story under another address proves nothing.
    """
    if not region.repeated or _is_copy(region):
        return
    looks = Counter(region.signatures[position] for position in region.kept)
    ends = _ends(region)
    for position in sorted(region.repeated):
        if region.is_paragraph(position):
            sign = "edge" if position in ends else "phrase" if _calls(region, position) else None
        else:
            sign = _sign(region, position, looks)
        if sign:
            yield Finding(position, _reason(region, position), f"repeats/{sign}")


def _is_copy(region: Region) -> bool:
    """Whether more than two paragraphs, or a third of them, recur."""
    known = sum(1 for position in region.prose if position in region.repeated)
    return known > min(_COPIED, len(region.prose) // _SHARE)


def _ends(region: Region) -> frozenset[int]:
    """Paragraphs at the head and the foot of the text that stand in most articles of the site."""
    found: set[int] = set()
    for order in (region.prose, region.prose[::-1]):
        for position in order:
            if not _is_common(region, position):
                break
            found.add(position)
    return frozenset(found)


def _calls(region: Region, position: int) -> bool:
    """Whether a paragraph opens as a call to the reader does, by two words or more."""
    return not opens_quote(region.blocks[position].text) and any(
        match.way in ("label", "start", "call") and match.length > 1 and match.reason not in CORRECTION_KINDS
        for match in region.matches(position)
    )


def _is_of_the_trade(region: Region, position: int) -> bool:
    """Whether a line, no sentence, is a phrase of the trade or holds one of two words or more."""
    return not region.sentences[position] and any(
        (match.way == "label" or match.length > 1) and match.reason not in CORRECTION_KINDS
        for match in region.matches(position)
    )


def _sign(region: Region, position: int, looks: Counter[str]) -> str | None:
    """The second sign that a block, no paragraph beyond doubt, is not the article's; None: there is none."""
    block = region.blocks[position]
    if block.inside(_APART) and not _is_apart(region):
        return "place"
    titled = block.type == "heading" and _has_text_below(region, position)
    if _calls(region, position) or (not titled and _is_of_the_trade(region, position)):
        return "phrase"
    if block.type == "list_item" and _is_whole_list(region, position):
        return "list"
    # What heads a text, or stands in a list, recurs by right.
    if block.type in _LISTED or titled:
        return None
    if position not in region.kept:
        return "judges"
    if block.link_share >= 0.5 and not region.leads_away(position):
        return "links"
    if len(region.prose) < 2 or region.lengths[position] > _LINE or opens_quote(block.text):
        return None
    # Three that look alike are a way of this article: questions, entries.
    unlike = not region.is_like_prose(position) and looks[region.signatures[position]] < 3
    if not region.before(position) or not region.after(position):
        return "edge" if unlike or not region.ends_clause(position) else None
    if unlike and block.type == "paragraph":
        return "look"
    return "label" if _is_label(region, position) else None


def _is_apart(region: Region) -> bool:
    """Whether the article's own paragraphs stand in a form, an aside or the like: some pages are built so."""
    return not region.prose or any(region.blocks[position].inside(_APART) for position in region.prose[:5])


def _is_whole_list(region: Region, position: int) -> bool:
    """Whether a list before or after the text, of two items or more, recurs in all of them: a menu."""
    if len(region.prose) < 2 or (region.before(position) and region.after(position)):
        return False
    home = region.blocks[position].container
    items = [other for other, block in enumerate(region.blocks) if block.container == home]
    return len(items) > 1 and all(other in region.repeated for other in items)


def _has_text_below(region: Region, position: int) -> bool:
    below = range(position + 1, min(position + 3, len(region.blocks)))
    return any(other in region.kept and other not in region.repeated for other in below)


def _is_label(region: Region, position: int) -> bool:
    """Whether a line among paragraphs, set like them, is a label: short, plain, in most articles of the site.

    A speaker's name, "(Applause)" or a title can stand so, too, but not in most articles.
    """
    block = region.blocks[position]
    if not _is_common(region, position) or block.text.startswith(_BRACKETS):
        return False
    if region.lengths[position] > _LABEL or region.ends_clause(position) or block.continues:
        return False
    if block.type != "paragraph" or block.bold or block.italic:
        return False
    around = [other for other in (position - 1, position + 1) if 0 <= other < len(region.blocks)]
    return all(region.lengths[other] >= _LABEL or other in region.repeated for other in around)


def _is_common(region: Region, position: int) -> bool:
    return region.repeats.is_common(region.keys[position])


def _reason(region: Region, position: int) -> str:
    """What markup or words call a block that the judges dropped; of others is known that they recur."""
    if position in region.kept:
        return "site_repeat"
    return find_purpose(region, position) or find_said(region, position) or "site_repeat"
