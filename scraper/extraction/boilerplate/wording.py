"""How residue is worded: a linear model of a line's words, one data file a language.

Each language's file holds a weight for words, beginnings of words and pairs of words; `all.json` those of a
line's shape and of its classes of words, which every language shares. A weight above 0 speaks for residue.
Beside them stands how often each was seen under which reason. `benchmarks/train_wording.py` makes the files.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import chain, repeat

from scraper.extraction.boilerplate.grammar import Reading, bare
from scraper.extraction.shape import QUESTIONS, opens_quote

FOLDER = "wording"
SHARED = "all"
PREFIX = 5
"""Letters of a word's beginning, which stands for its inflected forms."""
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "।", "؟")
_CALLS = ("!", "！")
_ASKED = ("? ", "؟ ", "？")
_BARS = (" | ", " · ", " / ")
_NUMBER = re.compile(r"(?<!\d)(?:\+\d{1,3}|0\d{1,4})(?:[ /-]\d{2,4}){2,4}(?!\d)")
"""A telephone's number."""
_ADDRESS = re.compile(r"\w@\w")
_TAG = re.compile(r"#[^\W\d]")
_OPENERS, _CLOSERS = ("(", "（", "["), (")", "）", "]")
_DIGITS = re.compile(r"\d\d")
_SMOOTH = 0.1
_MOST_SEEN = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is known of the words of residue in one language."""

    language: str
    bias: float
    weights: dict[str, float]
    reasons: dict[str, dict[str, int]]
    """Feature -> reason -> lines that had it."""
    lines: dict[str, int]
    """Reason -> all its lines."""
    seen: dict[str, list[float]] = field(default_factory=dict, compare=False, repr=False)
    """Feature -> the logarithm of its share in each of `lines`, as it was worked out."""
    familiar: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)
    """Word -> whether it has a weight, as it was looked up."""
    known: dict[tuple[str, ...], dict[str, float]] = field(default_factory=dict, compare=False, repr=False)
    """Features that come together -> the weights that there are of them, as they were looked up."""
    words: dict[str, tuple[str, dict[str, float]]] = field(default_factory=dict, compare=False, repr=False)
    """Word -> how the features write it, and the weights of itself and of its beginning."""
    pairs: dict[str, dict[str, float]] = field(default_factory=dict, compare=False, repr=False)
    """First word -> second word -> weight of the pair."""

    def __post_init__(self) -> None:
        for name, weight in self.weights.items():
            first, space, second = name.partition(" ")
            if space and not is_shared(name):
                self.pairs.setdefault(first, {})[second] = weight

    def score(self, features: Sequence[str]) -> float:
        """Above 0 for residue, below for prose: the logarithm of the odds, as seen in training."""
        known = [weight for weight in map(self.weights.get, features) if weight is not None]
        return self._total(known)

    def weigh(self, words: Sequence[str], text: str, reading: Reading) -> float:
        """`score` of what `list_features` gives, by the weights that are known of each word and pair."""
        known: dict[str, float] = {}
        for names in (_shape(words, text), _classes(reading)):
            found = self.known.get(names)
            known.update(self._look_up(names) if found is None else found)
        plain = []
        for word in words:
            bare_word, weights = self.words.get(word) or self._look_up_word(word)
            plain.append(bare_word)
            if weights:
                known.update(weights)
        pairs = self.pairs
        for first, second in zip(("^", *plain), (*plain, "$"), strict=True):
            if first in pairs and second in pairs[first]:
                known[f"{first} {second}"] = pairs[first][second]
        return self._total(known.values())

    def _total(self, weights: Collection[float]) -> float:
        """The score of a line of which so many *weights* are known."""
        return self.bias + 2 * sum(weights) / math.sqrt(len(weights)) if weights else self.bias

    def _look_up(self, names: tuple[str, ...]) -> dict[str, float]:
        """Those of the features *names* that have a weight, looked up once."""
        found = {name: self.weights[name] for name in names if name in self.weights}
        if len(self.known) < _MOST_SEEN:
            self.known[names] = found
        return found

    def _look_up_word(self, word: str) -> tuple[str, dict[str, float]]:
        """The row of `words` for *word*."""
        plain = _plain(word)
        row = plain, {name: self.weights[name] for name in _forms(plain) if name in self.weights}
        if len(self.words) < _MOST_SEEN:
            self.words[word] = row
        return row

    def familiarity(self, words: Sequence[str]) -> float:
        """Share of the *words* that have a weight of their own or by their beginning, 0 to 1."""
        return sum(map(self._is_familiar, words)) / len(words) if words else 0.0

    def _is_familiar(self, word: str) -> bool:
        known = self.familiar.get(word)
        if known is None:
            plain = _plain(word)
            known = plain in self.weights or f"{plain[:PREFIX]}*" in self.weights
            if len(self.familiar) < _MOST_SEEN:
                self.familiar[word] = known
        return known

    def reason(self, features: Sequence[str]) -> str:
        """The likeliest reason of a line that is residue, by naive Bayes."""
        rows = [self._shares(name) for name in features if name in self.reasons]
        sums = map(sum, zip(*rows, strict=True)) if rows else repeat(0)
        best = {
            reason: math.log(lines) + said
            for (reason, lines), said in zip(self.lines.items(), sums, strict=bool(rows))
        }
        return max(best, key=lambda reason: (best[reason], reason))

    def _shares(self, name: str) -> list[float]:
        """The row of `seen` for the feature *name*, one of `reasons`."""
        row = self.seen.get(name)
        if row is None:
            counts, smooth = self.reasons[name], _SMOOTH * len(self.lines)
            row = self.seen[name] = [
                math.log((counts.get(reason, 0) + _SMOOTH) / (lines + smooth))
                for reason, lines in self.lines.items()
            ]
        return row


@cache
def load_wording(language: str) -> Wording | None:
    """The wording of *language* (a code of two letters); None where no file is."""
    return read_wording(resources.files(__package__) / FOLDER, language)


def read_wording(folder: Traversable, language: str) -> Wording | None:
    """The wording of *language* in *folder*; None where no file is."""
    file = folder / f"{language}.json"
    if language == SHARED or not file.is_file():
        return None
    own = json.loads(file.read_text("utf-8"))
    shared = json.loads((folder / f"{SHARED}.json").read_text("utf-8"))
    return Wording(
        language=language,
        bias=shared["bias"],
        weights=shared["weights"] | own["weights"],
        reasons=shared["reasons"] | own["reasons"],
        lines=shared["lines"],
    )


def list_features(words: Sequence[str], text: str, reading: Reading) -> list[str]:
    """All that the model sees of a line: its folded *words*, its *text*'s ends, its *reading*; each once."""
    return list(dict.fromkeys((*_shape(words, text), *_classes(reading), *_words(words))))


def is_shared(feature: str) -> bool:
    """Whether every language has *feature*: one of shape or class, which words can't be taken for."""
    return feature.startswith("=")


def _shape(words: Sequence[str], text: str) -> tuple[str, ...]:
    text = text.rstrip()
    found = [f"=length {min(len(words), 40) // 4}", "=stop" if text.endswith(_SENTENCE_ENDS) else "=open"]
    if text.endswith(_CALLS):
        found.append("=call")
    if text.endswith(QUESTIONS):
        found.append("=question")
    if opens_quote(text):
        found.append("=quote")
    return (*found, *_signs(text))


def _signs(text: str) -> tuple[str, ...]:
    """What a line has that speaks to readers or lists tools: an address, a handle, bars, a question."""
    found = []
    if "@" in text:
        found.append("=address" if _ADDRESS.search(text) else "=handle")
    if "#" in text and _TAG.search(text):
        found.append("=keyword")
    if any(bar in text for bar in _BARS):
        found.append("=bars")
    if any(text.find(mark, 1, -3) > 0 for mark in _ASKED):
        found.append("=asked")
    if text.startswith(_OPENERS) and text.endswith(_CLOSERS):
        found.append("=bracketed")
    if _DIGITS.search(text) and _NUMBER.search(text):
        found.append("=number")
    return tuple(found)


def _classes(reading: Reading) -> tuple[str, ...]:
    names = reading.names
    return _name_classes(
        int(5 * reading.share),
        min(reading.asks, 2),
        min(reading.ours, 2),
        min(reading.yours, 2),
        min(reading.told, 3),
        min(reading.furniture, 3),
        min(sum(names.values()), 4) if names else 0,
        min(max(names.values()), 4) if names else 0,
    )


@lru_cache(maxsize=4096)
def _name_classes(
    share: int, asks: int, ours: int, yours: int, told: int, furniture: int, names: int, main: int
) -> tuple[str, ...]:
    """The features of so many words of each class: few that are met again and again."""
    return (
        f"=share {share}",
        f"=asks {asks}",
        f"=ours {ours}",
        f"=yours {yours}",
        f"=told {told}",
        f"=furniture {furniture}",
        f"=names {names}",
        f"=main {main}",
        f"=all {share} {min(3, names)} {min(1, asks)} {min(1, ours + yours)} {min(1, told)}",
    )


def _words(words: Sequence[str]) -> list[str]:
    plain = [_plain(word) for word in words]
    pairs = [f"{first} {second}" for first, second in zip(("^", *plain), (*plain, "$"), strict=True)]
    return [*chain.from_iterable(map(_forms, plain)), *pairs]


def _forms(plain: str) -> tuple[str, ...]:
    """The word *plain*, and its beginning where it is longer than that."""
    return (plain, f"{plain[:PREFIX]}*") if len(plain) > PREFIX else (plain,)


def _plain(word: str) -> str:
    """*word* without its article; of a number only how many digits it has."""
    return f"#{len(word)}" if word.isdecimal() else bare(word)


def count_reasons(lines: Sequence[tuple[str, Sequence[str]]]) -> dict[str, Counter[str]]:
    """Feature -> reason -> count, of (reason, features) each."""
    found: dict[str, Counter[str]] = {}
    for reason, features in lines:
        for name in features:
            found.setdefault(name, Counter())[reason] += 1
    return found
