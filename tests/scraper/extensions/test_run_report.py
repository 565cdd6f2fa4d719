"""The report at the end of a crawl."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from exports.health import Health, Reason
from exports.outcomes import SiteOutcomes, stat_name
from exports.source_outcomes import read_failed_sources, source_stat
from scraper.extensions.report_table import sum_of, table_lines
from scraper.extensions.run_report import Run, RunReport, report_lines
from scraper.terminal import Style, columns

GAZETTE = SiteOutcomes(
    found=12, fetched=11, filed=8, skipped=Counter(section_page=2, soft_404=1), failed=Counter(timeout=1)
)
KURIER = SiteOutcomes(found=3, fetched=3, filed=2, unchanged=1)


class _Stats:
    def __init__(self, counts: dict[str, object]) -> None:
        self.counts = counts

    def get_stats(self) -> dict[str, object]:
        return self.counts


def test_table() -> None:
    sites = {"gazette.example": GAZETTE, "kurier.example": KURIER}
    lines = table_lines(sites, sum_of(sites.values()), sum_name="all 2 sites", width=100, style=Style())
    assert lines == [
        "site             found  fetched  filed  unchanged  skipped  failed  deferred",
        "gazette.example     12       11      8          0        3       1         0",
        "  skipped: section_page 2, soft_404 1",
        "  failed: timeout 1",
        "kurier.example       3        3      2          1        0       0         0",
        "all 2 sites         15       14     10          1        3       1         0",
        "  skipped: section_page 2, soft_404 1",
        "  failed: timeout 1",
    ]


def test_numbers_of_any_size_stay_below_their_names() -> None:
    site = SiteOutcomes(found=123_456_789, filed=123_456_789)
    head, row = table_lines({"gazette.example": site}, site, sum_name="", width=100, style=Style())
    assert len(head) == len(row)
    assert head.index("found") + len("found") == row.index("123456789") + len("123456789")


@pytest.mark.parametrize("width", [20, 30, 60, 75, 79, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    sites = {
        "gazette.example": GAZETTE,
        "the-very-long-name-of-a-regional-newspaper.example": KURIER,
        "新聞の名前がとても長い場合.example": SiteOutcomes(),
    }
    lines = report_lines(Run(sites=sites, reason="shutdown"), width=width)
    assert all(columns(line) <= width for line in lines)


def test_one_site_needs_no_sum() -> None:
    assert not any(
        line.startswith("all ") for line in report_lines(Run(sites={"a.example": KURIER}), width=100)
    )


def test_a_hostile_host_or_reason_cannot_write_to_the_terminal() -> None:
    site = SiteOutcomes(found=1, failed=Counter({"\x1b]0;title\x07": 1}))
    text = "\n".join(report_lines(Run(sites={"x\x1b[2J\u202e.example": site}), width=100, style=Style()))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "x\\x1b[2J\\u202e.example" in text


def test_colour_only_where_asked_for() -> None:
    run = Run(sites={"gazette.example": GAZETTE})
    assert "\x1b[31m" in "".join(report_lines(run, width=100, style=Style(colour=True)))
    assert "\x1b" not in "".join(report_lines(run, width=100))


def test_of_many_sites_those_in_trouble_come_first() -> None:
    sites = {f"site{number:03}.example": KURIER for number in range(100)}
    sites["site077.example"] = GAZETTE
    lines = report_lines(Run(sites=sites, manifest="out/runs/r.json"), width=100)
    assert lines[2].startswith("site077.example")
    assert sum(line.startswith("site0") for line in lines) == 40
    assert "60 more sites are not shown; all are in out/runs/r.json." in lines
    assert any(line.startswith("all 100 sites") for line in lines)


def test_an_empty_run_has_a_report_too() -> None:
    assert report_lines(Run(sites={}, seconds=1.24), width=100) == [
        "",
        "",
        "0 articles filed in 1.2 seconds.",
    ]


def test_an_early_interruption_blames_no_site() -> None:
    run = Run(sites={"gazette.example": SiteOutcomes()}, reason="shutdown")
    assert report_lines(run, width=80)[-1:] == [
        "Interrupted before an article was found; the same command goes on from here."
    ]


def test_an_interruption_says_how_to_go_on() -> None:
    run = Run(
        sites={"a.example": SiteOutcomes(found=9, filed=2, deferred=Counter(interrupted=7))},
        reason="shutdown",
    )
    assert "Interrupted: 7 addresses are left; the same command goes on from here." in report_lines(
        run, width=100
    )


def test_advice_is_limited() -> None:
    sites = {f"s{number:02}.example": SiteOutcomes() for number in range(30)}
    lines = report_lines(Run(sites=sites), width=200)
    assert sum(line.startswith("- s") for line in lines) == 12
    assert lines[-1] == "- and 18 more"


def test_failed_sources_by_site() -> None:
    counts = {
        source_stat("failed", "a.example", "feed", "dns"): 2,
        source_stat("failed", "a.example", "front", "http_404"): 1,
        source_stat("failed", "a.example", "guess", "http_404"): 8,
        source_stat("answered", "a.example", "feed"): 9,
        "downloader/request_count": 4,
    }
    assert read_failed_sources(counts) == {"a.example": {"dns": 2, "http_404": 1}}


def _report(out: Path) -> RunReport:
    counts: dict[str, object] = {
        stat_name("gazette.example", "found"): 1,
        stat_name("gazette.example", "filed"): 1,
        source_stat("failed", "typo.example", "front", "dns"): 1,
        "copydesk/run": "r1",
        "copydesk/out": str(out),
    }
    times = iter([0.0, 0.0, 2.5])
    return RunReport(_Stats(counts), clock=lambda: next(times))


def test_where_the_files_are(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "r1.json").write_text("{}")
    report = _report(tmp_path)
    report.spider_opened()
    report.reason = "finished"
    run = report.run()
    assert run.parts == str(tmp_path / "site=gazette.example" / "date=*" / "part-r1-*")
    assert run.manifest == str(tmp_path / "runs" / "r1.json")
    assert run.seconds == 2.5
    assert list(run.sites) == ["gazette.example", "typo.example"]


def test_without_a_delivery_no_files_are_promised() -> None:
    report = RunReport(_Stats({stat_name("gazette.example", "filed"): 1, "copydesk/run": "r1"}))
    assert report.run().parts is None
    assert report.run().manifest is None


@pytest.mark.parametrize("order", [("close", "stop"), ("stop", "close")])
def test_it_prints_once_after_closing_and_stopping(
    order: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = _report(tmp_path)
    report.spider_opened()
    steps = {"close": lambda: report.spider_closed(reason="shutdown"), "stop": report.engine_stopped}
    steps[order[0]]()
    assert capsys.readouterr().err == ""
    steps[order[1]]()
    shown = capsys.readouterr()
    assert shown.err.count("1 article filed in 2.5 seconds.") == 1
    assert "Interrupted" in shown.err
    assert shown.out == ""


BROKEN = Health(
    verdict="broken", reasons=(Reason(verdict="broken", figure="headline_missing", now=1.0, usual=0.0, of=8),)
)


@pytest.mark.parametrize("width", [40, 100])
def test_health_in_words(width: int) -> None:
    run = Run(
        sites={"a.example": KURIER, "b.example": KURIER},
        health={"a.example": BROKEN, "b.example": Health(verdict="fine")},
    )
    text = " ".join(" ".join(report_lines(run, width=width)).split())
    assert text.count("broken: 8 of 8 articles lack a headline, usually 0 %") == 1
    assert "Site health: 1 broken, 1 fine." in text
    assert "- a.example: its layout may have changed: look at a new article with scrapy article" in text


def test_sites_in_trouble_are_among_the_rows_that_are_shown() -> None:
    sites = {f"site{number:03}.example": KURIER for number in range(100)}
    lines = report_lines(Run(sites=sites, health={"site099.example": BROKEN}), width=100)
    assert lines[2].startswith("site099.example")
    assert lines[3] == "  broken: 8 of 8 articles lack a headline, usually 0 %"
