"""Lines in which a newsroom speaks to its readers or labels its furniture, in words that no list foresaw."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache

from scraper.extraction.boilerplate.grammar import Grammar, Reading
from scraper.extraction.boilerplate.grammar_files import load_grammar, load_small
from scraper.extraction.boilerplate.own_name import without_own_name
from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.places import Place
from scraper.extraction.region import Region
from scraper.extraction.shape import opens_speech

_LONGEST = 36
_LABEL = 14
_ASKED = 8
"""Words beyond which a line that ends in a question mark is an interviewer's."""
_SENTENCES = 3
_OFFERED = 2
"""Most sentences of a call with the site's own name of which one may be in any words."""
_VERSE = 10
"""Most words in a line of verse."""
_VERSES, _STANZA = 4, 4
"""Fewest lines of verse, on so many lines to both sides."""
QUOTED = re.compile(
    r"“[^”“]*[”“]|„[^“”]*[“”]|«[^»]*»|»[^«]*«|「[^」]*」|『[^』]*』|《[^》]*》|”[^”]*”|\"[^\"]*\""
)
LONGEST_LINE = 2000
"""Letters of a line that are looked at: what has more is no line, and quotation marks cost their square."""
_STOP = re.compile(r"(?<=[.!?…؟।;])\s+(?=\S)|(?<=[。！？])")
_PAUSES = ",;:!?…،؛؟।。、，：；！？（）()|"
# Signs that end a clause; dashes between spaces, full stops before one. Opens with one set of characters:
# what opens with a choice is looked for four times as long.
_CLAUSE = re.compile(
    rf"[{_PAUSES}.–—-](?:(?<=[{_PAUSES}])[{_PAUSES}]*|(?<=\.)\.*(?!\w)|(?<=[–—-])(?<!\w[–—-])[–—-]*(?!\w))"
)
_TYPES = frozenset(("paragraph", "list_item", "caption", "quote", "heading"))
_BARE = 20
_SURE = 0.65
"""Share of known words that a call needs where the article itself speaks so."""
_PASSED_ON, _PASSED_SHARE = 14, 0.2
"""Most words of a call to pass the article on, and the least share of known ones."""
_UNDER = 12
_CLEAR = 20
"""Small words of one language, twice as many as of any other, that leave no doubt of it."""


def find_appeals(region: Region) -> Iterator[Finding]:
    """Calls and labels among the paragraphs, told by the classes of their words."""
    for position, reason in list_appeals(region).items():
        yield Finding(position, reason, f"appeals/{reason}")


def list_appeals(region: Region) -> dict[int, str]:
    """Position -> reason of every call and label, read once, from the last line up."""
    known: dict[int, str] | None = region.memo.get("appeals")
    if known is None:
        languages = grammars_of(region)
        known, under = {}, True
        prose = frozenset(region.prose)
        for position in reversed(range(len(region.blocks))):
            reasons = (read_appeal(region, position, g, under=under) for g in languages)
            reason = next(filter(None, reasons), None) if _may_appeal(region, position) else None
            if reason:
                known[position] = _called(region, position) or reason
            elif position in prose:
                under = False
        known = region.memo["appeals"] = dict(sorted(known.items()))
    return known


def _called(region: Region, position: int) -> str | None:
    """The reason of the known call in the line, where it has those of one."""
    reasons = {match.reason for match in region.matches(position) if match.way == "call"}
    return reasons.pop() if len(reasons) == 1 else None


def is_under(region: Region, position: int) -> bool:
    """Whether no paragraph stands behind *position* but calls to the reader."""
    found = list_appeals(region)
    return region.before(position) > 0 and all(
        other <= position or other in found for other in region.prose[-_UNDER:]
    )


def _may_appeal(region: Region, position: int) -> bool:
    block = region.blocks[position]
    if not 2 <= region.lengths[position] <= _LONGEST or block.type not in _TYPES:
        return False
    if (
        opens_speech(block.text)
        or block.text.endswith((":", "："))
        or block.inside(Place.PRE | Place.ROW)
        or in_verse(region, position)
    ):
        return False
    if block.type == "heading" and block.link_share < 0.5 and region.is_over_text(position):
        return False
    return block.type not in ("list_item", "quote") or position not in region.kept or block.link_share >= 0.5


def grammars_of(region: Region) -> tuple[Grammar, ...]:
    """The grammar of the page's language, declared and read from its paragraphs; both where they differ."""
    found: tuple[Grammar, ...] | None = region.memo.get("grammars")
    if found is None:
        known = load_small()
        declared = (region.facts.language or "").partition("-")[0].lower()
        declared = {"nb": "no", "nn": "no"}.get(declared, declared)
        read, _ = read_language(region)
        names = dict.fromkeys((declared, read) if read else (declared,))
        found = region.memo["grammars"] = tuple(load_grammar(name) for name in names if name in known)
    return found


def read_language(region: Region) -> tuple[str | None, bool]:
    """(language of the first paragraphs by their small words, whether there is no doubt of it)."""
    found: tuple[str | None, bool] | None = region.memo.get("language")
    if found is None:
        counts = _count_small(word for position in region.prose[:8] for word in region.words(position))
        ranked = sorted(counts, key=lambda name: (counts[name], name), reverse=True)
        first, second = [*ranked, "", ""][:2]
        found = region.memo["language"] = first or None, counts[first] >= max(_CLEAR, 2 * counts[second])
    return found


def guess_language(words: Iterable[str]) -> str | None:
    """The language whose small words are most among *words*; None where no language has one of them."""
    counts = _count_small(words)
    return max(counts, key=lambda name: (counts[name], name), default=None)


def _count_small(words: Iterable[str]) -> Counter[str]:
    """How many of *words* are small words of each language that has any of them."""
    counts: Counter[str] = Counter()
    index = _languages_by_word()
    for word, count in Counter(words).items():
        for name in index.get(word, ()):
            counts[name] += count
    return counts


@cache
def _languages_by_word() -> dict[str, list[str]]:
    """Small word -> the languages that have it."""
    found: dict[str, list[str]] = {}
    for name, small in load_small().items():
        for word in small:
            found.setdefault(word, []).append(name)
    return found


@lru_cache(maxsize=512)
def read_line(grammar: Grammar, text: str) -> Reading:
    """*text*, what stands in quotation marks left out, as classes of words; kept for the next rule."""
    return grammar.read(_CLAUSE.split(QUOTED.sub(" ", text[:LONGEST_LINE])))


def is_label(region: Region, text: str, reason: str) -> bool:
    """Whether *text* is made of nothing but the words of a label for *reason*, two at least."""
    return any(_is_label(read_line(grammar, text), reason) for grammar in grammars_of(region))


def _is_label(reading: Reading, reason: str) -> bool:
    parts = reading.names[reason] + min(1, reading.ours + reading.yours + reading.furniture)
    return not reading.told and reading.share == 1.0 and reading.nouns[reason] > 0 and parts >= 2


def read_appeal(region: Region, position: int, grammar: Grammar, *, under: bool) -> str | None:
    """The reason for which the block goes as a label, a call or a notice of the newsroom's; or None."""
    whole, named = without_own_name(region, region.blocks[position].text)
    line = read_line(grammar, whole)
    if named:
        # A newsroom that speaks of itself by its name says "our".
        line = replace(line, content=line.content + 1, covered=line.covered + 1, ours=line.ours + 1)
    reason = None if line.told else main_reason(line)
    if reason is None:
        return None
    text = QUOTED.sub(" ", whole[:LONGEST_LINE])
    if len(text) < len(whole) and 2 * len(text.split()) < len(whole.split()):
        return None
    if region.lengths[position] > _ASKED and text.rstrip().endswith(("?", "？", "؟")):
        return None
    sentences = [sentence for sentence in _STOP.split(text) if sentence.strip()]
    if len(sentences) > _SENTENCES:
        return None
    if _asks_to_pass_on(region, position, line, reason, sentences, under=under):
        return reason
    # What is told of in the app of that name is in no list.
    offered = named and line.asks and len(sentences) <= _OFFERED
    if not offered and any(_is_strange(grammar.read(_CLAUSE.split(sentence))) for sentence in sentences):
        return None
    if _reads_as_label(region, position, line, reason) or _reads_as_call(region, position, line, reason):
        return reason
    return reason if _reads_as_notice(region, position, line, reason, under=under) else None


def _asks_to_pass_on(
    region: Region, position: int, line: Reading, reason: str, sentences: list[str], *, under: bool
) -> bool:
    """Whether a short line over or under the whole text opens by asking to share it, with whomever.

    Whom one might send it to is said in words of the article's: "Share this with anybody who has a well!"
    """
    if reason != "share" or not line.asks or line.names["share"] <= line.nouns["share"]:
        return False
    if not 3 <= region.lengths[position] <= _PASSED_ON or line.share < _PASSED_SHARE or speaks(region):
        return False
    at_edge = region.before(position) < 2 or (under and region.before(position) > 2)
    called = sentences[0].rstrip().endswith(("!", "！")) or not region.sentences[position]
    return at_edge and called


def _is_strange(sentence: Reading) -> bool:
    """Whether classes know too few words of the *sentence* for a call or a label."""
    return sentence.content > 1 and sentence.share < 0.3


def main_reason(reading: Reading) -> str | None:
    """The reason with most names; related teasers, whose names are common, where no other has as many."""
    found = reading.names
    if not found:
        return None
    if found["share"] > reading.nouns["share"]:
        return "share"
    return min(found, key=lambda name: (-found[name], name == "related_teaser", name))


def _reads_as_label(region: Region, position: int, whole: Reading, reason: str) -> bool:
    """Whether all words are furniture's, in a line that is short and no full paragraph."""
    if region.lengths[position] > _LABEL or region.is_paragraph(position):
        return False
    if reason == "related_teaser":
        return region.lengths[position] <= 8 and not region.sentences[position] and _is_label(whole, reason)
    if reason == "author_bio":
        return False
    near = whole.share == 1.0 or (whole.content >= 5 and whole.share >= 0.8)
    parts = (
        sum(whole.names.values()) + min(1, whole.verbs) + min(1, whole.ours + whole.yours) + whole.furniture
    )
    return near and whole.content > 1 and parts >= 2


def _reads_as_call(region: Region, position: int, whole: Reading, reason: str) -> bool:
    """Whether a verb of asking stands where a call has it, with what is offered; "our" makes it sure."""
    if not (whole.asks or (whole.verbs and whole.ours)) or reason in (
        "author_bio",
        "ad_label",
        "related_teaser",
    ):
        return False
    if whole.ours:
        need = 0.4 if whole.asks else 0.5
        return whole.share >= (_SURE if whole.share < _SURE and speaks(region) else need)
    if region.lengths[position] > _BARE or speaks(region):
        return False
    sure = 0.5 if reason == "newsletter" else 0.65
    need = 2 if region.is_paragraph(position) and whole.share < sure else 1
    return whole.share >= 0.45 and whole.names[reason] >= need


def _reads_as_notice(region: Region, position: int, whole: Reading, reason: str, *, under: bool) -> bool:
    """Whether the line, without a call, names what is ours or yours in words of the trade."""
    if reason in ("author_bio", "related_teaser", "ad_label") or whole.names[reason] < 2:
        return False
    if whole.share < _SURE and speaks(region):
        return False
    if under and region.before(position):
        return whole.share >= 0.4
    if reason == "consent" and whole.names[reason] >= 3:
        return whole.share >= 0.5
    return whole.ours + whole.yours > 0 and whole.share >= 0.5


def speaks(region: Region, removed: Collection[int] = ()) -> bool:
    """Whether the article, but for what is *removed*, speaks to its readers or of "us": a guide, a diary."""
    known: dict[int, bool] | None = region.memo.get("spoken")
    if known is None:
        paragraphs = [position for position in region.prose if region.lengths[position] <= 150][:40]
        known = region.memo["spoken"] = {position: _speaks(region, position) for position in paragraphs}
    own = [spoken for position, spoken in known.items() if position not in removed]
    return sum(own) >= max(3, len(own) // 4)


def _speaks(region: Region, position: int) -> bool:
    readings = [read_line(grammar, region.blocks[position].text) for grammar in grammars_of(region)]
    return any(
        reading.share < 0.45 and (reading.ours or reading.yours or reading.asks) and not reading.told
        for reading in readings
    )


def in_verse(region: Region, position: int, fewest: int = _VERSES) -> bool:
    """Whether the line is short and one of *fewest* or more near by that single breaks tie together."""
    if not _is_tied(region, position):
        return False
    near = range(max(0, position - _STANZA), min(len(region.blocks), position + _STANZA + 1))
    return sum(1 for other in near if _is_tied(region, other)) >= fewest


def _is_tied(region: Region, position: int) -> bool:
    """Whether the line and one that a single break parts from it are short, and that other no sentence."""
    if region.lengths[position] > _VERSE:
        return False
    blocks = region.blocks
    above = (position - 1,) if blocks[position].continues and position else ()
    below = (position + 1,) if position + 1 < len(blocks) and blocks[position + 1].continues else ()
    return any(region.lengths[other] <= _VERSE and not region.sentences[other] for other in above + below)
