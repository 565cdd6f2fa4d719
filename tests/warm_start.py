"""Commands under test start here without importing anew what all of them import.

A fork server imports Scrapy and what reads pages once for all tests; each command is a fork of it, a process
of its own that does what `python` with these arguments does, and so is the fork server from which a crawl
takes its workers.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import random
import runpy
import signal
import subprocess
import sys
import tempfile
import time
import types
from collections.abc import Mapping, Sequence
from itertools import pairwise
from multiprocessing import forkserver, util
from pathlib import Path
from typing import NoReturn

_PRELOAD = ["warm_start", "scrapy.commands.crawl", "scrapy.crawler", "scraper.cli", "scraper.warmth"]


class WarmCommand:
    """A running `python -m MODULE ...` or `python -c CODE ...`, with the part of `subprocess.Popen` that tests use.

    Its arguments are those after `python`; its environment names the PYTHONPATH.
    """

    def __init__(self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        self.args = list(arguments)
        self.returncode: int | None = None
        self._output = [tempfile.NamedTemporaryFile(buffering=0) for _ in (1, 2)]  # noqa: SIM115
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOAD)
        task = (self.args, str(folder), dict(environment), *(file.name for file in self._output))
        self._process = context.Process(target=_become, args=task)
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """The exit status, or None while it runs."""
        self.returncode = self._process.exitcode
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The exit status, once it ended. subprocess.TimeoutExpired: it runs after *timeout* seconds."""
        self._process.join(timeout)
        if self.poll() is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        assert self.returncode is not None
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What it wrote until its end to stdout and stderr. subprocess.TimeoutExpired: as in `wait`."""
        self.wait(timeout)
        return self._read(0), self._read(1)

    def send_signal(self, number: int) -> None:
        """Send it the signal *number*."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def says(self, line: str, timeout: float = 60) -> bool:
        """Whether it writes *line* to stdout within *timeout* seconds."""
        deadline = time.monotonic() + timeout
        while (
            not (said := f"{line}\n" in self._read(0)) and time.monotonic() < deadline and self.poll() is None
        ):
            time.sleep(0.005)
        return said

    def _read(self, number: int) -> str:
        return Path(self._output[number].name).read_text("utf-8")


def run_warm(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """The ended command. subprocess.TimeoutExpired: it was killed after *timeout* seconds."""
    command = WarmCommand(arguments, folder, environment)
    try:
        out, err = command.communicate(timeout)
    except subprocess.TimeoutExpired:
        command.kill()
        command.wait()
        raise
    return subprocess.CompletedProcess(command.args, command.wait(), out, err)


def _become(words: list[str], folder: str, environment: Mapping[str, str], out: str, err: str) -> NoReturn:
    """Be `python` with these *words* from here to the end of the process."""
    for number, path in ((1, out), (2, err)):
        file = os.open(path, os.O_WRONLY | os.O_APPEND)
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:] = [folder, *environment["PYTHONPATH"].split(os.pathsep), *sys.path]
    kind, what, *_ = words
    sys.argv[:] = words[1:] if kind == "-m" else words[:1] + words[2:]
    random.seed()
    # A fork server that a pool of ours started is deaf to Ctrl-C, and so would this be.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    _fork_workers_from_here()
    try:
        if kind == "-m":
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            sys.modules["__main__"] = types.ModuleType("__main__")
            exec(what, vars(sys.modules["__main__"]))
    except SystemExit as end:
        status = end.code
    else:
        status = 0
    atexit._run_exitfuncs()
    sys.exit(status)


def _fork_workers_from_here() -> None:
    """Start this process's own fork server, as a fork, with all that it would import."""
    util.spawnv_passfds = _fork_server  # type: ignore[attr-defined]
    multiprocessing.get_context("forkserver").set_forkserver_preload(["scraper.warmth"])
    forkserver.ensure_running()


def _fork_server(path: bytes, words: Sequence[str], passed: Sequence[int]) -> int:
    if pid := os.fork():
        return pid
    try:
        for first, last in pairwise(sorted({2, *passed, os.sysconf("SC_OPEN_MAX")})):
            os.closerange(first + 1, last)
        forkserver._forkserver.__init__()  # type: ignore[attr-defined,misc]
        exec(words[-1])  # what `python -c` would be told
    finally:
        os._exit(0)
