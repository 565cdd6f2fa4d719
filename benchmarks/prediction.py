"""What an extractor answers about one page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """One extractor's answer. None or empty: it says nothing."""

    body: str | None = None
    """The text, one paragraph a line."""
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    """ISO 8601."""
    language: str | None = None
    rejected: str | None = None
    """Why it takes the page for no article."""
    error: str | None = None
    """What broke; the page then counts as empty."""
    seconds: float | None = None
    """Processor time."""

    def to_row(self, page: str) -> dict[str, Any]:
        """The answer about the page with the id *page* as a row of a file of predictions."""
        return {"id": page, **asdict(self), "authors": list(self.authors)}


def write_predictions(path: Path, answers: Iterable[tuple[str, Prediction]]) -> None:
    """Puts (id of a page, answer) in *path* as JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(answer.to_row(page), ensure_ascii=False) + "\n" for page, answer in answers)
    path.write_text("".join(lines), encoding="utf-8")
