"""The figures of one extractor over many pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from benchmarks.corpora import TruePage
from benchmarks.fields import FIELDS, Answer, score_fields
from benchmarks.metrics import SegmentScore, TextScore, score_segments, score_text
from benchmarks.prediction import Prediction

HIGHER = (
    *("F1", "precision", "recall", "exact", "no residue", "no loss", "perfect"),
    *("segments found", "segments all right"),
    *(f"{field} right" for field in FIELDS),
)
"""Figures that are better when they are higher, of those that only pages and code decide."""
LOWER = (
    *("residual lines", "residual words", "lost", "empty", "segments leaked"),
    *(f"{field} wrong" for field in FIELDS),
    "failed",
)
"""The same, better when they are lower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One answer about one page with all that is to be said of it."""

    page: TruePage
    prediction: Prediction
    text: TextScore | None
    segments: SegmentScore | None
    fields: dict[str, Answer]

    @property
    def added(self) -> tuple[str, ...]:
        """What the answer holds and should not."""
        return self.text.residual if self.text else self.segments.leaked if self.segments else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What it should hold and does not."""
        return self.text.lost if self.text else self.segments.missing if self.segments else ()


def score(page: TruePage, given: Prediction) -> Scored:
    """The answer *given* about *page* against its truth."""
    return Scored(
        page=page,
        prediction=given,
        text=score_text(page, given.body or ""),
        segments=score_segments(page, given.body or ""),
        fields=score_fields(page, given),
    )


def summarise(rows: Sequence[Scored]) -> dict[str, float]:
    """Figure to value: those for which *rows* state a truth, each over the pages that state it.

    Shares are 0 to 1; `ms` are milliseconds of processor time; `failed` counts pages.
    """
    figures = _text_figures([row.text for row in rows if row.text])
    figures |= _segment_figures([row.segments for row in rows if row.segments])
    for field in FIELDS:
        figures |= _field_figures(field, [row.fields[field] for row in rows if field in row.fields])
    figures |= _times(row.prediction.seconds for row in rows)
    return figures | {"failed": sum(row.prediction.error is not None for row in rows), "pages": len(rows)}


def _text_figures(scores: Sequence[TextScore]) -> dict[str, float]:
    """F1 is that of the mean precision, over pages with output, and of the mean recall."""
    if not scores:
        return {}
    precision = [_share(s.hit, s.extra, s.missed) for s in scores if s.hit + s.extra]
    recall = [_share(s.hit, s.missed, s.extra) for s in scores if s.hit + s.missed]
    p, r = (mean(precision), mean(recall)) if precision and recall else (0.0, 0.0)
    return {
        "F1": 2 * p * r / (p + r) if p + r else 0.0,
        "precision": p,
        "recall": r,
        "exact": mean(s.same for s in scores),
        "residual lines": sum(len(s.residual) for s in scores) / max(1, sum(s.lines for s in scores)),
        "residual words": sum(s.residual_words for s in scores) / max(1, sum(s.words for s in scores)),
        "lost": sum(len(s.lost) for s in scores) / max(1, sum(s.required for s in scores)),
        "no residue": mean(not s.residual for s in scores),
        "no loss": mean(not s.lost for s in scores),
        "perfect": mean(not s.residual and not s.lost for s in scores),
        "empty": mean(not s.words for s in scores),
        "pages with body": len(scores),
    }


def _segment_figures(scores: Sequence[SegmentScore]) -> dict[str, float]:
    if not scores:
        return {}
    must, must_not = sum(s.must for s in scores), sum(s.must_not for s in scores)
    figures = {
        "segments found": 1 - sum(len(s.missing) for s in scores) / must,
        "segments all right": mean(not s.missing and not s.leaked for s in scores),
        "pages with segments": len(scores),
    }
    return figures | ({"segments leaked": sum(len(s.leaked) for s in scores) / must_not} if must_not else {})


def _field_figures(field: str, answers: Sequence[Answer]) -> dict[str, float]:
    if not answers:
        return {}
    shares = {f"{field} {word}": answers.count(word) / len(answers) for word in ("right", "wrong", "silent")}
    return shares | {f"pages with {field}": len(answers)}


def _times(seconds: Iterable[float | None]) -> dict[str, float]:
    times = sorted(1000 * one for one in seconds if one is not None)
    if not times:
        return {}
    return {
        "ms median": times[len(times) // 2],
        "ms mean": mean(times),
        "ms p95": times[min(len(times) - 1, int(len(times) * 0.95))],
    }


def _share(hit: float, wrong: float, other: float) -> float:
    if not wrong and not other:
        return 1.0
    return hit / (hit + wrong) if hit + wrong else 0.0
