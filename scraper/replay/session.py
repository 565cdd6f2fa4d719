"""A whole replay: its files, its folder, its workers, and how it ends."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from exports.outcomes import read_outcomes, read_refused
from exports.store_path import to_path
from exports.stores import AddressError
from scraper.archive.reading import Source, find_sources
from scraper.cluster.engine import joined, processors
from scraper.cluster.reading import ClusterPool
from scraper.logs import guard_log
from scraper.memory import SiteMemory
from scraper.pool import ExtractionPool
from scraper.replay.errands import run_errand
from scraper.replay.identity import replay_id
from scraper.replay.pages import Pages
from scraper.replay.replay import AHEAD, Position, Replay
from scraper.replay.summary import summary_lines
from scraper.sites.load import SiteError, load_sites_file
from scraper.sites.site import Site
from scraper.terminal import complain, printable


class SessionError(Exception):
    """It can't begin: one line that says what is wrong with the command."""


class Session:
    """A replay into the folder or store *out*, with the limits and the leaning of *settings*.

    *sites*: a list of sites as `load_sites_file` reads it; *memory*: the file of a site memory; *cluster*:
    whether a Ray cluster reads the pages. The bytes are the same.
    SessionError: one of them can't be meant so; MemoryFault: the memory can't be read.
    """

    def __init__(
        self,
        settings: BaseSettings,
        *,
        out: str,
        sites: str | None,
        memory: str | None,
        cluster: bool = False,
    ) -> None:
        guard_log()
        self.settings = settings
        self.out = out
        self.cluster = cluster
        self.sites: dict[str, Site] = {}
        self.desk: Any = None
        self._files = 0
        self._asked = [_digest(sites), _digest(memory)]
        try:
            self.sites = {site.domain: site for site in load_sites_file(Path(sites))} if sites else {}
        except SiteError as error:
            raise SessionError(str(error)) from None
        if memory and not Path(memory).is_file():
            raise SessionError(f"--memory {memory}: no such file")
        self.memory = SiteMemory(Path(memory), read_only=True) if memory else None

    def run(self, places: Sequence[str]) -> bool:
        """Whether all of *places* is replayed; if not, it was interrupted and the same command goes on.

        SessionError, FolderBusy, DeliveryError: the folder can't be had or written. OSError: a file can't
        be read. ClusterError: there is no cluster, or it gave up; what was delivered stands, and the same
        command goes on.
        """
        try:
            sources = [source for place in places for source in find_sources(to_path(place))]
        except (FileNotFoundError, AddressError) as error:
            raise SessionError(str(error)) from None
        self._files = len(sources)
        settings = self.settings
        limits = [settings[f"COPYDESK_{name}"] for name in ("PART_RECORDS", "PART_BYTES", "OUT_GZIP")]
        leaning, largest = settings["COPYDESK_LEANING"], settings.getint("COPYDESK_MAX_PAGE_BYTES")
        run = replay_id(sources, [*map(str, limits), leaning, largest, *self._asked])
        desk_class = load_object(settings["COPYDESK_REPLAY_DESK"])
        try:
            self.desk = desk_class.of(settings, self.out, run)
        except desk_class.refusal as error:
            raise SessionError(str(error)) from None
        try:
            if self.desk.finished:
                self.desk.send()
                return True
            pages = Pages(sites=self.sites, leaning=leaning)
            with joined(tell=False) if self.cluster else nullcontext() as ray:
                ended = asyncio.run(self._replay(sources, pages, run, ray))
            if ended:
                self.desk.finish()
            return ended
        finally:
            self.desk.close()
            if self.memory:
                self.memory.close()

    def lines(self) -> list[str]:
        """What became of everything."""
        counts = self.desk.counts
        return summary_lines(
            read_outcomes(counts),
            unread=read_refused(counts),
            sources=sum(number for name, number in counts.items() if name.startswith("sources/")),
            files=self._files,
            manifest=printable(f"{self.out}/runs/{self.desk.run}.json"),
            finished=self.desk.finished,
        )

    def _reader(self, ray: Any) -> tuple[ExtractionPool | ClusterPool, int]:
        """What reads the pages, and how many processes that is; *ray*: None where no cluster does."""
        workers = self.settings.getint("COPYDESK_WORKERS")
        seconds = self.settings.getfloat("COPYDESK_EXTRACT_SECONDS")
        memory_mib = self.settings.getint("COPYDESK_EXTRACT_MIB")
        modules = (run_errand.__module__, self.desk.prepare.__module__)
        if ray:
            pool = ClusterPool(ray, seconds=seconds, memory_mib=memory_mib, modules=modules)
            return pool, workers or processors(ray)
        workers = workers or os.cpu_count() or 1
        local = ExtractionPool(workers=workers, seconds=seconds, memory_mib=memory_mib, modules=modules)
        return local, workers

    async def _replay(self, sources: Sequence[Source], pages: Pages, run: str, ray: Any) -> bool:
        pool, workers = self._reader(ray)
        replay = Replay(
            sources=sources,
            pages=pages,
            pool=pool,
            desk=self.desk,
            ahead=workers * AHEAD,
            limit=self.settings.getint("COPYDESK_MAX_PAGE_BYTES"),
            run_id=run,
            memory=self.memory,
            begin=Position(**self.desk.position),
        )

        def stop() -> None:
            replay.stopping = True
            pool.give_up()

        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop)
        telling = asyncio.ensure_future(self._tell(len(sources)))
        try:
            pool.warm_up()
            await replay.run()
        finally:
            telling.cancel()
            pool.close()
        return not replay.stopping

    async def _tell(self, files: int) -> None:
        """How far it is, every few seconds."""
        while seconds := self.settings.getfloat("COPYDESK_PROGRESS_SECONDS"):
            await asyncio.sleep(seconds)
            sums = read_outcomes(self.desk.counts).values()
            answers, filed = sum(site.requested for site in sums), sum(site.filed for site in sums)
            number = self.desk.position.get("source", 0) + 1
            complain(f"replay: file {number} of {files}: {answers:,} answers read, {filed:,} filed")


def _digest(path: str | None) -> str:
    """Of what stands in the file or the folder *path*; empty: there is none."""
    if path is None:
        return ""
    files = sorted(Path(path).rglob("*.toml")) if Path(path).is_dir() else [Path(path)]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()
