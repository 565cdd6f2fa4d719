"""The article region under judgement: its blocks, what the judges said, and what can be counted over it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from exports.record import Author
from scraper.extraction.blocks import Block
from scraper.extraction.boilerplate.phrases import Match, Phrases
from scraper.extraction.content import Content
from scraper.extraction.items import parted
from scraper.extraction.judge.leaning import DEFAULT, LEANINGS, Leaning
from scraper.extraction.places import Place
from scraper.extraction.reach import find_edges
from scraper.extraction.repeats import Repeats, key_of
from scraper.extraction.shape import ends_clause, ends_sentence, measure
from scraper.normalise.text import fold, words_of
from scraper.normalise.urls import site_of

_LONGEST_MATCHED = 150
_PARAGRAPH = 12
"""Words from which on a kept block tells where prose stands."""

LABEL = re.compile(r"^[^:：]{2,70}[:：]\s*")
"""What stands before the first colon of a text, and the colon."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the page's metadata says that also stands in its text."""

    titles: tuple[str, ...] = ()
    """Every title-like text of the page."""
    site: str = ""
    """Registrable domain of the page."""
    publisher: str | None = None
    """What the site calls itself."""
    dek: str | None = None
    kicker: str | None = None
    byline: str | None = None
    authors: tuple[Author, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    """Captions and credits of the article's pictures."""
    published_raw: str | None = None
    modified_raw: str | None = None
    language: str | None = None
    """As declared: settles the order of day and month."""
    live: bool = False
    """Whether it is declared a live blog, or its headline calls it so."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Region:
    """The text blocks from the article's first to its last, inside their common element."""

    blocks: tuple[Block, ...]
    """In page order; positions below are indexes into this."""
    kept: frozenset[int]
    """Positions that the judges took for the article's."""
    jsonld: frozenset[int]
    """Positions whose words stand in JSON-LD's `articleBody`."""
    facts: Facts
    phrases: Phrases
    forbidden: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """(reason, rule) by position, of what the site file says to remove."""
    scores: tuple[float, ...] = ()
    """The learned judge's probability for each block; empty where it is not heard."""
    leaning: Leaning = LEANINGS[DEFAULT]
    """How far its word counts."""
    repeats: Repeats = field(default_factory=Repeats)
    """What recurs over the articles of the site."""
    _words: dict[int, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _matches: dict[int, tuple[Match, ...]] = field(default_factory=dict, repr=False)
    memo: dict[str, Any] = field(default_factory=dict, repr=False)
    """What rules worked out over the whole region, once, each under a name of its own."""

    def words(self, position: int) -> tuple[str, ...]:
        """The folded words of the block at *position*, read once."""
        found = self._words.get(position)
        if found is None:
            found = self._words[position] = words_of(self.blocks[position].text)
        return found

    def matches(self, position: int) -> tuple[Match, ...]:
        """The phrases found in the block at *position*, looked for once; none in long ones."""
        found = self._matches.get(position)
        if found is None:
            short = self.lengths[position] <= _LONGEST_MATCHED
            found = self._matches[position] = self.phrases.find(self.words(position)) if short else ()
        return found

    @cached_property
    def keys(self) -> tuple[bytes, ...]:
        """What the site's memory knows each block by; empty for those without a letter."""
        return tuple(key_of(block.text) for block in self.blocks)

    @cached_property
    def repeated(self) -> frozenset[int]:
        """Positions whose text recurs over the articles of the site."""
        if not self.repeats.counts:
            return frozenset()
        return frozenset(i for i, key in enumerate(self.keys) if self.repeats.count(key))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The elements of the blocks and all above these, each once."""
        found: dict[int, Place] = {}
        for block in self.blocks:
            place: Place | None = block.place
            while place is not None and place.number not in found:
                found[place.number] = place
                place = place.parent
        return tuple(found.values())

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """Words in each block."""
        return tuple(measure(self.words(position)) for position in range(len(self.blocks)))

    @cached_property
    def sentences(self) -> tuple[bool, ...]:
        """Whether each block ends as a sentence does."""
        return tuple(ends_sentence(block.text) for block in self.blocks)

    @cached_property
    def signatures(self) -> tuple[str, ...]:
        """Tag and class path of each block."""
        return tuple(block.signature for block in self.blocks)

    @cached_property
    def prose(self) -> tuple[int, ...]:
        """Positions of kept blocks that are paragraphs beyond doubt, by length and ending."""
        return tuple(
            position
            for position in sorted(self.kept)
            if self.lengths[position] >= _PARAGRAPH
            and self.sentences[position]
            and self.blocks[position].link_share < 0.5
            and self.blocks[position].type in ("paragraph", "quote", "list_item")
        )

    @cached_property
    def prose_signatures(self) -> Counter[str]:
        """How many paragraphs beyond doubt look like this."""
        return Counter(self.signatures[position] for position in self.prose)

    @cached_property
    def prose_containers(self) -> Counter[int]:
        """How many paragraphs beyond doubt stand in this element."""
        return Counter(self.blocks[position].container for position in self.prose)

    def is_usual(self, position: int) -> bool:
        """Whether the block looks like the article's paragraphs and stands among them."""
        return self._usual[position]

    @cached_property
    def _usual(self) -> tuple[bool, ...]:
        total = len(self.prose)
        least = max(2, total // 8)
        likes = map(self.prose_signatures.__getitem__, self.signatures)
        return tuple(
            [
                alike >= least and (alike >= total // 2 or self.prose_containers[block.container] > 0)
                for block, alike in zip(self.blocks, likes, strict=True)
            ]
        )

    def is_like_prose(self, position: int) -> bool:
        """Whether the block's tag and classes are those of the article's paragraphs."""
        return self.prose_signatures[self.signatures[position]] >= max(2, len(self.prose) // 8)

    def ends_clause(self, position: int) -> bool:
        """Whether the block ends as prose does: with a sentence's sign, a colon or a semicolon."""
        return ends_clause(self.blocks[position].text)

    def leads_away(self, position: int) -> bool:
        """Whether all links of the block lead to other sites: a source or a shop, not a teaser of our own."""
        links = self.blocks[position].links
        return bool(links) and all(
            href.startswith(("http://", "https://")) and site_of(href) != self.facts.site for href, _ in links
        )

    def before(self, position: int) -> int:
        """How many paragraphs beyond doubt stand before *position*."""
        return bisect_left(self.prose, position)

    def after(self, position: int) -> int:
        """How many paragraphs beyond doubt stand after *position*."""
        return len(self.prose) - bisect_right(self.prose, position)

    def is_paragraph(self, position: int) -> bool:
        """Whether the block reads and looks like a paragraph of the article: no single sign may remove it."""
        index = bisect_left(self.prose, position)
        return index < len(self.prose) and self.prose[index] == position and self.is_usual(position)

    def is_over_text(self, position: int) -> bool:
        """Whether the next block is one of the article's paragraphs: then this is a heading over it."""
        return position + 1 < len(self.blocks) and self.is_paragraph(position + 1)

    def oddness(self, position: int) -> int:
        """How many signs of shape and place speak against the block being one of the article's paragraphs."""
        block = self.blocks[position]
        return sum(
            (
                block.link_share >= 0.3,
                block.bold or block.italic,
                not self.sentences[position],
                self.lengths[position] <= 8,
                not self.before(position) or not self.after(position),
                not self.is_usual(position),
                block.type in ("heading", "list_item", "table_row", "caption"),
                block.inside(Place.ASIDE | Place.FORM | Place.BUTTON | Place.NAV | Place.FOOTER),
            )
        )

    def score(self, position: int) -> float | None:
        """The learned judge's probability for the block; None where it is not heard."""
        return self.scores[position] if self.scores else None

    @cached_property
    def sorted_texts(self) -> tuple[str, ...]:
        """The texts of the blocks, those that begin alike side by side."""
        return tuple(sorted(block.text for block in self.blocks))

    @cached_property
    def labels(self) -> Counter[str]:
        """How many blocks begin with each `LABEL`."""
        found = (LABEL.match(block.text) for block in self.blocks)
        return Counter(label.group().rstrip() for label in found if label)

    @cached_property
    def frequency(self) -> Counter[str]:
        """In how many paragraphs beyond doubt each word stands."""
        counts: Counter[str] = Counter()
        for position in self.prose:
            counts.update(set(self.words(position)))
        return counts


def make_region(
    blocks: Sequence[Block],
    content: Content,
    facts: Facts,
    phrases: Phrases,
    *,
    forbidden: Mapping[int, tuple[str, str]] | None = None,
    repeats: Repeats | None = None,
    leaning: Leaning = LEANINGS[DEFAULT],
) -> Region:
    """The region of *content*: every block from its first to its last that stands in their common element."""
    known: dict[int, bool] = {content.root: True}
    named = forbidden or {}
    first, last = find_edges(blocks, content, phrases)
    stretch = blocks[first : last + 1]
    inside: Sequence[Block] = [block for block in stretch if _within(block.place, content.root, known)]
    inside = parted(inside, [block for block in inside if block.number in content.numbers])
    return Region(
        blocks=tuple(inside),
        kept=frozenset(i for i, block in enumerate(inside) if block.number in content.numbers),
        jsonld=frozenset(i for i, block in enumerate(inside) if block.number in content.jsonld),
        facts=facts,
        phrases=phrases,
        forbidden={i: named[block.number] for i, block in enumerate(inside) if block.number in named},
        scores=tuple(content.scores[block.number] for block in inside) if content.scores else (),
        repeats=repeats or Repeats(),
        leaning=leaning,
    )


def _within(place: Place, root: int, known: dict[int, bool]) -> bool:
    passed = []
    up: Place | None = place
    # Numbers grow downwards: what stands above the root has a smaller one.
    while up is not None and up.number > root and up.number not in known:
        passed.append(up.number)
        up = up.parent
    answer = up is not None and known.get(up.number, False)
    known.update(dict.fromkeys(passed, answer))
    return answer


def same_text(one: str, other: str) -> bool:
    """Whether two texts read alike, case, signs at the ends and quotes aside."""
    return fold(one).strip(" .:;,-|") == fold(other).strip(" .:;,-|")
