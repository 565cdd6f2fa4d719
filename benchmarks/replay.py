"""What a replay costs, beside a plain process pool and on Ray, and what 10^6 and 10^8 pages would.

usage: python -m benchmarks.replay --corpora DIR [--pages 400] [--ray-python PYTHON]

An archive is made of the corpora's pages (packed, as most servers send them; each copy beyond the first is
told apart by a comment) and read by all in turn:
  replay N   `scrapy replay` with N workers
  pool N     concurrent.futures with N processes over the same files: warcio, `scraper.extract`, JSON lines
  ray N      `scrapy replay --ray` on a cluster of this machine, with its N processors, where --ray-python can
             import ray
`start`: seconds of the processor, all processes together, for an archive of two pages; `ms a page`: what each
page costs beyond that; `parent`: the share of the one process that reads files and writes. Pages a second are
by the clock, from the first page that is read to the last.
Then what a page and a record take on disk, and sums for many. Linux only.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, product
from pathlib import Path

from benchmarks import duplicates, frontier
from benchmarks.corpora import WHENCE, list_corpora, load_corpus
from benchmarks.meter import Cost
from scraper.archive.archive import Archive
from scraper.archive.exchange import Exchange, Facts

ROOT = Path(__file__).resolve().parents[1]
_LONGEST_RUN = 1800
_LARGEST_PAGE = 2_000_000
_MADE_UP = 20_000
"""Addresses and articles that the frontier's and the ledger's bytes are told by."""
_MANY = (10**6, 10**8)
_GIB = 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one reading of the archive took."""

    name: str
    pages: int
    rate: float
    """Pages a second."""
    parent: float
    """Seconds of processor time."""
    cost: Cost

    def beyond(self, start: Run) -> tuple[float, float]:
        """Milliseconds of processor time for each page more than *start* read: of all processes, and of the
        parent alone."""
        pages = self.pages - start.pages
        cpu, parent = self.cost.cpu - start.cost.cpu, self.parent - start.parent
        return 1000 * cpu / pages, 1000 * parent / pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Bytes on disk for one page or record."""

    archive: float
    record: float
    packed: float
    """The same record in a part that is gzipped."""
    ledger: float
    frontier: float


def make_archive(folder: Path, corpora: Path, count: int) -> int:
    """Keep *count* pages of *corpora* in *folder*; how many came out."""
    archive = Archive(folder=folder, run="A", info={"software": "benchmarks.replay"})
    archive.open()
    begin = datetime(2026, 1, 3, 9, tzinfo=UTC)
    with closing(archive):
        for number, (url, html) in enumerate(islice(_pages(corpora), count)):
            archive.keep(
                Exchange(
                    url=url,
                    method="GET",
                    request_lines=((b"User-Agent", b"Copydesk"), (b"Accept-Encoding", b"gzip")),
                    status=200,
                    protocol="HTTP/1.1",
                    lines=((b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip")),
                    body=gzip.compress(html, 6, mtime=0),
                    address="192.0.2.7",
                    received_at=begin + timedelta(seconds=number),
                    facts=Facts(kind="article", run="A", requested_url=url, via="feed"),
                )
            )
    return archive.kept.answers


def _pages(corpora: Path) -> Iterator[tuple[str, bytes]]:
    """(address, page) without end; none where there are no corpora."""
    known = [page for name in list_corpora(corpora) for page in load_corpus(corpora / name) if page.url]
    for copy in range(1000 if known else 0):
        for page in known:
            html = page.html()
            if html and len(html) <= _LARGEST_PAGE:
                mark = b"<!-- %d -->" % copy if copy else b""
                yield f"{page.url}{'&' if '?' in str(page.url) else '?'}copy={copy}", html + mark


def replay(archive: Path, out: Path, workers: int, cluster: bool) -> None:
    """Replay here, and print what is to be known of it beside its cost; see `--watched`."""
    from scrapy.settings import Settings

    from pipelines.replaying import ReplayDesk
    from scraper.replay.session import Session

    settings = Settings()
    settings.setmodule("scraper.settings")
    settings.setdict({"COPYDESK_WORKERS": workers, "COPYDESK_PROGRESS_SECONDS": 0})
    ends: list[float] = []
    reached = ReplayDesk.reached

    def watched(self: ReplayDesk, position: dict[str, int]) -> None:
        ends.append(time.perf_counter())
        reached(self, position)

    ReplayDesk.reached = watched  # type: ignore[method-assign]
    begun = time.process_time()
    with redirect_stdout(sys.stderr):
        Session(settings, out=str(out), sites=None, memory=None, cluster=cluster).run([str(archive)])
    rate = (len(ends) - 1) / (ends[-1] - ends[0])
    print(json.dumps({"pages": len(ends), "rate": rate, "parent": time.process_time() - begun}))


def run(name: str, python: str, archive: Path, out: Path, workers: int) -> Run:
    """One reading in processes of its own. RuntimeError: it failed."""
    if name == "pool":
        command = ["benchmarks.racers.plain_pool", str(archive), str(out), str(workers)]
    else:
        command = ["benchmarks.replay", "--watched", str(archive), str(out), str(workers), name]
    meter = [sys.executable, "-m", "benchmarks.meter", str(_LONGEST_RUN), python, "-m", *command]
    ended = subprocess.run(meter, cwd=ROOT, capture_output=True, text=True, check=True)
    cost = Cost(**json.loads(ended.stdout.splitlines()[-1]))
    told = [line for line in ended.stderr.splitlines() if line.startswith('{"pages"')]
    if cost.status or not told:
        raise RuntimeError(f"{name} {workers}: status {cost.status}: {ended.stderr[-2000:]}")
    return Run(name=f"{name} {workers}", cost=cost, **json.loads(told[-1]))


def measure_sizes(archive: Path, out: Path, pages: int) -> Sizes:
    """What stands on disk after a replay into *out*, and what a frontier and a ledger would take."""
    parts = [path.read_bytes() for path in sorted(out.glob("site=*/date=*/*"))]
    records = sum(part.count(b"\n") for part in parts)
    # As one part a site and day, which is what a large crawl has.
    packed = len(gzip.compress(b"".join(parts), 6))
    with tempfile.TemporaryDirectory(prefix="state-") as folder, redirect_stdout(sys.stderr):
        state = Path(folder)
        frontier.fill(state / "frontier.sqlite", _MADE_UP)
        addresses = (state / "frontier.sqlite").stat().st_size
        *_, (entered, _) = duplicates.fill(state / "articles.sqlite", _MADE_UP)
        ledger = (state / "articles.sqlite").stat().st_size
    return Sizes(
        archive=sum(path.stat().st_size for path in archive.glob("*.warc.gz")) / pages,
        record=sum(map(len, parts)) / records,
        packed=packed / records,
        ledger=ledger / entered,
        frontier=addresses / _MADE_UP,
    )


def to_lines(pairs: Sequence[tuple[Run, Run]], sizes: Sizes) -> Iterator[str]:
    """The tables: what each run took, beside its start; what a page takes on disk; sums for many pages."""
    pools = {one.name.split()[1]: (start, one) for start, one in pairs if one.name.startswith("pool")}
    head = f"{'':10}{'start':>7}{'ms a page':>11}{'parent':>8}{'pages/s':>9}{'MiB':>6}"
    yield f"{head}  ms and pages/s against the pool's"
    for start, one in pairs:
        ms, parent = one.beyond(start)
        row = f"{one.name:10}{start.cost.cpu:7.1f}{ms:11.1f}{parent:8.2f}{one.rate:9.1f}"
        row += f"{one.cost.peak_mib:6.0f}"
        if pair := pools.get(one.name.split()[1]):
            begun, pool = pair
            row += f"  {ms / pool.beyond(begun)[0]:.2f}, {one.rate / pool.rate:.2f}"
        yield row
    yield ""
    yield (
        f"bytes: {sizes.archive:,.0f} of WARC a page; {sizes.record:,.0f} a record, {sizes.packed:,.0f} "
        f"gzipped; {sizes.ledger:,.0f} of ledger a record; {sizes.frontier:,.0f} of frontier an address"
    )
    start, own = next(pair for pair in pairs if pair[1].name.startswith("replay"))
    seconds = own.beyond(start)[0] / 1000
    for pages in _MANY:
        hours = pages * seconds / 3600
        gib = {name: pages * getattr(sizes, name) / _GIB for name in Sizes.__slots__}
        yield (
            f"{pages:.0e} pages: {hours:,.0f} hours of a core to read; GiB: WARC {gib['archive']:,.0f}, "
            f"records {gib['record']:,.1f} ({gib['packed']:,.1f} gzipped), ledger {gib['ledger']:,.1f}, "
            f"frontier {gib['frontier']:,.1f}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the archive, has it read, and prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help=WHENCE)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--ray-python", default=sys.executable)
    parser.add_argument("--watched", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.watched:
        archive, out, workers, name = given.watched
        replay(Path(archive), Path(out), int(workers), name == "ray")
        return 0
    probe = "import importlib.util, sys; sys.exit(not importlib.util.find_spec('ray'))"
    has_ray = subprocess.run([given.ray_python, "-c", probe], check=False).returncode == 0
    with tempfile.TemporaryDirectory(prefix="replay-") as folder:
        archive, two = Path(folder) / "archive", Path(folder) / "two"
        pages = make_archive(archive, given.corpora, given.pages)
        if not pages:
            print(f"{given.corpora}: no corpora; {WHENCE}", file=sys.stderr)
            return 2
        make_archive(two, given.corpora, 2)
        pairs = []
        for name, workers in [*product(("pool", "replay"), given.workers), ("ray", os.cpu_count() or 1)]:
            if name != "ray" or has_ray:
                python = given.ray_python if name == "ray" else sys.executable
                out = Path(folder, f"{name}{workers}")
                start = run(name, python, two, out.with_suffix(".two"), workers)
                pairs.append((start, run(name, python, archive, out, workers)))
        if not has_ray:
            print(f"{given.ray_python} cannot import ray; left out", file=sys.stderr)
        sizes = measure_sizes(archive, Path(folder, f"replay{given.workers[0]}"), pages)
        print(*to_lines(pairs, sizes), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
