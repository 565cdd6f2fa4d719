"""A shard of a crawl on a node of the cluster: a process of the ordinary command, and how it ended."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.disk import DeliveryError
from exports.lock import FolderBusy, FolderLock
from exports.shards import Shard
from scraper.statuses import FAILURE, INTERRUPTED

_KILLED = 5
"""Times that a process may be killed from outside, for want of memory, say, before its shard is given up."""
_PATIENCE_SECONDS = 120.0
"""For the folder of a shard whose last process is not known to be dead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a node needs to know to crawl a shard."""

    shard: Shard
    words: Sequence[str]
    """The command, from `crawl` on, with all of its options but the shard."""
    folder: str
    """Where it is run; the same on all nodes."""
    out: str
    """The shard's export folder, from there; of a store the one that it is filled from."""
    environment: Mapping[str, str]
    """In addition to the node's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a shard ended."""

    status: int
    """As of `scrapy crawl`."""
    line: str = ""
    """What the command has not said itself."""


class ShardProcess:
    """Crawls the shard of *errand*. `stop` may be called from another thread, before `run` as well."""

    def __init__(self, errand: Errand) -> None:
        self._errand = errand
        self._stopping = False
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        """What the engine writes before each line of it."""
        return self._errand.shard.name

    def run(self) -> Outcome:
        """Crawl to the end. A process that is killed from outside is started again: its state recovers."""
        errand = self._errand
        if not Path(errand.folder).is_dir():
            return Outcome(
                status=FAILURE,
                line=f"{errand.folder} is not on node {platform.node()}: all nodes need the same folders",
            )
        for _ in range(_KILLED):
            self._wait_for_folder()
            child = self._start()
            if child is None:
                return Outcome(status=INTERRUPTED)
            status = child.wait()
            if status >= 0:
                return Outcome(status=status)
            if self._stopping:
                return Outcome(status=INTERRUPTED)
        return Outcome(status=FAILURE, line=f"its process was killed {_KILLED} times, at last by {-status}")

    def stop(self) -> None:
        """Let it end as an interrupted crawl does, within 30 seconds; said twice: at once."""
        with self._lock:
            again, self._stopping = self._stopping, True
            if self._child:
                (self._child.kill if again else self._child.terminate)()

    def _start(self) -> subprocess.Popen[bytes] | None:
        errand, shard = self._errand, self._errand.shard
        command = [sys.executable, "-m", "scraper.cluster.leash", str(os.getpid()), *errand.words]
        command += ["-a", f"shard={shard.number}/{shard.count}"]
        with self._lock:
            if self._stopping:
                return None
            self._child = subprocess.Popen(  # noqa: S603 (our own words)
                command,
                cwd=errand.folder,
                env={**os.environ, **errand.environment},
                stdin=subprocess.DEVNULL,
            )
            return self._child

    def _wait_for_folder(self) -> None:
        """Give the last process of the shard time to be gone: the engine may know of its worker's death
        first. Where it stays, the command itself says so."""
        out = Path(self._errand.folder, self._errand.out)
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while out.is_dir() and _is_busy(out) and time.monotonic() < deadline and not self._stopping:
            time.sleep(0.5)


def _is_busy(out: Path) -> bool:
    try:
        FolderLock(out).release()
    except FolderBusy:
        return True
    except DeliveryError:
        return False  # the command says it better
    return False
