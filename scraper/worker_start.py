"""How worker processes come to be, and what their pages come through."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

# The fork server imports these once; workers are forked from it. `__main__` is what every worker of a fork
# server would run anew otherwise.
_PRELOAD = ["__main__", "scraper.warmth"]
_SCRIPTS = ("scrapy", "copydesk")
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
    _leave_script_alone()
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = _RoomyContext()
    context.set_forkserver_preload([*_PRELOAD, *modules])
    _start_fork_server()
    return context


def _leave_script_alone() -> None:
    """Let no worker run the script that was typed, if it is Scrapy's or ours: for what they define, which
    is nothing, each worker would import Scrapy, half a second and 25 MiB.

    `multiprocessing` leaves a main module of such a name alone, as that of `python -m scrapy`.
    """
    main = sys.modules["__main__"]
    if main.__spec__ is None and Path(getattr(main, "__file__", None) or "").stem in _SCRIPTS:
        main.__spec__ = ModuleSpec("scrapy.__main__", None)


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
