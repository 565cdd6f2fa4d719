"""`scrapy crawl` from outside: what it refuses, and the status it ends with."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.cmdline import execute
from warm_start import WarmCommand, run_warm

from scraper.commands.crawl import check_arguments

ROOT = Path(__file__).parents[3]

SETTINGS = """
SPIDER_MODULES = ["test_project_spiders"]
COMMANDS_MODULE = "scraper.commands"
LOG_LEVEL = "WARNING"
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
COPYDESK_OUT = "out"
COPYDESK_PROGRESS_SECONDS = 0
COPYDESK_ALLOW_NETS = []
EXTENSIONS = {"scraper.extensions.run_report.RunReport": 510}
ITEM_PIPELINES = {"test_project_pipeline.Breaking": 100}
"""
SPIDERS = """
import asyncio
import scrapy
from scraper.spiders.arguments import UsageError

class Test(scrapy.Spider):
    name = "test"
    ARGUMENTS = {"mode": "what to do"}

    @classmethod
    def check_arguments(cls, arguments):
        if arguments.get("mode") == "impossible":
            raise UsageError("-a mode=impossible: cannot be")

    async def start(self):
        stats = self.crawler.stats
        stats.set_value("copydesk/run", "r1")
        stats.set_value("copydesk/site/gazette.example/found", 3)
        stats.set_value("copydesk/site/gazette.example/fetched", 3)
        if self.mode == "raise":
            raise RuntimeError("broken spider")
        if self.mode == "wait":
            print("waiting", flush=True)
            await asyncio.sleep(50)
        if self.mode == "write_error":
            stats.set_value("copydesk/write_error", "out/x.jsonl: No space left on device")
            await self.crawler.engine.close_spider_async(reason="write_error")
        yield {"mode": self.mode}
"""
PIPELINE = """
from scrapy.exceptions import CloseSpider

class Breaking:
    @classmethod
    def from_crawler(cls, crawler):
        self = cls()
        self.crawler = crawler
        self.mode = getattr(crawler.spider, "mode", None)
        return self

    def open_spider(self):
        if self.mode == "busy_closed":
            self.crawler.stats.set_value("copydesk/folder_busy", "out: owned by process 17")
            raise CloseSpider("folder_busy")
        if self.mode == "bug":
            raise RuntimeError("our own bug")

    def process_item(self, item):
        if self.mode == "item":
            raise ValueError("broken pipeline")
        return item
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "test_project_settings.py").write_text(SETTINGS)
    (folder / "test_project_spiders.py").write_text(SPIDERS)
    (folder / "test_project_pipeline.py").write_text(PIPELINE)
    return folder


def _environment(project: Path) -> dict[str, str]:
    paths = f"{project}{os.pathsep}{ROOT}"
    return {
        **os.environ,
        "PYTHONPATH": paths,
        "SCRAPY_SETTINGS_MODULE": "test_project_settings",
        "COLUMNS": "100",
    }


def _crawl(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run_warm(["-m", "scrapy", "crawl", *words], project, _environment(project))


def test_help_shows_spiders_arguments_and_examples(project: Path) -> None:
    shown = _crawl(project, "-h").stdout
    assert "  test\n    -a mode=      what to do\n" in shown
    assert "scrapy crawl demo" in shown


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["tset"], "copydesk: crawl: unknown spider 'tset': did you mean 'test'?\n"),
        (["test", "-a", "mode=impossible"], "copydesk: -a mode=impossible: cannot be\n"),
        (["test", "-a", "mode"], "copydesk: Invalid -a value, use -a NAME=VALUE\n"),
        (
            ["test", "-s", "COPYDESK_OUTT=x"],
            "copydesk: -s COPYDESK_OUTT: unknown setting: did you mean COPYDESK_OUT?\n",
        ),
        (
            ["test", "-s", "COPYDESK_ALLOW_NETS=lan"],
            "copydesk: COPYDESK_ALLOW_NETS: 'lan' is no network; write it like 10.0.0.0/8 or ::1/128\n",
        ),
        (
            ["test", "-O"],
            "copydesk: crawl: argument -O/--overwrite-output: expected one argument: see scrapy crawl -h\n",
        ),
        (
            ["test", "-s", "LOG_LEVEL=FOO"],
            "copydesk: LOG_LEVEL 'FOO': no such level: known are: DEBUG, INFO, WARNING, ERROR, CRITICAL\n",
        ),
        (["test", "-L", "debug"], "copydesk: LOG_LEVEL 'debug': no such level: did you mean DEBUG?\n"),
        (
            ["test", "-a", "mode=a", "-a", "mode=b"],
            "copydesk: -a mode=... stands twice: several values go into one, separated by commas\n",
        ),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    words: list[str],
    line: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.syspath_prepend(str(project))
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "test_project_settings")
    with pytest.raises(SystemExit) as end:
        execute(["scrapy", "crawl", *words])
    assert end.value.code == 2
    assert capsys.readouterr() == ("", line)


ADVICE = (
    "what was delivered before stands; make room or mend the folder and run the same command again (status 5)"
)


@pytest.mark.parametrize(
    ("mode", "status", "last"),
    [
        ("raise", 1, "exceptions in the spider: 1, failures to start: 1; see the log above (status 1)"),
        ("item", 1, "exceptions in a pipeline: 1; see the log above (status 1)"),
        ("bug", 1, "the crawl could not begin: RuntimeError: our own bug (status 1)"),
        ("write_error", 5, f"could not write: out/x.jsonl: No space left on device; {ADVICE}"),
    ],
)
def test_status(mode: str, status: int, last: str, project: Path) -> None:
    end = _crawl(project, "test", "-a", f"mode={mode}")
    assert end.returncode == status
    assert end.stderr.splitlines()[-1] == f"copydesk: {last}"


def test_a_folder_that_is_owned_takes_one_line(project: Path) -> None:
    end = _crawl(project, "test", "-a", "mode=busy_closed")
    assert (end.returncode, end.stdout, end.stderr) == (
        2,
        "",
        "copydesk: out: owned by process 17 (status 2)\n",
    )


def test_a_good_end_has_the_report_and_scrapys_own_output_beside_it(project: Path) -> None:
    end = _crawl(project, "test", "-a", "mode=good", "-O", "items.jsonl")
    assert end.returncode == 0
    assert "gazette.example      3        3      0" in end.stderr
    assert (project / "items.jsonl").read_text() == '{"mode": "good"}\n'


def test_a_spider_without_our_checks_takes_anything() -> None:
    check_arguments(Spider, {"whatever": "1"})


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_reports_and_ends_with_4(which: signal.Signals, project: Path) -> None:
    words = ["-m", "scrapy", "crawl", "test", "-a", "mode=wait"]
    crawl = WarmCommand(words, project, _environment(project))
    assert crawl.says("waiting")
    crawl.send_signal(which)
    _, shown = crawl.communicate(timeout=30)
    assert crawl.returncode == 4
    assert "gazette.example" in shown
    assert "Interrupted: nothing is left; the same command goes on from here." in shown
    assert shown.splitlines()[-1] == "copydesk: interrupted; the same command goes on from here (status 4)"
