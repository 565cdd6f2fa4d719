"""Teasers of other articles: link lines, and whole blocks of label, headline and summary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.extraction.boilerplate.appeals import is_label, list_appeals
from scraper.extraction.boilerplate.label_words import reads_as_label
from scraper.extraction.boilerplate.own_name import words_beside_name
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.summaries import is_summary
from scraper.extraction.boilerplate.teaser_headlines import (
    ASKING,
    DATA,
    LINKED,
    LONGEST,
    is_headline_like,
    is_named,
    is_own_headline,
    is_plain_headline,
    is_sole_bold,
)
from scraper.extraction.boilerplate.teaser_labels import is_text, labels_one
from scraper.extraction.boilerplate.topics import STOP, is_strange, share_known
from scraper.extraction.boilerplate.worded import says, weigh_lines
from scraper.extraction.lists import group_items, list_of
from scraper.extraction.region import LABEL, Region
from scraper.normalise.text import fold

_REACH = 6
_DOUBTED = 0.5
_PAIRED, _OWN = range(1, 7), 0.5
"""Words of a label that only its place and its headline tell, and the share that the article may have."""
_QUESTION = 10
"""Most words of a question over a part of the text."""
_NUMBER = re.compile(r"\d")
"""What no label of unknown words has: an hour has, a score."""


def find_link_lines(region: Region) -> Iterator[Finding]:
    """Blocks that are nothing but a link, three words or more; shorter ones outside the text are a menu's."""
    if _is_link_list(region):
        return
    for position, block in enumerate(region.blocks):
        if block.link_share < LINKED:
            continue
        if region.lengths[position] < 3:
            if _is_menu(region, position):
                yield Finding(position, "navigation", "teasers/menu_line")
            continue
        if block.type in ("table_row", "preformatted"):
            continue
        if region.is_usual(position) and region.leads_away(position):
            continue
        sentence = region.sentences[position] and region.is_usual(position) and region.lengths[position] >= 8
        if sentence and not _is_linked_text(region, position):
            continue
        yield Finding(position, "related_teaser", "teasers/link_line")


def _is_linked_text(region: Region, position: int) -> bool:
    """Whether a link of a whole paragraph's length stands alone on the page, and the judge is not for it.

    Where a link was never ended all that follows is linked.
    """
    long = [
        other
        for other, block in enumerate(region.blocks)
        if block.link_share >= LINKED and region.lengths[other] >= LONGEST
    ]
    return long == [position] and (region.score(position) or 0.0) < _DOUBTED


def _is_menu(region: Region, position: int) -> bool:
    """Whether a short link stands before or behind the text, in a list apart from its paragraphs."""
    if region.before(position) and region.after(position):
        return False
    near = (place.number for place in region.blocks[position].place.above(3))
    return not any(region.prose_containers[number] for number in near)


def _is_link_list(region: Region) -> bool:
    """Whether the article's own paragraphs are such links: a list as the article."""
    linked = sum(1 for other in region.kept if region.blocks[other].link_share >= LINKED)
    return 2 * linked > len(region.kept)


def find_teaser_blocks(region: Region) -> Iterator[Finding]:
    """Label, headline and summary together, the label before, between or after its headline and summary."""
    for position in range(len(region.blocks)):
        if _is_label(region, position):
            yield Finding(position, "related_teaser", "teasers/label")
            yield from _around(region, position)
        elif (headline := _find_strange_headline(region, position)) is not None:
            for line in (position, headline):
                yield Finding(line, "related_teaser", "teasers/strange")


def _is_label(region: Region, position: int) -> bool:
    """Whether the line says "read also": in a known phrase, in the words of one, or by where it stands."""
    if region.lengths[position] > 8:
        return False
    if any(match.reason == "related_teaser" and match.way == "label" for match in region.matches(position)):
        return True
    text = region.blocks[position].text
    if region.blocks[position].type not in ("paragraph", "heading", "caption"):
        return False
    if region.sentences[position]:
        return text.endswith(ASKING) and (_parts_copies(region, position) or labels_one(region, position))
    if list_appeals(region).get(position, "related_teaser") != "related_teaser":
        return says(region, text, "related_teaser") or labels_one(region, position)
    if is_label(region, text, "related_teaser") or _parts_copies(region, position):
        return True
    if labels_one(region, position):
        return True
    if region.blocks[position].type == "heading" and region.is_over_text(position):
        return False
    if _heads_pair(region, position):
        return True
    if region.lengths[position] < 2 or any(m.reason == "navigation" for m in region.matches(position)):
        return False
    # What stands behind a colon is labelled by what stands before it.
    return not LABEL.match(text.rstrip(" :：")) and says(region, text, "related_teaser")


def _heads_pair(region: Region, position: int) -> bool:
    """Whether the line is worded as residue, and one headline, no more, stands with it between paragraphs."""
    line = weigh_lines(region).get(position)
    if line is None or not line.known or line.said < 0 or line.reason == "ad_label":
        return False
    if line.reason != "related_teaser" and line.said < line.need:
        return False
    return _find_partner(region, position) is not None


def _find_partner(region: Region, position: int) -> int | None:
    """The one headline that stands with the line between paragraphs; None: there is none, or another line."""
    if region.blocks[position].type != "paragraph" or _NUMBER.search(region.blocks[position].text):
        return None
    below = is_plain_headline(region, position + 1) or is_sole_bold(region, position + 1)
    partner = position + 1 if below else position - 1
    first, last = min(position, partner) - 1, max(position, partner) + 1
    alone = is_text(region, first, or_listed=True) and is_text(region, last)
    return partner if alone and (below or is_plain_headline(region, partner)) else None


def _find_strange_headline(region: Region, position: int) -> int | None:
    """The headline beside the line where neither has anything of the article's subject: no word is known."""
    block = region.blocks[position]
    if region.lengths[position] not in _PAIRED or region.ends_clause(position) or block.bold or block.italic:
        return None
    found = _find_partner(region, position)
    if found is None or share_known(region, position) > _OWN:
        return None
    # A single word may be anything between the paragraphs: a verdict, a name.
    if region.lengths[position] == 1 and not region.blocks[found].bold:
        return None
    return found if is_strange(region, found) else None


def _parts_copies(region: Region, position: int) -> bool:
    """Whether the same line, no sentence, stands right before and right behind: a teaser's headline.

    The label of another thing, such as of an advertisement, may stand on both sides of any line.
    """
    if not region.before(position) or position + 1 >= len(region.blocks) or region.sentences[position - 1]:
        return False
    if _is_call(region, position - 1):
        return False
    if region.lengths[position - 1] < 3 or region.words(position - 1) != region.words(position + 1):
        return False
    if fold(region.blocks[position - 1].text) != fold(region.blocks[position + 1].text):
        return False
    known = any(match.way == "label" for match in region.matches(position - 1))
    return not known and not reads_as_label(region, position - 1)


def _around(region: Region, label: int) -> Iterator[Finding]:
    """What belongs to the label at *label*: headlines on both sides, then their summaries."""
    headlines = []
    above = label - 1
    below = label + 1
    end = min(len(region.blocks), label + 1 + _REACH)
    repeated = (
        above >= 0
        and below < end
        and fold(region.blocks[above].text) == fold(region.blocks[below].text)
        and region.lengths[above] <= LONGEST
        and region.blocks[above].type not in DATA
    )
    alone = not is_headline_like(region, below) and is_headline_like(region, above)
    if above >= 0 and (repeated or (alone and not _is_plain_item(region, above))):
        headlines.append(above)
    if repeated:
        headlines.append(below)
        below += 1
    while below < end and is_headline_like(region, below) and not _is_call(region, below):
        if headlines and _is_question(region, below) and not region.blocks[below].links:
            break
        headlines.append(below)
        below += 1
    if not headlines and _stands_under(region, label):
        yield Finding(label - 2, "related_teaser", "teasers/headline")
        yield Finding(label - 1, "related_teaser", "teasers/summary")
    for position in headlines:
        yield Finding(position, "related_teaser", "teasers/headline")
    if headlines and _encloses(region, label):
        return
    named = is_named(region, label)
    listed = _is_linked_list(region, headlines)
    if not named and words_beside_name(region, label):
        return
    for position in (below, label - 1 if label - 1 not in headlines else label - 2):
        if not headlines or not 0 <= position < len(region.blocks) or region.blocks[position].type in DATA:
            continue
        own = above in headlines or region.is_paragraph(position)
        if (
            (position > label and listed)
            or (position < label and own and not repeated)
            or _is_question(region, position)
        ):
            continue
        # In bold beside a plain headline it asks, as an interviewer does.
        if region.blocks[position].bold and not region.blocks[headlines[0]].bold:
            continue
        if is_summary(region, position, label, headlines, repeated=repeated, named=named):
            yield Finding(position, "related_teaser", "teasers/summary")


def _is_plain_item(region: Region, position: int) -> bool:
    """Whether the block is one of several items of a list without links: the label below is not that's."""
    if region.blocks[position].type != "list_item":
        return False
    items = group_items(region)[list_of(region.blocks[position])]
    return len(items) > 1 and not any(region.blocks[item].links for item in items)


def _is_linked_list(region: Region, headlines: Sequence[int]) -> bool:
    """Whether the *headlines* are links, several, in one list: below it stands no summary."""
    blocks = [region.blocks[position] for position in headlines]
    if not all(block.type == "list_item" and block.link_share >= LINKED for block in blocks):
        return False
    return len({list_of(block) for block in blocks}) == 1 < len(blocks)


def _encloses(region: Region, label: int) -> bool:
    """Whether the same label stands on both sides of one line: no summary stands below or above."""
    texts = [fold(block.text) for block in region.blocks[max(0, label - 2) : label + 3]]
    return texts.count(fold(region.blocks[label].text)) > 1


def _is_question(region: Region, position: int) -> bool:
    """Whether the block is one short question, as a subhead of the text is."""
    text = region.blocks[position].text
    return text.endswith(ASKING) and region.lengths[position] <= _QUESTION and not STOP.search(text[:-1])


def _is_call(region: Region, position: int) -> bool:
    """Whether the block is a label of another kind, word by word: "Support us", "Report a mistake"."""
    return any(m.way == "label" and m.reason != "related_teaser" for m in region.matches(position))


def _stands_under(region: Region, label: int) -> bool:
    """Whether right above the label a headline and its summary stand."""
    if label < 2 or not is_own_headline(region, label - 2) or not is_named(region, label):
        return False
    return is_summary(region, label - 1, label - 2, [label - 2], repeated=False, named=True)
