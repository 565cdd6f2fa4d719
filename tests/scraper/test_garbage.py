import subprocess
import sys

_SHOW = """
import gc, sys, types
cmdline = sys.modules["scrapy.cmdline"] = types.SimpleNamespace(_print_unknown_command=None)
import scraper.commands
print(gc.isenabled(), gc.get_threshold()[0], gc.get_freeze_count(), cmdline._print_unknown_command is not None)
"""


def test_commands_load_without_looking_for_garbage_all_the_time():
    """And a mistyped one is answered by us."""
    shown = subprocess.run([sys.executable, "-c", _SHOW], capture_output=True, text=True, check=True).stdout
    assert shown.split() == ["True", "200000", "0", "True"]
