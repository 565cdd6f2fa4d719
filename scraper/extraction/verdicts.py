"""The verdict on every block of the region: kept as a type, or removed for a reason by a rule."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.extraction.apart import find_apart
from scraper.extraction.boilerplate.alike import find_alike
from scraper.extraction.boilerplate.beside import find_beside_teasers
from scraper.extraction.boilerplate.boxed import find_boxed_teasers
from scraper.extraction.boilerplate.captions import find_taken_by_author, find_under_pictures
from scraper.extraction.boilerplate.doubted import find_doubted_foot
from scraper.extraction.boilerplate.edges import find_left_headings
from scraper.extraction.boilerplate.enclosed import find_enclosed
from scraper.extraction.boilerplate.linked import find_linked_teasers
from scraper.extraction.boilerplate.lone_headlines import find_lone_headlines
from scraper.extraction.boilerplate.markup import find_purpose
from scraper.extraction.boilerplate.neighbours import (
    find_foot_company,
    find_head_company,
    find_worded_company,
)
from scraper.extraction.boilerplate.parts import find_behind_comments, find_called_boxes
from scraper.extraction.boilerplate.prompts import find_said
from scraper.extraction.boilerplate.refuted import is_refuted
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.rules import RULES
from scraper.extraction.boilerplate.scenes import find_scenes
from scraper.extraction.boilerplate.teased import find_teased
from scraper.extraction.boilerplate.voices import is_turn
from scraper.extraction.entries import find_entries
from scraper.extraction.heads import find_heads, find_titles, heads_part
from scraper.extraction.lists import (
    group_items,
    group_rows,
    heads_list,
    is_announced,
    list_of,
    score_items,
    stands_amid,
)
from scraper.extraction.numbered import find_numbered
from scraper.extraction.overruling import OF_SHAPE, is_overruled
from scraper.extraction.places import Place
from scraper.extraction.plain_lists import find_plain_lists
from scraper.extraction.quoted import is_quoted
from scraper.extraction.region import Region
from scraper.extraction.rows import heads_text, next_text
from scraper.extraction.stanzas import find_stanzas
from scraper.extraction.ties import score_beside


# Not frozen: a page has hundreds, and a frozen one takes five times as long to make.
@dataclass(slots=True, kw_only=True)
class Verdict:
    """What was decided on one block. Nobody changes one."""

    position: int
    """Index into `Region.blocks`."""
    kept: bool
    what: str
    """One of `BLOCK_TYPES` or of `REASONS`."""
    rule: str
    """Who decided: a rule, `judges`, `rescue`, or the learned judge: `judge/sure`, `judge/doubt`."""


def judge(region: Region) -> tuple[Verdict, ...]:
    """One verdict for every block of *region*, in order."""
    findings: dict[int, Finding] = {}
    sure: set[int] = set()
    stanzas = find_stanzas(region)
    numbered = find_numbered(region) | stanzas | find_plain_lists(region)
    heads = find_heads(region) | numbered
    for rule in RULES:
        for finding in rule(region):
            if finding.position in findings or is_refuted(region, finding):
                continue
            if finding.position in numbered and finding.rule.startswith(_OF_LIKENESS):
                continue
            # Where one rule of shape does not count no other does; words still may.
            overruled = finding.position in sure and finding.rule.startswith(OF_SHAPE)
            linked_head = finding.position in heads and _is_linked_head(region, finding)
            if overruled or linked_head or is_overruled(region, finding):
                sure.add(finding.position)
            else:
                findings[finding.position] = finding
    vouched = heads | _under_heads(region, heads)
    verdicts = [
        _verdict(
            region,
            position,
            findings.get(position),
            head=position in heads,
            sure=position in sure,
            vouched=position in vouched,
        )
        for position in range(len(region.blocks))
    ]
    removed = {verdict.position: verdict.what for verdict in verdicts if not verdict.kept}
    company = (
        *find_worded_company(region, removed),
        *find_foot_company(region, removed),
        *find_head_company(region, removed),
        *find_called_boxes(region, removed),
        *find_behind_comments(region, removed),
        *find_doubted_foot(region, removed),
        *find_beside_teasers(region, removed),
    )
    company = tuple(
        finding for finding in company if finding.position not in stanzas and not is_refuted(region, finding)
    )
    for finding in company:
        verdicts[finding.position] = _removal(finding)
    removed |= {finding.position: finding.reason for finding in company}
    for finding in (
        *find_taken_by_author(region, removed),
        *find_under_pictures(region, removed),
        *find_scenes(region, removed),
        *find_boxed_teasers(region, removed),
        *find_linked_teasers(region, removed),
        *find_teased(region, removed),
        *find_alike(region, removed),
        *find_enclosed(region, removed),
    ):
        verdicts[finding.position] = _removal(finding)
    removed = {verdict.position: verdict.what for verdict in verdicts if not verdict.kept}
    for finding in (*find_lone_headlines(region, removed), *find_left_headings(region, removed)):
        verdicts[finding.position] = _removal(finding)
    gone = {verdict.position: verdict.rule for verdict in verdicts if not verdict.kept}
    for position in find_titles(region, gone):
        verdicts[position] = Verdict(position=position, kept=True, what="heading", rule="judges")
    return tuple(verdicts)


def _removal(finding: Finding) -> Verdict:
    return Verdict(position=finding.position, kept=False, what=finding.reason, rule=finding.rule)


def _under_heads(region: Region, heads: frozenset[int]) -> frozenset[int]:
    """Positions right under *heads* that are no links, of what is set as the article's paragraphs."""
    below = (position + 1 for position in heads if region.blocks[position].link_share < _LINKED)
    return frozenset(
        position for position in below if position < len(region.blocks) and region.is_usual(position)
    )


def _verdict(
    region: Region, position: int, finding: Finding | None, *, head: bool, sure: bool, vouched: bool
) -> Verdict:
    block_type = region.blocks[position].type
    if finding is not None:
        # What for a line is there its class says better than words that only resemble others.
        named = finding.rule.startswith("worded/") and position not in region.kept
        reason = (find_purpose(region, position) if named else None) or finding.reason
        return Verdict(position=position, kept=False, what=reason, rule=finding.rule)
    if sure:
        return Verdict(position=position, kept=True, what=block_type, rule="judge/sure")
    if position in region.kept:
        if not vouched and is_doubted(region, position):
            return Verdict(position=position, kept=False, what=_reason(region, position), rule="judge/doubt")
        return Verdict(position=position, kept=True, what=block_type, rule="judges")
    if head or is_rescued(region, position):
        return Verdict(position=position, kept=True, what=block_type, rule="rescue")
    reason = _reason(region, position)
    rule = "extractor" if reason == "extractor" else f"extractor/{reason}"
    return Verdict(position=position, kept=False, what=reason, rule=rule)


def _reason(region: Region, position: int) -> str:
    """Why a block that no rule names is not the text, by class or words; `extractor` if neither says."""
    return find_purpose(region, position) or find_said(region, position) or "extractor"


_SOCIAL = frozenset(("twitter", "tweet", "instagram", "tiktok", "facebook", "bluesky", "bsky"))
_OF_LIKENESS = (*OF_SHAPE, "worded/")
"""What words or a place are like says nothing of a line that counts on from the one before, or of verse."""
_LINKED = 0.3
_LIKED = 0.4
"""The judge's word from which on a block set like the paragraphs stays where nothing speaks against it."""
_LIKED_LIST = 0.6
_LIKED_TABLE = 0.5
_FRAMES = 3
"""How many elements may frame code that stands among the paragraphs."""


def _is_linked_head(region: Region, finding: Finding) -> bool:
    """Whether what a rule takes for a teaser heads one of the article's own paragraphs."""
    return finding.rule == "teasers/link_line" and heads_text(region, finding.position)


def is_doubted(region: Region, position: int) -> bool:
    """Whether the learned judge finds a kept block unlike the article, and nobody else vouches for it.

    Lists and quotations are kept in some houses' text and not in others', so it has learned little of them,
    and nothing of headings where no paragraph stands.
    """
    score, block = score_beside(region, position), region.blocks[position]
    if score is None or position in region.jsonld or block.type in ("preformatted", "quote"):
        return False
    if block.type == "list_item" and block.link_share < _LINKED:
        return False
    if block.type == "table_row" and (block.link_share < _LINKED or region.before(position)):
        return False
    if is_turn(region, position) or _is_own_form(region, position) or is_quoted(region, position):
        return False
    if block.type == "heading" and (not region.prose or _heads_liked(region, position)):
        return False
    usual = region.is_usual(position)
    return score <= (region.leaning.doubt_usual if usual else region.leaning.doubt)


def _is_own_form(region: Region, position: int) -> bool:
    """Whether the block is of a live blog's entry or a line of verse."""
    return position in find_entries(region).texts or position in find_stanzas(region)


def _heads_liked(region: Region, position: int) -> bool:
    """Whether the heading is no link and stands over a paragraph that the learned judge does not doubt."""
    if region.blocks[position].links or not heads_text(region, position):
        return False
    return not is_doubted(region, next_text(region, position))


def _stands_among(region: Region, position: int) -> bool:
    """Whether paragraphs are its neighbours: in its own container, or in boxes of one each all around it."""
    if region.prose_containers[region.blocks[position].container] >= 2:
        return True
    between = region.before(position) > 0 and region.after(position) > 0
    return between and 2 * region.prose_signatures[region.signatures[position]] >= len(region.prose)


def _is_in_liked_list(region: Region, position: int) -> bool:
    """Whether the block is one of several items of a list that the learned judge likes as a whole."""
    if region.blocks[position].type != "list_item":
        return False
    items = group_items(region)[list_of(region.blocks[position])]
    return len(items) > 1 and (score_items(region, items) or 0.0) >= _LIKED_LIST


def _is_in_kept_table(region: Region, position: int) -> bool:
    """Whether the judges kept half of the rows of its table, or the learned judge likes it as a whole."""
    rows = group_rows(region)[list_of(region.blocks[position])]
    liked = (score_items(region, rows) or 0.0) >= _LIKED_TABLE
    return len(rows) > 1 and (liked or 2 * len(region.kept.intersection(rows)) >= len(rows))


def _list_apart(region: Region) -> frozenset[int]:
    """Positions that stand apart by their element and not in JSON-LD, worked out once."""
    found: frozenset[int] | None = region.memo.get("apart")
    if found is None:
        dropped = (
            position
            for position in range(len(region.blocks))
            if position not in region.kept and position not in region.jsonld
        )
        found = region.memo["apart"] = find_apart(region.blocks, dropped, region.kept)
    return found


def is_rescued(region: Region, position: int) -> bool:
    """Whether a block that the judges dropped is the article's all the same: two signs must say so."""
    block = region.blocks[position]
    if block.inside(Place.NAV | Place.FORM | Place.BUTTON | Place.DIALOG):
        return False
    if position in _list_apart(region):
        return False
    if _is_own_form(region, position):
        return _reason(region, position) == "extractor"
    score = score_beside(region, position) or 0.0
    if score >= region.leaning.rescue:
        return True
    liked = (score >= _LIKED and region.is_usual(position)) or _is_in_liked_list(region, position)
    liked = liked or is_announced(region, position) or stands_amid(region, position)
    if liked and _reason(region, position) == "extractor":
        return True
    sentence = region.sentences[position] and region.lengths[position] >= 6
    among = region.is_usual(position) and _stands_among(region, position)
    if block.type == "preformatted":
        homes = (home.number for home in block.place.above(_FRAMES))
        return block.link_share < 0.5 and any(region.prose_containers[home] for home in homes)
    if block.type == "table_row":
        return _is_in_kept_table(region, position) and _reason(region, position) == "extractor"
    if block.link_share >= 0.5:
        return sentence and among and region.lengths[position] >= 8
    if block.type == "paragraph" and heads_list(region, position):
        return _reason(region, position) == "extractor"
    if block.type == "heading":
        heads = heads_part(region, position) or heads_list(region, position)
        part = heads and _reason(region, position) == "extractor"
        return part or heads_text(region, position)
    if block.type == "quote" and sentence and not find_purpose(region, position):
        if region.scores and score <= region.leaning.doubt_usual:
            return False
        return region.before(position) > 0 and region.after(position) > 0 and not block.near_tokens & _SOCIAL
    return (sentence and among) or (sentence and position in region.jsonld)
