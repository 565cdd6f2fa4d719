"""How far an extracted text is from the truth of a page: runs of four words, lines and paragraphs."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

WIDE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{WIDE}]|[^\W{WIDE}]+")
_PLAIN = re.compile(r"\w+")
_SAME = str.maketrans(
    {**dict.fromkeys("‘’‚´`", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("–—‑", "-")}
    | dict.fromkeys("\u00ad\u200b\ufeff")
)
_RUN = 8


def tokens(text: str) -> list[str]:
    """Words as they are compared: NFKC, one kind of quotes and dashes, case folded."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).translate(_SAME).casefold())


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
class PageScore:
    """One output against one truth."""

    hit: float
    extra: float
    missed: float
    same: bool
    lines: int
    words: int
    residual: tuple[str, ...]
    residual_words: int
    required: int
    lost: tuple[str, ...]
    seconds: float


def score_page(truth: dict[str, Any], body: str, seconds: float) -> PageScore:
    """*body*, one paragraph a line, against a row of truth.jsonl that has a body."""
    allowed = Pool(truth["summary"] + truth["body"] + truth["optional"])
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    rows = [(line, words) for line in lines if _counts(words := tokens(line))]
    residual: list[tuple[str, int]] = []
    units = 0
    for line, words in rows:
        units += 1
        if allowed.share(words) < 0.5:
            residual.append((line, len(words)))
            continue
        runs = allowed.strange_runs(words)
        residual += [(" ".join(run), len(run)) for run in runs]
        units += len(runs)
    found = Pool([body])
    required = [text for text in truth["body"] if _counts(tokens(text))]
    lost = tuple(text for text in required if found.share(tokens(text)) < 0.5)
    choices = ["\n\n".join(truth["body"]), "\n\n".join(truth["summary"] + truth["body"])]
    hit, extra, missed = max((_shingles(choice, body) for choice in choices), key=lambda counts: counts[0])
    return PageScore(
        hit=hit,
        extra=extra,
        missed=missed,
        same=any(_PLAIN.findall(choice) == _PLAIN.findall(body) for choice in choices),
        lines=units,
        words=sum(len(words) for _, words in rows),
        residual=tuple(line for line, _ in residual),
        residual_words=sum(size for _, size in residual),
        required=len(required),
        lost=lost,
        seconds=seconds,
    )


def summarise(scores: Sequence[PageScore]) -> dict[str, float]:
    """The figures of one peer over many pages."""
    precision = [_share(s.hit, s.extra, s.missed) for s in scores if s.hit + s.extra]
    recall = [_share(s.hit, s.missed, s.extra) for s in scores if s.hit + s.missed]
    p, r = (statistics.mean(part) if part else 0.0 for part in (precision, recall))
    times = sorted(s.seconds for s in scores)
    return {
        "F1": 2 * p * r / (p + r) if p + r else 0.0,
        "precision": p,
        "recall": r,
        "accuracy": statistics.mean(s.same for s in scores),
        "residual lines": sum(len(s.residual) for s in scores) / max(1, sum(s.lines for s in scores)),
        "residual words": sum(s.residual_words for s in scores) / max(1, sum(s.words for s in scores)),
        "lost": sum(len(s.lost) for s in scores) / max(1, sum(s.required for s in scores)),
        "no residue": statistics.mean(not s.residual for s in scores),
        "no loss": statistics.mean(not s.lost for s in scores),
        "perfect": statistics.mean(not s.residual and not s.lost for s in scores),
        "ms median": 1000 * times[len(times) // 2],
        "ms mean": 1000 * statistics.mean(times),
    }


def _share(hit: float, wrong: float, other: float) -> float:
    if not wrong and not other:
        return 1.0
    return hit / (hit + wrong) if hit + wrong else 0.0


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
    """Whether a line is long enough to be judged."""
    return len(words) >= (6 if words and re.match(f"[{WIDE}]", words[0]) else 3)
