"""The console script."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy import cmdline
from warm_start import run_warm

from exports.version import __version__
from scraper.cli import main, to_crawl
from scraper.commands.unknown import answer_for_scrapy

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("site", "more", "words"),
    [
        ("", [], ["crawl", "demo"]),
        ("  ", ["-s", "COPYDESK_OUT=x"], ["crawl", "demo", "-s", "COPYDESK_OUT=x"]),
        ("https://a.example", [], ["crawl", "news", "-a", "site=https://a.example"]),
        ("a.example,b.example c.example", [], ["crawl", "news", "-a", "site=a.example,b.example,c.example"]),
        (" a.example,  b.example, ", [], ["crawl", "news", "-a", "site=a.example,b.example"]),
        ("a.example", ["-a", "limit=3"], ["crawl", "news", "-a", "site=a.example", "-a", "limit=3"]),
    ],
)
def test_to_crawl(site: str, more: list[str], words: list[str]) -> None:
    assert to_crawl(site, more) == words


def test_an_old_python(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit) as end:
        main(["crawl", "demo"])
    assert end.value.code == 2
    assert capsys.readouterr().err == (
        "copydesk: Python 3.10.4 is too old; take 3.11 or newer: make PYTHON=python3.12\n"
    )


def test_a_file_of_sites_and_a_site_file(tmp_path: Path) -> None:
    many, one = tmp_path / "my sites.txt", tmp_path / "my gazette.toml"
    many.write_text("a.example\n")
    one.write_text('name = "The Gazette"\n')
    assert to_crawl(str(many), []) == ["crawl", "news", "-a", f"sites={many}"]
    assert to_crawl(str(one), []) == ["crawl", "news", "-a", f"site={one}"]


def test_a_file_of_sites_that_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        to_crawl("nowhere.txt", [])
    assert end.value.code == 2
    assert capsys.readouterr().err == "copydesk: no such file of sites: nowhere.txt\n"


def test_a_worker_process_does_not_run_the_command_again() -> None:
    # What multiprocessing does in a child with the parent's main module.
    assert "main" in runpy.run_path(str(ROOT / "scraper" / "cli.py"), run_name="__mp_main__")


def _copydesk(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SCRAPY_")}
    environment = {**clean, "PYTHONPATH": str(ROOT), **environment}
    return run_warm(["-m", "scraper.cli", *words], cwd, environment)


def test_help_lists_our_commands_first_in_any_folder(tmp_path: Path) -> None:
    shown = _copydesk("--help", cwd=tmp_path)
    assert shown.returncode == 0
    ours, theirs = shown.stdout.split("Scrapy's own")
    assert all(f"\n  {name} " in ours for name in ("crawl", "article", "verify"))
    assert "shell" in theirs


def test_a_project_of_ones_own_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = theirs\n")
    (tmp_path / "theirs.py").write_text("BOT_NAME = 'theirs'\n")
    shown = _copydesk("settings", "--get", "BOT_NAME", cwd=tmp_path, PYTHONPATH=f"{ROOT}:{tmp_path}")
    assert shown.stdout.strip() == "theirs"


def test_unknown_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "scraper.settings")
    with pytest.raises(SystemExit) as end:
        main(["crwl", "news"])
    assert end.value.code == 2
    assert capsys.readouterr().err == "copydesk: unknown command 'crwl': did you mean 'crawl'?\n"


def test_scrapy_answers_likewise(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    answer_for_scrapy()  # as happens where Scrapy's command line loads ours
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "scraper.settings")
    with pytest.raises(SystemExit) as end:
        cmdline.execute(["scrapy", "crwl", "news"])
    assert end.value.code == 2
    shown = capsys.readouterr()
    assert shown.err == "copydesk: unknown command 'crwl': did you mean 'crawl'?\n"
    assert not shown.out


@pytest.mark.parametrize("word", ["-V", "--version"])
def test_the_version_is_copydesks_own(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([word])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"copydesk {__version__}\n"
