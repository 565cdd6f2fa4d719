"""Copydesk's text against pages with a known truth, beside trafilatura in the same run.

usage: python -m benchmarks.quality --corpora DIR [--predictions DIR] [--only NAME ...] [--worst N]

DIR holds one folder a corpus, with `truth.jsonl` (rows `{id, url, html, body, optional, summary, title ...}`)
and the pages it names, plain or `.gz`. Public benchmarks give such pages: article-extraction-benchmark,
fundus-evaluation, the test suites of Postlight Parser, Media Cloud, Goose3, newspaper4k and trafilatura.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import trafilatura

from benchmarks.metrics import PageScore, score_page, summarise
from scraper.article import Rejection
from scraper.extraction.extract import extract_article
from scraper.normalise.urls import site_of
from scraper.page import Page
from scraper.sites.site import Site

PROCESSES = 2
NEWS = ("aeb", "fundus_eval", "fundus")
"""Corpora of news articles with whole bodies: the pooled figures are theirs."""
Row = dict[str, Any]


def run_copydesk(url: str, html: bytes) -> Row:
    """What a crawl files for the page, as a prediction."""
    found = extract_article(Page(url=url, body=html), Site(domain=site_of(url)))
    if isinstance(found, Rejection):
        return {
            "body": None,
            "title": None,
            "authors": [],
            "published": None,
            "language": None,
            "error": found.reason,
        }
    published = found.published_at or found.published_on
    return {
        "body": "\n".join(block.text for block in found.body),
        "title": found.headline,
        "authors": [author.name for author in found.authors if author.role is None],
        "published": published.isoformat() if published else None,
        "language": found.language,
    }


def run_trafilatura(url: str, html: bytes) -> Row:
    """trafilatura with its defaults."""
    return _text_only(trafilatura.extract(html, url=url, include_comments=False))


def run_precision(url: str, html: bytes) -> Row:
    """trafilatura with `favor_precision`."""
    return _text_only(trafilatura.extract(html, url=url, include_comments=False, favor_precision=True))


PEERS: dict[str, Callable[[str, bytes], Row]] = {
    "copydesk": run_copydesk,
    "trafilatura": run_trafilatura,
    "trafilatura_precision": run_precision,
}


def _text_only(text: str | None) -> Row:
    return {"body": text, "title": None, "authors": [], "published": None, "language": None}


def main(arguments: list[str] | None = None) -> int:
    """Predict, score, print. 2: no corpora where the arguments say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True, help="folder of corpora")
    parser.add_argument("--predictions", type=Path, help="write <corpus>/<peer>.jsonl there")
    parser.add_argument("--only", nargs="*", help="corpora to run; default: those of news articles")
    parser.add_argument("--peers", nargs="*", choices=sorted(PEERS), default=list(PEERS))
    parser.add_argument("--worst", type=int, default=0, help="print the worst pages with what is wrong")
    given = parser.parse_args(arguments)
    names = given.only or [name for name in NEWS if (given.corpora / name / "truth.jsonl").is_file()]
    if not names:
        print(f"{given.corpora}: no corpora here; see the head of benchmarks/quality.py", file=sys.stderr)
        return 2
    pooled: dict[str, list[tuple[Row, PageScore]]] = {peer: [] for peer in given.peers}
    for name in names:
        scored = dict(run_corpus(given.corpora / name, given.peers, given.predictions))
        print_table(name, scored)
        for peer, rows in scored.items():
            pooled[peer] += rows if name in NEWS else []
    if any(pooled.values()):
        print_table("pooled over " + " + ".join(name for name in names if name in NEWS), pooled)
    print_worst(pooled.get("copydesk", []), given.worst)
    return 0


def run_corpus(
    folder: Path, peers: list[str], predictions: Path | None
) -> Iterator[tuple[str, list[tuple[Row, PageScore]]]]:
    """(peer, its scored pages) over the corpus in *folder*; only those with a known body score."""
    truths = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]
    jobs = [
        (peer, truth["url"] or "https://page.example/", folder / truth["html"])
        for peer in peers
        for truth in truths
    ]
    with ProcessPoolExecutor(PROCESSES) as pool:
        answers = list(pool.map(predict, jobs, chunksize=4))
    for index, peer in enumerate(peers):
        own = answers[index * len(truths) : (index + 1) * len(truths)]
        if predictions:
            target = predictions / folder.name / f"{peer}.jsonl"
            target.parent.mkdir(parents=True, exist_ok=True)
            rows = ({"id": truth["id"], **answer} for truth, answer in zip(truths, own, strict=True))
            target.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        yield (
            peer,
            [
                (truth, score_page(truth, answer["body"] or "", answer["seconds"]))
                for truth, answer in zip(truths, own, strict=True)
                if truth["body"]
            ],
        )


def predict(job: tuple[str, str, Path]) -> Row:
    """One peer's answer on one page, with the processor seconds that it took."""
    peer, url, path = job
    html = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    began = time.process_time()
    try:
        answer = PEERS[peer](url, html)
    except Exception as error:  # one broken page must not end the measurement; it counts as empty
        print(f"{peer}: {path.name}: {error!r}", file=sys.stderr)
        answer = {**_text_only(None), "error": repr(error)}
    return {**answer, "seconds": time.process_time() - began}


def print_table(title: str, scored: dict[str, list[tuple[Row, PageScore]]]) -> None:
    """A Markdown table, a row a peer."""
    figures = {peer: summarise([score for _, score in rows]) for peer, rows in scored.items() if rows}
    if not figures:
        return
    columns = list(next(iter(figures.values())))
    print(f"\n### {title}: {len(next(iter(scored.values())))} pages\n")
    print("| peer | " + " | ".join(columns) + " |\n|---|" + "---|" * len(columns))
    for peer, row in figures.items():
        cells = (f"{row[name]:.1f}" if name.startswith("ms") else f"{row[name]:.3f}" for name in columns)
        print(f"| {peer} | " + " | ".join(cells) + " |")


def print_worst(rows: list[tuple[Row, PageScore]], count: int) -> None:
    """The *count* pages with most faults: lines that are not the article's (+) and lost paragraphs (-)."""
    faulty = sorted(rows, key=lambda row: -(len(row[1].residual) + len(row[1].lost)))
    for truth, score in faulty[:count]:
        print(f"\n{truth['url']}: {len(score.residual)} residual, {len(score.lost)} lost")
        for mark, lines in (("+", score.residual), ("-", score.lost)):
            for line in lines[:12]:
                print(f"  {mark} {line[:140]}")


if __name__ == "__main__":
    sys.exit(main())
