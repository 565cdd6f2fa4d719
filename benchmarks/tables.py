"""The figures as Markdown tables, a row an extractor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.fields import FIELDS

COST = ("ms median", "ms mean", "ms p95", "failed")
TEXT = (
    *("F1", "precision", "recall", "exact", "residual lines", "residual words", "lost"),
    *("no residue", "no loss", "perfect", "empty"),
)
SEGMENTS = ("segments found", "segments leaked", "segments all right")

Figures = Mapping[str, float]


def to_tables(title: str, peers: Mapping[str, Figures], with_fields: Sequence[str]) -> str:
    """The tables of one group of pages, those that there are figures for.

    *peers*: name to figures. *with_fields*: the names of those that give more than text.
    """
    parts = [_table(f"{title}: text", peers, "pages with body", TEXT)]
    parts.append(_table(f"{title}: segments", peers, "pages with segments", SEGMENTS))
    parts.append(_field_table(title, {name: peers[name] for name in with_fields if name in peers}))
    parts.append(_table(f"{title}: milliseconds and failures", peers, "pages", COST))
    return "\n".join(part for part in parts if part)


def _table(title: str, peers: Mapping[str, Figures], count: str, columns: Sequence[str]) -> str:
    first = next(iter(peers.values()), {})
    if count not in first:
        return ""
    names = [name for name in columns if any(name in figures for figures in peers.values())]
    heads = [name.removeprefix("segments ") for name in names]
    rows = ([peer, *(_cell(name, figures) for name in names)] for peer, figures in peers.items())
    return _markdown(f"{title}, {first[count]} pages", ["extractor", *heads], rows)


def _field_table(title: str, peers: Mapping[str, Figures]) -> str:
    """A cell is right / wrong / silent."""
    first = next(iter(peers.values()), {})
    stated = [field for field in FIELDS if f"pages with {field}" in first]
    if not stated:
        return ""
    heads = [f"{field} ({first[f'pages with {field}']})" for field in stated]
    rows = ([peer, *(_three(field, figures) for field in stated)] for peer, figures in peers.items())
    return _markdown(f"{title}: fields, right / wrong / silent (pages)", ["extractor", *heads], rows)


def _three(field: str, figures: Figures) -> str:
    return " / ".join(f"{figures[f'{field} {word}']:.3f}" for word in ("right", "wrong", "silent"))


def _cell(name: str, figures: Figures) -> str:
    if name not in figures:
        return "-"
    value = figures[name]
    return f"{value:.1f}" if name.startswith("ms") else f"{value}" if name == "failed" else f"{value:.3f}"


def _markdown(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"\n### {title}\n", f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
