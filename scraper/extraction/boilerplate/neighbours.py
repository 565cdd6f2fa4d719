"""Residue told by its company: what stands at head or foot among lines that other rules removed.

Residue stands in clusters: a newsletter's call, the comments, a notice of copyright one under the other. A
line that no rule can read goes with them where it is short and not told as the text is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from scraper.extraction.boilerplate.appeals import grammars_of, main_reason, read_line, speaks
from scraper.extraction.boilerplate.credits import names_writer, opens_with_new_name
from scraper.extraction.boilerplate.grammar import Reading
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.boilerplate.voices import has_score
from scraper.extraction.boilerplate.worded import Weighed, is_named, weigh_lines
from scraper.extraction.region import Region
from scraper.extraction.shape import QUESTIONS, has_quote, opens_quote
from scraper.extraction.stanzas import find_stanzas
from scraper.normalise.text import fold

_LINE = 32
_NAME = 9
_LABEL = 6
_SLOT = 8
_SLOTS = 3
_SENTENCE = 16
_TYPES = frozenset(("paragraph", "caption"))
_HEAD = frozenset(("byline", "dateline_meta", "correction_notice"))
_COMPANY = (0.0, 0.7, 1.5)
"""How much less its words must say of a line beside a removed one, and between two of them."""
_FAR = 3.0
"""How far below its need no company helps a line; one that opens with a name may be a note on the author."""
_NAMED = 2.0
"""How much less it takes for such a note."""
_MOST = 2.0
"""What company and habit count at most for what reads as a paragraph."""
_INNER = 3
"""Most lines that go in company between the paragraphs."""
_HABITUAL, _HABIT = 2, 0.9
"""From how many calls set as paragraphs on the site has the habit, and how much less it takes there."""
_AT_FOOT = 0.8
"""The same, added where no more of the text follows."""
_CALLS = frozenset(
    (
        "newsletter",
        "promo",
        "share",
        "comments",
        "correction_request",
        "consent",
        "paywall_prompt",
        "ad_label",
    )
)
"""Reasons of lines that come in company, anywhere."""
_FOOT = _CALLS | {"copyright", "tags", "author_bio"}
"""The same of a foot."""
_NAMES = 2
"""Names of what newsrooms offer that make a line theirs."""
_OF_TEXT = -2.0
"""The score below which a sentence's words are the text's."""
_NEWSROOMS = 0.35
"""Share of its words that a sentence with a quotation, set as the paragraphs are, must have of the trade."""
_ENOUGH = 3
"""Paragraphs that must stand before: less is no article with a foot."""


def find_foot_company(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Short lines under the text, right behind a line that is *removed*, with none of the text behind them.

    Those that are no sentence go where the next line is gone, too, or there is none. Sentences must name what
    newsrooms offer, and speak to the reader or have two removed lines above them, of no teaser: the text goes
    on behind one.
    """
    row = called = 0
    for position in range(_foot_start(region, removed), len(region.blocks)):
        if position in removed:
            row += 1
            called += removed[position] != "related_teaser"
            continue
        reading = _read(region, position)
        closed = position + 1 == len(region.blocks) or position + 1 in removed
        named = sum(reading.names.values()) > 0
        spoken = reading.asks + reading.ours + reading.yours + reading.furniture > 0
        if _quotes(region, position) and reading.share < _NEWSROOMS:
            named = False
        if not spoken and sum(reading.names.values()) < _NAMES and _is_told(region, position):
            named = False
        goes = named and (spoken or called > 1) if region.sentences[position] else closed or named
        if not row or not goes:
            row = called = 0
            continue
        row += 1
        called += 1
        yield Finding(position, main_reason(reading) or "promo", "neighbours/foot")


def find_worded_company(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Lines beside *removed* ones that their words speak against, though not so much that they go alone.

    Between the paragraphs a few at most: more are the article's own form.
    """
    if not _FOOT.intersection(removed.values()):
        return
    lines = {
        position: line
        for position, line in weigh_lines(region).items()
        if position not in removed and position not in find_stanzas(region)
        if line.said >= line.least - _FAR or _is_note(region, position)
    }
    foot = max((p + 1 for p in range(len(region.blocks)) if p not in removed and p not in lines), default=0)
    under = {p for p in lines if p >= foot and region.before(p) >= _ENOUGH}
    found = _gather(region, lines, under, removed)
    if not found or speaks(region, removed):
        return
    inner = sum(1 for position in found if position not in under)
    for position in found:
        if position in under or inner <= _INNER:
            yield Finding(position, lines[position].reason, f"neighbours/{lines[position].reason}")


def _is_note(region: Region, position: int) -> bool:
    """Whether the line could be a note on the author: near the end, it opens with a name of its own.

    Scripts without capitals show no names.
    """
    if not region.blocks[position].text[:1].isupper() or region.after(position) >= _ENOUGH:
        return False
    return opens_with_new_name(region, position)


def _gather(
    region: Region, lines: Mapping[int, Weighed], under: Collection[int], removed: Mapping[int, str]
) -> list[int]:
    """Which of *lines* go: each that does is company to the next."""
    gone = {position: reason for position, reason in removed.items() if reason in _FOOT}
    ends = {position for position, reason in removed.items() if reason == "navigation"} | {len(region.blocks)}
    habit = sum(1 for p in gone if removed[p] in _CALLS and region.is_like_prose(p)) >= _HABITUAL
    found: list[int] = []
    rest = list(lines)
    while rest:
        passed = []
        for position in rest:
            above, below = gone.get(position - 1), gone.get(position + 1)
            at_foot = position in under
            between = above and (below or (at_foot and position + 1 in ends))
            # The last paragraph always stands beside the copyright.
            near = 2 if between else int(above in _CALLS or below in _CALLS)
            # A question between paragraphs may be an interviewer's, whatever is set as the paragraphs are.
            used = habit and (at_foot or not (_asks(region, position) or _heads_text(region, position)))
            support = _COMPANY[near] + (_AT_FOOT if at_foot and near else 0.0) + (_HABIT if used else 0.0)
            if region.is_paragraph(position):
                support = min(support, _MOST)
            if region.sentences[position] and region.is_like_prose(position):
                called = at_foot or near > 1 or _calls(region, lines, position)
                support = min(support, lines[position].least) if called else 0.0
            if at_foot and lines[position].reason in _CALLS and _is_last_word(region, position):
                support = 0.0
            if at_foot and near > 1 and _is_note(region, position):
                support += _NAMED
            if (near or habit) and _goes(lines[position], support, at_foot=at_foot):
                gone[position] = lines[position].reason
                found.append(position)
            else:
                passed.append(position)
        if len(passed) == len(rest):
            break
        rest = passed
    return sorted(found)


def _asks(region: Region, position: int) -> bool:
    return region.blocks[position].text.rstrip().endswith(QUESTIONS)


def _heads_text(region: Region, position: int) -> bool:
    """Whether the line is a few words, no sentence or link, right over a paragraph: a subhead's place."""
    if region.blocks[position].links or region.lengths[position] > _LABEL:
        return False
    return not region.ends_clause(position) and region.is_over_text(position)


def _calls(region: Region, lines: Mapping[int, Weighed], position: int) -> bool:
    """Whether a sentence set as the paragraphs has two signs of a call: it asks, is of us, names things.

    Notes on the author and the like have none of them.
    """
    if lines[position].reason not in _CALLS:
        return True
    reading = _read(region, position)
    if reading.told > 1 and not reading.ours + reading.yours:
        return False
    said = min(1, reading.asks) + min(2, reading.ours + reading.yours) + min(1, reading.furniture)
    return is_named(reading) or said + min(1, sum(reading.names.values())) > 1


def _is_last_word(region: Region, position: int) -> bool:
    """Whether a sentence with a title in quotes calls for nothing and names nothing of a newsroom's."""
    reading = _read(region, position)
    said = reading.asks + reading.ours + reading.yours + sum(reading.names.values())
    return said == 0 and _quotes(region, position)


def _is_told(region: Region, position: int) -> bool:
    """Whether the line is a sentence set as the paragraphs are, the text's by its words."""
    if not region.sentences[position] or not region.is_like_prose(position):
        return False
    line = weigh_lines(region).get(position)
    return line is not None and line.said < _OF_TEXT


def _quotes(region: Region, position: int) -> bool:
    """Whether the line is a sentence set as the paragraphs are, with something in quotation marks."""
    text = region.blocks[position].text
    return region.sentences[position] and region.is_like_prose(position) and has_quote(text)


def _goes(line: Weighed, support: float, *, at_foot: bool) -> bool:
    """Whether what the words of *line* say is enough with the *support* of its company."""
    if line.said < line.least - support or not (line.known or at_foot):
        return False
    return line.said >= line.need - support and line.reason in (_FOOT if at_foot else _CALLS)


def find_head_company(region: Region, removed: Mapping[int, str]) -> Iterator[Finding]:
    """Lines above the first paragraph beside a *removed* byline or day: names, trades, "Text: ...", hours."""
    first = region.prose[0] if region.prose else 0
    for position in range(first):
        block = region.blocks[position]
        if position in removed or block.type not in _TYPES or block.bold or opens_quote(block.text):
            continue
        if has_score(block.text):
            continue
        if region.ends_clause(position) or not 1 <= region.lengths[position] <= _NAME:
            continue
        if not {removed.get(position - 1), removed.get(position + 1)} & _HEAD:
            continue
        if _is_foreign(region, position):
            line = weigh_lines(region).get(position)
            yield Finding(
                position, line.reason if line and line.reason in _HEAD else "byline", "neighbours/head"
            )
        elif region.lengths[position] > 1 and names_writer(region, position):
            yield Finding(position, "byline", "neighbours/head")


def _is_foreign(region: Region, position: int) -> bool:
    """Whether the line is short and has no longer word of the text's: a standfirst would."""
    words = [word for word in region.words(position) if len(word) > 3]
    return region.lengths[position] <= _LABEL and not any(region.frequency[word] for word in words)


def find_slot_labels(region: Region) -> Iterator[Finding]:
    """A line that is no sentence and stands a second time between the paragraphs: the label of a slot.

    Only one such line, and in words that the text does not use: names of speakers, questions and refrains
    stand again and again, too.
    """
    found: dict[str, list[int]] = {}
    for position, block in enumerate(region.blocks):
        if not 1 <= region.lengths[position] <= _SLOT or block.type != "paragraph":
            continue
        if not region.ends_clause(position) and not opens_quote(block.text):
            found.setdefault(fold(block.text), []).append(position)
    repeated = [positions for positions in found.values() if len(positions) > 1]
    if len(repeated) != 1 or len(repeated[0]) > _SLOTS or len(region.prose) < 3 * len(repeated[0]):
        return
    for position in repeated[0]:
        if _is_known(region, position) or not _stands_between(region, position):
            return
    for position in repeated[0]:
        yield Finding(position, "ad_label", "neighbours/slot")


def _is_known(region: Region, position: int) -> bool:
    """Whether the line has a number, or half of its longer words, or else all of it, stands in the text."""
    words = region.words(position)
    long = [word for word in words if len(word) > 3]
    if any(word.isdecimal() for word in words):
        return True
    if long:
        return 2 * sum(1 for word in long if region.frequency[word]) >= len(long)
    text = fold(region.blocks[position].text)
    return any(text in fold(region.blocks[other].text) for other in region.prose)


def _stands_between(region: Region, position: int) -> bool:
    """Whether a full paragraph stands right before and right behind."""
    return region.is_paragraph(position - 1) and region.is_paragraph(position + 1) and position > 0


def _foot_start(region: Region, removed: Collection[int]) -> int:
    """The position behind the last block that is beyond doubt the text's."""
    for position in reversed(range(len(region.blocks))):
        if position not in removed and not _may_go(region, position):
            return position + 1
    return len(region.blocks)


def _may_go(region: Region, position: int) -> bool:
    block = region.blocks[position]
    if block.type not in _TYPES or region.before(position) < _ENOUGH or opens_quote(block.text):
        return False
    if region.is_paragraph(position):
        return False
    if region.lengths[position] > (_SENTENCE if region.sentences[position] else _LINE):
        return False
    return not _read(region, position).told


def _read(region: Region, position: int) -> Reading:
    """The line as the grammar reads it that knows most of its words."""
    readings = [read_line(grammar, region.blocks[position].text) for grammar in grammars_of(region)]
    return max(readings, key=lambda reading: (reading.share, reading.told), default=Reading())
