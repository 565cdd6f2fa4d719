"""What the frontier costs: each operation among a million addresses, and its share of a whole crawl.

usage: python -m benchmarks.frontier [--urls 1000000] [--pages 300]

Seconds are those of the processor, so that other programs on the machine do not count. The crawl runs over
loopback, in a process of its own, with the million addresses in its frontier.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.newspaper import Newspaper
from exports.ledger import Ledger
from scraper.frontier import Frontier
from scraper.hints import FoundLink, Hints
from scraper.reconciliation import note_agreement, reconcile

NOW = "2026-03-03T09:00:00Z"
SITES = 100
_COSTLY = [
    *("add", "pick", "pick_unnamed", "due", "state_of", "conditions", "note_validators", "settle"),
    *("settle_filed", "retry_later", "look_again", "flush", "close", "change", "execute", "rows"),
]


def address(number: int) -> str:
    """The address number *number*."""
    return f"https://www.site-{number % SITES}.example/2026/03/{number % 28 + 1:02}/news-of-the-day-{number}"


def links(count: int) -> Iterator[FoundLink]:
    """So many links of one site after the other, as feeds and sitemaps give them."""
    for number in range(count):
        hints = Hints(source="feed", headline=f"Headline {number}") if number % 50 == 0 else None
        via = "feed" if hints else "sitemap"
        day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield FoundLink(url=address(number), via=via, hints=hints, changed=day)


def fill(path: Path, count: int) -> None:
    """A frontier of *count* addresses at *path*: half of them filed, a tenth gone, the others pending."""
    with Frontier(path) as frontier:
        begun = time.process_time()
        by_site: dict[int, list[FoundLink]] = {}
        for number, link in enumerate(links(count)):
            by_site.setdefault(number % SITES, []).append(link)
        for number, found in by_site.items():
            frontier.add(found, f"site-{number}.example", NOW)
        seconds = time.process_time() - begun
        _print("add, a new address", seconds / count)
        # In the order of the file, which is no matter of what is measured.
        for number in sorted(range(count), key=address):
            if number % 2 == 0:
                frontier.settle_filed(address(number), now=NOW, article_id=f"{number:032x}")
            elif number % 10 == 1:
                frontier.settle(address(number), "gone", "http_410", now=NOW)
    ledger = path.with_name("ledger.sqlite")
    Ledger(ledger).close()
    with closing(sqlite3.connect(ledger)) as database:
        filed = ((address(number), f"{number:032x}") for number in range(0, count, 2))
        database.executemany("INSERT INTO addresses VALUES (?, ?)", filed)
        row = ("0" * 32, "site-0.example", address(0), address(0))
        database.execute(
            "INSERT INTO articles (id, version, site, requested_url, url, text_hash, corrections, part, run)"
            " VALUES (?, 1, ?, ?, ?, '', '', '', 'RUN')",
            row,
        )
        database.commit()
    size = path.stat().st_size / 2**20
    print(f"{count:,} addresses, {size:,.0f} MiB ({size * 2**20 / count:.0f} bytes each)")


def measure(path: Path, count: int) -> None:
    """Print what each operation costs in the frontier at *path*, which holds *count* addresses."""
    random = Random(1)

    def some() -> str:
        return address(random.randrange(count))

    with Frontier(path) as frontier:
        operations: dict[str, Callable[[], Any]] = {
            "state_of, a known address": lambda: frontier.state_of(some()),
            "state_of, an unknown address": lambda: frontier.state_of(some() + "x"),
            "conditions": lambda: frontier.conditions(some()),
            "add, a known address": lambda: frontier.add(
                [FoundLink(url=some(), via="sitemap", changed="2026-01-01")], "site-1.example", NOW
            ),
            "settle": lambda: frontier.settle(some(), "done", now=NOW, article_id="0" * 32),
        }
        for name, operation in operations.items():
            operation()
            begun = time.process_time()
            for _ in range(20_000):
                operation()
            _print(name, (time.process_time() - begun) / 20_000)
        begun = time.process_time()
        for _ in range(100):
            frontier.pick("named", f"site-{random.randrange(SITES)}.example", 200, NOW)
        _print("pick, an address of 200", (time.process_time() - begun) / 100 / 200)
        for what in ("after a kill, all of it", "after a good end"):
            begun = time.process_time()
            reconcile(frontier, path.with_name("ledger.sqlite"))
            print(f"reconcile with the ledger, {what}: {time.process_time() - begun:.2f} s")
            note_agreement(frontier, path.with_name("ledger.sqlite"))


def measure_crawl(state: Path, pages: int) -> None:
    """Print the share of the frontier in the processor time of a crawl of so many *pages*."""
    with closing(Newspaper(pages)) as paper:
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.frontier", "--watched", paper.base, str(state)],
            check=False,
            capture_output=True,
            text=True,
        )
    if run.returncode:
        sys.exit(run.stderr)
    spent, all_in_all = map(float, run.stdout.split()[-2:])
    print(
        f"crawl of {pages} pages: {all_in_all:.1f} s of processor time, {spent:.2f} s of it in the frontier: "
        f"{100 * spent / (all_in_all - spent):.1f} % on top of the rest"
    )


def watched_crawl(base: str, state: str) -> None:
    """Crawl *base*, and print the seconds that the frontier took, and those of all processes together."""
    from scrapy.cmdline import execute

    spent, depth = [0.0], [0]

    def watch(method: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **options: Any) -> Any:
            if depth[0]:
                return method(*arguments, **options)
            depth[0] += 1
            begun = time.thread_time()
            try:
                found = method(*arguments, **options)
                return iter(list(found)) if isinstance(found, Generator) else found
            finally:
                spent[0] += time.thread_time() - begun
                depth[0] -= 1

        return watched

    for name in _COSTLY:
        setattr(Frontier, name, watch(getattr(Frontier, name)))
    settings = {"COPYDESK_ALLOW_NETS": "127.0.0.0/8", "DOWNLOAD_DELAY": "0", "COPYDESK_STATE": state}
    options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    sitemap = f"sitemap={base}/sitemap.xml"
    try:
        # The ledger that belongs to the frontier stands beside it.
        execute(["scrapy", "crawl", "news", "-a", sitemap, *options, "-s", f"COPYDESK_OUT={state}"])
    finally:
        usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        print(spent[0], sum(usage.ru_utime + usage.ru_stime for usage in usages))


def _print(name: str, seconds: float) -> None:
    print(f"{name}: {seconds * 1e6:.1f} µs")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--urls", type=int, default=1_000_000)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--watched", nargs=2, metavar=("BASE", "STATE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.watched:
        watched_crawl(*options.watched)
        return
    with tempfile.TemporaryDirectory(prefix="frontier-") as folder:
        state = Path(folder)
        fill(state / "frontier.sqlite", options.urls)
        measure(state / "frontier.sqlite", options.urls)
        measure_crawl(state, options.pages)


if __name__ == "__main__":
    main()
