"""From verdicts to the record's parts: body, removed, links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from exports.record import BLOCK_TYPES, BodyBlock, Link, Removed
from scraper.article import BlockVerdict
from scraper.extraction.heads import CLOCK
from scraper.extraction.region import Region
from scraper.extraction.shape import ends_clause
from scraper.extraction.verdicts import Verdict
from scraper.normalise.text import clean_text
from scraper.normalise.urls import absolute_url

MAX_TEXT = 1_900_000
"""Bytes of text, as JSON writes them, beyond which blocks are cut: it stands twice in a line of 4 MiB."""
_BLOCK = 30
"""Bytes that a block costs beside its text, for each of the two times."""
_VERSE = 10
"""Most words in a line of verse."""
_ENTRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """The article region, sorted into what is the text and what is not."""

    body: tuple[BodyBlock, ...]
    removed: tuple[Removed, ...]
    links: tuple[Link, ...]
    verdicts: tuple[BlockVerdict, ...]
    cut: bool
    """Whether blocks were left out because the text was too long."""


def assemble(region: Region, verdicts: Sequence[Verdict], base_url: str) -> Assembled:
    """Body, removed blocks and links, as *verdicts* say. Lines of one verse become one block again."""
    body: list[BodyBlock] = []
    removed: list[Removed] = []
    links: list[Link] = []
    told: list[BlockVerdict] = []
    size, cut, previous = 0, False, -2
    entries = _find_entries(region, verdicts)
    for verdict in verdicts:
        position = verdict.position
        block = region.blocks[position]
        cost = _cost(block.text)
        if verdict.kept and size + cost > MAX_TEXT:
            verdict = replace(verdict, kept=False, what="extractor", rule="limit/text")
            cut = True
        if position in entries:
            verdict = replace(verdict, what="entry")
        told.append(BlockVerdict(text=block.text, kept=verdict.kept, what=verdict.what, rule=verdict.rule))
        if not verdict.kept:
            removed.append(Removed(before=len(body), reason=verdict.what, rule=verdict.rule, text=block.text))
            continue
        size += cost
        glue = _glue(region, position) if previous == position - 1 and body else None
        if glue is not None:
            body[-1] = replace(body[-1], text=f"{body[-1].text}{glue}{block.text}")
        else:
            kind = verdict.what if verdict.what in BLOCK_TYPES else "paragraph"
            body.append(
                BodyBlock(type=kind, text=block.text, level=block.level if kind == "heading" else None)
            )
        links.extend(_links(block.links, base_url, len(body) - 1))
        previous = position
    return Assembled(
        body=tuple(body), removed=tuple(removed), links=tuple(links), verdicts=tuple(told), cut=cut
    )


def _cost(text: str) -> int:
    return (
        len(text.encode("utf-8", "replace")) + text.count('"') + text.count("\\") + text.count("\n") + _BLOCK
    )


def _glue(region: Region, position: int) -> str | None:
    """What ties the line at *position* to the kept one before it; None where it is a paragraph of its own."""
    block, before = region.blocks[position], region.blocks[position - 1]
    if not block.continues or block.type != before.type or block.type in ("preformatted", "table_row"):
        return None
    if block.type == "heading":
        return " "
    if max(region.lengths[position], region.lengths[position - 1]) <= _VERSE:
        return None if block.type != "quote" and position in _find_news(region) else "\n"
    wrapped = not ends_clause(before.text) and block.text[:1].islower()
    return " " if wrapped else None


def _find_news(region: Region) -> frozenset[int]:
    """Positions of lines between single breaks of which every one is a sentence: news in brief, no verse."""
    found: frozenset[int] | None = region.memo.get("news")
    if found is None:
        starts = [position for position, block in enumerate(region.blocks) if not block.continues]
        stretches = (range(start, end) for start, end in pairwise([*starts, len(region.blocks)]))
        told = (lines for lines in stretches if all(region.sentences[line] for line in lines))
        found = region.memo["news"] = frozenset(line for lines in told for line in lines)
    return found


def _find_entries(region: Region, verdicts: Sequence[Verdict]) -> frozenset[int]:
    """Positions of kept lines that open a live blog's entry with a time; none below three."""
    found = [
        verdict.position
        for verdict in verdicts
        if verdict.kept
        and region.lengths[verdict.position] <= 12
        and not region.sentences[verdict.position]
        and region.blocks[verdict.position].type in ("paragraph", "heading")
        and CLOCK.match(region.blocks[verdict.position].text)
    ]
    return frozenset(found) if len(found) >= _ENTRIES else frozenset()


def _links(links: Sequence[tuple[str, str]], base_url: str, index: int) -> list[Link]:
    found = []
    for href, text in links:
        url, words = absolute_url(href, base_url), clean_text(text)
        if url and words:
            found.append(Link(url=url, text=words, block=index))
    return found
