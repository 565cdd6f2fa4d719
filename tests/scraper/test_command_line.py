"""Mistakes on the command line."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from scraper import settings
from scraper.command_line import (
    check_health_gate,
    check_leaning,
    check_networks,
    find_repeated,
    nearest,
    refuse,
    refuse_options,
    refuse_settings,
    setting_doubt,
    setting_mistake,
    spider_mistake,
    value_mistake,
)

SPIDERS = ["news", "pages", "demo"]
SETTINGS = {"COPYDESK_OUT", "COPYDESK_STATE", "COPYDESK_ALLOW_NETS", "DOWNLOAD_DELAY", "LOG_LEVEL"}


@pytest.mark.parametrize(
    ("words", "mistake"),
    [
        (["news"], None),
        ([], "crawl: name a spider: demo, news, pages"),
        (["new"], "crawl: unknown spider 'new': did you mean 'news'?"),
        (["xyzzy"], "crawl: unknown spider 'xyzzy': known are: demo, news, pages"),
        (
            ["news", "--limit", "3"],
            "crawl: unknown option --limit: arguments of the spider are written -a NAME=VALUE",
        ),
        (["news", "limit=3"], "crawl: 'limit=3' needs -a before it: -a limit=3"),
        (["news", "pages"], "crawl: one spider at a time: 'pages' is too much"),
    ],
)
def test_spider_mistake(words: list[str], mistake: str | None) -> None:
    assert spider_mistake(words, SPIDERS) == mistake


@pytest.mark.parametrize(
    ("name", "mistake"),
    [
        ("COPYDESK_OUT", None),
        ("COPYDESK_ALOW_NETS", "-s COPYDESK_ALOW_NETS: unknown setting: did you mean COPYDESK_ALLOW_NETS?"),
        (
            "COPYDESK_XYZZY",
            "-s COPYDESK_XYZZY: unknown setting: known are: "
            "COPYDESK_ALLOW_NETS, COPYDESK_OUT, COPYDESK_STATE",
        ),
        ("MY_OWN_SETTING", None),
    ],
)
def test_setting_mistake(name: str, mistake: str | None) -> None:
    assert setting_mistake(name, SETTINGS) == mistake


@pytest.mark.parametrize(
    ("name", "doubt"),
    [
        ("DOWNLOAD_DELAY", None),
        ("DOWNLOAD_DELAYS", "-s DOWNLOAD_DELAYS: no such setting; did you mean DOWNLOAD_DELAY?"),
        ("COPYDES_OUT", "-s COPYDES_OUT: no such setting; did you mean COPYDESK_OUT?"),
        ("MY_OWN_SETTING", None),
        (
            "DEPTH_LIMIT",
            "-s DEPTH_LIMIT does nothing here: set COPYDESK_SECTION_DEPTH and COPYDESK_SITEMAP_DEPTH",
        ),
    ],
)
def test_setting_doubt(name: str, doubt: str | None) -> None:
    assert setting_doubt(name, SETTINGS) == doubt


@pytest.mark.parametrize(
    ("name", "text", "default", "mistake"),
    [
        ("COPYDESK_WORKERS", "4", 0, None),
        ("COPYDESK_WORKERS", "many", 0, "-s COPYDESK_WORKERS=many: write a whole number from 0 on"),
        ("COPYDESK_WORKERS", "1.5", 0, "-s COPYDESK_WORKERS=1.5: write a whole number from 0 on"),
        ("COPYDESK_WORKERS", "-1", 0, "-s COPYDESK_WORKERS=-1: write a whole number from 0 on"),
        ("COPYDESK_PROGRESS_SECONDS", "2.5", 10.0, None),
        (
            "COPYDESK_PROGRESS_SECONDS",
            "nan",
            10.0,
            "-s COPYDESK_PROGRESS_SECONDS=nan: write a number from 0 on",
        ),
        ("COPYDESK_OUT_GZIP", "True", False, None),
        ("COPYDESK_OUT_GZIP", "yes", False, "-s COPYDESK_OUT_GZIP=yes: write 1 or 0"),
        ("COPYDESK_OUT", "anything", "out", None),
        ("DOWNLOAD_DELAY", "slow", 1.0, None),
    ],
)
def test_value_mistake(name: str, text: str, default: object, mistake: str | None) -> None:
    assert value_mistake(name, text, default) == mistake


@pytest.mark.parametrize(
    ("pairs", "name"),
    [([], None), (["site=a", "limit=1"], None), (["site=a", "site=b"], "site"), (["x", "x"], None)],
)
def test_find_repeated(pairs: list[str], name: str | None) -> None:
    assert find_repeated(pairs) == name


def test_nearest() -> None:
    assert nearest("naws", SPIDERS) == "news"
    assert nearest("qqq", SPIDERS) is None


def test_refuse_is_one_harmless_line_and_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        refuse("no such\nthing: \x1b[2J")
    assert end.value.code == 2
    assert capsys.readouterr() == ("", "copydesk: no such thing: \\x1b[2J\n")


def test_unknown_options_are_refused() -> None:
    refuse_options("article", ["-", "page.html"])
    with pytest.raises(SystemExit):
        refuse_options("article", ["--jsn", "page.html"])


def test_a_network_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    check_networks(["127.0.0.0/8", "::1"])
    with pytest.raises(SystemExit) as end:
        check_networks(["10.0.0.0/8", "lan"])
    assert end.value.code == 2
    assert capsys.readouterr().err == (
        "copydesk: COPYDESK_ALLOW_NETS: 'lan' is no network; write it like 10.0.0.0/8 or ::1/128\n"
    )


def test_every_setting_that_the_code_reads_can_be_set() -> None:
    root = Path(__file__).parents[3]
    sources = [path for room in ("scraper", "pipelines") for path in (root / room).rglob("*.py")]
    read = {name for path in sources for name in re.findall(r'"(COPYDESK_[A-Z_]+)"', path.read_text("utf-8"))}
    assert {name for name in read if not hasattr(settings, name)} == set()


def test_a_leaning_is_one_of_three(capsys: pytest.CaptureFixture[str]) -> None:
    check_leaning("recall")
    with pytest.raises(SystemExit) as end:
        check_leaning("recal")
    assert end.value.code == 2
    assert capsys.readouterr().err == (
        "copydesk: COPYDESK_LEANING: 'recal' is none of precision, balanced, recall; did you mean 'recall'?\n"
    )


@pytest.mark.parametrize(
    ("verdicts", "line"),
    [
        (["brokn"], "COPYDESK_HEALTH_GATE: 'brokn' is no trouble of a site: did you mean 'broken'?"),
        (
            ["quiet", "fine"],
            "COPYDESK_HEALTH_GATE: 'fine' is no trouble of a site: known are: blocked, broken, quiet, changed",
        ),
    ],
)
def test_check_health_gate(verdicts: list[str], line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        check_health_gate(verdicts)
    assert (end.value.code, capsys.readouterr().err) == (2, f"copydesk: {line}\n")
    check_health_gate([])
    check_health_gate(settings.COPYDESK_HEALTH_GATE)


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        (["COPYDESK_STAET=x"], "-s COPYDESK_STAET: unknown setting: did you mean COPYDESK_STATE?"),
        (
            ["LOG_LEVEL=INFO", "COPYDESK_WORKERS=many"],
            "-s COPYDESK_WORKERS=many: write a whole number from 0 on",
        ),
        (["COPYDESK_OUT=a", "DOWNLOAD_DELAY=1"], None),
        (None, None),
    ],
)
def test_settings_of_any_command(
    capsys: pytest.CaptureFixture[str], pairs: list[str] | None, told: str | None
) -> None:
    if told is None:
        refuse_settings(argparse.Namespace(set=pairs))
        return
    with pytest.raises(SystemExit) as end:
        refuse_settings(argparse.Namespace(set=pairs))
    assert end.value.code == 2
    assert capsys.readouterr().err == f"copydesk: {told}\n"
