"""The quality gate: figures that may not fall, kept in a file beside the programs that measure them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import HIGHER, LOWER

FORMAT = "copydesk-quality/1"
SHIPPED, OUT_OF_FOLD = "shipped", "out of fold"
"""Whose figures: of the trees that come with the package, or of those that never saw the publisher."""
_DIGITS = 4


class BaselineError(ValueError):
    """The file of figures is not one that can be compared with; the message names it and says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Copydesk's figures over one corpus, or pooled."""

    truth: str
    """Fingerprint of the corpora: with other pages or other truths nothing is comparable."""
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a comparison says, a line each."""

    fallen: tuple[str, ...]
    not_compared: tuple[str, ...]


def write_baseline(path: Path, groups: Mapping[str, Group], judge: str) -> None:
    """Puts the gated figures of *groups* in *path*, rounded to four digits."""
    data = {
        "format": FORMAT,
        "judge": judge,
        "groups": {
            name: {
                "truth": group.truth,
                "pages": group.figures["pages"],
                "higher is better": _pick(group.figures, HIGHER),
                "lower is better": _pick(group.figures, LOWER),
            }
            for name, group in groups.items()
        },
    }
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def compare(path: Path, groups: Mapping[str, Group], judge: str) -> Outcome:
    """The figures of *groups* that are worse than those in *path*, and the groups that cannot be compared.

    A figure that is no longer measured has fallen. Raises `BaselineError` for a file that is not ours or was
    written with another judge.
    """
    stored = _load(path)
    if stored["judge"] != judge:
        raise BaselineError(f"{path}: judge: {stored['judge']!r}, but this run is {judge!r}")
    fallen: list[str] = []
    not_compared = [
        f"{name}: not in {path.name}, so not compared" for name in groups if name not in stored["groups"]
    ]
    for name, then in stored["groups"].items():
        now = groups.get(name)
        if now is None:
            not_compared.append(f"{name}: not measured, so not compared")
        elif now.truth != then["truth"]:
            not_compared.append(f"{name}: other pages or truths than those of {path.name}, so not compared")
        else:
            fallen += _fallen(name, then, now.figures)
    return Outcome(fallen=tuple(fallen), not_compared=tuple(not_compared))


def _fallen(group: str, then: Mapping[str, Any], now: Mapping[str, float]) -> list[str]:
    lines = []
    for side, sign in (("higher is better", 1), ("lower is better", -1)):
        for figure, before in then[side].items():
            value = None if figure not in now else round(now[figure], _DIGITS)
            if value is None or sign * value < sign * before:
                lines.append(f"{group}: {figure}: {before} before, {value} now ({side})")
    return lines


def _pick(figures: Mapping[str, float], names: tuple[str, ...]) -> dict[str, float]:
    return {name: round(figures[name], _DIGITS) for name in names if name in figures}


def _load(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BaselineError(f"{path}: {error}") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BaselineError(f"{path}: format: expected {FORMAT!r}; write it with --write-baseline")
    return data
