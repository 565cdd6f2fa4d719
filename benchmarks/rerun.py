"""Crawls an invented newspaper three times, beside a plain Scrapy project, and counts what each run asks for.

usage: python -m benchmarks.rerun [--pages 500] [--new 20] [--changed 20]

Between the first run and the second nothing happens; before the third there are NEW articles more, and
CHANGED ones have another text and a younger `lastmod`; what Copydesk would look at again after an hour is due
at once. The plain project (a sitemap, a callback, a feed export) runs three ways: with a JOBDIR that it
keeps, with none, and with none over an HTTP cache that revalidates.
`news`: texts that the export did not have before; `missing`: articles, or their last texts, that it lacks.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.crash import PEER, ROOT, SETTINGS
from benchmarks.newspaper import Newspaper
from exports.reader import read_records

_LONGEST_RUN = 3600
_RUNS = ("first", "nothing new", "new and changed")
_PEERS = {
    "Scrapy, JOBDIR kept": ["-s", "JOBDIR=job"],
    "Scrapy": [],
    "Scrapy, HTTP cache": [
        *("-s", "HTTPCACHE_ENABLED=True", "-s", "HTTPCACHE_DIR=cache"),
        *("-s", "HTTPCACHE_POLICY=scrapy.extensions.httpcache.RFC2616Policy"),
    ],
}


class LivingNewspaper(Newspaper):
    """One that writes on: some articles' texts change."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.changed: dict[str, str] = {}
        """Slug -> when its text changed."""

    def article(self, slug: str) -> str:
        plain = super().article(slug)
        more = "<p>The council has since said that the work begins a month later than it was promised.</p>"
        return plain.replace("</article>", f"{more}</article>") if slug in self.changed else plain

    def modified(self, slug: str) -> str:
        return self.changed.get(slug) or super().modified(slug)


def copydesk(folder: Path, site: Newspaper) -> Iterator[list[tuple[str, str]]]:
    """(address, text) of all that stands in the export, after each run."""
    options = [part for name, value in SETTINGS.items() for part in ("-s", f"{name}={value}")]
    command = ["-m", "scrapy", "crawl", "news", "-a", f"sitemap={site.base}/sitemap.xml", *options]
    while True:
        _run(command, folder, SCRAPY_SETTINGS_MODULE="scraper.settings")
        with contextlib.closing(sqlite3.connect(folder / "state" / "frontier.sqlite")) as frontier, frontier:
            frontier.execute(
                "UPDATE urls SET last_visit = strftime('%Y-%m-%dT%H:%M:%SZ', last_visit, '-2 hours')"
            )
        yield [(record.requested_url, record.text) for record in read_records(folder / "out")]


def plain(folder: Path, site: Newspaper, options: list[str]) -> Iterator[list[tuple[str, str]]]:
    """The same of a plain project with these *options*."""
    (folder / "peer.py").write_text(PEER)
    out = folder / "out.jsonl"
    command = ["-m", "scrapy", "runspider", "peer.py", "-a", f"site={site.base}", "-o", f"{out}:jsonlines"]
    while True:
        _run([*command, *options], folder)
        rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
        yield [(row["url"], row["text"]) for row in rows]


def _run(command: list[str], folder: Path, **environment: str) -> None:
    names = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    with (folder / "log").open("wb") as log:
        subprocess.run(
            [sys.executable, *command],
            cwd=folder,
            env=names,
            stdout=log,
            stderr=log,
            check=True,
            timeout=_LONGEST_RUN,
        )


def measure(name: str, pages: int, new: int, changed: int) -> list[str]:
    """A line for each of the three runs of *name*."""
    lines = []
    with (
        tempfile.TemporaryDirectory(prefix="rerun-") as path,
        contextlib.closing(LivingNewspaper(pages)) as site,
    ):
        folder, before = Path(path), set[tuple[str, str]]()
        runs = plain(folder, site, _PEERS[name]) if name in _PEERS else copydesk(folder, site)
        for run in _RUNS:
            if run == _RUNS[-1]:
                site.changed = dict.fromkeys(site.slugs[:changed], datetime.now(UTC).isoformat())
                for number in range(new):
                    site.add(f"/2026/06/02/story-{number}-of-the-new-day")
            site.requests.clear()
            site.bodies = 0
            filed = next(runs)
            wanted = {(site.base + slug, slug in site.changed) for slug in site.slugs}
            stands = {(url, "a month later than" in text) for url, text in filed}
            texts = set(filed)
            counts = (site.requests.total(), site.bodies, len(texts - before), len(wanted - stands))
            lines.append(_row(name, run, *counts, len(filed) - len(texts)))
            before = texts
    return lines


def _row(name: str, run: str, *cells: object) -> str:
    return f"{name:22} {run:16}" + "".join(f"{cell:>10}" for cell in cells)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--new", type=int, default=20)
    parser.add_argument("--changed", type=int, default=20)
    options = parser.parse_args()
    print(_row("", "run", "requests", "bodies", "news", "missing", "doubled"))
    for name in ("Copydesk", *_PEERS):
        print(*measure(name, options.pages, options.new, options.changed), sep="\n", flush=True)


if __name__ == "__main__":
    main()
