"""`scrapy verify`: its printing and status; the checks themselves are tested with `exports.verify`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.verify import Fault, Summary
from scraper.commands import verify as module
from scraper.commands.verify import Command


def _run(*paths: str, most: int = 20) -> int:
    command = Command()
    command.run(list(paths), argparse.Namespace(most=most, pages=None))
    return command.exitcode


def _pretend(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def verify(path: str, summary: Summary) -> Iterator[Fault]:
        summary.files, summary.records, summary.articles, summary.sites = 1, 1200, 1100, 2
        summary.bytes = 5_000_000
        for line in range(1, number + 1):
            summary.faults += 1
            yield Fault(file="out/a\x1b.jsonl", line=line, what="cut: no line end")

    monkeypatch.setattr(module, "verify", verify)


def test_whole(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _pretend(0, monkeypatch)
    assert _run("out") == 0
    assert capsys.readouterr().out == (
        "out: whole: 1,200 records of 1,100 articles and 2 sites in 1 file, 5,000,000 bytes\n"
    )


def test_faults(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _pretend(5, monkeypatch)
    assert _run("out", most=2) == 1
    assert capsys.readouterr().out.splitlines() == [
        "out/a\\x1b.jsonl:1: cut: no line end",
        "out/a\\x1b.jsonl:2: cut: no line end",
        "... and 3 more faults",
        "out: 5 faults: 1,200 records of 1,100 articles and 2 sites in 1 file, 5,000,000 bytes",
    ]


def test_exactly_as_many_as_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _pretend(2, monkeypatch)
    assert _run("out", most=2) == 1
    assert "more faults" not in capsys.readouterr().out


def test_nothing_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(str(tmp_path / "nowhere")) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(("words", "most"), [((), 20), (("--mst", "out"), 20), (("out",), -1)])
def test_wrong_usage(words: tuple[str, ...], most: int) -> None:
    with pytest.raises(SystemExit) as end:
        _run(*words, most=most)
    assert end.value.code == 2
