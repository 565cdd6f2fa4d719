"""How far an extracted text is from the truth of a page: runs of four words, lines, paragraphs, segments."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.corpora import TruePage

WIDE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts without spaces, where every character is a word."""
_TOKEN = re.compile(rf"[{WIDE}]|[^\W{WIDE}]+")
_PLAIN = re.compile(r"\w+")
SAME = str.maketrans(
    {**dict.fromkeys("‘’‚´`", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("–—‑", "-")}
    | dict.fromkeys("\u00ad\u200b\ufeff")
)
"""Quotes and dashes that are compared alike, and characters that are not seen."""
_RUN = 8


def tokens(text: str) -> list[str]:
    """Words as they are compared: NFKC, one kind of quotes and dashes, case folded."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).translate(SAME).casefold())


def grams(words: Sequence[str], size: int) -> set[tuple[str, ...]]:
    """All runs of *size* words."""
    return {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}


class Pool:
    """The word runs of a text, to ask how much of a line is found in it."""

    def __init__(self, texts: Iterable[str]) -> None:
        words = [word for text in texts for word in tokens(text)]
        self.four, self.three = grams(words, 4), grams(words, 3)

    def share(self, words: Sequence[str]) -> float:
        """Share of the runs of *words* that are found; 1 for a single word or two."""
        own, pool = (grams(words, 4), self.four) if len(words) >= 4 else (grams(words, 3), self.three)
        return len(own & pool) / len(own) if own else 1.0

    def strange_runs(self, words: Sequence[str]) -> list[Sequence[str]]:
        """Runs of eight words or more inside *words* that no four-word run of the text covers."""
        covered = [False] * len(words)
        for start in range(len(words) - 3):
            if tuple(words[start : start + 4]) in self.four:
                covered[start : start + 4] = [True] * 4
        runs, begun = [], None
        for place, hit in enumerate([*covered, True]):
            if not hit and begun is None:
                begun = place
            elif hit and begun is not None:
                if place - begun >= _RUN:
                    runs.append(words[begun:place])
                begun = None
        return runs


@dataclass(frozen=True, slots=True, kw_only=True)
class TextScore:
    """One text against the whole body of its page."""

    hit: float
    """Runs of four words in both, as a share of those in either."""
    extra: float
    """Those only in the output."""
    missed: float
    """Those only in the truth."""
    same: bool
    """Whether the words are the same, all and in order."""
    lines: int
    """Lines that count, and the foreign runs in those that pass."""
    words: int
    """Words of the lines that count."""
    residual: tuple[str, ...]
    """Lines of the output of which the truth knows less than half, and foreign runs in other lines."""
    residual_words: int
    required: int
    """Paragraphs of the truth that count."""
    lost: tuple[str, ...]
    """Those of which the output knows less than half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentScore:
    """One text against the segments that it must and must not hold."""

    must: int
    must_not: int
    missing: tuple[str, ...]
    """Segments of `must` that the text lacks."""
    leaked: tuple[str, ...]
    """Segments of `must_not` that it holds."""


def score_text(page: TruePage, output: str) -> TextScore | None:
    """*output*, one paragraph a line, against the body of *page*; None if that is not known whole."""
    if not page.body:
        return None
    lines = [line.strip() for line in output.split("\n") if line.strip()]
    rows = [(line, words) for line in lines if _counts(words := tokens(line))]
    allowed = Pool([*page.summary, *page.body, *page.optional])
    residual: list[tuple[str, int]] = []
    units = len(rows)
    for line, words in rows:
        if allowed.share(words) < 0.5:
            residual.append((line, len(words)))
        else:
            runs = allowed.strange_runs(words)
            residual += [(" ".join(run), len(run)) for run in runs]
            units += len(runs)
    found = Pool([output])
    required = [text for text in page.body if _counts(tokens(text))]
    choices = _choices(page, page.body)
    hit, extra, missed = max((_shingles(choice, output) for choice in choices), key=lambda counts: counts[0])
    return TextScore(
        hit=hit,
        extra=extra,
        missed=missed,
        same=any(_PLAIN.findall(choice) == _PLAIN.findall(output) for choice in choices),
        lines=units,
        words=sum(len(words) for _, words in rows),
        residual=tuple(line for line, _ in residual),
        residual_words=sum(size for _, size in residual),
        required=len(required),
        lost=tuple(text for text in required if found.share(tokens(text)) < 0.5),
    )


def score_segments(page: TruePage, output: str) -> SegmentScore | None:
    """Which segments *output* holds, white space apart; None for a page without segments it must hold."""
    if not page.must:
        return None
    text = squash(output)
    return SegmentScore(
        must=len(page.must),
        must_not=len(page.must_not),
        missing=tuple(segment for segment in page.must if squash(segment) not in text),
        leaked=tuple(segment for segment in page.must_not if squash(segment) in text),
    )


def squash(text: str) -> str:
    """*text* with every run of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


def _choices(page: TruePage, body: Sequence[str]) -> list[str]:
    """The readings of the truth: the body alone, with its standfirst, with all that is optional in place."""
    choices = ["\n\n".join(body)]
    if page.summary:
        choices.append("\n\n".join([*page.summary, *body]))
    if page.optional and page.ordered:
        choices.append("\n\n".join(p[1:-1] if p[:1] == "[" and p[-1:] == "]" else p for p in page.ordered))
    return choices


def _shingles(true: str, given: str) -> tuple[float, float, float]:
    first, second = (_runs(_PLAIN.findall(text)) for text in (true, given))
    hit = sum((first & second).values())
    extra, missed = sum(second.values()) - hit, sum(first.values()) - hit
    total = hit + extra + missed
    return (hit / total, extra / total, missed / total) if total else (0.0, 0.0, 0.0)


def _runs(words: list[str]) -> Counter[tuple[str, ...]]:
    runs = (tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3)))
    return Counter(run for run in runs if run)


def _counts(words: Sequence[str]) -> bool:
    """Whether a line is long enough to be judged: three words, or six characters of `WIDE`."""
    return len(words) >= (6 if words and re.match(f"[{WIDE}]", words[0]) else 3)
