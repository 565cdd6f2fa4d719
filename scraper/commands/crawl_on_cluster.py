"""`scrapy crawl --ray`: the shards of a crawl on a Ray cluster, each a process of the ordinary command."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scrapy.settings import BaseSettings

from exports.shards import MOST, Shard
from exports.stores import local_folder
from scraper.cluster.engine import ClusterError, joined, missing_engine, room_for
from scraper.cluster.shard_process import Errand, Outcome
from scraper.cluster.shards import ShardCrawl, worst
from scraper.command_line import refuse
from scraper.statuses import FAILURE, INTERRUPTED
from scraper.terminal import complain, write_lines

_SENT = ("COPYDESK_", "SCRAPY_", "PYTHONPATH")
"""Beginnings of the names of what the nodes get of our environment."""
_ALONE = {
    "output": "-o",
    "overwrite_output": "-O",
    "logfile": "--logfile",
    "pidfile": "--pidfile",
    "profile": "--profile",
    "pdb": "--pdb",
}
"""Options of a single process."""


def add_cluster_options(parser: argparse.ArgumentParser) -> None:
    """`--ray` and `--shards`."""
    parser.add_argument(
        "--ray",
        action="store_true",
        help="crawl in shards on a Ray cluster: the one at RAY_ADDRESS, or one of our own",
    )
    parser.add_argument(
        "--shards", type=int, metavar="N", help="with --ray: how many (default: as many as there are)"
    )


def cluster_mistake(opts: argparse.Namespace) -> str | None:
    """What is wrong with the options of a crawl on a cluster; None: nothing."""
    if not opts.ray:
        return "crawl: --shards N needs --ray" if opts.shards is not None else None
    if opts.shards is not None and not 1 <= opts.shards <= MOST:
        return f"crawl: --shards {opts.shards}: write a number from 1 to {MOST}"
    if "shard" in opts.spargs:
        return "crawl: --ray crawls all shards: leave -a shard= out, or --ray"
    for name, option in _ALONE.items():
        if getattr(opts, name, None):
            return f"crawl: {option} is of a single process: it does not go with --ray"
    return None


def crawl_on_cluster(spider: str, opts: argparse.Namespace, settings: BaseSettings) -> int:
    """The weightiest exit status of all shards. Ends the process with status 2 where none was begun."""
    # Here, so that a list of the commands does not wait for what the spiders need.
    from scraper.spiders.arguments import UsageError
    from scraper.spiders.sharding import below, check_split, find_split

    if missing := missing_engine():
        refuse(f"crawl: {missing}")
    count = opts.shards or find_split(settings)
    if count is None:
        refuse("crawl: --ray: nothing is split yet: say into how many shards: --shards 4")
    shards = [Shard(number=number, count=count) for number in range(1, count + 1)]
    try:
        check_split(settings, shards[0])
    except UsageError as error:
        refuse(str(error).replace(f"-a shard=1/{count}", f"--shards {count}"))
    out, state = settings.get("COPYDESK_OUT") or "out", settings.get("COPYDESK_STATE") or "state"
    workers = settings.getint("COPYDESK_WORKERS") or 1
    errands = [
        Errand(
            shard=shard,
            words=_words(spider, opts, workers),
            folder=os.getcwd(),
            out=str(local_folder(below(out, shard.name), below(state, shard.name))),
            environment={name: text for name, text in os.environ.items() if name.startswith(_SENT)},
        )
        for shard in shards
    ]
    try:
        with joined(tell=True) as ray:
            crawl = ShardCrawl(ray, errands, processors=room_for(ray, workers))
            with _heard(crawl.stop):
                outcomes = crawl.run(_tell)
    except ClusterError as error:
        complain(f"crawl: {error}")
        return FAILURE
    write_lines(sys.stderr, [_sum(outcomes)])
    return worst(outcome.status for outcome in outcomes)


def _words(spider: str, opts: argparse.Namespace, workers: int) -> list[str]:
    """The command of a shard, without the shard. One worker each is enough: shards share a machine."""
    words = ["crawl", spider, "-s", f"COPYDESK_WORKERS={workers}"]
    for name, text in opts.spargs.items():
        words += ["-a", f"{name}={text}"]
    for pair in opts.set:
        if not pair.startswith("COPYDESK_WORKERS="):
            words += ["-s", pair]
    if opts.loglevel:
        words += ["-L", opts.loglevel]
    return [*words, "--nolog"] if opts.nolog else words


@contextmanager
def _heard(stop: Callable[[], None]) -> Iterator[None]:
    """SIGINT and SIGTERM mean *stop*, until the end of the block."""
    before = {number: signal.signal(number, lambda *_: stop()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(shard: Shard, outcome: Outcome) -> None:
    if outcome.line:
        complain(f"{shard.name}: {outcome.line} (status {outcome.status})")


def _sum(outcomes: list[Outcome]) -> str:
    statuses = Counter(outcome.status for outcome in outcomes)
    listed = ", ".join(f"{number} with status {status}" for status, number in sorted(statuses.items()))
    ending = "; the same command goes on from here" if INTERRUPTED in statuses else ""
    return f"{sum(statuses.values())} shards: {listed}{ending}"
