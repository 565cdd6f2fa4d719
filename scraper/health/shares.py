"""Whether a count is out of the ordinary."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, log
from statistics import median

CHANCE = 1e-6
"""A count that chance makes so seldom is none of chance. A site is judged ten thousand times a year."""
_LEAST_SHARE = 0.02
"""What never was may still come, so often."""
_TO_DEVIATION = 1.4826
"""Makes a standard deviation of the median distance from the median, for a normal distribution."""


def chance_of(count: int, of: int, share: float) -> float:
    """How likely it is that *count* or more of *of* are so, where each is with probability *share*.

    The tail of the binomial distribution; *share* lies between 0 and 1 and is neither.
    """
    yes, no = log(share), log(1 - share)
    ways = (lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1) for k in range(count, of + 1))
    return sum(exp(way + k * yes + (of - k) * no) for k, way in enumerate(ways, start=count))


def has_jumped(count: int, of: int, usual: float, *, by: float) -> bool:
    """Whether *count* of *of* is more than the *usual* share by at least *by*, and not by chance."""
    share = max(usual, _LEAST_SHARE)
    return of > 0 and count / of >= usual + by and chance_of(count, of, min(share, 1 - _LEAST_SHARE)) < CHANCE


def spread(values: Sequence[float]) -> float:
    """How far *values* lie around their median: a standard deviation that outliers do not stretch."""
    middle = median(values)
    return _TO_DEVIATION * median(abs(value - middle) for value in values)
