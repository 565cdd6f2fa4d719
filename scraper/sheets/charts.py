"""Charts as inline SVG: shapes, coloured by the style sheet; their numbers stand in a table beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log10

from lxml import etree

from scraper.sheets.markup import tag

_WIDTH, _HEIGHT = 900, 190
_LEFT, _TOP, _FOOT = 52, 8, 20
_MOST_LABELS = 8
_WIDEST = 60
_ROW, _NAMES, _NUMBERS = 20, 150, 70
SPARK_WIDTH, SPARK_HEIGHT = 132, 22


def stacked(series: Mapping[str, Sequence[float]], labels: Sequence[str], *, name: str) -> etree._Element:
    """Bars of which each piles up the values of *series*, with a key; *labels* stand below them.

    *name*: what a reader who does not see it is told.
    """
    tops = [sum(values) for values in zip(*series.values(), strict=True)]
    scale = _Scale(max(tops, default=0), len(labels))
    shapes, base = [], [0.0] * len(labels)
    for number, values in enumerate(series.values(), start=1):
        path = "".join(
            scale.bar(place, low, low + value)
            for place, (low, value) in enumerate(zip(base, values, strict=True))
            if value
        )
        base = [low + value for low, value in zip(base, values, strict=True)]
        shapes.append(tag("path", d=path, class_=f"s{number}"))
    return tag("figure", _frame(scale, labels, shapes, name), _key(list(series)))


def ranked(values: Mapping[str, float], *, name: str) -> etree._Element:
    """A bar to the right for each of *values*, with its name before and its number behind it."""
    top, room = max(values.values(), default=0) or 1, _WIDTH - _NAMES - _NUMBERS
    shapes = []
    for place, (label, value) in enumerate(values.items()):
        y, long = place * _ROW, value / top * room
        shapes.append(tag("text", label, x=_NAMES - 8, y=y + 14, text_anchor="end"))
        shapes.append(tag("path", d=f"M{_NAMES} {y + 3}h{long:.1f}v14h-{long:.1f}z", class_="s1"))
        shapes.append(tag("text", f"{value:,.0f}", x=f"{_NAMES + long + 6:.1f}", y=y + 14))
    size = f"0 0 {_WIDTH} {_ROW * len(values)}"
    return tag("figure", tag("svg", shapes, viewBox=size, role="img", aria_label=name, class_="chart"))


def line(values: Sequence[float | None], labels: Sequence[str], *, name: str) -> etree._Element:
    """A line through *values*, broken where one is not known."""
    scale = _Scale(max((value for value in values if value is not None), default=0), len(labels))
    path, pen = "", "M"
    for place, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        x, y = scale.middle(place), scale.height(value)
        path += f"{pen}{x:.1f} {y:.1f}" + (f"h.1M{x:.1f} {y:.1f}" if pen == "M" else "")
        pen = "L"
    return tag("figure", _frame(scale, labels, [tag("path", d=path, class_="line")], name))


def spark(values: Sequence[float]) -> etree._Element:
    """Small bars without axes."""
    step, top = SPARK_WIDTH / max(len(values), 1), max(values, default=0) or 1
    path = ""
    for place, value in enumerate(values):
        if value:
            high = max(1, round(value / top * SPARK_HEIGHT))
            path += f"M{place * step:.1f} {SPARK_HEIGHT}v-{high}h{step * 0.8:.1f}V{SPARK_HEIGHT}z"
    return _small([tag("path", d=path, class_="s1")])


def strip(words: Sequence[str | None]) -> etree._Element:
    """A cell for each of *words*, coloured by the class `v-WORD`; None is a gap."""
    step = SPARK_WIDTH / max(len(words), 1)
    cells: dict[str, str] = {}
    for place, word in enumerate(words):
        if word:
            cell = f"M{place * step:.1f} 3h{step * 0.85:.1f}v16h-{step * 0.85:.1f}z"
            cells[word] = cells.get(word, "") + cell
    return _small([tag("path", d=path, class_=f"v-{word}") for word, path in sorted(cells.items())])


class _Scale:
    """Places on a chart of *steps* steps, up to a round number above *top*."""

    def __init__(self, top: float, steps: int) -> None:
        unit = 10 ** int(log10(top)) if top >= 1 else 10 ** (int(log10(top)) - 1) if top > 0 else 1
        self.top = next((unit * m for m in (1, 2, 3, 4, 5, 6, 8) if unit * m >= top), unit * 10)
        self.step = (_WIDTH - _LEFT) / max(steps, 1)

    def middle(self, place: int) -> float:
        return _LEFT + (place + 0.5) * self.step

    def height(self, value: float) -> float:
        return _TOP + (1 - value / self.top) * (_HEIGHT - _TOP - _FOOT)

    def bar(self, place: int, low: float, high: float) -> str:
        wide = min(self.step * 0.8, _WIDEST)
        x = self.middle(place) - wide / 2
        y = self.height(high)
        return f"M{x:.1f} {y:.1f}h{wide:.1f}v{self.height(low) - y:.1f}h-{wide:.1f}z"


def _frame(
    scale: _Scale, labels: Sequence[str], shapes: Sequence[etree._Element], name: str
) -> etree._Element:
    marks = []
    for share in (0, 0.5, 1):
        y = scale.height(scale.top * share)
        marks.append(tag("path", d=f"M{_LEFT} {y:.1f}H{_WIDTH}", class_="rule"))
        marks.append(
            tag("text", f"{scale.top * share:,.6g}", x=_LEFT - 6, y=f"{y + 4:.1f}", text_anchor="end")
        )
    every = -(-len(labels) // _MOST_LABELS) or 1
    for place in range(0, len(labels), every):
        x = min(max(scale.middle(place), _LEFT + 34), _WIDTH - 34)
        marks.append(tag("text", labels[place], x=f"{x:.1f}", y=_HEIGHT - 4, text_anchor="middle"))
    return tag(
        "svg", marks, shapes, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_label=name, class_="chart"
    )


def _key(names: Sequence[str]) -> etree._Element | None:
    if len(names) < 2:
        return None
    rows = (
        tag("span", tag("span", class_=f"swatch s{number}"), f" {name}")
        for number, name in enumerate(names, start=1)
    )
    return tag("figcaption", rows)


def _small(shapes: Sequence[etree._Element]) -> etree._Element:
    size = {"width": SPARK_WIDTH, "height": SPARK_HEIGHT}
    return tag("svg", shapes, viewBox=f"0 0 {SPARK_WIDTH} {SPARK_HEIGHT}", aria_hidden="true", **size)
