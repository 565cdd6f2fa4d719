import subprocess
import sys

_SHOW = "import gc, scraper.commands; print(gc.isenabled(), gc.get_threshold()[0], gc.get_freeze_count() > 0)"


def test_commands_load_without_looking_for_garbage_all_the_time():
    shown = subprocess.run([sys.executable, "-c", _SHOW], capture_output=True, text=True, check=True).stdout
    assert shown.split() == ["True", "50000", "True"]
