"""Train the learned block judge on pages with true bodies, and say how good it is on unseen publishers.

usage: python benchmarks/train_judge.py --corpora DIR [--out FILE] [--folds-dir DIR] [--draw N]

DIR holds folders with a `truth.jsonl` and its gzipped pages. A row: {id, url, html, body, optional, summary,
must, must_not}. Rows with a `body` teach with every block, rows with `must` only with the blocks that hold
those segments or the `must_not` ones. Figures are cross-validated: every page is judged by trees that saw no
page of its publisher. `--folds-dir` gets those trees, `fold-0.json` and on, with `folds.json` (page to fold)
and `scores.jsonl` (the out-of-fold score of every block), to measure the whole extractor out of fold too.
Figures differ by 2 % from one deal of the folds to the next: `--draw 1` and on are others, for their mean.
Same pages, same code, same LightGBM: the same bytes. Needs LightGBM and numpy, which the package does not.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.folds import key_of  # noqa: E402
from scraper.extraction.blocks import Block  # noqa: E402
from scraper.extraction.judge.features import FEATURES, list_features  # noqa: E402
from scraper.extraction.judge.judge import WEIGHTS  # noqa: E402
from scraper.extraction.judge.trees import FORMAT, Forest, load_forest, to_probability  # noqa: E402
from scraper.extraction.walk import list_blocks  # noqa: E402
from scraper.extraction.witnesses import chief  # noqa: E402
from scraper.normalise.text import tokens  # noqa: E402
from scraper.normalise.urls import site_of  # noqa: E402
from scraper.page import Page, load_document  # noqa: E402

FOLDS = 5
ROUNDS = 130
SETTINGS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.075,
    "num_leaves": 12,
    "max_depth": 6,
    "min_data_in_leaf": 10,
    "lambda_l2": 2.0,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
GRAM = 4
HALF = 0.5
SHORT_WEIGHT = 0.3
USUAL_BODY = 20
TOOL_WEIGHT = 0.5
"""Truths that a tool recorded teach half as much."""


@dataclass
class Lesson:
    """One page: its blocks, what is true of them, what the judge sees."""

    corpus: str
    row: dict[str, Any]
    texts: list[str]
    labels: list[int]
    weights: list[float]
    features: dict[int, tuple[float, ...]]
    group: str
    scores: list[float] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether the truth states the whole body."""
        return bool(self.row.get("body"))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").splitlines()[0], epilog="See the head of this file."
    )
    parser.add_argument(
        "--corpora", type=Path, required=True, help="folder of corpora: <name>/truth.jsonl and pages"
    )
    parser.add_argument(
        "--out", type=Path, default=WEIGHTS, help=f"where the weights go (default: {WEIGHTS.name})"
    )
    parser.add_argument("--folds-dir", type=Path, help="write the trees and scores of cross-validation here")
    parser.add_argument("--draw", type=int, default=0, help="which deal of the folds (default: 0)")
    options = parser.parse_args(arguments)
    missing = [name for name in ("lightgbm", "numpy") if importlib.util.find_spec(name) is None]
    if missing:
        parser.error(f"training needs {' and '.join(missing)}: pip install lightgbm numpy")
    lessons = read_lessons(options.corpora)
    if not any(lesson.whole for lesson in lessons):
        parser.error(
            f"{options.corpora}: no page with a body; expected <name>/truth.jsonl beside gzipped pages"
        )
    folds = deal_folds(lessons, draw=options.draw)
    for fold in range(FOLDS):
        trained = train([lesson for lesson in lessons if folds[lesson.group] != fold])
        path = (options.folds_dir or options.out.parent) / f"fold-{fold}.json"
        write_forest(path, trained)
        forest = load_forest(path, FEATURES)
        for lesson in lessons:
            if folds[lesson.group] == fold:
                lesson.scores = score(forest, lesson)
        if not options.folds_dir:
            path.unlink()
    if options.folds_dir:
        write_folds(options.folds_dir, lessons, folds)
    print_figures(lessons)
    write_forest(options.out, train(lessons))
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")
    return 0


# Pages and labels


def read_lessons(corpora: Path) -> list[Lesson]:
    """The pages of all corpora that teach something, sorted, so that the order of files changes nothing."""
    lessons = []
    for path in sorted(corpora.glob("*/truth.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("body") or (row.get("must") and row.get("must_not")):
                lessons.append(read_lesson(path.parent, row))
    lessons = [lesson for lesson in lessons if lesson.whole or any(lesson.labels)]
    return sorted(lessons, key=lambda lesson: (lesson.corpus, lesson.row["id"]))


def read_lesson(folder: Path, row: dict[str, Any]) -> Lesson:
    url = row.get("url") or "https://unknown.example/"
    page = Page(url=url, body=gzip.decompress((folder / row["html"]).read_bytes()))
    document = load_document(page)
    blocks = list_blocks(document)
    labels, weights = label_whole(row, blocks) if row.get("body") else label_segments(row, blocks)
    share = USUAL_BODY / max(5, sum(labels))
    scale = (share**0.5 if row.get("body") else 1.0) * (TOOL_WEIGHT if row.get("origin") == "tool" else 1.0)
    return Lesson(
        corpus=folder.name,
        row=row,
        texts=[block.text for block in blocks],
        labels=labels,
        weights=[weight * scale for weight in weights],
        features=list_features(document, blocks, also=chief.votes(document.root, blocks)),
        group=site_of(url) if row.get("url") else f"{folder.name}/{row['id']}",
    )


def label_whole(row: dict[str, Any], blocks: Sequence[Block]) -> tuple[list[int], list[float]]:
    """(1 for a block of the body, how much it teaches): by runs of four words, short ones whole.

    What only the summary or optional parts hold teaches nothing: whether it belongs is a matter of taste.
    """
    body, other = row["body"], [*row.get("optional", ()), *row.get("summary", ())]
    pool, exact = Pool(body), {tuple(tokens(text)) for text in body}
    other_pool, other_exact = Pool(other), {tuple(tokens(text)) for text in other}
    labels, weights = [], []
    for block in blocks:
        words = tokens(block.text)
        if len(words) < GRAM:
            hit, open_ = tuple(words) in exact and bool(words), tuple(words) in other_exact
        else:
            hit, open_ = pool.share(words) >= HALF, other_pool.share(words) >= HALF
        labels.append(int(hit))
        weights.append(0.0 if open_ and not hit else 1.0 if is_counted(words) else SHORT_WEIGHT)
    return labels, weights


def label_segments(row: dict[str, Any], blocks: Sequence[Block]) -> tuple[list[int], list[float]]:
    """The same where only some segments are known: every other block teaches nothing."""
    must, must_not = ([" ".join(text.split()) for text in row[key]] for key in ("must", "must_not"))
    labels = [int(any(text in block.text for text in must)) for block in blocks]
    known = [any(text in block.text for text in must_not) for block in blocks]
    return labels, [float(hit or named) for hit, named in zip(labels, known, strict=True)]


# Training


def deal_folds(lessons: Iterable[Lesson], *, draw: int = 0) -> dict[str, int]:
    """Publisher to fold, so that each fold has as many whole pages. Another *draw* is another deal."""
    sizes: dict[str, int] = {}
    for lesson in lessons:
        sizes[lesson.group] = sizes.get(lesson.group, 0) + 100 * lesson.whole + 1
    loads = [0] * FOLDS
    folds = {}

    def turn(group: str) -> tuple[int, str]:
        name = hashlib.sha256(f"{draw} {group}".encode()).hexdigest() if draw else group
        return -sizes[group], name

    for group in sorted(sizes, key=turn):
        folds[group] = loads.index(min(loads))
        loads[folds[group]] += sizes[group]
    return folds


def train(lessons: Sequence[Lesson]) -> list[Any]:
    """The trees, as nested lists, that LightGBM grows on *lessons*, rounded as they are written."""
    import lightgbm
    import numpy

    rows, labels, weights = [], [], []
    for lesson in lessons:
        for number, row in sorted(lesson.features.items()):
            if lesson.weights[number]:
                rows.append(row)
                labels.append(lesson.labels[number])
                weights.append(lesson.weights[number])
    table = lightgbm.Dataset(
        numpy.array(rows, dtype=float),
        numpy.array(labels),
        weight=numpy.array(weights),
        feature_name=list(FEATURES),
        params={"verbose": -1},
    )
    dump = lightgbm.train(SETTINGS, table, ROUNDS).dump_model()
    return [to_node(tree["tree_structure"]) for tree in dump["tree_info"]]


def to_node(raw: dict[str, Any]) -> Any:
    """LightGBM's node as [feature, threshold, low, high] or a leaf's points."""
    if "leaf_value" in raw:
        return round(float(raw["leaf_value"]), 4)
    threshold = float(f"{raw['threshold']:.5g}")
    return [raw["split_feature"], threshold, to_node(raw["left_child"]), to_node(raw["right_child"])]


def write_forest(path: Path, trees: list[Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"format": FORMAT, "features": list(FEATURES), "trees": trees}
    path.write_text(json.dumps(data, separators=(",", ":")).replace("],[", "],\n[") + "\n", encoding="utf-8")


def score(forest: Forest, lesson: Lesson) -> list[float]:
    scores = [0.0] * len(lesson.texts)
    for number, row in lesson.features.items():
        scores[number] = round(to_probability(forest.points(row)), 6)
    return scores


def write_folds(folder: Path, lessons: Sequence[Lesson], folds: dict[str, int]) -> None:
    pages = {key_of(lesson.corpus, lesson.row["id"]): folds[lesson.group] for lesson in lessons}
    (folder / "folds.json").write_text(json.dumps(pages, indent=1) + "\n", encoding="utf-8")
    with (folder / "scores.jsonl").open("w", encoding="utf-8") as file:
        for lesson in lessons:
            line = {"corpus": lesson.corpus, "id": lesson.row["id"], "scores": lesson.scores}
            file.write(json.dumps(line) + "\n")


# Figures


class Pool:
    """The runs of four and of three words in some texts, to ask how much of another is found there."""

    def __init__(self, texts: Iterable[str]) -> None:
        words = [word for text in texts for word in tokens(text)]
        self.four, self.three = grams(words, 4), grams(words, 3)

    def share(self, words: Sequence[str]) -> float:
        own, pool = (grams(words, 4), self.four) if len(words) >= GRAM else (grams(words, 3), self.three)
        return len(own & pool) / len(own) if own else 1.0


def grams(words: Sequence[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}


def is_counted(words: Sequence[str]) -> bool:
    """Whether a line is long enough to count: three words, or six characters of a script without spaces."""
    wide = bool(words) and len(words[0]) == 1 and unicodedata.category(words[0]) == "Lo"
    return len(words) >= (6 if wide else 3)


def print_figures(lessons: Sequence[Lesson]) -> None:
    """F1 of word runs, residual lines, lost paragraphs, and pages without either, by corpus and threshold."""
    whole = [lesson for lesson in lessons if lesson.whole]
    for corpus in [*sorted({lesson.corpus for lesson in whole}), "all"]:
        pages = [lesson for lesson in whole if corpus in ("all", lesson.corpus)]
        for threshold in (0.3, 0.5, 0.65):
            print(f"{corpus:12} {len(pages):4} pages  threshold {threshold:4}  {measure(pages, threshold)}")


def measure(pages: Sequence[Lesson], threshold: float) -> str:
    precisions, recalls = [], []
    lines = residual = required = lost = clean = whole = perfect = 0
    for lesson in pages:
        row = lesson.row
        kept = [text for text, value in zip(lesson.texts, lesson.scores, strict=True) if value > threshold]
        allowed = Pool([*row.get("summary", ()), *row["body"], *row.get("optional", ())])
        found = Pool(kept)
        counted = [words for words in map(tokens, kept) if is_counted(words)]
        wanted = [words for words in map(tokens, row["body"]) if is_counted(words)]
        extra = sum(allowed.share(words) < HALF for words in counted)
        missing = sum(found.share(words) < HALF for words in wanted)
        lines, residual = lines + len(counted), residual + extra
        required, lost = required + len(wanted), lost + missing
        clean, whole, perfect = (
            clean + (not extra),
            whole + (not missing),
            perfect + (not extra and not missing),
        )
        precision, recall = shingle(row["body"], kept)
        recalls.append(recall)
        precisions += [precision] if kept else []
    best = sum(precisions) / max(1, len(precisions)), sum(recalls) / max(1, len(recalls))
    f1 = 2 * best[0] * best[1] / (sum(best) or 1)
    shares = {
        "perfect": perfect / len(pages),
        "no loss": whole / len(pages),
        "clean": clean / len(pages),
        "lost": lost / max(1, required),
        "residual": residual / max(1, lines),
    }
    return f"F1 {f1:.3f}  " + "  ".join(f"{name} {value:.3f}" for name, value in shares.items())


def shingle(truth: Sequence[str], kept: Sequence[str]) -> tuple[float, float]:
    """(precision, recall) of one page's runs of four words."""
    own, true = (grams(re.findall(r"\w+", "\n\n".join(texts)), GRAM) for texts in (kept, truth))
    both = len(own & true)
    return (both / len(own) if own else 0.0), (both / len(true) if true else 1.0)


if __name__ == "__main__":
    sys.exit(main())
