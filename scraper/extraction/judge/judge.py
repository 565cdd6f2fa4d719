"""The learned judge: how likely each block of a page is the article's, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from scraper.extraction.blocks import Block
from scraper.extraction.judge.features import FEATURES, list_features
from scraper.extraction.judge.trees import Forest, load_forest, to_probability
from scraper.normalise.kept import kept_at
from scraper.page import Document

WEIGHTS = Path(__file__).with_name("judge.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One ground of a score."""

    feature: str
    """Name in `features.FEATURES`."""
    value: float
    """What was counted or measured on the block."""
    points: float
    """Log odds that it gave: above 0 for the article, below against."""


def score_blocks(
    document: Document,
    blocks: Sequence[Block],
    *,
    kept_by_trafilatura: frozenset[int] | None = None,
    forest: Forest | None = None,
) -> tuple[float, ...]:
    """For each of *blocks*, all of the page, the probability that it is the article's, 0 to 1.

    By the page's structure alone: no words of classes, no phrases, no other extractor's word. Blocks far from
    all prose get 0 unseen, unless they are among *kept_by_trafilatura*, whose numbers are always looked at.
    *forest*: other trees than the shipped ones, for trials.
    """
    forest = forest or shipped_forest()
    scores = [0.0] * len(blocks)
    rows = list_features(document, blocks, also=kept_by_trafilatura or frozenset())
    for number, points in zip(rows, forest.points_of(rows.values()), strict=True):
        scores[number] = round(to_probability(points), 6)
    return tuple(scores)


def reasons(
    document: Document,
    blocks: Sequence[Block],
    number: int,
    *,
    kept_by_trafilatura: frozenset[int] | None = None,
    forest: Forest | None = None,
    most: int = 3,
) -> tuple[Reason, ...]:
    """What decided the score of block *number*, the weightiest first; none if it was not looked at."""
    forest = forest or shipped_forest()
    row = list_features(document, blocks, also=kept_by_trafilatura or frozenset()).get(number)
    if row is None:
        return ()
    values = dict(zip(forest.features, row, strict=True))
    shares = sorted(forest.shares(row).items(), key=lambda share: (-abs(share[1]), share[0]))
    return tuple(
        Reason(feature=name, value=round(float(values[name]), 4), points=round(points, 4))
        for name, points in shares[:most]
    )


@cache
def shipped_forest() -> Forest:
    """The trees that come with the package."""
    # By its package: inside an egg there are no paths.
    weights = files(__package__).joinpath(WEIGHTS.name)
    return replace(load_forest(weights, FEATURES), kept=kept_at(weights, "code"))
