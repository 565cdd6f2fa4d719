"""Train the model of how residue is worded on lists of wordings, with real prose against it.

usage: python -m benchmarks.train_wording [--corpora DIR] [--out DIR]

Residue is the lists of `benchmarks/wordings` and the `tuned` ones of `benchmarks/newsrooms`, never the
`held` ones; prose is the newsrooms' own, the traps and lookalikes of both, the wordings' plain news, and, of
the pages in DIR that have no true body and so measure no text, the sentences in which trafilatura's precision
finds the article. Only words that the lists have get a weight. Same lists, same pages, same code: the same
bytes. Prints how the `held` lines come out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import trafilatura

from benchmarks.newsroom_pages import load_newsrooms
from scraper.extraction.boilerplate import wording
from scraper.extraction.boilerplate.appeals import guess_language, read_line
from scraper.extraction.boilerplate.grammar_files import load_grammars
from scraper.extraction.shape import ends_sentence
from scraper.normalise.text import tokens

WORDINGS = Path(__file__).with_name("wordings")
OUT = Path(wording.__file__).with_name(wording.FOLDER)
RATE = 0.6
DECAY = 3e-3
ROUNDS = 12
SEED = 5
LONGEST = 45
SHORTEST = 8
SMALLEST = 0.1
"""Weights below say nothing, and are left out."""
PROSE_WEIGHT = 3.0
"""The lists' own prose is little, and most of it chosen to mislead."""
REASONS = {"teaser_label": "related_teaser", "read_also": "related_teaser"}
KEYS = [
    "ad_label",
    "teaser_label",
    "read_also",
    "newsletter",
    "promo",
    "share",
    "comments",
    "correction_request",
    "caption",
    "byline",
    "dateline_meta",
    "author_bio",
    "copyright",
    "consent",
    "paywall_prompt",
    "tags",
]


@dataclass(frozen=True, slots=True)
class Line:
    """One line to learn from."""

    language: str
    features: tuple[str, ...]
    reason: str | None
    """None for prose."""
    weight: float


def read_wordings(newsrooms: dict[str, dict[str, Any]], which: str) -> Iterator[Line]:
    """The residue of *which* wordings, `tuned` or `held`."""
    for language, news in newsrooms.items():
        yield from _read_kinds(language, news[which], news[which]["headline"])


def _read_kinds(language: str, words: dict[str, Any], headline: str) -> Iterator[Line]:
    for key in KEYS:
        for text in words[key]:
            reason = REASONS.get(key, key)
            if key == "read_also":
                label = text.partition("{}")[0].strip(" :：–—|")
                if label:
                    yield make_line(language, label, reason=reason)
            yield make_line(language, text.format(headline), reason=reason)


def load_wordings() -> dict[str, dict[str, list[str]]]:
    """Language -> its lists: residue by kind, and as prose `lookalikes` and `news`, plain sentences."""
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(WORDINGS.glob("*.toml"))}


def read_lists(
    lists: dict[str, dict[str, list[str]]], newsrooms: dict[str, dict[str, Any]]
) -> Iterator[Line]:
    """The residue and the prose of *lists*; what they read of is the newsrooms' `tuned` headlines."""
    for language, words in lists.items():
        yield from _read_kinds(language, words, newsrooms[language]["tuned"]["headline"])
        for text in (*words["lookalikes"], *words["news"]):
            yield make_line(language, text, weight=PROSE_WEIGHT)


def read_prose(newsrooms: dict[str, dict[str, Any]], keys: Sequence[str]) -> Iterator[Line]:
    """The newsrooms' own lines that are no residue."""
    for language, news in newsrooms.items():
        for key in keys:
            for text in news[key]:
                yield make_line(language, text, weight=PROSE_WEIGHT)


def read_pages(corpora: Path) -> Iterator[Line]:
    """Sentences of real articles whose truth states no body."""
    for truth in sorted(corpora.glob("*/truth.jsonl")):
        for row in map(json.loads, truth.read_text("utf-8").splitlines()):
            if row["body"]:
                continue
            page = gzip.decompress((truth.parent / row["html"]).read_bytes())
            text = trafilatura.extract(page, fast=True, favor_precision=True, include_comments=False) or ""
            texts = [line for line in dict.fromkeys(text.splitlines()) if ends_sentence(line)]
            language = guess_language(word for line in texts[:8] for word in tokens(line))
            for line in texts if language else ():
                if SHORTEST <= len(tokens(line)) <= LONGEST:
                    yield make_line(str(language), line)


def make_line(language: str, text: str, *, reason: str | None = None, weight: float = 1.0) -> Line:
    """*text* as the model sees it; words are told apart by their language."""
    reading = read_line(load_grammars()[language], text)
    features = wording.list_features(tokens(text), text, reading)
    own = (name if wording.is_shared(name) else f"{language} {name}" for name in features)
    return Line(language, tuple(own), reason, weight)


def fit(lines: Sequence[Line]) -> tuple[float, dict[str, float]]:
    """(bias, weight of each feature) by logistic regression, steps of Adagrad in an order that is fixed."""
    weights: dict[str, float] = {}
    steps: dict[str, float] = {}
    bias = bias_steps = 0.0
    rows = list(lines)
    random = Random(SEED)
    for _ in range(ROUNDS):
        random.shuffle(rows)
        for line in rows:
            scale = 2 / math.sqrt(len(line.features))
            total = bias + scale * sum(weights.get(name, 0.0) for name in line.features)
            odds = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
            error = (odds - (line.reason is not None)) * line.weight
            for name in line.features:
                gradient = error * scale + DECAY * weights.get(name, 0.0)
                steps[name] = steps.get(name, 0.0) + gradient * gradient
                weights[name] = weights.get(name, 0.0) - RATE * gradient / math.sqrt(steps[name] + 1e-6)
            bias_steps += error * error
            bias -= RATE * error / math.sqrt(bias_steps + 1e-6)
    return bias, weights


def known_words(own: Sequence[Line]) -> frozenset[str]:
    """Features that the lists have; pairs of words twice at least."""
    counts = Counter(name for line in own for name in line.features)
    return frozenset(
        name for name, count in counts.items() if count > 1 or wording.is_shared(name) or name.count(" ") < 2
    )


def narrow(line: Line, known: frozenset[str]) -> Line:
    """*line* with no other features than the *known* ones."""
    features = tuple(name for name in line.features if name in known)
    return Line(line.language, features, line.reason, line.weight)


def write_files(out: Path, own: Sequence[Line], bias: float, weights: dict[str, float]) -> None:
    """One file a language and one for all, with their keys in order."""
    residue = [(line.reason, line.features) for line in own if line.reason]
    reasons = wording.count_reasons(residue)
    kept = {name: round(weight, 1) for name, weight in sorted(weights.items()) if abs(weight) >= SMALLEST}
    out.mkdir(parents=True, exist_ok=True)
    shared = {
        "bias": round(bias, 4),
        "lines": dict(sorted(Counter(reason for reason, _ in residue).items())),
        "weights": {name: weight for name, weight in kept.items() if wording.is_shared(name)},
        "reasons": {n: dict(sorted(c.items())) for n, c in sorted(reasons.items()) if wording.is_shared(n)},
    }
    _write(out / f"{wording.SHARED}.json", shared)
    for language in sorted({line.language for line in own}):
        head = f"{language} "
        words = {name[len(head) :]: weight for name, weight in kept.items() if name.startswith(head)}
        counts = {
            name[len(head) :]: dict(sorted(counted.items()))
            for name, counted in sorted(reasons.items())
            if name.startswith(head) and name in kept
        }
        _write(out / f"{language}.json", {"weights": words, "reasons": counts})


def _write(file: Path, data: dict[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text.replace('},"', '},\n"') + "\n", "utf-8")


def report(newsrooms: dict[str, dict[str, Any]], out: Path) -> None:
    """Print what share of `held` residue, and of held prose, the model in *out* takes for residue."""
    models = {language: _model(out, language) for language in newsrooms}
    residue = list(read_wordings(newsrooms, "held"))
    prose = list(read_prose(newsrooms, ["held_lookalikes"]))
    for least in (0.0, 1.0, 2.0, 3.0):
        shares = [_share(models, lines, least) for lines in (residue, prose)]
        print(f"score of {least} or more: {shares[0]:.3f} of held residue, {shares[1]:.3f} of held prose")
    named = [line for line in residue if models[line.language].reason(_plain(line)) == line.reason]
    print(f"reason right: {len(named) / len(residue):.3f}")


def _model(folder: Path, language: str) -> wording.Wording:
    found = wording.read_wording(folder, language)
    assert found is not None, language
    return found


def _plain(line: Line) -> list[str]:
    return [name.removeprefix(f"{line.language} ") for name in line.features]


def _share(models: dict[str, wording.Wording], lines: Sequence[Line], least: float) -> float:
    return sum(models[line.language].score(_plain(line)) >= least for line in lines) / len(lines)


def main() -> None:
    """Train, write the files, report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    newsrooms = load_newsrooms()
    own = [
        *read_wordings(newsrooms, "tuned"),
        *read_prose(newsrooms, ["prose", "traps", "lookalikes"]),
        *read_lists(load_wordings(), newsrooms),
    ]
    known = known_words(own)
    real = list(read_pages(options.corpora)) if options.corpora else []
    bias, weights = fit([narrow(line, known) for line in (*own, *real)])
    write_files(options.out, own, bias, weights)
    print(f"{len(own)} lines of lists, {len(real)} of real pages, {len(weights)} weights")
    report(newsrooms, options.out)


if __name__ == "__main__":
    main()
