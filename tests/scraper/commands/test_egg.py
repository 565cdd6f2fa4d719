"""The egg for scrapyd holds all that it needs, and works from within a zip file."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from scrapy.cmdline import execute

ROOT = Path(__file__).parents[3]
# What scrapyd does with an egg, and what a worker process does in it.
PROGRAM = """
import json, sys
sys.path.insert(0, sys.argv[1])
from importlib.metadata import entry_points
(settings,) = [point.value for point in entry_points(group="scrapy") if point.name == "settings"]
from scrapy.spiderloader import SpiderLoader
from scrapy.settings import Settings
loaded = Settings()
loaded.setmodule(settings)
import scraper

from scraper.demo.server import sites as demo_sites
from scraper.sites.load import shipped_sites
text = "The tram ran along the river again on Monday, and people stood on the bridges to see it pass. "
record = scraper.extract(
    f"<title>Trams</title><article><h1>Trams</h1><p>{text * 2}</p><p>Advertisement</p><p>{text[::-1] * 2}</p>",
    "https://gazette.example/trams",
)
print(json.dumps({
    "from": scraper.__file__,
    "spiders": sorted(SpiderLoader(loaded).list()),
    "removed": [cut.text for cut in record.removed],
    "sites": len(shipped_sites()),
    "demo": len(demo_sites()),
}))
"""


def make_egg(path, monkeypatch):
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "scraper.settings")
    with pytest.raises(SystemExit) as end:
        execute(["scrapy", "egg", *([str(path)] if path else [])])
    return end.value.code


def test_it_holds_all_and_works_as_it_is(tmp_path, monkeypatch):
    egg = tmp_path / "copydesk.egg"
    assert make_egg(egg, monkeypatch) == 0
    assert list(tmp_path.iterdir()) == [egg]
    held = set(zipfile.ZipFile(egg).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "exports", "pipelines", "scraper"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    assert {"exports/article.schema.json", "scraper/settings.py", "EGG-INFO/PKG-INFO"} <= held
    assert {name for name in tracked if (ROOT / name).exists()} <= held
    assert not [name for name in held if "__pycache__" in name]
    run = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM, egg],
        cwd=tmp_path,
        env={key: value for key, value in os.environ.items() if not key.startswith(("PYTHONPATH", "SCRAPY"))},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["from"] == f"{egg}/scraper/__init__.py"
    assert found["spiders"] == ["demo", "news", "pages"]
    assert found["removed"] == ["Trams", "Advertisement"]
    assert found["sites"] == len(list((ROOT / "scraper/sites").glob("??/*.toml")))
    assert found["demo"] == 4


def test_the_same_code_makes_the_same_egg(tmp_path, monkeypatch):
    hashes = set()
    for name in ("one.egg", "two.egg"):
        make_egg(tmp_path / name, monkeypatch)
        hashes.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("missing/copydesk.egg", 5, "No such file or directory"),
        (None, 2, "egg: name one file to write, such as copydesk.egg"),
    ],
)
def test_mistakes_are_one_line(path, status, said, tmp_path, monkeypatch, capsys):
    assert make_egg(tmp_path / path if path else None, monkeypatch) == status
    shown = capsys.readouterr().err
    assert said in shown
    assert shown.count("\n") == 1
