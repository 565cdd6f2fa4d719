"""Kills a crawl at random moments, many times, and counts what was lost, doubled or torn at the end.

usage: python -m benchmarks.crash [--kills 100] [--pages 2000] [--seed 1] [--longest 6] [--peer]

Whole process groups are killed by SIGKILL, in the middle of whatever they do, after up to LONGEST seconds;
of five one is killed while it starts, the others once they have asked for something.
The next run goes on where the last one was killed; the last one ends by itself. A crawl that ends before the
kills are used up is checked and begun anew. `--peer` does the same to a plain Scrapy project with JOBDIR and
feed export. Ends with status 1 where something of Copydesk's was lost, doubled, torn or told wrongly.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.newspaper import Newspaper
from exports.reader import ReadError, read_records
from exports.rebuild import open_ledger
from exports.recovery import recover
from exports.verify import Summary, verify
from pipelines.settlement import settle
from pipelines.sketches import to_sketch
from scraper.frontier import Frontier
from scraper.reconciliation import reconcile

ROOT = Path(__file__).parents[1]
LONGEST_RUN = 1800
_FROM_FIRST_REQUEST = 0.8
SETTINGS = {
    "COPYDESK_ALLOW_NETS": "127.0.0.0/8",
    "DOWNLOAD_DELAY": "0",
    "COPYDESK_PART_SECONDS": "5",
    "COPYDESK_SITE_ARTICLES": "1000000",
    "COPYDESK_CONTACT": "https://gazette.example/crash-test",
}
PEER = """
import scrapy


class Peer(scrapy.Spider):
    name = "peer"
    custom_settings = {"CONCURRENT_REQUESTS_PER_DOMAIN": 4, "DOWNLOAD_DELAY": 0, "ROBOTSTXT_OBEY": True,
        "TELNETCONSOLE_ENABLED": False, "LOG_LEVEL": "ERROR"}

    async def start(self):
        yield scrapy.Request(self.site + "/sitemap.xml", self.parse_sitemap)

    def parse_sitemap(self, response):
        response.selector.remove_namespaces()
        for url in response.xpath("//loc/text()").getall():
            yield scrapy.Request(url, self.parse_article)

    def parse_article(self, response):
        yield {"url": response.url, "text": "\\n\\n".join(response.css("article p::text").getall())}
"""


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What stands at the end of one crawl that was killed again and again."""

    kills: int = 0
    lost: int = 0
    doubled: int = 0
    torn: int = 0
    false: list[str] = field(default_factory=list)
    """What was told wrongly: faults of the export, runs that were killed and say that they finished."""
    repeated: int = 0
    """Requests for articles that were asked for before."""
    recoveries: list[float] = field(default_factory=list)
    """Seconds of processor time that setting right took after each kill."""

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.doubled or self.torn or self.false)


class Copydesk:
    """`scrapy crawl news` of this project."""

    name = "copydesk"

    def __init__(self, folder: Path, site: Newspaper) -> None:
        self.folder, self.site = folder, site
        self.finished: set[str] = set()

    def command(self) -> list[str]:
        """What is run, and killed."""
        options = [part for name, value in SETTINGS.items() for part in ("-s", f"{name}={value}")]
        sitemap = f"sitemap={self.site.base}/sitemap.xml"
        return [sys.executable, "-m", "scrapy", "crawl", "news", "-a", sitemap, *options]

    def after_kill(self, outcome: Outcome) -> None:
        """What must hold at once: readers see whole lines alone, and no killed run has finished."""
        out = self.folder / "out"
        if not out.is_dir() or not (out / "runs").is_dir():
            return
        try:
            filed = sum(1 for _ in read_records(out))
        except ReadError as error:
            outcome.torn += 1
            outcome.false.append(str(error))
            return
        # One that is killed after all its work was done may say so.
        if filed < len(self.site.slugs):
            outcome.false += [f"{run} was killed and says that it finished" for run in self._finished()]
        if (self.folder / "state").is_dir():  # else it was killed before it had one
            outcome.recoveries.append(self._time_recovery())

    def _time_recovery(self) -> float:
        """Seconds of processor time in which a copy of what the kill left is set right."""
        with tempfile.TemporaryDirectory(prefix="crash-") as name:
            out, state = Path(name) / "out", Path(name) / "state"
            shutil.copytree(self.folder / "out", out)
            shutil.copytree(self.folder / "state", state)
            begun = time.process_time()
            with contextlib.closing(open_ledger(out, sketch=to_sketch)) as ledger:
                recover(out, ledger=ledger, settle=lambda slips: list(settle(slips, ledger).kept))
            with Frontier(state / "frontier.sqlite") as frontier:
                reconcile(frontier, out / "ledger.sqlite")
            return time.process_time() - begun

    def at_end(self, outcome: Outcome) -> None:
        """What must hold once a run has ended by itself."""
        out = self.folder / "out"
        self.finished |= set(self._finished())
        filed = Counter(record.requested_url for record in read_records(out))
        ids = Counter(record.id for record in read_records(out))
        outcome.lost = len(self.site.slugs) - len(filed)
        outcome.doubled = sum(filed.values()) - len(filed) + sum(ids.values()) - len(ids)
        summary = Summary()
        outcome.false += [str(fault) for fault in verify(out, summary)]
        if summary.waiting:
            outcome.false.append(f"{summary.waiting} journals are left")

    def _finished(self) -> list[str]:
        manifests = [json.loads(path.read_text()) for path in (self.folder / "out" / "runs").glob("*.json")]
        ended = {manifest["run"] for manifest in manifests if manifest["reason"] == "finished"}
        return sorted(ended - self.finished)


class Peer:
    """A plain Scrapy project."""

    name = "peer"

    def __init__(self, folder: Path, site: Newspaper) -> None:
        self.folder, self.site = folder, site
        (folder / "peer.py").write_text(PEER)

    def command(self) -> list[str]:
        """What is run, and killed."""
        options = ["-a", f"site={self.site.base}", "-s", "JOBDIR=job", "-o", "out.jsonl:jsonlines"]
        return [sys.executable, "-m", "scrapy", "runspider", "peer.py", *options]

    def after_kill(self, outcome: Outcome) -> None:
        """Nothing is promised."""

    def at_end(self, outcome: Outcome) -> None:
        """Lines that are whole count; the others are torn."""
        filed: Counter[str] = Counter()
        path = self.folder / "out.jsonl"
        for line in path.read_bytes().splitlines() if path.exists() else ():
            try:
                filed[json.loads(line)["url"]] += 1
            except ValueError:
                outcome.torn += 1
        outcome.lost = len(self.site.slugs) - len(filed)
        outcome.doubled = sum(filed.values()) - len(filed)


def crawl_and_kill(
    kind: type[Copydesk | Peer], pages: int, kills: int, longest: float, random: Random, starts: list[float]
) -> Outcome:
    """One crawl of *pages*, killed until it ends by itself or the *kills* are used up.

    *starts*: the seconds from each start to its first request are put into it.
    """
    outcome, site = Outcome(), Newspaper(pages)
    with tempfile.TemporaryDirectory(prefix="crash-") as name, contextlib.closing(site):
        folder = Path(name)
        crawl = kind(folder, site)
        while True:
            site.first, begun = None, time.monotonic()
            with _running(crawl.command(), folder) as process:
                if outcome.kills < kills:
                    _let_run(process, site, random, longest)
                else:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(LONGEST_RUN)
                ended = process.poll() is not None
                if not ended:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
            if site.first:
                starts.append(site.first - begun)
            if ended:
                break
            outcome.kills += 1
            crawl.after_kill(outcome)
        outcome.repeated = site.repeated_requests()
        if process.returncode != 0:
            outcome.false.append(
                f"ended with status {process.returncode}: {(folder / 'log').read_text()[-2000:]}"
            )
        crawl.at_end(outcome)
        if not outcome.is_good and kind is Copydesk:
            shutil.copytree(folder, f"{name}-kept")
            print(f"kept in {name}-kept", file=sys.stderr)
    return outcome


def _let_run(process: subprocess.Popen[bytes], site: Newspaper, random: Random, longest: float) -> None:
    """Let *process* run up to *longest* seconds: mostly from its first request on, else from its start."""
    if random.random() < _FROM_FIRST_REQUEST:
        while site.first is None and process.poll() is None:
            time.sleep(0.01)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(random.uniform(0, longest))


@contextlib.contextmanager
def _running(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """*command* in a process group of its own, which does not outlive the block."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "scraper.settings"}
    if "runspider" in command:
        del environment["SCRAPY_SETTINGS_MODULE"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def report(pages: int, outcomes: Sequence[Outcome], clean: list[float], starts: list[float]) -> str:
    """All crawls in a few lines."""
    kills = sum(outcome.kills for outcome in outcomes)
    sums = {name: sum(getattr(outcome, name) for outcome in outcomes) for name in ("lost", "doubled", "torn")}
    sums["told wrongly"] = sum(len(outcome.false) for outcome in outcomes)
    sums["fetched again"] = sum(outcome.repeated for outcome in outcomes)
    recoveries = [seconds for outcome in outcomes for seconds in outcome.recoveries]
    lines = [
        f"{kills} kills in {len(outcomes)} crawls of {pages} pages",
        ", ".join(f"{name} {number}" for name, number in sums.items()),
        f"start to first request: {statistics.median(clean):.2f} s in an empty folder, "
        f"after a kill {statistics.median(starts):.2f} s (median) and {max(starts):.2f} s (longest)",
    ]
    if recoveries:
        lines.append(
            f"setting right after a kill: {statistics.median(recoveries):.2f} s of processor time (median) "
            f"and {max(recoveries):.2f} s (longest)"
        )
    return "\n  ".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=6.0, help="seconds until a kill, at the most")
    parser.add_argument("--peer", action="store_true")
    options = parser.parse_args()
    kind: type[Copydesk | Peer] = Peer if options.peer else Copydesk
    random, starts = Random(options.seed), list[float]()
    # A start in an empty folder, to tell what a recovery adds.
    clean: list[float] = []
    for _ in range(3):
        crawl_and_kill(kind, 5, 0, 0, random, clean)
    left, outcomes = options.kills, list[Outcome]()
    while left > 0:
        outcome = crawl_and_kill(kind, options.pages, left, options.longest, random, starts)
        outcomes.append(outcome)
        left -= outcome.kills
        print(f"{outcome.kills} kills, {outcome.lost} lost", *outcome.false[:20], sep="\n", flush=True)
    print(f"{kind.name}: {report(options.pages, outcomes, clean, starts)}")
    return 0 if options.peer or all(outcome.is_good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
