"""The built wheel, installed into an empty environment, does the main job from any folder."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from exports import read_records

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """An environment that holds the wheel, and finds the dependencies where this one has them."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run(install, check=True, timeout=120)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = folder / "lib" / version / "site-packages"
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def test_it_holds_all_packages_and_their_data(wheel):
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "exports", "pipelines", "scraper"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    assert {
        "exports/article.schema.json",
        "exports/py.typed",
        "scraper/py.typed",
        "pipelines/export.py",
    } <= held
    assert set(tracked) <= held
    assert {name.split("/")[0] for name in held} == {"exports", "pipelines", "scraper"}


def test_it_crawls_the_demo_from_another_folder(environment, tmp_path):
    clean = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "SCRAPY", "COPYDESK"))
    }
    crawl = subprocess.run(
        [environment / "bin" / "copydesk", "crawl", "demo"],
        cwd=tmp_path,
        env=clean,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert crawl.returncode == 0, crawl.stderr
    records = list(read_records(tmp_path / "out"))
    assert len(records) >= 30
    assert {record.language for record in records} >= {"en", "de", "uk"}
    verify = subprocess.run(
        [environment / "bin" / "copydesk", "verify", "out"],
        cwd=tmp_path,
        env=clean,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert verify.returncode == 0, verify.stdout + verify.stderr
    (manifest,) = (tmp_path / "out" / "runs").glob("*.json")
    assert json.loads(manifest.read_text())["reason"] == "finished"


@pytest.mark.parametrize(("path", "status"), [("out", 2), (".", 1)])
def test_any_scrapy_project_can_verify(environment, path, status, tmp_path):
    end = subprocess.run(
        [environment / "bin" / "python", "-m", "scrapy", "verify", path],
        cwd=tmp_path,
        env={key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "SCRAPY"))},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (end.returncode, end.stderr[:10]) == (status, "copydesk: ")
