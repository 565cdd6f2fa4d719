"""The manifest of the run that is under way, written again and again from what is counted."""

from __future__ import annotations

import platform
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from scrapy.statscollectors import StatsCollector

from exports.delivered import Gone
from exports.health import read_health
from exports.ledger import Ledger
from exports.manifest import RUNNING, Manifest, new_run_id, to_instant, write_manifest
from exports.outcomes import read_outcomes, read_refused
from exports.source_outcomes import read_source_outcomes
from exports.version import __version__

RUN = "copydesk/run"
_EVERY_SECONDS = 60.0


class RunBook:
    """What is known of the run, in the export folder *out*; it is named and begun when this is made.

    A run that is killed leaves what was counted up to a minute before. DeliveryError: it can't be written.
    """

    def __init__(self, out: Path, stats: StatsCollector, ledger: Ledger) -> None:
        now = datetime.now(UTC)
        self.out = out
        self.stats = stats
        self.ledger = ledger
        self.run: str = stats.get_value(RUN) or new_run_id(now)
        self.gone: list[Gone] = []
        """Pages of filed articles that were not there any more."""
        self._started = to_instant(now)
        stats.set_value(RUN, self.run)
        stats.set_value("copydesk/out", str(out))
        self.write(RUNNING)

    def write(self, reason: str) -> None:
        """Writes the manifest; *reason*: why the run ended, or `running`."""
        counts = self.stats.get_stats()
        manifest = Manifest(
            run=self.run,
            reason=reason,
            started=self._started,
            finished=None if reason == RUNNING else to_instant(datetime.now(UTC)),
            software=_software(),
            sites=read_outcomes(counts),
            sources=read_source_outcomes(counts),
            refused=read_refused(counts),
            health=read_health(counts),
            gone=tuple(self.gone),
        )
        write_manifest(self.out, manifest.with_parts(self.ledger.parts(self.run)))
        self._written = time.monotonic()

    def write_when_due(self) -> None:
        """Writes it, if the last time is a minute ago."""
        if time.monotonic() - self._written >= _EVERY_SECONDS:
            self.write(RUNNING)


def _software() -> dict[str, str]:
    names = ("scrapy", "trafilatura")
    return {"copydesk": __version__, "python": platform.python_version(), **{n: version(n) for n in names}}
