"""What docs/ says of scheduling and health is so."""

import ast
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from exports.health import TROUBLES, VERDICTS, Health
from scraper import settings
from scraper.extensions import metrics
from scraper.health import words
from scraper.sites.load import load_site
from scraper.sites.site import EXPECTED_FIELDS

ROOT = Path(__file__).parents[2]
SCHEDULING = (ROOT / "docs/scheduling.md").read_text(encoding="utf-8")
HEALTH = (ROOT / "docs/health.md").read_text(encoding="utf-8")
UNITS = ("copydesk.service", "copydesk.timer")


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="the units are not verified: no systemd-analyze on this machine (apt-get install systemd)",
)
def test_systemd_takes_the_units(tmp_path):
    for name in UNITS:
        text = (ROOT / "docs/systemd" / name).read_text()
        # where the program will be is of the reader's choosing
        (tmp_path / name).write_text(text.replace("/opt/copydesk/bin/copydesk", sys.executable))
    check = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(tmp_path / name for name in UNITS)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (check.returncode, check.stderr) == (0, "")


def test_the_service_and_cron_run_one_command():
    service = (ROOT / "docs/systemd/copydesk.service").read_text()
    (command,) = re.findall(r"^ExecStart=(.*)$", service, re.MULTILINE)
    (line,) = re.findall(r"^\*/30 \* \* \* \* (.*)$", SCHEDULING, re.MULTILINE)
    assert command in line
    assert shlex.split(command)[1:3] == ["crawl", "news"]
    stop = int(re.search(r"^TimeoutStopSec=(\d+)$", service, re.MULTILINE)[1])
    assert stop > 30 > settings.COPYDESK_STOP_SECONDS
    assert "SuccessExitStatus=4\n" in service


def test_cron_minds_the_percent_sign():
    (line,) = re.findall(r"^\*/30 .*$", SCHEDULING, re.MULTILINE)
    assert "%" not in line


def test_the_metrics_are_all_named():
    code = Path(metrics.__file__).read_text(encoding="utf-8")
    made = {
        node.value
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("copydesk_")
    }
    assert len(made) == 13
    assert set(re.findall(r"`(copydesk_\w+)`", SCHEDULING)) == made


def test_the_verdicts_are_all_explained():
    assert re.findall(r"^\| `(\w+)` \|", HEALTH, re.MULTILINE) == list(VERDICTS)
    assert list(TROUBLES) == settings.COPYDESK_HEALTH_GATE


def test_the_figures_are_all_named():
    for figure in words._SAYINGS:
        assert f"`{figure}`" in HEALTH, figure


def test_the_expectations_load(tmp_path):
    (text,) = re.findall(r"^```toml\n(.*?)^```$", HEALTH, re.MULTILINE | re.DOTALL)
    assert set(tomllib.loads(text)["expect"]) == {"articles_a_day", "max_gap_hours", "body_words", "fields"}
    (tmp_path / "gazette.toml").write_text(f'domain = "gazette.example"\n{text}', encoding="utf-8")
    expect = load_site(tmp_path / "gazette.toml").expect
    assert (expect.articles_a_day, expect.max_gap_hours) == (5, 48.0)
    others = set(EXPECTED_FIELDS) - set(expect.fields)
    assert all(f"`{name}`" in HEALTH for name in others)


def test_the_manifest_is_as_shown():
    (text,) = re.findall(r"^```json\n(.*?)^```$", HEALTH, re.MULTILINE | re.DOTALL)
    shown = ast.literal_eval("{" + text.replace("false", "False") + "}")["health"]["gazette.example"]
    assert Health.from_dict(shown).to_dict() == shown
