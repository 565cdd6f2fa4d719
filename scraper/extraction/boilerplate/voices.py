"""Forms that an article has and residue has not: verse, speakers in turn, interviews, rows of results."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.lists import group_items, list_of, score_items
from scraper.extraction.region import LABEL, Region
from scraper.extraction.shape import QUESTIONS
from scraper.normalise.text import tokens

_VERSE = 12
"""Most words in a line of verse, or of a list that is set as paragraphs."""
_RUNS_ON = (",", ";", ":", "،", "؛", "—", "–")
"""Signs after which the sentence goes on in the next line."""
_COMMAS = (",", ";", "،", "؛", "，")
_ITEMS, _TOLD = 4, 4
"""Items of a list of advice at least, of which one in so many may be no sentence."""
_LINKED, _LIKED = 0.3, 0.6
"""Share of an item from which on it is a link; the judge's word on all of them together."""
_ANSWERED = frozenset(("byline", "dateline_meta", "caption", "tags"))
"""Reasons that an interview's answer, a few words long, may be taken for."""
_ADDRESS = re.compile(r"\w[@/]\w|\w\.\w")
_BRACKETS = re.compile(r"[(\[（［][^()\[\]（）［］]{2,60}[)\]）］][.。]?")
_SPEAKER = 5
"""Most words in what stands before the colon where a record names who speaks."""
_TURNS = 2
"""How often each of two speakers is named at least."""
_SCORES = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,]*\d)")
_SCORE = re.compile(r"(?<![\d.,:/–-])\d{1,2}(?:\s?[–-]\s?\d{1,2}|:\d)(?![\d.,:/–-])")
_RESULTS = 3
"""Lines with two numbers each that make a row of results."""
_ASKED, _TIMES = 12, 3
"""Most words in an interviewer's question, and how many there are at least."""
_BY_WORDS = (
    "worded/",
    "prompts/",
    "appeals/",
    "calls/",
    "invitations/",
    "giving/",
    "letters/",
    "offers/",
    "neighbours/",
    "headline/byline",
    "teasers/headline",
)
_LABELS = "prompts/label_"


def is_own_form(region: Region, finding: Finding) -> bool:
    """Whether the line that a rule of words would take stands in such a form."""
    if not finding.rule.startswith(_BY_WORDS) or finding.rule.startswith(_LABELS):
        return False
    position = finding.position
    if position not in region.kept or region.blocks[position].link_share:
        return False
    if position in _find_results(region):
        return True
    if finding.rule.startswith("teasers/"):
        return False
    if is_question(region, position) or (finding.reason in _ANSWERED and is_question(region, position - 1)):
        return True
    if finding.rule.startswith("neighbours/") and _asks(region, position) and is_interview(region):
        return True
    if finding.rule.startswith("prompts/") and is_advice(region, position):
        return True
    if is_turn(region, position) or _is_aside(region, position):
        return True
    return runs_on(region, position) or is_run_on(region, position)


def runs_on(region: Region, position: int) -> bool:
    """Whether the line goes on with a sentence of the line above: a verse, an item of a list.

    It opens with a small letter, and the one above ends in a comma or a colon, or opens so, too. Scripts
    without small letters show nothing of the kind.
    """
    if not position or not _is_small(region, position) or position - 1 not in region.kept:
        return False
    above = region.blocks[position - 1]
    if above.link_share or region.sentences[position - 1] or region.lengths[position - 1] < 2:
        return False
    return above.text.rstrip().endswith(_RUNS_ON) or _is_small(region, position - 1)


def is_run_on(region: Region, position: int) -> bool:
    """Whether the line ends in a comma and goes on in the next, which a single break parts from it."""
    below = position + 1
    if below not in region.kept or not region.blocks[below].continues or region.blocks[below].link_share:
        return False
    return region.blocks[position].text.rstrip().endswith(_COMMAS)


def is_advice(region: Region, position: int) -> bool:
    """Whether the line is an item of a list of sentences, all kept and none a link: rules, steps, tips.

    What such a list tells its readers to do is not what the newsroom asks of them.
    """
    items = group_items(region).get(list_of(region.blocks[position]), ())
    if (
        region.blocks[position].type != "list_item"
        or len(items) < _ITEMS
        or not region.kept.issuperset(items)
    ):
        return False
    if any(region.blocks[item].link_share >= _LINKED for item in items):
        return False
    told = sum(1 for item in items if region.sentences[item])
    liked = score_items(region, items)
    return _TOLD * told >= len(items) * (_TOLD - 1) and (liked is None or liked >= _LIKED)


def _is_small(region: Region, position: int) -> bool:
    text = region.blocks[position].text
    return text[:1].islower() and 2 <= region.lengths[position] <= _VERSE and not _ADDRESS.search(text)


def is_turn(region: Region, position: int) -> bool:
    """Whether the line is what one of two or more speakers says, named before a colon time and again."""
    label = LABEL.match(region.blocks[position].text)
    return label is not None and label.group().rstrip() in _find_speakers(region)


def _is_aside(region: Region, position: int) -> bool:
    """Whether the line stands in brackets right under what a speaker says: "(Laughs.)"."""
    if not position or not _BRACKETS.fullmatch(region.blocks[position].text):
        return False
    return is_turn(region, position - 1)


def _find_speakers(region: Region) -> frozenset[str]:
    """Labels that stand twice or oftener, two of them at least, and are none of residue's."""
    found: frozenset[str] | None = region.memo.get("speakers")
    if found is None:
        texts = {block.text for block in region.blocks}
        spoken = frozenset(
            label
            for label, times in region.labels.items()
            if times >= _TURNS and _may_name(region, label) and _count_said(label, texts) >= _TURNS
        )
        found = region.memo["speakers"] = spoken if len(spoken) > 1 else frozenset()
    return found


def _count_said(label: str, texts: Collection[str]) -> int:
    """How many of *texts*, no two alike, begin with *label* and go on."""
    return sum(1 for text in texts if text.startswith(label) and len(text.rstrip()) > len(label))


def _may_name(region: Region, label: str) -> bool:
    words = tokens(label)
    residue = any(match.way == "label" for match in region.phrases.find(words))
    return 1 <= len(words) <= _SPEAKER and not residue


def has_score(text: str) -> bool:
    """Whether *text* has the result of a match, such as "3-2", and it is no time or day."""
    return bool(_SCORE.search(text))


def _find_results(region: Region) -> frozenset[int]:
    """Positions in rows of three lines or more with two numbers each, or beside one with a number."""
    found: frozenset[int] | None = region.memo.get("results")
    if found is None:
        rows: set[int] = set()
        row: list[int] = []
        for position in range(len(region.blocks) + 1):
            if position < len(region.blocks) and _numbers(region, position) == 2:
                row.append(position)
                continue
            if len(row) >= _RESULTS:
                beside = (row[0] - 1, row[-1] + 1)
                rows.update(row, (other for other in beside if _numbers(region, other) == 1))
            row = []
        found = region.memo["results"] = frozenset(rows)
    return found


def _numbers(region: Region, position: int) -> int:
    """How many small numbers stand in the line; 0 where it is a sentence, a link, or none at all."""
    if not 0 <= position < len(region.blocks) or region.ends_clause(position):
        return 0
    block = region.blocks[position]
    if block.link_share or region.lengths[position] > _VERSE:
        return 0
    return len(_SCORES.findall(block.text))


def is_interview(region: Region) -> bool:
    """Whether short questions stand between the lines, each with an answer under it, three or more."""
    return len(_find_questions(region)) >= _TIMES


def is_question(region: Region, position: int) -> bool:
    """Whether the line is one of an interview's questions: two others are set as it is."""
    questions = _find_questions(region)
    look = questions.get(position)
    return look is not None and sum(1 for other in questions.values() if other == look) >= _TIMES


def _find_questions(region: Region) -> Mapping[int, tuple[str, bool]]:
    """Position -> look of every short question with an answer under it."""
    found: dict[int, tuple[str, bool]] | None = region.memo.get("questions")
    if found is None:
        found = region.memo["questions"] = {
            position: (region.blocks[position].place.step, region.blocks[position].bold)
            for position in region.kept
            if position + 1 in region.kept
            and region.lengths[position] <= _ASKED
            and _asks(region, position)
            and not _asks(region, position + 1)
            and region.sentences[position + 1]
        }
    return found


def _asks(region: Region, position: int) -> bool:
    block = region.blocks[position]
    if block.type not in ("paragraph", "heading"):
        return False
    greek = region.facts.language is not None and region.facts.language.startswith("el")
    return block.text.rstrip().endswith((*QUESTIONS, ";") if greek else QUESTIONS)
