"""Commands under test start here without importing anew what all of them import.

A fork server imports Scrapy and what reads pages once for all tests; each command is a fork of it, a process
of its own that runs `python -m scrapy`, and so is the fork server from which that crawl takes its workers.
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
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from multiprocessing import forkserver, util
from pathlib import Path
from typing import NoReturn

_PRELOAD = ["warm_start", "scrapy.commands.crawl", "scrapy.crawler", "scraper.cli", "scraper.warmth"]


class WarmCommand:
    """A running `scrapy` command: the part of `subprocess.Popen`'s interface that tests use."""

    def __init__(self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        self.args = ["scrapy", *arguments]
        self.returncode: int | None = None
        output = [folder / f".{name}-{time.monotonic_ns()}" for name in ("stdout", "stderr")]
        self._output = [path.open("w+b", buffering=0) for path in output]
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOAD)
        task = (self.args, str(folder), dict(environment), *map(str, output))
        self._process = context.Process(target=_become, args=task)
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid
        _wait_for(lambda: not any(path.exists() for path in output))

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

    def _read(self, number: int) -> str:
        file = self._output[number]
        file.seek(0)
        return file.read().decode("utf-8").replace("\r\n", "\n")


def run_warm(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float
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


def _become(
    words: Sequence[str], folder: str, environment: Mapping[str, str], out: str, err: str
) -> NoReturn:
    """Be `python -m scrapy` from here to the end of the process."""
    for number, path in ((1, out), (2, err)):
        file = os.open(path, os.O_WRONLY | os.O_APPEND)
        os.unlink(path)
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:] = [folder, *environment["PYTHONPATH"].split(os.pathsep), *sys.path]
    sys.argv[:] = words
    random.seed()
    _fork_workers_from_here()
    try:
        runpy.run_module("scrapy", run_name="__main__", alter_sys=True)
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


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)
