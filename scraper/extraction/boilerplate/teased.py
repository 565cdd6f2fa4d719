"""Summaries under teasers that are set as the paragraphs are, told by the form of what stands over them.

Where a teaser is set in the paragraphs' own markup, label and headline in a line each, or the headline twice,
its summary is set so, too. A label and a link in one line, or in a box, have none on real pages; under a link
alone stands either.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from statistics import median

from scraper.extraction.boilerplate.appeals import grammars_of, read_line
from scraper.extraction.boilerplate.labelled import is_labelled, is_worded_label
from scraper.extraction.boilerplate.own_name import words_beside_name
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.teaser_headlines import LINKED
from scraper.extraction.boilerplate.topics import goes_on, leans_back
from scraper.extraction.boilerplate.voices import is_interview
from scraper.extraction.region import Region
from scraper.extraction.shape import has_quote, opens_quote
from scraper.normalise.text import fold

_REASON = "related_teaser"
_MOST_LINES = 4
"""Lines of a teaser over its summary: a headline, its label, the headline again."""
_LABEL = 5
"""Most words of a label that is not known as one."""
_HEADLINE = range(3, 26)
_HEADING = range(4, 26)
"""Words of a headline that is set as the article's subheads are."""
_SUMMARY = range(5, 36)
"""Words of a summary."""
_TOLD, _COMMA = 1.4, 1.9
"""How much a summary's odds sink where it tells what was said or done, and with each comma: it is plain."""
_SURE, _IN_ONE, _PLAIN, _AS_LINK, _AS_HEADING, _LONE = -4.4, 1.3, -2.0, -1.5, -2.5, -2.0
"""The odds from which on a block is a summary: under a headline that stands twice or whose label is not over
it, where next to no teaser is without; under a label and a headline in one line; under a label and a plain
headline; under a label and a link, set as the text or as a heading; under a link alone. On 860 real pages no
paragraph has odds so high in these forms."""
_ASKING = ("?", "？", "؟", ";")
_COMMAS = ",،"
_LINKED = 0.5
_MOST_LINKS, _PARAGRAPHS = 4, 2
"""Lines of a page that are nothing but a link, and paragraphs for each: more lines are the article's form."""


def find_teased(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Sentences right under a teaser that is set as they are, all its lines among the *removed*."""
    links = sum(1 for line, reason in removed.items() if reason == _REASON and _is_link(region, line))
    few = links <= _MOST_LINKS and links * _PARAGRAPHS <= len(region.prose)
    for position in range(1, len(region.blocks)):
        if position in removed:
            continue
        if _is_over_label(region, position, removed):
            headline, least = position - 1, _SURE
        elif _is_under_heading(region, position, removed):
            headline, least = position - 1, _PLAIN
        elif (found := _find_headline(region, position, removed, few=few)) is not None:
            headline, least = found, _least(region, found, position, removed)
        else:
            continue
        if _is_summary(region, position, headline, least):
            if headline not in removed:
                yield Finding(headline, _REASON, "teased/headline")
            yield Finding(position, _REASON, "teased/summary")


def _find_headline(region: Region, position: int, removed: Mapping[int, str], *, few: bool) -> int | None:
    """The headline of the teaser over the block: one line, beside a label or twice; None: no such form.

    *few*: whether the page has few lines that are nothing but a link.
    """
    lines = []
    above = position - 1
    while above >= 0 and removed.get(above) == _REASON:
        lines.append(above)
        above -= 1
    if not 0 < len(lines) <= _MOST_LINES or not all(_is_set_so(region, line, position) for line in lines):
        return None
    if len(lines) == 1:
        lone = is_labelled(region, lines[0]) or (few and _is_own_link(region, lines[0]))
        return lines[0] if lone else None
    texts = Counter(fold(region.blocks[line].text) for line in lines)
    if len(texts) > 2:
        return None
    twice = [line for line in lines if texts[fold(region.blocks[line].text)] > 1]
    headline = twice[0] if twice else _find_labelled(region, lines, removed)
    if headline is None or region.lengths[headline] not in _HEADLINE or is_labelled(region, headline):
        return None
    return headline


def _is_short(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether a line of a label's length that is no sentence went there, for whatever reason."""
    if position not in removed or not 1 <= region.lengths[position] <= _LABEL:
        return False
    return region.blocks[position].type in ("paragraph", "heading") and not region.ends_clause(position)


def _is_set_so(region: Region, line: int, position: int) -> bool:
    """Whether the line is set as the block is, or as a heading over a paragraph like the others."""
    if region.signatures[line] == region.signatures[position]:
        return True
    return region.blocks[line].type == "heading" and region.is_usual(position)


def _is_link(region: Region, position: int) -> bool:
    return region.blocks[position].link_share >= LINKED


def _is_own_link(region: Region, position: int) -> bool:
    """Whether the line is nothing but a link of the site's own, as long as a headline."""
    if not _is_link(region, position) or region.lengths[position] not in _HEADLINE:
        return False
    return not region.leads_away(position)


def _find_labelled(region: Region, lines: list[int], removed: Mapping[int, str]) -> int | None:
    """Which of two *lines* the other one labels: known as a label, or else short and shorter."""
    labels = [line for line in lines if is_worded_label(region, line, removed)]
    if len(labels) != 1:
        labels = sorted(lines, key=lambda line: (region.lengths[line], line))[:1]
    known = region.lengths[labels[0]] <= _LABEL and not is_labelled(region, labels[0])
    return next(line for line in lines if line != labels[0]) if known else None


def _is_over_label(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether a headline stands right above the block, and right behind it a label over nothing else."""
    headline, label = position - 1, position + 1
    if not is_worded_label(region, label, removed) or label + 1 in removed:
        return False
    if removed.get(headline, _REASON) != _REASON or removed.get(headline - 1) == _REASON:
        return False
    if len({region.signatures[line] for line in (headline, position, label)}) > 1:
        return False
    block = region.blocks[headline]
    plain = not (block.bold or region.ends_clause(headline) or opens_quote(block.text))
    return plain and region.lengths[headline] in _HEADLINE and region.is_paragraph(label + 1)


def _is_under_heading(region: Region, position: int, removed: Mapping[int, str]) -> bool:
    """Whether a heading that stays is right above the block under a label, as long as two of the others."""
    headline, label = position - 1, position - 2
    block = region.blocks[headline]
    if block.type != "heading" or headline in removed or not region.is_usual(position):
        return False
    if not is_worded_label(region, label, removed) or removed.get(label - 1) == _REASON:
        return False
    if region.blocks[label].type == "heading" or region.lengths[headline] not in _HEADING:
        return False
    others = [
        region.lengths[other]
        for other, heading in enumerate(region.blocks)
        if heading.type == "heading" and other not in removed and other != headline
    ]
    return bool(others) and region.lengths[headline] >= 2 * median(others)


def _is_summary(region: Region, position: int, headline: int, least: float) -> bool:
    """Whether the block is plain sentences that lean on nothing before and are not the article's."""
    text = region.blocks[position].text
    if not region.sentences[position] or region.lengths[position] not in _SUMMARY:
        return False
    if text.endswith(_ASKING) or opens_quote(text) or position in region.jsonld:
        return False
    if not region.before(position) or leans_back(region, position):
        return False
    if has_quote(text):
        return False
    told = any(read_line(grammar, text).told for grammar in grammars_of(region))
    odds = goes_on(region, position, [headline]) - _TOLD * told - _COMMA * _count_commas(text)
    return odds > least


def _count_commas(text: str) -> int:
    """The commas of *text*; in Chinese all but the first, as a plain sentence has one, too."""
    return sum(map(text.count, _COMMAS)) + max(0, text.count("，") - 1)


def _least(region: Region, headline: int, position: int, removed: Mapping[int, str]) -> float:
    """The odds that the form of the teaser asks for: an interview's answers stand under plain lines, too."""
    near = region.blocks[max(0, headline - 2) : headline + 3]
    if sum(1 for block in near if fold(block.text) == fold(region.blocks[headline].text)) > 1:
        return _SURE
    linked = region.blocks[headline].link_share >= _LINKED
    if is_labelled(region, headline):
        return math.inf if linked else _IN_ONE
    if not grammars_of(region):
        return math.inf
    label = position - 1
    if headline == position - 2 and is_worded_label(region, label, removed):
        return _PLAIN if words_beside_name(region, label) else _SURE
    if is_interview(region):
        return math.inf
    if not linked:
        return _PLAIN
    labelled = removed.get(position - 2) == _REASON
    if region.blocks[headline].type == "heading" and (labelled or _is_short(region, position - 2, removed)):
        return _AS_HEADING
    return _AS_LINK if labelled else _LONE
