"""The pages that came out worst, with what is too much and what is missing, as text or as one HTML page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from benchmarks.figures import Scored

_MOST_LINES = 12
_MOST_CHARACTERS = 140
_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Worst pages</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h2{font-size:1rem;margin:2rem 0 .5rem;overflow-wrap:anywhere}
p{margin:.2rem 0;padding:.2rem .6rem;white-space:pre-wrap;overflow-wrap:anywhere}
.added{background:#fdecea}.missing{background:#e8f5e9}
</style>
<h1>Worst pages</h1>
<p>+ in the text and not the article's; - the article's and not in the text.</p>
"""


def list_worst(rows: Iterable[Scored], count: int) -> list[Scored]:
    """The *count* pages with the most faults, the worst first; pages without fault are left out."""
    faulty = [row for row in rows if row.added or row.missing]
    return sorted(faulty, key=lambda row: (-_faults(row), row.page.corpus, row.page.id))[:count]


def to_text(rows: Sequence[Scored]) -> str:
    """Page by page, a fault a line, long lines and long lists cut."""
    parts = []
    for row in rows:
        parts.append(f"\n{_title(row)}")
        for mark, lines in (("+", row.added), ("-", row.missing)):
            parts += [f"  {mark} {_cut(line)}" for line in lines[:_MOST_LINES]]
            if len(lines) > _MOST_LINES:
                parts.append(f"  {mark} … {len(lines) - _MOST_LINES} more")
    return "\n".join(parts)


def to_html(rows: Sequence[Scored]) -> str:
    """The same, whole, as a page that asks for nothing from elsewhere."""
    parts = [_HEAD]
    for row in rows:
        parts.append(f"<h2>{escape(_title(row))}</h2>\n")
        for mark, kind, lines in (("+", "added", row.added), ("-", "missing", row.missing)):
            parts += [f'<p class="{kind}">{mark} {escape(line)}</p>\n' for line in lines]
    return "".join([*parts, "</html>\n"])


def _faults(row: Scored) -> int:
    return len(row.added) + len(row.missing)


def _title(row: Scored) -> str:
    outcome = row.prediction.error or row.prediction.rejected
    why = f" ({outcome})" if outcome else ""
    name = f"{row.page.corpus}/{row.page.id}"
    return f"{name} {row.page.url or ''}: {len(row.added)} added, {len(row.missing)} missing{why}"


def _cut(line: str) -> str:
    flat = " ".join(line.split())
    return flat if len(flat) <= _MOST_CHARACTERS else f"{flat[: _MOST_CHARACTERS - 1]}…"
