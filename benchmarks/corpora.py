"""Pages with a known truth: folders with a `truth.jsonl` and the pages that it names, plain or gzipped."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WHENCE = (
    "a corpus is a folder with truth.jsonl and the pages it names; public benchmarks give them: Zyte's "
    "article-extraction-benchmark, fundus-evaluation, the test suites of trafilatura, Postlight Parser, "
    "Media Cloud, Goose3, newspaper4k and Readability; rows are described in benchmarks/corpora.py"
)
"""Said where a folder of corpora is missing."""
UNKNOWN_URL = "https://unknown.example/"


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePage:
    """A row of `truth.jsonl`: a page and what is true of it. None or empty: the source does not say."""

    corpus: str
    """Name of the folder."""
    id: str
    url: str | None
    path: Path
    """Where the page lies; `html` in the row, relative to the folder."""
    body: tuple[str, ...] | None
    """Paragraphs of the article; None: the text is not known whole."""
    optional: tuple[str, ...] = ()
    """Paragraphs that may be there or not."""
    summary: tuple[str, ...] = ()
    """Standfirst, which may be there or not."""
    ordered: tuple[str, ...] = ()
    """Body and optional paragraphs in page order, the optional ones in square brackets."""
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    """ISO 8601; a day, or a moment with its offset."""
    language: str | None = None
    must: tuple[str, ...] = ()
    """Segments that belong to the text."""
    must_not: tuple[str, ...] = ()
    """Segments that do not."""
    by_tool: bool = False
    """Whether a tool's output was recorded as the truth (`origin: tool`), which flatters that tool."""

    def html(self) -> bytes:
        """The page as it was served."""
        raw = self.path.read_bytes()
        return gzip.decompress(raw) if self.path.suffix == ".gz" else raw


def list_corpora(folder: Path) -> list[str]:
    """Names of the corpora in *folder*, sorted; none if there is no such folder."""
    return sorted(path.parent.name for path in folder.glob("*/truth.jsonl"))


def load_corpus(folder: Path) -> list[TruePage]:
    """The pages of the corpus in *folder*, in the order of its file.

    Raises `KeyError` for a row without `id` or `html`.
    """
    lines = (folder / "truth.jsonl").read_text(encoding="utf-8").split("\n")
    return [_to_page(folder, json.loads(line)) for line in lines if line.strip()]


def fingerprint(folders: Iterable[Path]) -> str:
    """16 hex digits that change with the truth of any of the corpora in *folders*, in any order."""
    digests = sorted(hashlib.sha256((folder / "truth.jsonl").read_bytes()).hexdigest() for folder in folders)
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:16]


def _to_page(folder: Path, row: dict[str, Any]) -> TruePage:
    lists = {
        key: tuple(row.get(key) or ())
        for key in ("optional", "summary", "ordered", "authors", "must", "must_not")
    }
    return TruePage(
        corpus=folder.name,
        id=row["id"],
        url=row.get("url"),
        path=folder / row["html"],
        body=tuple(row["body"]) if row.get("body") else None,
        title=row.get("title") or None,
        published=row.get("published") or None,
        language=row.get("language") or None,
        by_tool=row.get("origin") == "tool",
        **lists,
    )
