"""Boosted trees as data: read from JSON, evaluated in plain Python, explained by the paths they take."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources.abc import Traversable
from importlib.util import MAGIC_NUMBER
from math import exp, isfinite
from pathlib import Path
from types import CodeType
from typing import Any, TypeAlias

from scraper.normalise.kept import made_once

FORMAT = "copydesk-judge/1"

Node: TypeAlias = "float | tuple[int, float, Node, Node]"
"""A leaf's points, or (feature, threshold, node where the feature is at most that, node where it is more)."""

_Part: TypeAlias = "Callable[[Sequence[tuple[float, ...]], Sequence[float]], list[float]]"

_DEEPEST = 40
_AT_ONCE = 50
"""Trees in one function: of 390 in a single one a row took a third more time."""


class JudgeError(ValueError):
    """The file of weights is not one that this code can read."""


@dataclass(frozen=True, kw_only=True)
class Forest:
    """A sum of trees over named features."""

    features: tuple[str, ...]
    """Names of the numbers in a row, in order; a node names one by its index."""
    trees: tuple[Node, ...]
    kept: Path | None = field(default=None, compare=False, repr=False)
    """Where their code is kept, as `scraper.normalise.kept` keeps things: to compile it takes 20 ms."""

    def points(self, row: Sequence[float]) -> float:
        """The sum of the leaves that *row* falls into: log odds."""
        return self.points_of([row])[0]

    def points_of(self, rows: Iterable[Sequence[float]]) -> list[float]:
        """`points` of each of *rows*, some trees for all rows and then the next: they stay at hand.

        Python compares two floats faster than a float and a whole number.
        """
        floats = [tuple(map(float, row)) for row in rows]
        sums = [0.0] * len(floats)
        for add in self._parts:
            sums = add(floats, sums)
        return sums

    @cached_property
    def _parts(self) -> tuple[_Part, ...]:
        """What adds the points of so many trees to the sums of rows, for all trees in their order."""
        starts = range(0, len(self.trees), _AT_ONCE)
        width = len(self.features)
        sources = [_write_part(self.trees[start : start + _AT_ONCE], width) for start in starts]
        depends = [MAGIC_NUMBER, *(source.encode() for source in sources)]
        code = made_once(self.kept, depends, lambda: [compile(each, "<trees>", "exec") for each in sources])
        return tuple(map(_load_part, code))

    def shares(self, row: Sequence[float]) -> dict[str, float]:
        """How many points each feature gave: at every turn, how far the branch taken lies from the middle."""
        found: dict[str, float] = defaultdict(float)
        for node in self.trees:
            while isinstance(node, tuple):
                feature, threshold, low, high = node
                taken, left = (low, high) if row[feature] <= threshold else (high, low)
                found[self.features[feature]] += (_mean(taken) - _mean(left)) / 2
                node = taken
        return dict(found)


def to_probability(points: float) -> float:
    """Log odds as a probability, 0 to 1."""
    if points < -30:
        return 0.0
    return 1 / (1 + exp(-points))


def load_forest(path: Path | Traversable, known: Sequence[str]) -> Forest:
    """The trees in *path*, for rows of the features *known*. Raises `JudgeError` naming what is wrong."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise JudgeError(f"{path}: {error}; train it again with benchmarks/train_judge.py") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise JudgeError(
            f"{path}: format: expected {FORMAT!r}; train it again with benchmarks/train_judge.py"
        )
    places = []
    for name in data.get("features") or ():
        if name not in known:
            raise JudgeError(f"{path}: features: {name!r} is not one of ours; train it again")
        places.append(known.index(name))
    trees = tuple(_parse(tree, places, str(path)) for tree in data.get("trees") or ())
    if not trees:
        raise JudgeError(f"{path}: trees: there are none; train it again")
    return Forest(features=tuple(known), trees=trees)


def _parse(raw: Any, places: list[int], where: str, depth: int = 0) -> Node:
    """A node of the file as one of ours; *places*: where the file's features stand in our rows."""
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and isfinite(raw):
        return float(raw)
    if not isinstance(raw, list) or len(raw) != 4 or depth > _DEEPEST:
        raise JudgeError(f"{where}: trees: {str(raw)[:60]} is neither a number nor a node of four parts")
    feature, threshold, low, high = raw
    if (
        not isinstance(feature, int)
        or not 0 <= feature < len(places)
        or not isinstance(threshold, (int, float))
    ):
        raise JudgeError(f"{where}: trees: feature {feature!r}, threshold {threshold!r} make no question")
    return (
        places[feature],
        float(threshold),
        _parse(low, places, where, depth + 1),
        _parse(high, places, where, depth + 1),
    )


def _write_part(trees: Sequence[Node], width: int) -> str:
    """The source of one Python function for *trees*, over rows of *width* numbers.

    Eight times as fast as walking from node to node. It is made of nothing but the trees' numbers.
    """
    names = ", ".join([f"f{index}" for index in range(width)])
    lines = ["def add(rows, sums):", "    found = []", f"    for ({names},), known in zip(rows, sums):"]
    lines.append("        found.append(known")
    lines += [f"            + {_to_source(tree)}" for tree in trees]
    return "\n".join([*lines, "        )", "    return found"])


def _load_part(code: CodeType) -> _Part:
    space: dict[str, Any] = {}
    exec(code, space)  # noqa: S102 (of a source of ours)
    made: _Part = space["add"]
    return made


def _to_source(node: Node) -> str:
    if not isinstance(node, tuple):
        return repr(float(node))
    feature, threshold, low, high = node
    return f"({_to_source(low)} if f{int(feature)} <= {float(threshold)!r} else {_to_source(high)})"


def _mean(node: Node) -> float:
    return (_mean(node[2]) + _mean(node[3])) / 2 if isinstance(node, tuple) else node
