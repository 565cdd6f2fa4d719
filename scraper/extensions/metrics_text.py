"""Figures in the text format of Prometheus (version 0.0.4)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
_LABEL_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})
_HELP_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n"})


@dataclass(slots=True, kw_only=True)
class Metric:
    """A gauge and its values: what a run counted goes with the next run, so that none of it is a counter."""

    name: str
    help: str
    values: dict[tuple[tuple[str, str], ...], float] = field(default_factory=dict)
    """Value by labels."""

    def set(self, value: float | None, **labels: str) -> None:
        """Give it *value* under these *labels*; `None`: nothing was measured."""
        if value is not None:
            self.values[tuple(labels.items())] = value


def metrics_text(metrics: Iterable[Metric]) -> str:
    """The *metrics* that have values, each with HELP and TYPE, in order. ValueError: a name that is none."""
    lines = []
    for metric in metrics:
        if not _NAME.fullmatch(metric.name):
            raise ValueError(f"{metric.name!r} is no name of a metric")
        if metric.values:
            lines.append(f"# HELP {metric.name} {metric.help.translate(_HELP_ESCAPES)}")
            lines.append(f"# TYPE {metric.name} gauge")
        for labels, value in metric.values.items():
            lines.append(f"{metric.name}{_labels(dict(labels))} {_number(value)}")
    return "".join(f"{line}\n" for line in lines)


def _labels(labels: Mapping[str, str]) -> str:
    pairs = ",".join(f'{name}="{value.translate(_LABEL_ESCAPES)}"' for name, value in labels.items())
    return f"{{{pairs}}}" if pairs else ""


def _number(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    return str(int(value)) if float(value).is_integer() else repr(float(value))
