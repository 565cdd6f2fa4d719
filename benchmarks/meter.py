"""Runs a command and says what it and all processes that it starts cost. Linux.

usage: python benchmarks/meter.py SECONDS COMMAND [ARGUMENT ...]

The last line of stdout is JSON: `seconds` by the clock, `cpu` seconds of all processes, user and system,
`peak_mib` their largest proportional memory (PSS, sampled), `status`. After SECONDS the command is ended.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER: processes whose parents have ended become ours, so that their time is known."""
_EVERY = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command took."""

    seconds: float
    cpu: float
    peak_mib: float
    status: int
    """Exit status; negative: the signal that ended it."""


def measure(command: Sequence[str], limit: float) -> Cost:
    """Runs *command*, its output let through to stderr, for *limit* seconds at most."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=sys.stderr, start_new_session=True)
    peak = [0.0]
    threading.Thread(target=_watch, args=(child.pid, began + limit, peak), daemon=True).start()
    status, ended, cpu = 0, began, 0.0
    while True:
        try:
            pid, code, usage = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cpu += usage.ru_utime + usage.ru_stime
        if pid == child.pid:
            status, ended = os.waitstatus_to_exitcode(code), time.perf_counter()
            child.returncode = status
    return Cost(seconds=ended - began, cpu=cpu, peak_mib=peak[0], status=status)


def _watch(pid: int, deadline: float, peak: list[float]) -> None:
    """Note the memory of *pid* and all below it in *peak*; end them at the *deadline*."""
    while True:
        family = list(_family(os.getpid()))[1:]
        peak[0] = max(peak[0], sum(map(_memory, family)) / 1024)
        if time.perf_counter() > deadline:
            for process in family:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
        time.sleep(_EVERY)


def _family(pid: int) -> Iterator[int]:
    """*pid* and the processes below it that there are now."""
    yield pid
    with suppress(OSError):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from _family(int(child))


def _memory(pid: int) -> int:
    """KiB of memory that *pid* uses, its share of what is shared; 0 where it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


if __name__ == "__main__":
    print(json.dumps(asdict(measure(sys.argv[2:], float(sys.argv[1])))))
