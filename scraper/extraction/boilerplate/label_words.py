"""What labels of teasers are made of: words that point to another text, and what that text is or is of.

Newsrooms make their labels anew: "More columns", "From this week's issue", "Follow the case". The words they
make them of are few. Such words may head a part of an article, too: who asks must know by another sign that a
teaser stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import itemgetter

from scraper.extraction.boilerplate.appeals import grammars_of
from scraper.extraction.boilerplate.grammar import bare
from scraper.extraction.boilerplate.grammar_files import load_small
from scraper.extraction.region import Region
from scraper.normalise.tables import load_table
from scraper.normalise.text import fold, tokens

_MOST = 7
"""Words of a label."""
_WIDEST = 12
"""Signs of one in a script without spaces."""
_LONGEST = 8
"""Signs of a word there."""
_ENOUGH = 2
"""Words that point or name a thing; one that is a label alone counts as much."""
_POINTS = 2**-6
"""What a word that points says more than another: the sum tells of it."""
_WORTH = {"small": 0, "ours": 1, "things": 1, "pointing": 1 + _POINTS, "alone": 2}
"""How much a word of each kind of the file says; of two kinds the later one counts."""
_UNSPACED = frozenset(("ja", "zh"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of one language, and how much each says."""

    whole: Mapping[str, float]
    stems: Mapping[str, float]
    """The same of beginnings of words."""

    def worth(self, word: str) -> float | None:
        """How much *word* says; None: no label has it."""
        stems = (word[:length] for length in range(len(word), 1, -1))
        stem = next((self.stems[stem] for stem in stems if stem in self.stems), None)
        whole = self.whole.get(word)
        return whole if stem is None or (whole is not None and whole > stem) else stem


def reads_as_label(region: Region, position: int, *, pointing: bool = False) -> bool:
    """Whether the line is made of the words of a teaser's label alone; *pointing*: one points elsewhere.

    A part of the article, too, may be headed "Background".
    """
    words = region.words(position)
    return any(
        is_made_of_labels(grammar.language, words, pointing=pointing) for grammar in grammars_of(region)
    )


def is_made_of_labels(
    language: str, words: tuple[str, ...], *, pointing: bool = False, enough: float = _ENOUGH
) -> bool:
    """Whether *words*, folded, are a row of a label's in *language*, and *enough* of them say something."""
    if not 0 < len(words) <= (_WIDEST if language in _UNSPACED else _MOST):
        return False
    known = _load(language)
    if known is None:
        return False
    if language in _UNSPACED:
        total = _cover("".join(words), known)
    else:
        said = [known.worth(bare(word)) for word in words]
        total = None if None in said else sum(filter(None, said))
    if total is None or total < enough:
        return False
    return not pointing or total % 1 > 0


def _cover(text: str, known: _Words) -> float | None:
    """The most that *text*, cut into words that labels have, says; None: it can't be cut so."""
    best: list[float | None] = [0, *(None for _ in text)]
    for start in range(len(text)):
        said = best[start]
        if said is None:
            continue
        for end in range(start + 1, min(len(text), start + _LONGEST) + 1):
            worth = known.whole.get(text[start:end])
            if worth is not None:
                best[end] = max(best[end] or 0, said + worth)
    return best[-1]


@cache
def _load(language: str) -> _Words | None:
    """The words of *language*, its grammar's small ones among them where words are parted; None: no list."""
    kinds = load_table(resources.files(__package__) / "label_words.toml").get(language)
    if kinds is None:
        return None
    return _unspaced(kinds) if language in _UNSPACED else _spaced(kinds, load_small().get(language, ()))


def _unspaced(kinds: Mapping[str, list[str]]) -> _Words:
    rows = ((fold(phrase), worth) for kind, worth in _WORTH.items() for phrase in kinds[kind])
    return _Words(whole=dict(sorted(rows, key=itemgetter(1))), stems={})


def _spaced(kinds: Mapping[str, list[str]], small: Iterable[str]) -> _Words:
    whole, stems = dict.fromkeys(map(bare, small), 0.0), dict[str, float]()
    for kind, worth in _WORTH.items():
        for phrase in kinds[kind]:
            *first, last = map(bare, tokens(phrase))
            whole |= {word: whole.get(word, 0) for word in first}
            row = stems if phrase.endswith("*") else whole
            row[last] = max(row.get(last, 0), worth)
    return _Words(whole=whole, stems=stems)
