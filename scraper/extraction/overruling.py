"""Where the learned judge is so sure of a block that a rule of shape and place does not count."""

from __future__ import annotations

from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.entries import find_entries
from scraper.extraction.region import Region

# What these rules say rests on shape and place, which the judge has learned to read. Words it can't read.
OF_SHAPE = ("edges/", "markup/after_picture", "markup/known_caption", "markup/named_")
_OF_EDGES = "edges/"
"""What stands at head and foot: a live blog's first entry and last stand there, too."""
_LIKED_LEAD = 0.5
"""The judge's word from which on a line over the text is its first paragraph, though markup denies it."""
_TOLD = 20
"""Words from which on a text is prose, however it ends."""
_SENTENCE = 8
_RESCUED = frozenset(("headline/dek", "teasers/link_line"))
_LINKED = 0.85
_FEW, _PARAGRAPHS = 5, 3
"""Lines of a page that are one link of its site's each, and paragraphs for each: more lines, or fewer
paragraphs, are a digest, and the lines its heads."""


def is_overruled(region: Region, finding: Finding) -> bool:
    """Whether the *finding* does not count: the learned judge is sure of the block, or it is an entry's."""
    if finding.rule.startswith(_OF_EDGES) and finding.position in find_entries(region).texts:
        return True
    score = region.score(finding.position)
    if score is None:
        return False
    if _is_lead(region, finding):
        return score >= _LIKED_LEAD
    if finding.rule == "teasers/link_line" and _is_own_link(region, finding.position):
        return False
    if finding.rule in _RESCUED or _is_told(region, finding):
        return score >= region.leaning.rescue
    return finding.rule.startswith(OF_SHAPE) and score >= region.leaning.sure


def _is_lead(region: Region, finding: Finding) -> bool:
    """Whether a line over the text may be its first paragraph all the same: it has no link, and is named a
    teaser, as some houses name what opens the text."""
    position = finding.position
    long = region.lengths[position] >= _SENTENCE and not region.blocks[position].links
    return finding.rule == "markup/named_related_teaser" and long and not region.before(position)


def _is_own_link(region: Region, position: int) -> bool:
    """Whether the block is one of few lines that are nothing but a link to another page of the same site.

    The judge has seen few that are set as the paragraphs are.
    """
    lines: frozenset[int] | None = region.memo.get("own_links")
    if lines is None:
        found = (other for other in range(len(region.blocks)) if _is_line(region, other))
        lines = region.memo["own_links"] = frozenset(found)
    return position in lines and len(lines) <= _FEW and _PARAGRAPHS * len(lines) <= len(region.prose)


def _is_line(region: Region, position: int) -> bool:
    block = region.blocks[position]
    linked = block.type == "paragraph" and block.link_share >= _LINKED and region.is_usual(position)
    return linked and region.lengths[position] < _TOLD and not region.leads_away(position)


def _is_told(region: Region, finding: Finding) -> bool:
    """Whether what stands after a picture is prose by its end or length, and the judges kept it."""
    position = finding.position
    told = region.sentences[position] or region.lengths[position] >= _TOLD
    return finding.rule == "markup/after_picture" and position in region.kept and told
