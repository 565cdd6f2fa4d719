"""Copydesk's text and fields against pages with a known truth, beside other extractors in the same run.

usage: python benchmarks/quality.py --corpora DIR [--only CORPUS ...] [--peers NAME ...] [--predictions DIR]
           [--worst N] [--html FILE] [--out-of-fold DIR] [--check FILE] [--write-baseline FILE]

DIR holds a folder for each corpus, with `truth.jsonl` and the pages it names (benchmarks/corpora.py).
Copydesk runs by the code of the crawl; the others where they are installed (requirements/peers.txt). One that
fails on a page counts as empty there. Exit status: 0 good, 1 a figure fell below the baseline, 2 usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

if __name__ == "__main__":  # run by its path, whose folder holds modules that are named like the peers
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.baseline import OUT_OF_FOLD, SHIPPED, BaselineError, Group, compare, write_baseline
from benchmarks.corpora import WHENCE, TruePage, fingerprint, list_corpora, load_corpus
from benchmarks.figures import Scored, summarise
from benchmarks.folds import Folds
from benchmarks.measuring import Job, measure
from benchmarks.prediction import write_predictions
from benchmarks.roster import OWN, PEERS, Peer, list_installed, say_missing
from benchmarks.tables import to_tables
from benchmarks.worst import list_worst, to_html, to_text

POOLED = "pooled"
"""All pages whose truth no tool recorded."""
_WORST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is to be measured."""

    folder: Path
    corpora: dict[str, list[TruePage]]
    peers: list[Peer]
    folds: Folds | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints the tables, writes what is asked for, and holds the gate."""
    given = _parse(arguments)
    names = list_corpora(given.corpora)
    wanted = given.only or names
    absent = sorted(set(wanted) - set(names))
    if not names or absent:
        return _usage(f"{given.corpora}: no {', '.join(absent) or 'corpora'} here: {WHENCE}")
    chosen = [peer for peer in PEERS if peer.name in _chosen_names(given)]
    if (missing := say_missing(chosen)) is not None:
        print(missing, file=sys.stderr)
    corpora = {name: load_corpus(given.corpora / name) for name in wanted}
    folds = None
    if given.out_of_fold:
        try:
            folds = Folds(given.out_of_fold, (page for pages in corpora.values() for page in pages))
        except OSError as error:
            return _usage(f"{error}; benchmarks/train_judge.py --folds-dir writes it")
    run = Run(folder=given.corpora, corpora=corpora, peers=list_installed(chosen), folds=folds)
    print(_say_judge(run))
    own = _print_tables(run, given.predictions)
    _show_worst([row for rows in own.values() for row in rows], given.worst, given.html)
    return _gate(run, own, given)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    folder = os.environ.get("COPYDESK_CORPORA", "../shared/corpora")
    parser.add_argument(
        "--corpora", type=Path, default=Path(folder), help="folder of corpora (default: %(default)s)"
    )
    parser.add_argument("--only", nargs="+", metavar="CORPUS", help="corpora to run (default: all)")
    parser.add_argument(
        "--peers", nargs="+", choices=[peer.name for peer in PEERS], help="(default: all; for a gate, ours)"
    )
    parser.add_argument("--predictions", type=Path, help="write <corpus>/<extractor>.jsonl there")
    parser.add_argument("--worst", type=int, default=0, help="print that many of our worst pages")
    parser.add_argument("--html", type=Path, help=f"write them as a page (default: {_WORST} of them)")
    parser.add_argument(
        "--out-of-fold", type=Path, help="judge every page by the trees of `train_judge.py --folds-dir`"
    )
    parser.add_argument("--check", type=Path, help="fail if a figure of ours is below those in this file")
    parser.add_argument("--write-baseline", type=Path, help="write our figures there")
    return parser.parse_args(arguments)


def _chosen_names(given: argparse.Namespace) -> set[str]:
    gated = given.check or given.write_baseline
    named = set(given.peers or ([OWN] if gated else [peer.name for peer in PEERS]))
    return named | ({OWN} if gated else set())


def _say_judge(run: Run) -> str:
    if run.folds is None:
        return "Learned judge: as shipped; what it was trained on is not left out."
    pages = [page for pages in run.corpora.values() for page in pages]
    known = sum(run.folds.forest_for(page) is not None for page in pages)
    return (
        f"Learned judge: out of fold by publisher on {known} of {len(pages)} pages; shipped on the others, "
        "for their publishers taught it nothing."
    )


def _print_tables(run: Run, predictions: Path | None) -> dict[str, list[Scored]]:
    """Prints each corpus when it is done, then what is pooled; Copydesk's scored answers by corpus."""
    with_fields = [peer.name for peer in run.peers if peer.fields]
    pooled: dict[str, list[Scored]] = {peer.name: [] for peer in run.peers}
    own: dict[str, list[Scored]] = {}
    for corpus, answers in _answers(run):
        for peer, rows in answers.items():
            pooled[peer] += (row for row in rows if not row.page.by_tool)
            if predictions:
                write_predictions(
                    predictions / corpus / f"{peer}.jsonl", ((row.page.id, row.prediction) for row in rows)
                )
        own[corpus] = answers.get(OWN, [])
        figures = {peer: summarise(rows) for peer, rows in answers.items()}
        print(to_tables(corpus, figures, with_fields), flush=True)
    if len(run.corpora) > 1:
        figures = {peer: summarise(rows) for peer, rows in pooled.items() if rows}
        print(to_tables(f"{POOLED}, tools' truths apart", figures, with_fields))
    return own


def _answers(run: Run) -> Iterator[tuple[str, dict[str, list[Scored]]]]:
    """(corpus, extractor to its scored answers) as they are done."""
    jobs = [
        Job(peer=peer, page=page, forest=run.folds.forest_for(page) if run.folds else None)
        for pages in run.corpora.values()
        for peer in run.peers
        for page in pages
    ]
    scored = measure(jobs)
    for corpus, pages in run.corpora.items():
        yield corpus, {peer.name: list(islice(scored, len(pages))) for peer in run.peers}


def _show_worst(rows: Sequence[Scored], count: int, page: Path | None) -> None:
    if count:
        print(to_text(list_worst(rows, count)))
    if page:
        page.write_text(to_html(list_worst(rows, count or _WORST)), encoding="utf-8")


def _gate(run: Run, own: dict[str, list[Scored]], given: argparse.Namespace) -> int:
    """1 if a figure fell below the baseline, each said in a line on stderr."""
    if not given.check and not given.write_baseline:
        return 0
    groups = _groups(run, own)
    judge = OUT_OF_FOLD if run.folds else SHIPPED
    if given.write_baseline:
        write_baseline(given.write_baseline, groups, judge)
    if not given.check:
        return 0
    try:
        outcome = compare(given.check, groups, judge)
    except BaselineError as error:
        return _usage(str(error))
    for line in (*outcome.not_compared, *outcome.fallen):
        print(line, file=sys.stderr)
    print(f"quality gate: {len(outcome.fallen)} figures fell" if outcome.fallen else "quality gate: held")
    return 1 if outcome.fallen else 0


def _groups(run: Run, own: dict[str, list[Scored]]) -> dict[str, Group]:
    """Copydesk's figures by corpus, and pooled over the pages whose truth no tool recorded."""
    groups = {
        corpus: Group(truth=fingerprint([run.folder / corpus]), figures=summarise(rows))
        for corpus, rows in own.items()
        if rows
    }
    rows = [row for rows in own.values() for row in rows if not row.page.by_tool]
    if rows:
        folders = {run.folder / row.page.corpus for row in rows}
        groups[POOLED] = Group(truth=fingerprint(folders), figures=summarise(rows))
    return groups


def _usage(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
