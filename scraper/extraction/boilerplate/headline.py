"""The headline and its companions, repeated at the head of the text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from scraper.extraction.boilerplate.rule import Finding
from scraper.extraction.region import Region, same_text
from scraper.extraction.shape import ends_sentence, jaccard
from scraper.normalise.text import tokens

STANDFIRST = frozenset(
    (
        "dek",
        "deck",
        "subtitle",
        "subline",
        "standfirst",
        "subhead",
        "subheadline",
        "subheading",
        "headline",
        "kicker",
        "overline",
        "eyebrow",
        "vorspann",
        "chapo",
        "chapeau",
        "entradilla",
        "bajada",
        "ingress",
        "manchet",
    )
)
"""Words of class and id that newsrooms give to what stands between headline and text."""
_ENDED = 4
"""Paragraphs of one look that must be whole sentences where a line of that look is none."""
_LINES = 3
_WHOLE = 4
_ALIKE = 0.8
_ALIKE_SENTENCE = 0.95


def find_headlines(region: Region) -> Iterator[Finding]:
    """What says a title again: of the first three kept blocks, above the first paragraph; an h1 anywhere.

    Further down it must be the title word by word, of four words or more.
    """
    titles = [(frozenset(tokens(title)), ends_sentence(title)) for title in region.facts.titles]
    titles = [(words, stop) for words, stop in titles if words]
    head = set(islice(sorted(region.kept), _LINES))
    limit = max(max(head, default=-1), next(filter(region.is_usual, region.prose), 0) - 1)
    for position, block in enumerate(region.blocks):
        if position > limit and block.level != 1:
            if region.lengths[position] >= _WHOLE and block.text in region.facts.titles:
                yield Finding(position, "headline_repeat", "headline/again")
            continue
        words = frozenset(region.words(position))
        stop = region.sentences[position]
        for title, title_stop in titles:
            least = _ALIKE_SENTENCE if stop and not title_stop else _ALIKE
            if jaccard(words, title) >= least:
                yield Finding(position, "headline_repeat", "headline/repeat")
                break


def find_lead_in(region: Region) -> Iterator[Finding]:
    """Standfirst, kicker, byline and date lines above the first paragraph that metadata has as fields."""
    facts = region.facts
    names = [author.name for author in facts.authors]
    for position, block in enumerate(region.blocks):
        if region.before(position) > 1:
            return
        text = block.text
        usual = region.is_usual(position)
        if facts.dek and usual and same_text(text, facts.dek) and _is_line_over_text(region, position):
            yield Finding(position, "headline_repeat", "headline/dek_line")
        elif facts.dek and not usual and same_text(text, facts.dek):
            # Set apart by its looks it is the standfirst; else perhaps the first paragraph, described alike.
            apart = block.bold or block.italic or block.type == "heading" or block.own_tokens & STANDFIRST
            yield Finding(position, "headline_repeat", "headline/standfirst" if apart else "headline/dek")
        elif facts.kicker and same_text(text, facts.kicker):
            yield Finding(position, "headline_repeat", "headline/kicker")
        elif facts.section and region.lengths[position] <= 4 and same_text(text, facts.section):
            yield Finding(position, "navigation", "headline/section")
        elif (facts.byline and same_text(text, facts.byline)) or _names_only(region, position, names):
            yield Finding(position, "byline", "headline/byline")
        elif any(raw and same_text(text, raw) for raw in (facts.published_raw, facts.modified_raw)):
            yield Finding(position, "dateline_meta", "headline/date")


def _is_line_over_text(region: Region, position: int) -> bool:
    """Whether the block is set as the paragraphs are, but no sign ends it, as it ends most of these."""
    ended = sum(1 for other in region.prose if region.is_usual(other))
    return not region.before(position) and not region.ends_clause(position) and ended >= _ENDED


def _names_only(region: Region, position: int, names: list[str]) -> bool:
    """Whether the block is an author's name with at most four words more, and no sentence."""
    if region.lengths[position] > 14 or region.sentences[position]:
        return False
    words = set(region.words(position))
    known = {word for name in names for word in tokens(name)}
    return any(words >= set(tokens(name)) for name in names if name) and len(words - known) <= 4
