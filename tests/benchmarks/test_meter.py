"""What a command and its children cost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

METER = Path(__file__).resolve().parents[2] / "benchmarks" / "meter.py"
BUSY = "import time\nwhile time.process_time() < 0.4: pass\n"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def meter(program, limit="30"):
    command = [sys.executable, METER, limit, sys.executable, "-c", program]
    answer = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)
    return json.loads(answer.stdout)


def test_children_that_nobody_waits_for_count():
    orphan = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BUSY!r}])"
    cost = meter(f"{orphan}\n{BUSY}")
    assert 0.8 <= cost["cpu"] < 5
    assert cost["status"] == 0


def test_memory_and_status():
    cost = meter("import sys, time; held = b'x' * 100_000_000; time.sleep(1); sys.exit(3)")
    assert cost["peak_mib"] > 90
    assert cost["seconds"] >= 1
    assert cost["status"] == 3


def test_what_takes_too_long_is_ended():
    cost = meter("import time; time.sleep(60)", limit="0.5")
    assert cost["status"] == -9
    assert cost["seconds"] < 30
