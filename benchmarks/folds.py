"""The learned judge out of fold: each page judged by trees that saw no page of its publisher."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from benchmarks.corpora import TruePage
from scraper.extraction.judge import judge
from scraper.extraction.judge.features import FEATURES
from scraper.extraction.judge.trees import Forest, load_forest
from scraper.normalise.urls import site_of


def key_of(corpus: str, page_id: str) -> str:
    """What `folds.json` knows a page by: 16 hex of a SHA-256, so that the file names no page in clear."""
    return hashlib.sha256(f"{corpus}/{page_id}".encode()).hexdigest()[:16]


class Folds:
    """Which trees judge which page, as `benchmarks/train_judge.py --folds-dir` dealt them."""

    def __init__(self, folder: Path, pages: Iterable[TruePage]) -> None:
        """Raises `FileNotFoundError` if *folder* has no `folds.json`."""
        self.folder = folder
        dealt = json.loads((folder / "folds.json").read_text(encoding="utf-8"))
        # Older folders name the pages in clear.
        self._pages: dict[str, int] = {
            key_of(*key.split("/", 1)) if "/" in key else key: fold for key, fold in dealt.items()
        }
        self._publishers = {
            site_of(page.url): self._pages[key]
            for page in pages
            if page.url and (key := key_of(page.corpus, page.id)) in self._pages
        }

    def forest_for(self, page: TruePage) -> Path | None:
        """The file of the trees that never saw the publisher of *page*.

        None: no page of that publisher taught any of them, so the shipped trees have not seen it either.
        """
        fold = self._pages.get(key_of(page.corpus, page.id))
        if fold is None and page.url:
            fold = self._publishers.get(site_of(page.url))
        return None if fold is None else self.folder / f"fold-{fold}.json"


@contextmanager
def judged_by(path: Path | None) -> Iterator[None]:
    """While it lasts, the trees in *path* stand where the shipped ones do; None: the shipped ones."""
    shipped = judge.shipped_forest
    if path is not None:
        forest = _load(path)
        judge.shipped_forest = lambda: forest  # type: ignore[assignment]
    try:
        yield
    finally:
        judge.shipped_forest = shipped


@cache
def _load(path: Path) -> Forest:
    return load_forest(path, FEATURES)
