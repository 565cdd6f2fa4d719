"""A long crawl over loopback, and what it needs of memory: does it grow with the pages?

`python -m benchmarks.soak --pages 50000` crawls so many small pages, no two alike, of up to 2,000 a site,
and prints the memory of all processes of the crawl (PSS, which counts what they share once) at the end of
each tenth: the median, the least and the most of many looks; and the processor time of each of its pages.
How much of a library's file counts for a process depends on who else on the machine has it open, so that
growth is told by the rest: what the processes have written (the anonymous part). Linux only.
Ends with status 1 where that grew by more than a tenth after the first tenth, or all went over 1 GiB.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PER_SITE = 2000
MOST_GROWTH = 0.10
MOST_MIB = 1024
_SYLLABLES = (
    "ba",
    "den",
    "kor",
    "lim",
    "ta",
    "mesh",
    "ol",
    "pra",
    "ri",
    "sun",
    "tel",
    "vo",
    "wick",
    "yar",
    "zen",
    "kel",
)
_PARAGRAPHS, _WORDS = 6, 45
_WAIT_SECONDS = 0.05
_LAST_PART = 0.2
"""Of a tenth, in which is looked: a worker that is nearly replaced is 20 MiB larger than a new one."""
_STORY = re.compile(r"/2026/03/\w+-(\d+)-of-the-tram-line")


def story(site: int, number: int) -> str:
    """The page of one article, the same each time it is asked for."""
    chance = random.Random(f"{site}/{number}")
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3))) for _ in range(400)]

    def sentence() -> str:
        return f"The {' '.join(chance.choices(words, k=_WORDS // 3))} of the town said.".replace("  ", " ")

    text = "".join(f"<p>{' '.join(sentence() for _ in range(3))}</p>" for _ in range(_PARAGRAPHS))
    title = " ".join(chance.choices(words, k=7)).capitalize()
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"<main><article><h1>{title}</h1><time datetime=2026-03-01T09:00:00Z>1 March 2026</time>"
        f"{text}</article></main></body></html>"
    )


class Town:
    """The sites, each on an address of its own: 127.1.0.1 and on."""

    def __init__(self, pages: int) -> None:
        self.sizes = [min(PER_SITE, pages - start) for start in range(0, pages, PER_SITE)]
        self.port = 0
        self.served = 0
        self._ready = threading.Event()

    def start(self) -> None:
        """Serve in a thread, until the program ends."""
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        self._ready.wait()

    def site(self, index: int) -> str:
        """Where the site begins."""
        return f"http://127.1.0.{index + 1}:{self.port}"

    async def _serve(self) -> None:
        for index in range(len(self.sizes)):

            async def answer(
                reader: asyncio.StreamReader, writer: asyncio.StreamWriter, index: int = index
            ) -> None:
                with suppress(ConnectionError, asyncio.IncompleteReadError):
                    while request := (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2):
                        body = self._page(index, request[1].decode()).encode()
                        status = b"200 OK" if body else b"404 Not Found"
                        writer.write(
                            b"HTTP/1.1 %b\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
                            % (status, len(body))
                            + body
                        )
                        await writer.drain()
                writer.close()

            server = await asyncio.start_server(answer, f"127.1.0.{index + 1}", self.port)
            self.port = self.port or server.sockets[0].getsockname()[1]
        self._ready.set()
        await asyncio.Event().wait()

    def _page(self, index: int, path: str) -> str:
        if path == "/robots.txt":
            return f"User-agent: *\nAllow: /\nSitemap: {self.site(index)}/sitemap.xml\n"
        if path == "/sitemap.xml":
            places = (
                f"{self.site(index)}/2026/03/story-{n}-of-the-tram-line" for n in range(self.sizes[index])
            )
            return f"<urlset>{''.join(f'<url><loc>{place}</loc></url>' for place in places)}</urlset>"
        if match := _STORY.fullmatch(path):
            self.served += 1
            return story(index, int(match[1]))
        return "<title>Front</title><h1>Front page</h1>" if path == "/" else ""


class Memory(NamedTuple):
    """MiB of the processes of a crawl, what they share counted once (PSS)."""

    leader: float
    """Of the crawl's process, without files."""
    workers: float
    """Of all others, without files."""
    files: float
    """Of program and library files, and of databases, in all of them."""

    @property
    def written(self) -> float:
        """What the crawl itself takes."""
        return self.leader + self.workers


def memory_of(session: int) -> Memory:
    """The memory of the process that leads *session* and of all its others."""
    leader = others = files = 0
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        with suppress(OSError, ValueError, IndexError):
            if int((process / "stat").read_text().rpartition(")")[2].split()[3]) != session:
                continue
            rollup = (process / "smaps_rollup").read_text()
            kib = {name: int(rest.split()[0]) for name, _, rest in _parted(rollup) if name.startswith("Pss")}
            files += kib["Pss_File"]
            if int(process.name) == session:
                leader = kib["Pss"] - kib["Pss_File"]
            else:
                others += kib["Pss"] - kib["Pss_File"]
    return Memory(leader=leader / 1024, workers=others / 1024, files=files / 1024)


def cpu_seconds_of(session: int) -> float:
    """The processor time of all processes of *session*, user and system, with those that have ended."""
    ticks = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, IndexError):
            fields = status.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _parted(rollup: str) -> Iterator[tuple[str, str, str]]:
    return (line.partition(":") for line in rollup.splitlines()[1:])


def crawl(town: Town, folder: Path, workers: int) -> subprocess.Popen[bytes]:
    """A crawl of all sites of *town*, begun in a session of its own."""
    (folder / "sites.txt").write_text("".join(f"{town.site(index)}\n" for index in range(len(town.sizes))))
    settings = {
        "COPYDESK_ALLOW_NETS": "127.0.0.0/8",
        "DOWNLOAD_DELAY": "0",
        "COPYDESK_WORKERS": str(workers),
        "COPYDESK_PROGRESS_SECONDS": "600",
    }
    command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", "sites=sites.txt"]
    for name, value in settings.items():
        command += ["-s", f"{name}={value}"]
    environment = os.environ | {"SCRAPY_SETTINGS_MODULE": "scraper.settings", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 where memory grew or was too much, or the crawl failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--workers", type=int, default=2, help="extraction processes")
    options = parser.parse_args(arguments)
    town = Town(options.pages)
    town.start()
    tenth, most = max(1, options.pages // 10), 0.0
    samples: list[float] = []
    looks: list[Memory] = []
    costs: list[float] = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        process = crawl(town, Path(folder), options.workers)
        while process.poll() is None:
            time.sleep(max(_WAIT_SECONDS, tenth / 5000))
            now = memory_of(process.pid)
            most = max(most, now.written + now.files)
            done = town.served / tenth - len(samples)
            if done >= 1 - _LAST_PART and now.leader:
                looks.append(now)
            if done >= 1 and looks:
                middle = Memory(*(median(column) for column in zip(*looks, strict=True)))
                samples.append(median(look.written for look in looks))
                costs.append(cpu_seconds_of(process.pid) * 1000 / town.served)
                low, high = min(look.written for look in looks), max(look.written for look in looks)
                print(
                    f"{town.served:6} pages {costs[-1]:5.1f} ms of CPU each {samples[-1]:7.1f} MiB"
                    f" (crawl {middle.leader:.1f}, workers {middle.workers:.1f}; {low:.1f} to {high:.1f})"
                    f" and {middle.files:.1f} of files {time.monotonic() - began:7.0f} s",
                    flush=True,
                )
                looks.clear()
    growth = max(samples) / samples[0] - 1 if samples else 0.0
    good = process.returncode == 0 and growth <= MOST_GROWTH and most <= MOST_MIB and len(samples) >= 9
    dearer = costs[-1] / costs[0] - 1 if costs else 0.0
    print(f"a page of all of them took {dearer:+.1%} of CPU beside one of the first tenth, start-up included")
    print(
        f"most {most:.1f} MiB, growth {growth:+.1%}, status {process.returncode}: {'good' if good else 'bad'}"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
