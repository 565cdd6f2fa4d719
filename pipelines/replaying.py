"""Replayed records on their way to disk: the same parts as a crawl's, cut without a look at the clock."""

from __future__ import annotations

import json
import logging
import platform
from collections import Counter
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar, Self

from scrapy.settings import BaseSettings

from exports.delivered import Link, Standing
from exports.disk import remove, write_whole
from exports.journal import Journal
from exports.layout import RUNS, find_journals, find_parts, manifest_path, parse_journal_name, parse_part_name
from exports.lock import FolderLock
from exports.manifest import RUNNING, Manifest, find_manifests, load_manifest, write_manifest
from exports.mirror import Mirror, mirror_of
from exports.outcomes import REASONED, TOTALS, read_outcomes, read_refused, stat_name
from exports.parts import deliver
from exports.reader import ReadError
from exports.rebuild import open_ledger
from exports.record import Record
from exports.slips import Slip, delivered_of
from exports.stores import local_folder
from exports.version import __version__
from pipelines.export import Limits, read_limits
from pipelines.filing import Filing, to_filing
from pipelines.settlement import settle
from pipelines.sketches import to_sketch
from pipelines.versions import UNCHANGED, find_change, outcome_stat

logger = logging.getLogger(__name__)

FINISHED = "finished"


class NotEmpty(Exception):
    """The folder holds deliveries of others: one line that says what to do."""


class ReplayDesk:
    """The export folder *out* of the replay *run*, and what is counted of it.

    A replay that was killed goes on where its last delivery ended: `position` says where that is, and
    `counts` what had become of everything up to there. The journal that it had begun is thrown away, so that
    parts hold the same bytes however often it was killed. FolderBusy, NotEmpty, DeliveryError: the folder
    can't be had.
    """

    refusal: ClassVar[type[Exception]] = NotEmpty

    @classmethod
    def of(cls, settings: BaseSettings, place: str, run: str) -> Self:
        """The desk of the folder or store *place*, with the limits that *settings* name."""
        out = local_folder(place, settings.get("COPYDESK_STATE") or "state")
        return cls(out, run, read_limits(settings), mirror_of(place, out))

    def __init__(self, out: Path, run: str, limits: Limits, mirror: Mirror | None = None) -> None:
        self.out = out
        self.mirror = mirror
        self.run = run
        self.limits = limits
        self.counts: Counter[str] = Counter()
        self.position: dict[str, int] = {}
        """As given to `reached`; empty: it is at the beginning."""
        self.finished = False
        """Whether all of it was delivered before."""
        self._first = self._last = ""
        self._journal: Journal | None = None
        self._number = 0
        self._held: dict[str, Standing] = {}
        """Of each article in the journal, how it stood first."""
        self._lock = FolderLock(out)
        try:
            self._check_alone()
            if mirror:
                mirror.claim()
            self._ledger = open_ledger(out, sketch=to_sketch)
            try:
                self._take_up()
            except BaseException:
                self._ledger.close()
                raise
        except BaseException:
            self._lock.release()
            raise

    @property
    def prepare(self) -> Callable[[Record], Filing]:
        """Makes a record into what `put` takes; it can be sent to another process."""
        return to_filing

    def put(self, filing: Filing) -> None:
        """File a record, unless it breaks the contract or says nothing new; that is counted."""
        slip = filing.slip
        if filing.broken:
            self.counts[stat_name(slip.site, "failed", "invalid_record")] += 1
            logger.error("%s: the record breaks the contract: %s", slip.url, "; ".join(filing.broken))
            return
        held = self._held.get(slip.id)
        if held and held.delivered.requested_url == slip.requested_url:
            # A later look at the same page: its version is told by what is delivered.
            if find_change(slip, held) is None:
                self.counts[outcome_stat(slip.site, UNCHANGED)] += 1
                return
            self._deliver()
        if self._journal is None:
            self._number = self._ledger.last_journal(self.run) + 1
            self._journal = Journal(self.out, self.run, self._number)
        self._journal.append_line(filing.line, slip)
        self._held.setdefault(slip.id, _standing(slip))
        self.counts[stat_name(slip.site, "filed")] += 1

    def seen(self, instant: str) -> None:
        """Something was fetched at this instant."""
        self._first = min(self._first or instant, instant)
        self._last = max(self._last, instant)

    def reached(self, position: dict[str, int]) -> None:
        """Everything up to *position* is put and counted. What was put is delivered if it is much."""
        self.position = position
        journal, limits = self._journal, self.limits
        if journal and (journal.records >= limits.records or journal.size >= limits.bytes):
            self._deliver()

    def finish(self) -> Manifest:
        """Deliver the rest and close the books."""
        self._deliver()
        manifest = self._manifest(FINISHED)
        write_manifest(self.out, manifest)
        remove(self._progress)
        self.finished = True
        self.send()
        return manifest

    def send(self) -> None:
        """Send what is delivered to the store, where there is one and something is not up yet."""
        if self.mirror:
            self.mirror.send(self.run)

    def close(self) -> None:
        """Give the folder free. What is not delivered is put again by the next try."""
        if self._journal:
            self._journal.close()
            remove(self._journal.path)
            self._journal = None
        self._ledger.close()
        self._lock.release()

    def _deliver(self) -> None:
        journal, self._journal = self._journal, None
        if journal is None:
            return
        journal.close()

        def settle_and_note(came: list[Any]) -> list[Any]:
            settled = settle(came, self._ledger)
            for copy, reason in settled.dropped:
                self.counts[stat_name(copy.site, "filed")] -= 1
                self.counts[outcome_stat(copy.site, reason)] += 1
            self._note()
            return list(settled.kept)

        deliver(
            journal.path,
            out=self.out,
            ledger=self._ledger,
            settle=settle_and_note,
            written=journal.slips,
            compress=self.limits.compress,
        )
        self._held.clear()

    # ---- what stands in the folder

    def _check_alone(self) -> None:
        runs = {path.stem for path in find_manifests(self.out)}
        runs |= {name[0] for path in find_parts(self.out) if (name := parse_part_name(path.name))}
        runs |= {name[0] for path in find_journals(self.out) if (name := parse_journal_name(path.name))}
        if others := sorted(runs - {self.run}):
            raise NotEmpty(
                f"{self.out} holds deliveries of {others[0]}: give a replay a folder of its own, "
                "with -o FOLDER"
            )

    def _take_up(self) -> None:
        """Go on where an earlier try of the same replay ended."""
        try:
            known = load_manifest(manifest_path(self.out, self.run))
            self.finished = known.reason == FINISHED
            self.counts = _counts_of(known)
        except ReadError:
            pass  # none was begun
        if self.finished:
            return
        self.counts.clear()
        for journal in find_journals(self.out):
            remove(journal)
        last = self._ledger.last_journal(self.run)
        if last:
            noted = self._noted().get(str(last))
            if noted is None:
                raise NotEmpty(
                    f"{self.out}: an earlier try of this replay cannot be taken up: remove the folder "
                    "and replay anew"
                )
            self.position, self.counts = noted["position"], Counter(noted["counts"])
            self._first, self._last = noted["first"], noted["last"]
        write_manifest(self.out, self._manifest(RUNNING))

    def _note(self) -> None:
        """Where to go on once the journal under way is delivered; before that, where the one before it
        ended."""
        before = str(self._number - 1)
        noted = {number: known for number, known in self._noted().items() if number == before}
        noted[str(self._number)] = {
            "position": self.position,
            "counts": dict(self.counts),
            "first": self._first,
            "last": self._last,
        }
        write_whole(self._progress, json.dumps(noted).encode())

    def _noted(self) -> dict[str, Any]:
        try:
            noted: dict[str, Any] = json.loads(self._progress.read_bytes())
            return noted
        except (FileNotFoundError, ValueError):
            return {}

    @property
    def _progress(self) -> Path:
        return self.out / RUNS / f".{self.run}.progress"

    def _manifest(self, reason: str) -> Manifest:
        """Its instants are those of the first and last fetch: a replay has no time of its own."""
        manifest = Manifest(
            run=self.run,
            reason=reason,
            started=self._first or None,
            finished=(self._last or None) if reason == FINISHED else None,
            software=_software(),
            sites=read_outcomes(self.counts),
            refused=read_refused(self.counts),
        )
        return manifest.with_parts(self._ledger.parts(self.run))


def _standing(slip: Slip) -> Standing:
    """What a later look at the page of *slip* is compared with before that is delivered."""
    return Standing(
        delivered=delivered_of(slip, part="", run=slip.crawl.run or ""),
        headline=slip.headline,
        corrections=slip.corrections,
        link=Link(),
    )


def _counts_of(manifest: Manifest) -> Counter[str]:
    """What *manifest* counts by site, under the names of the stats."""
    counts: Counter[str] = Counter()
    for site, sums in manifest.sites.items():
        for name in TOTALS:
            counts[stat_name(site, name)] += getattr(sums, name)
        for name in REASONED:
            for reason, number in getattr(sums, name).items():
                counts[stat_name(site, name, reason)] += number
    return counts


def _software() -> Mapping[str, str]:
    names = ("scrapy", "trafilatura")
    return {"copydesk": __version__, "python": platform.python_version(), **{n: version(n) for n in names}}
