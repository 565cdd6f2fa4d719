"""A shard is a process of the ordinary command; it does not outlive its worker, and its folder comes free."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from exports.lock import FolderLock
from exports.shards import Shard
from scraper.cluster import shard_process
from scraper.cluster.shard_process import Errand, Outcome, ShardProcess
from scraper.cluster.shards import worst

ROOT = Path(__file__).parents[3]
SHARD = Shard(number=2, count=4)


@pytest.fixture
def errand(tmp_path):
    def make(**changes):
        facts = {
            "shard": SHARD,
            "words": ["crawl", "news"],
            "folder": str(tmp_path),
            "out": f"out/{SHARD.name}",
            "environment": {"COPYDESK_CONTACT": "desk@example.org"},
        }
        return Errand(**facts | changes)

    return make


class Child:
    """A process that has ended, or ends when it is told to."""

    def __init__(self, status=None):
        self.status = status
        self.told = threading.Event()

    def wait(self):
        if self.status is None:
            self.told.wait(10)
            self.status = 4
        return self.status

    def terminate(self):
        self.told.set()

    def kill(self):
        self.status = -9


@pytest.fixture
def started(monkeypatch):
    """`started.children`: what is started next; `started.calls`: what was."""

    class Started:
        children: list = []  # noqa: RUF012
        calls: list = []  # noqa: RUF012

    def start(command, **options):
        Started.calls.append((command, options))
        return Started.children.pop(0)

    Started.children, Started.calls = [], []
    monkeypatch.setattr(shard_process.subprocess, "Popen", start)
    return Started


def test_it_is_the_command_with_its_shard(errand, started, tmp_path):
    started.children = [Child(3)]
    shard = ShardProcess(errand())
    assert shard.run() == Outcome(status=3)
    ((command, options),) = started.calls
    assert command[1:4] == ["-m", "scraper.cluster.leash", str(os.getpid())]
    assert command[4:] == ["crawl", "news", "-a", "shard=2/4"]
    assert options["cwd"] == str(tmp_path)
    assert options["env"]["COPYDESK_CONTACT"] == "desk@example.org"
    assert repr(shard) == "shard-2-of-4"


def test_one_that_is_killed_from_outside_is_started_again_but_not_for_ever(errand, started):
    started.children = [Child(-9), Child(-9), Child(0)]
    assert ShardProcess(errand()).run() == Outcome(status=0)
    started.children = [Child(-9) for _ in range(5)]
    assert ShardProcess(errand()).run() == Outcome(
        status=1, line="its process was killed 5 times, at last by 9"
    )


def test_a_stop_ends_it_whenever_it_comes(errand, started):
    early = ShardProcess(errand())
    early.stop()
    assert early.run() == Outcome(status=4)
    assert started.calls == []
    child = Child()
    started.children = [child]
    late = ShardProcess(errand())
    threading.Timer(0.1, late.stop).start()
    assert late.run() == Outcome(status=4)
    assert child.told.is_set()


def test_a_folder_that_is_not_there_is_one_line(errand, started, tmp_path):
    outcome = ShardProcess(errand(folder=str(tmp_path / "gone"))).run()
    assert outcome.status == 1
    assert outcome.line.startswith(f"{tmp_path / 'gone'} is not on node ")
    assert started.calls == []


def test_it_waits_until_the_last_process_of_the_shard_is_gone(errand, started, tmp_path):
    out = tmp_path / "out" / SHARD.name
    held = FolderLock(out)
    started.children = [Child(0)]
    thread = threading.Thread(target=ShardProcess(errand()).run)
    thread.start()
    time.sleep(0.2)
    assert started.calls == []
    held.release()
    thread.join(10)
    assert len(started.calls) == 1


def test_nothing_outlives_its_parent():
    code = "import os, sys, time; from scraper.cluster.leash import hold; hold({}); time.sleep({})"
    started = [
        subprocess.Popen([sys.executable, "-c", code.format(parent, seconds)], cwd=ROOT)
        for parent, seconds in (("os.getppid()", 1), ("1", 30))
    ]
    assert [process.wait(20) for process in started] == [0, -signal.SIGKILL]


@pytest.mark.parametrize(
    ("statuses", "status"),
    [([], 0), ([0, 3, 0], 3), ([3, 1, 2], 1), ([4, 1], 4), ([4, 5, 0], 5), ([0, 77], 1), ([2, 3], 2)],
)
def test_the_weightiest_status_holds(statuses, status):
    assert worst(statuses) == status
