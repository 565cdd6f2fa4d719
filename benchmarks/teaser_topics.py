"""Fit how far a sentence under a teaser's headline goes on about it, on real articles with others' teasers.

usage: python -m benchmarks.teaser_topics --corpora DIR

Every article of DIR gets, at random places, headline and description of another article of its language, half
of the time of its own site, and each description is set against the paragraph that stood there. Prints what
`scraper/extraction/boilerplate/topics.py` has as its weights, and what they come to on articles left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import trafilatura
from lxml import html

from benchmarks.newsroom_pages import WORDINGS, load_newsrooms
from scraper.extraction.boilerplate.appeals import guess_language
from scraper.extraction.boilerplate.grammar_files import load_small
from scraper.extraction.boilerplate.topics import STOP, Sentence, list_stems, opens_leaning, signs_of
from scraper.extraction.shape import ends_sentence, has_quote, measure
from scraper.normalise.text import clean_text, words_of
from scraper.normalise.urls import site_of

SEED = 1
FOLDS = 5
HOLD = 0.02
"""How firmly the weights are held towards nothing: enough for the steps to end."""
PLACES = 8
"""Places tried in each article."""
MISTAKES = (0.005, 0.01, 0.02, 0.03)
MOST = 60
"""Words beyond which nothing is taken for a summary."""
_SITE = re.compile(r"\s[|\-–—]\s")
_MADE_UP = 0.3
"""The weight of a made-up line beside one of a real article."""
Row = tuple[int, bool, float, tuple[float, ...]]
"""Article, whether it is a summary, its weight, and its signs with a 1 for the bias before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A real article."""

    site: str
    language: str
    title: str
    summary: str | None
    paragraphs: tuple[str, ...]


def read_texts(corpora: Path) -> Iterator[Text]:
    """The articles of *corpora* that have a title and five paragraphs: the true ones, or trafilatura's."""
    for truth in sorted(corpora.glob("*/truth.jsonl")):
        for row in map(json.loads, truth.read_text("utf-8").splitlines()):
            page = gzip.decompress((truth.parent / row["html"]).read_bytes())
            found = row["body"] or (trafilatura.extract(page, fast=True, include_comments=False) or "")
            lines = found if isinstance(found, list) else found.splitlines()
            text = _make_text(page, str(row["url"] or ""), [clean_text(line) for line in lines])
            if text is not None:
                yield text


def _make_text(page: bytes, url: str, lines: Sequence[str]) -> Text | None:
    language = guess_language(word for line in lines[:8] for word in words_of(line))
    paragraphs = [line for line in lines if ends_sentence(line) and 5 <= measure(words_of(line)) <= 200]
    try:
        document = html.fromstring(page)
    except (ValueError, html.etree.ParserError):
        return None
    title = _SITE.split(_find_meta(document, "og:title"))[0]
    summary = _find_meta(document, "og:description") or _find_meta(document, "description")
    if language is None or len(paragraphs) < 5 or measure(words_of(title)) < 4:
        return None
    whole = ends_sentence(summary) and not summary.endswith(("...", "…"))
    fits = whole and 6 <= measure(words_of(summary)) <= 60 and summary not in lines
    return Text(
        site=site_of(url),
        language=language,
        title=title,
        summary=summary if fits else None,
        paragraphs=tuple(paragraphs[:40]),
    )


def _find_meta(document: html.HtmlElement, name: str) -> str:
    found = document.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return clean_text(str(found[0])) if found else ""


def list_rows(texts: Sequence[Text]) -> Iterator[Row]:
    """Summaries of other articles, and the paragraphs in whose place they stand."""
    random, small = Random(SEED), load_small()
    alike: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        alike[text.language].append(number)
    for number, text in enumerate(texts):
        words = small.get(text.language, frozenset())
        others = [other for other in alike[text.language] if other != number]
        near = [other for other in others if text.site and texts[other].site == text.site]
        for _ in range(PLACES if others else 0):
            teaser = texts[random.choice(near if near and random.random() < 0.5 else others)]
            place = random.randrange(1, len(text.paragraphs))
            for is_summary, signs in _set_against(text, place, teaser.title, teaser.summary, words):
                yield number, is_summary, 1.0, signs


def list_made_up() -> Iterator[Row]:
    """The same of the made-up newsrooms' teasers, at every place of their articles."""
    small = load_small()
    for number, (language, news) in enumerate(load_newsrooms().items()):
        for words in (news[name] for name in WORDINGS if name in news):
            text = Text(
                site="",
                language=language,
                title=words.get("title", news["headline"]),
                summary=None,
                paragraphs=tuple(words.get("prose", news["prose"])),
            )
            for place in range(1, len(text.paragraphs)):
                small_words = small.get(language, frozenset())
                rows = _set_against(text, place, words["headline"], words["summary"], small_words)
                yield from ((number, is_summary, _MADE_UP, signs) for is_summary, signs in rows)


def _set_against(
    text: Text, place: int, headline: str, summary: str | None, small: frozenset[str]
) -> Iterator[tuple[bool, tuple[float, ...]]]:
    """The signs of *summary* and of the paragraph at *place*, each under *headline*."""
    stems = [list_stems(words_of(line), small) for line in text.paragraphs]
    lengths = [len(words_of(line)) for line in text.paragraphs]
    titles, teased = (list_stems(words_of(line), small) for line in (text.title, headline))
    for line in (summary, text.paragraphs[place]):
        if line is None or measure(words_of(line)) > MOST:
            continue
        after = place if line is summary else place + 1
        sentence = Sentence(
            stems=list_stems(words_of(line), small),
            words=len(words_of(line)),
            stops=len(STOP.findall(line[:-1])),
            leans=opens_leaning(words_of(line), text.language),
            quotes=has_quote(line),
        )
        rest, others = stems[:place] + stems[after:], lengths[:place] + lengths[after:]
        yield line is summary, (1.0, *signs_of(sentence, teased, titles, rest, others, place=place))


def fit(rows: Sequence[Row]) -> list[float]:
    """Bias and weights by Newton's steps on the logarithm of the odds, held a little towards nothing."""
    size = len(rows[0][3])
    weights = [0.0] * size
    for _ in range(20):
        slope = [HOLD * weight for weight in weights]
        curve = [[HOLD * (i == j) for j in range(size)] for i in range(size)]
        for _, is_summary, weight, signs in rows:
            odds = 1 / (1 + math.exp(-max(-30.0, min(30.0, score(weights, signs)))))
            for i, sign in enumerate(signs):
                slope[i] += weight * (odds - is_summary) * sign
                for j, other in enumerate(signs):
                    curve[i][j] += weight * odds * (1 - odds) * sign * other
        weights = [weight - step for weight, step in zip(weights, solve(curve, slope), strict=True)]
    return weights


def score(weights: Sequence[float], signs: Sequence[float]) -> float:
    """The logarithm of the odds."""
    return sum(weight * sign for weight, sign in zip(weights, signs, strict=True))


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The x of *matrix* · x = *right*, of a matrix that is symmetric and positive."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i, row in enumerate(rows):
        rows[i] = row = [value / row[i] for value in row]
        for j, other in enumerate(rows):
            if j != i:
                rows[j] = [value - other[i] * own for value, own in zip(other, row, strict=True)]
    return [row[-1] for row in rows]


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True)
    texts = list(read_texts(parser.parse_args().corpora))
    rows, made_up = list(list_rows(texts)), list(list_made_up())
    summaries: list[float] = []
    prose: list[float] = []
    for fold in range(FOLDS):
        weights = fit([row for row in rows if row[0] % FOLDS != fold] + made_up)
        for number, is_summary, _, signs in rows:
            if number % FOLDS == fold:
                (summaries if is_summary else prose).append(score(weights, signs))
    print(f"{len(texts)} articles, {len(summaries)} summaries, {len(prose)} paragraphs")
    print("weights:", *(f"{weight:.3f}" for weight in fit(rows + made_up)))
    prose.sort(reverse=True)
    for share in MISTAKES:
        least = prose[int(share * len(prose))]
        found = len([value for value in summaries if value > least]) / len(summaries)
        print(f"{share:.3f} of paragraphs have more than {least:.2f}, and {found:.3f} of summaries")


if __name__ == "__main__":
    main()
