"""What a page costs Copydesk as users run it, beside others in the same run, on static sites on loopback.

usage: python benchmarks/speed.py --web DIR [--pages N ...] [--sites N ...] [--workers N ...] [--rounds N]
           [--racers NAME ...] [--peer-python FILE] [--limit SECONDS] [--keep DIR]

DIR is laid out as nginx serves it: `nginx.conf` with one address of 127.0.1.0/24 for each site, `urls.txt`
with the articles' addresses, the newest first in each site, files gzipped beside the plain ones; robots.txt,
sitemaps, feeds and section pages as sites have them. Copydesk finds the articles by itself and delivers them,
with ledger, frontier and all; the others are given the addresses. A page counts that was fetched and read,
whatever came of it. The racers take turns, round by round:

  copydesk            `scrapy crawl news`, all settings as shipped but for the pace, and for what ends a site
                      that says the same again and again: these sites are laid out of the same few pages
  scrapy_trafilatura  Scrapy, trafilatura with metadata in the callback, feed export
  newspaper4k, news_please
  floor               fetch, parse, trafilatura's fast text, in as many processes as Copydesk has workers

Of two sizes in a run it also says what each page more costs, where start-up, the same for any crawl, falls
out. Those that --peer-python (default: this one) cannot import are named and left out. Linux only.
Exit status: 0 good, 1 a racer failed, 2 usage.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":  # run by its path
    sys.path.insert(0, str(ROOT))

from benchmarks.meter import Cost  # noqa: E402
from benchmarks.speed_tables import OWN, Result, to_growth, to_table  # noqa: E402
from benchmarks.web_server import serving  # noqa: E402

RACERS = {
    OWN: "scraper",
    "scrapy_trafilatura": "trafilatura",
    "newspaper4k": "newspaper",
    "news_please": "newsplease",
    "floor": "trafilatura",
}
"""Each with what must be importable for it."""
_SHOWN = 300
"""Characters of a line that says that a page failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """One size of crawl."""

    urls: tuple[str, ...]
    sites: int
    workers: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the races and prints a table for each size."""
    given = _parse(arguments)
    try:
        addresses = (given.web / "urls.txt").read_text(encoding="utf-8").split()
    except OSError as error:
        print(f"{error}: --web names a folder of static sites with urls.txt and nginx.conf", file=sys.stderr)
        return 2
    racers = [name for name in given.racers if _is_there(name, given.peer_python)]
    for name in sorted(set(given.racers) - set(racers)):
        print(f"{name}: {given.peer_python} cannot import {RACERS[name]}; left out", file=sys.stderr)
    try:
        return _race(racers, addresses, given)
    except (OSError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 2


def _race(racers: Sequence[str], addresses: Sequence[str], given: argparse.Namespace) -> int:
    failed = False
    with serving(given.web.resolve()) as server:
        print(f"served by {server}; {given.rounds} rounds, the racers in turn")
        for sites, workers in product(given.sites, given.workers):
            sizes = []
            for pages in given.pages:
                race = Race(urls=choose_urls(addresses, pages, sites), sites=sites, workers=workers)
                results = [_run(name, race, given) for _ in range(given.rounds) for name in racers]
                failed = failed or any(result.cost.status for result in results)
                sizes.append(results)
                title = f"{len(race.urls)} pages, {sites} sites, {workers} workers"
                print(f"\n{title}\n{to_table(results)}", flush=True)
            for small, large in pairwise(sizes):
                print(f"\n{to_growth(small, large)}", flush=True)
    return 1 if failed else 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("--web", type=Path, required=True, help="folder of static sites")
    parser.add_argument("--pages", type=int, nargs="+", default=[500], help="articles (default: 500)")
    parser.add_argument("--sites", type=int, nargs="+", default=[8], help="sites (default: 8)")
    parser.add_argument(
        "--workers", type=int, nargs="+", default=[2], help="extraction processes (default: 2)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="(default: 3)")
    parser.add_argument("--racers", nargs="+", choices=RACERS, default=list(RACERS), help="(default: all)")
    parser.add_argument("--peer-python", default=sys.executable, help="interpreter that has the others")
    parser.add_argument("--limit", type=float, default=3600.0, help="seconds for one racer (default: 3600)")
    parser.add_argument("--keep", type=Path, help="folder for what they write (default: thrown away)")
    return parser.parse_args(arguments)


def choose_urls(addresses: Sequence[str], pages: int, sites: int) -> tuple[str, ...]:
    """The first *pages* / *sites* addresses of each of the first *sites* sites."""
    by_site: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_site["/".join(address.split("/", 3)[:3])].append(address)
    return tuple(url for urls in list(by_site.values())[:sites] for url in urls[: pages // sites])


def _is_there(racer: str, python: str) -> bool:
    if racer == OWN:
        return True
    probe = f"import importlib.util, sys; sys.exit(not importlib.util.find_spec({RACERS[racer]!r}))"
    return subprocess.run([python, "-c", probe], check=False).returncode == 0


def _run(racer: str, race: Race, given: argparse.Namespace) -> Result:
    """One racer's turn, in a folder of its own. The last that it says is shown where it fails."""
    place = Path(tempfile.mkdtemp(prefix=f"{racer}-", dir=given.keep))
    try:
        command = _own(race, place) if racer == OWN else _other(racer, race, place, given.peer_python)
        meter = [sys.executable, str(ROOT / "benchmarks" / "meter.py"), str(given.limit), *command]
        with (place / "said.txt").open("wb") as said:
            answer = subprocess.run(
                meter,
                cwd=ROOT,
                env=_environment(),
                stdout=subprocess.PIPE,
                stderr=said,
                check=True,
                text=True,
            )
        cost = Cost(**json.loads(answer.stdout.splitlines()[-1]))
        if cost.status:
            last = (place / "said.txt").read_text("utf-8", "replace").strip().splitlines()[-1:]
            print(f"{racer}: status {cost.status}: {' '.join(last)}", file=sys.stderr)
        lines = list(_lines(place))
        failed = [line for line in lines if '"error":' in line[:_SHOWN]] if racer != OWN else []
        if failed:
            print(f"{racer}: {len(failed)} pages failed: {failed[0][:_SHOWN]}", file=sys.stderr)
        pages = _fetched(place) if racer == OWN else len(lines)
        return Result(racer=racer, pages=pages, records=len(lines) - len(failed), cost=cost)
    finally:
        if given.keep is None:
            shutil.rmtree(place)


def _own(race: Race, place: Path) -> list[str]:
    for package in ("exports", "pipelines", "scraper"):
        compileall.compile_dir(ROOT / package, quiet=1)  # as they are once they are installed
    sites = dict.fromkeys("/".join(url.split("/", 3)[:3]) for url in race.urls)
    (place / "sites.txt").write_text("\n".join(sites) + "\n", encoding="utf-8")
    settings = {
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "COPYDESK_ALLOW_NETS": "127.0.0.0/8",
        "COPYDESK_WORKERS": race.workers,
        "COPYDESK_SITE_ARTICLES": len(race.urls),
        "COPYDESK_SITE_SITEMAPS": 1000,
        "COPYDESK_SITE_FRUITLESS": 10**6,
        "COPYDESK_SITE_UNNAMED": 10**6,
        "COPYDESK_OUT": place / "out",
        "COPYDESK_STATE": place / "state",
    }
    command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"sites={place / 'sites.txt'}"]
    command += ["-a", f"limit={len(race.urls) // race.sites}"]
    return [*command, *(part for name, value in settings.items() for part in ("-s", f"{name}={value}"))]


def _other(racer: str, race: Race, place: Path, python: str) -> list[str]:
    (place / "urls.txt").write_text("\n".join(race.urls) + "\n", encoding="utf-8")
    program = ROOT / "benchmarks" / "racers" / f"{racer}.py"
    return [python, str(program), str(place / "urls.txt"), str(place / "out.jsonl"), str(race.workers)]


def _environment() -> dict[str, str]:
    """Ours, in which compiled modules may be kept, as on any machine of a user."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _fetched(place: Path) -> int:
    """Article pages that Copydesk's manifests count as answered."""
    manifests = (json.loads(file.read_text("utf-8")) for file in place.glob("out/runs/*.json"))
    return sum(manifest["totals"]["fetched"] for manifest in manifests)


def _lines(place: Path) -> Iterator[str]:
    for file in place.rglob("*.jsonl"):
        with file.open(encoding="utf-8") as lines:
            yield from lines


if __name__ == "__main__":
    sys.exit(main())
