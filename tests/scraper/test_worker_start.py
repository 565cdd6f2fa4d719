import fcntl
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scraper import worker_start
from scraper.worker_start import make_context


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a pipe be widened")
def test_a_pipe_has_room_for_a_page():
    reader, writer = make_context().Pipe(duplex=False)
    with reader, writer:
        assert fcntl.fcntl(writer.fileno(), fcntl.F_GETPIPE_SZ) >= 512 * 1024
        writer.send_bytes(b"a" * 500_000)  # would wait for ever in a narrow one
        assert len(reader.recv_bytes()) == 500_000


def test_both_ways():
    one, other = make_context().Pipe()
    with one, other:
        other.send("back")
        assert one.recv() == "back"


# A process of its own: in this one a fork server may run that others started.
_SHOW_MASKS = """
import pathlib
from multiprocessing import forkserver
from scraper import worker_start

worker_start._PRELOAD.clear()
worker_start.make_context()
for process in (forkserver._forkserver._forkserver_pid, "self"):
    print(pathlib.Path(f"/proc/{process}/status").read_text())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_ctrl_c_does_not_reach_the_fork_server():
    """It reaches the whole process group, at any moment: also while the fork server imports."""
    shown = subprocess.run(
        [sys.executable, "-c", _SHOW_MASKS], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    server, this = re.findall(r"^SigBlk:\t(\w+)$", shown, re.MULTILINE)
    blocked = 1 << (signal.SIGINT - 1)
    assert int(server, 16) & blocked
    assert not int(this, 16) & blocked


_SCRIPT = """
import sys
print("the script runs", flush=True)
if __name__ == "__main__":
    from scraper import worker_start
    worker_start._PRELOAD.clear()
    worker = worker_start.make_context().Process(target=print, args=("a worker",))
    worker.start()
    worker.join()
"""


@pytest.mark.parametrize(("name", "runs"), [("scrapy", 1), ("own.py", 2)])
def test_workers_do_not_run_the_script_of_scrapy_anew(tmp_path, name, runs):
    (tmp_path / name).write_text(_SCRIPT)
    shown = subprocess.run(
        [sys.executable, str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=os.environ | {"PYTHONPATH": str(Path(worker_start.__file__).parents[1])},
    ).stdout
    assert shown.splitlines() == ["the script runs"] * runs + ["a worker"]
