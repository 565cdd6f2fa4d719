"""What is said against a rule of words: the line is news, prose or verse by all the rest."""

from __future__ import annotations

from scraper.extraction.boilerplate.appeals import in_verse
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.voices import is_own_form
from scraper.extraction.boilerplate.worded import FACTS, is_said, reads_as_prose, tells_aside, tells_news
from scraper.extraction.entries import find_entries
from scraper.extraction.heads import find_heads
from scraper.extraction.lists import heads_items
from scraper.extraction.region import LABEL, Region
from scraper.extraction.stanzas import find_stanzas
from scraper.normalise.text import tokens

_OF_CLASSES = "appeals/"
_OF_PHRASES = {"prompts/contact": 0, "prompts/": 4, "calls/": 4, "teasers/label": 6, "teasers/headline": 6}
"""Rule -> how many lines of verse speak against it; a teaser has three lines itself."""
_LABELS = frozenset(("appeals/related_teaser", "teasers/label", "teasers/labelled", "worded/related_teaser"))
"""Rules of a label that may rest on the classes of its words alone."""
_LIKED = 0.4
"""The learned judge's word from which on an item that trafilatura dropped is the article's."""
_OF_TITLES = (
    "appeals/related_teaser",
    "edges/foot_line",
    "teasers/label",
    "worded/",
    "prompts/dateline_meta",
)
_OF_VERSE = ("worded/", "neighbours/", "prompts/", "appeals/", "edges/")
_OF_PARTS, _WHOLE = ("prompts/", "neighbours/"), ("prompts/label_", "prompts/contact", "neighbours/foot")
"""Rules of a phrase within a line, or of its company; those of them that look at all of the line."""


def is_refuted(region: Region, finding: Finding) -> bool:
    """Whether what reads as a call by a phrase or the classes of its words is news, or verse, by the rest."""
    if is_own_form(region, finding) or _is_prose(region, finding):
        return True
    if _opens_entry(region, finding) or _heads_list(region, finding):
        return True
    if _heads_own(region, finding) or _is_only_text(region, finding) or _is_bold_head(region, finding):
        return True
    if finding.position in find_stanzas(region) and finding.rule.startswith(_OF_VERSE):
        return True
    text = region.blocks[finding.position].text
    if finding.rule.startswith(_OF_CLASSES):
        return tells_news(region, text)
    fewest = next((lines for rule, lines in _OF_PHRASES.items() if finding.rule.startswith(rule)), 0)
    return fewest > 0 and in_verse(region, finding.position, fewest) and not is_said(region, text)


def _heads_own(region: Region, finding: Finding) -> bool:
    """Whether what its words name a teaser or a fact is the title of a list or table of the article's own."""
    position = finding.position
    if not finding.rule.startswith(_OF_TITLES) or position not in region.kept or not region.before(position):
        return False
    exact = any(m.way == "label" and m.reason == finding.reason for m in region.matches(position))
    return not exact and heads_items(region, position) and not is_said(region, region.blocks[position].text)


def _is_bold_head(region: Region, finding: Finding) -> bool:
    """Whether what is worded as a caption or a line of facts is a line in bold, no sentence, between two
    paragraphs and by no picture."""
    position = finding.position
    block = region.blocks[position]
    if not finding.rule.startswith("worded/") or finding.reason not in FACTS or not block.bold:
        return False
    if block.after_media or block.links or region.ends_clause(position) or position not in region.kept:
        return False
    return position > 0 and region.is_paragraph(position - 1) and region.is_over_text(position)


def _is_only_text(region: Region, finding: Finding) -> bool:
    """Whether the line is all that stands between one of three headings of one look and the next."""
    position = finding.position
    if not finding.rule.startswith(("credits/", "neighbours/")) or not region.sentences[position]:
        return False
    heads = find_heads(region)
    return {position - 1, position + 1} <= heads and all(
        region.blocks[other].type == "heading" for other in (position - 1, position + 1)
    )


def _opens_entry(region: Region, finding: Finding) -> bool:
    """Whether a line that its company speaks against is the first under the time of a live blog's entry.

    The times of a programme are its own whatever they are worded like.
    """
    entries = find_entries(region)
    if not entries.live and finding.position in entries.clocks:
        return finding.rule.startswith(_OF_VERSE)
    first = finding.position in entries.texts and finding.position - 1 in entries.clocks
    return first and finding.rule.startswith("neighbours/")


def _heads_list(region: Region, finding: Finding) -> bool:
    """Whether what the classes of its words tell for a teaser's label stands over a list without a link."""
    position, below = finding.position, finding.position + 1
    if finding.rule not in _LABELS or below >= len(region.blocks):
        return False
    if below not in region.kept and (region.score(below) or 0.0) < _LIKED:
        return False
    if region.blocks[below].type != "list_item" or region.blocks[below].links:
        return False
    parted = LABEL.match(region.blocks[position].text)
    words = tokens(parted.group()) if parted else region.words(position)
    found = region.phrases.find(words)
    return not any(match.reason == "related_teaser" and match.length == len(words) for match in found)


def _is_prose(region: Region, finding: Finding) -> bool:
    """Whether a phrase within the line, or its company, speaks against what is prose by all its words."""
    position, rule = finding.position, finding.rule
    if position not in region.kept or not rule.startswith(_OF_PARTS) or rule.startswith(_WHOLE):
        return False
    if rule.startswith("prompts/") and reads_as_prose(region, position):
        return True
    return finding.reason not in FACTS and tells_aside(region, position)
