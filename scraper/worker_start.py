"""How worker processes come to be, and what their pages come through."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.context import BaseContext
from typing import Any

# The fork server imports these once; workers are forked from it. `__main__` is what every worker of a fork
# server would run anew otherwise: the script that imports Scrapy.
_PRELOAD = ["__main__", "scraper.warmth"]
_ROOM = 1024 * 1024
"""Bytes in a pipe, a few pages: the most that Linux gives to anyone."""


def start_early() -> None:
    """Begin with what all workers need while the crawl itself is made ready. Without a pool it does no harm:
    the fork server ends with this process."""
    make_context()


def make_context(modules: Sequence[str] = ()) -> BaseContext:
    """The way in which workers are started: forked from a fork server, where there is such a thing.
    It imports *modules* too, for all of them.

    A fork of a process that runs threads and a reactor can hang; a fork server has neither.
    """
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = _RoomyContext()
    context.set_forkserver_preload([*_PRELOAD, *modules])
    _start_fork_server()
    return context


if sys.platform != "win32":
    from multiprocessing import forkserver, resource_tracker
    from multiprocessing.context import ForkServerContext

    def _start_fork_server() -> None:
        """Start it, unless it runs, deaf to Ctrl-C: that reaches the whole process group, and what it means
        is the parent's to decide. One that is interrupted while it imports would break the pool."""
        # Before: it lets the signals through again as it starts.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    class _RoomyContext(ForkServerContext):
        """Its pipes hold whole pages: a worker that is done finds the next one there.

        In the usual 64 KiB it would find the first quarter, and wait for each further one until the crawl's
        busy process comes round to the thread that writes it.
        """

        def Pipe(self, duplex: bool = True) -> tuple[Any, Any]:  # noqa: N802
            """As `multiprocessing.Pipe`; as wide as the system lets it be."""
            ends = super().Pipe(duplex)
            if sys.platform == "linux":
                import fcntl

                with suppress(OSError):
                    fcntl.fcntl(ends[0].fileno(), fcntl.F_SETPIPE_SZ, _ROOM)
            return ends
