"""How residue is worded: a linear model of a line's words, one data file a language.

Each language's file holds a weight for words, beginnings of words and pairs of words; `all.json` those of a
line's shape and of its classes of words, which every language shares. A weight above 0 speaks for residue.
Beside them stands how often each was seen under which reason. `benchmarks/train_wording.py` makes the files.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import repeat

from scraper.extraction.boilerplate.grammar import Reading, bare
from scraper.extraction.shape import opens_quote

FOLDER = "wording"
SHARED = "all"
PREFIX = 5
"""Letters of a word's beginning, which stands for its inflected forms."""
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "।", "؟")
_CALLS = ("!", "！")
_QUESTIONS = ("?", "？", "؟")
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

    def score(self, features: Sequence[str]) -> float:
        """Above 0 for residue, below for prose: the logarithm of the odds, as seen in training."""
        known = [self.weights[name] for name in features if name in self.weights]
        return self.bias + 2 * sum(known) / math.sqrt(len(known)) if known else self.bias

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
    folder = resources.files(__package__) / FOLDER
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


def _shape(words: Sequence[str], text: str) -> Iterator[str]:
    text = text.rstrip()
    yield f"=length {min(len(words), 40) // 4}"
    yield "=stop" if text.endswith(_SENTENCE_ENDS) else "=open"
    if text.endswith(_CALLS):
        yield "=call"
    if text.endswith(_QUESTIONS):
        yield "=question"
    if opens_quote(text):
        yield "=quote"


def _classes(reading: Reading) -> Iterator[str]:
    names = sum(reading.names.values())
    yield f"=share {int(5 * reading.share)}"
    for name, count, most in (
        ("asks", reading.asks, 2),
        ("ours", reading.ours, 2),
        ("yours", reading.yours, 2),
        ("told", reading.told, 3),
        ("furniture", reading.furniture, 3),
        ("names", names, 4),
        ("main", max(reading.names.values(), default=0), 4),
    ):
        yield f"={name} {min(count, most)}"
    asks, told = min(1, reading.asks), min(1, reading.told)
    speaks = min(1, reading.ours + reading.yours)
    yield f"=all {int(5 * reading.share)} {min(3, names)} {asks} {speaks} {told}"


def _words(words: Sequence[str]) -> Iterator[str]:
    plain = [_plain(word) for word in words]
    for word in plain:
        yield word
        if len(word) > PREFIX:
            yield f"{word[:PREFIX]}*"
    for first, second in zip(("^", *plain), (*plain, "$"), strict=True):
        yield f"{first} {second}"


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
