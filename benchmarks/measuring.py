"""Every extractor over every page, in worker processes that are ended when a page hangs or breaks them."""

from __future__ import annotations

import logging
import signal
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from benchmarks.corpora import UNKNOWN_URL, TruePage
from benchmarks.figures import Scored, score
from benchmarks.folds import judged_by
from benchmarks.offline import go_offline
from benchmarks.prediction import Prediction
from benchmarks.roster import Peer, Predict, load_peer

PROCESSES = 2
LIMIT = 60.0
"""Seconds of processor time for one page; one that takes longer counts as failed and empty."""
STUCK = 900.0
"""Seconds by the clock after which a page that needs no processor time either is given up."""
_WARM_UP = (
    b"<html><body><article><h1>Tide</h1><p>The tide came in at nine and went out at three.</p></article>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One page for one extractor."""

    peer: Peer
    page: TruePage
    forest: Path | None
    """The trees that Copydesk's judge uses; None: the shipped ones."""
    limit: float = LIMIT


def measure(jobs: Sequence[Job]) -> Iterator[Scored]:
    """The scored answers in the order of *jobs*; one that breaks its process has failed like any other."""
    with ProcessPool(max_workers=PROCESSES, context=get_context("spawn"), initializer=_prepare) as pool:
        answers = pool.map(_run, jobs, chunksize=1, timeout=STUCK).result()
        for job in jobs:
            try:
                yield next(answers)
            except TimeoutError:
                yield score(job.page, Prediction(error=f"stuck for {STUCK:g} s"))
            except ProcessExpired as error:
                slow = error.exitcode == -signal.SIGPROF
                why = f"over {job.limit:g} s" if slow else f"its process died: {error.exitcode}"
                yield score(job.page, Prediction(error=why, seconds=job.limit if slow else None))


def run(predict: Predict, page: TruePage) -> Scored:
    """The scored answer of *predict* about *page*; one that raises has failed and counts as empty."""
    html = page.html()
    began = time.process_time()
    try:
        answer = predict(page.url or UNKNOWN_URL, html)
    except Exception as error:  # what an extractor raises is a figure here
        answer = Prediction(error=repr(error)[:300])
    return score(page, replace(answer, seconds=time.process_time() - began))


def _run(job: Job) -> Scored:
    """The scored answer; the kernel ends this process when its page has had its time, whatever it is at."""
    predict = _load(job.peer)
    signal.setitimer(signal.ITIMER_PROF, job.limit)
    try:
        with judged_by(job.forest):
            return run(predict, job.page)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@cache
def _load(peer: Peer) -> Predict:
    """The extractor, run once on a small page, so that what it loads is not timed with the first real one."""
    predict = load_peer(peer)
    try:
        predict(UNKNOWN_URL, _WARM_UP)
    except Exception:  # the pages tell
        logging.getLogger(__name__).debug("%s: warming up failed", peer.name, exc_info=True)
    return predict


def _prepare() -> None:
    go_offline()
    logging.disable()
    warnings.simplefilter("ignore")
