import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from exports.disk import DeliveryError
from exports.lock import FolderBusy, FolderLock

ROOT = Path(__file__).parents[2]
HOLD = """
import os, sys, time
from pathlib import Path
from exports.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
if sys.argv[2] == "fork" and os.fork() == 0:
    time.sleep(30)
print("held", flush=True)
time.sleep(30)
"""


@pytest.mark.parametrize("mode", ["alone", "fork"])
def test_two_processes(tmp_path, mode):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "out"), mode],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    ) as other:
        try:
            assert other.stdout.readline() == "held\n"
            with pytest.raises(FolderBusy) as error:
                FolderLock(tmp_path / "out")
            assert f"{tmp_path / 'out'} is in use by another crawl (pid {other.pid})" in str(error.value)
            assert "\n" not in str(error.value)
            os.kill(other.pid, signal.SIGKILL)
            other.wait()
            deadline = time.monotonic() + 5
            while True:  # the system may need a moment to free it; a forked worker must not keep it
                try:
                    FolderLock(tmp_path / "out").release()
                    break
                except FolderBusy:
                    assert time.monotonic() < deadline
        finally:
            with suppress(ProcessLookupError):
                os.killpg(other.pid, signal.SIGKILL)


def test_released_and_taken_again(tmp_path):
    with FolderLock(tmp_path):
        assert (tmp_path / ".lock").read_text() == f"{os.getpid()}\n"
        with pytest.raises(FolderBusy):
            FolderLock(tmp_path)
    lock = FolderLock(tmp_path)
    lock.release()
    lock.release()


def test_a_file_in_the_way(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(DeliveryError, match="out"):
        FolderLock(tmp_path / "out" / "deeper")
