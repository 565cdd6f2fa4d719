"""The verdict on every block of the region: kept as a type, or removed for a reason by a rule."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.extraction.boilerplate.calls import find_calls
from scraper.extraction.boilerplate.edges import (
    find_bare_headings,
    find_foot_lines,
    find_head_lines,
    find_notes,
    find_standfirsts,
    find_unwitnessed,
)
from scraper.extraction.boilerplate.headline import find_headlines, find_lead_in
from scraper.extraction.boilerplate.lines import (
    find_author_notes,
    find_copies,
    find_copyright_lines,
    find_credited_lines,
    find_dated_lines,
    find_labelled_lines,
)
from scraper.extraction.boilerplate.markup import (
    find_captions,
    find_controls,
    find_forbidden,
    find_foreign,
    find_hidden,
    find_named,
    find_pictured,
    find_purpose,
)
from scraper.extraction.boilerplate.prompts import find_contacts, find_labels, find_prompts, find_said
from scraper.extraction.boilerplate.rule import Finding, Rule
from scraper.extraction.boilerplate.teasers import find_link_lines, find_teaser_blocks
from scraper.extraction.corrections import find_notices
from scraper.extraction.places import Place
from scraper.extraction.region import Region

RULES: tuple[Rule, ...] = (
    find_forbidden,
    find_hidden,
    find_captions,
    find_foreign,
    find_headlines,
    find_lead_in,
    find_controls,
    find_notices,
    find_copies,
    find_teaser_blocks,
    find_labels,
    find_calls,
    find_labelled_lines,
    find_dated_lines,
    find_credited_lines,
    find_copyright_lines,
    find_author_notes,
    find_prompts,
    find_contacts,
    find_link_lines,
    find_named,
    find_pictured,
    find_standfirsts,
    find_head_lines,
    find_notes,
    find_bare_headings,
    find_foot_lines,
    find_unwitnessed,
)
"""In order: the first that names a block decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was decided on one block."""

    position: int
    """Index into `Region.blocks`."""
    kept: bool
    what: str
    """One of `BLOCK_TYPES` or of `REASONS`."""
    rule: str
    """Who decided: a rule, `judges`, or `rescue`."""


def judge(region: Region) -> tuple[Verdict, ...]:
    """One verdict for every block of *region*, in order."""
    findings: dict[int, Finding] = {}
    for rule in RULES:
        for finding in rule(region):
            findings.setdefault(finding.position, finding)
    return tuple(_verdict(region, position, findings.get(position)) for position in range(len(region.blocks)))


def _verdict(region: Region, position: int, finding: Finding | None) -> Verdict:
    if finding is not None:
        return Verdict(position=position, kept=False, what=finding.reason, rule=finding.rule)
    block_type = region.blocks[position].type
    if position in region.kept:
        return Verdict(position=position, kept=True, what=block_type, rule="judges")
    if is_rescued(region, position):
        return Verdict(position=position, kept=True, what=block_type, rule="rescue")
    purpose = find_purpose(region, position)
    if purpose:
        return Verdict(position=position, kept=False, what=purpose, rule=f"extractor/{purpose}")
    said = find_said(region, position)
    if said:
        return Verdict(position=position, kept=False, what=said, rule=f"extractor/{said}")
    return Verdict(position=position, kept=False, what="extractor", rule="extractor")


_SOCIAL = frozenset(("twitter", "tweet", "instagram", "tiktok", "facebook", "bluesky", "bsky"))


def _heads_text(region: Region, position: int) -> bool:
    """Whether the heading stands among the article's paragraphs, right over one of them."""
    below = position + 1
    if below not in region.kept or not region.is_paragraph(below) or not region.before(position):
        return False
    block, text = region.blocks[position], region.blocks[below]
    near = {place.number for place in block.place.above(2)}
    return block.container == text.container or text.container in near


def is_rescued(region: Region, position: int) -> bool:
    """Whether a block that the judges dropped is the article's all the same: two signs must say so."""
    block = region.blocks[position]
    if block.inside(Place.NAV | Place.FORM | Place.BUTTON | Place.DIALOG):
        return False
    sentence = region.sentences[position] and region.lengths[position] >= 6
    among = region.is_usual(position) and region.prose_containers[block.container] >= 2
    if block.type == "preformatted":
        home = block.place.parent
        return home is not None and region.prose_containers[home.number] > 0 and block.link_share < 0.5
    if block.link_share >= 0.5:
        return sentence and among and region.lengths[position] >= 8
    if block.type == "heading":
        return _heads_text(region, position)
    if block.type == "quote" and sentence and not find_purpose(region, position):
        return region.before(position) > 0 and region.after(position) > 0 and not block.near_tokens & _SOCIAL
    return (sentence and among) or (sentence and position in region.jsonld)
