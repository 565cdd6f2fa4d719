"""`python -m scraper.cluster.leash PID ...`: what `copydesk ...` is, for as long as its parent PID lives.

A worker of a cluster that dies leaves the process that it had started. Before the engine begins the shard
anew somewhere else, that one must have let go of its folders.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
import time

_LOOK_SECONDS = 0.5


def hold(parent: int) -> None:
    """Let this process be killed as soon as its parent is no longer the process *parent*."""
    threading.Thread(target=_watch, args=[parent], daemon=True, name="leash").start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    hold(int(sys.argv.pop(1)))
    runpy.run_module("scraper.cli", run_name="__main__", alter_sys=True)
