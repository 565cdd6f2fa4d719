"""What neighbours that are set alike say of each other: seldom is only one of the two the article's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import atanh, log, tanh

from scraper.extraction.blocks import Block
from scraper.extraction.judge.trees import to_probability
from scraper.extraction.region import Region

TIE = 1.0
"""Log odds that two such neighbours share their lot: the most that one may add to the other's points."""

_PULL = tanh(TIE / 2)
_LEAST = 1e-6


def score_beside(region: Region, position: int) -> float | None:
    """The learned judge's probability for the block with what its neighbours add; None: it is not heard."""
    if not region.scores:
        return None
    found: list[float] | None = region.memo.get("ties")
    if found is None:
        settled = settle(list(map(_to_points, region.scores)), find_ties(region.blocks))
        found = region.memo["ties"] = [round(to_probability(points), 6) for points in settled]
    return found[position]


def find_ties(blocks: Sequence[Block]) -> list[bool]:
    """For each of *blocks*, in page order: whether it stands right behind the one before and is set like it,
    in the same element with the same tags and classes."""
    ties = [False] * len(blocks)
    for place in range(1, len(blocks)):
        before, block = blocks[place - 1], blocks[place]
        alone = before.number + 1 < block.number or before.container != block.container
        ties[place] = not alone and before.signature == block.signature
    return ties


def settle(points: Sequence[float], ties: Sequence[bool]) -> list[float]:
    """The log odds *points* of blocks in page order, each with what its neighbours add; *ties*: `find_ties`.

    Exact marginals of a chain of two states (sum-product over every run of tied blocks).
    """
    settled = list(points)
    _pass_on(settled, points, range(len(points)), ties, 0)
    _pass_on(settled, points, range(len(points) - 1, -1, -1), ties, 1)
    return settled


def _pass_on(
    settled: list[float], points: Sequence[float], way: Iterable[int], ties: Sequence[bool], ahead: int
) -> None:
    """Add to *settled* what comes along the *way*; tie *ahead* of a block leads to the one passed before."""
    carried = 0.0
    for place in way:
        tied = place + ahead < len(ties) and ties[place + ahead]
        heard = 2 * atanh(_PULL * tanh(carried / 2)) if tied else 0.0
        settled[place] += heard
        carried = points[place] + heard


def _to_points(score: float) -> float:
    return log(max(score, _LEAST) / max(1 - score, _LEAST))
