"""`scrapy convert`: what it takes, refuses and says; the forms themselves are tested with the exports."""

from __future__ import annotations

import argparse
import gzip
import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from exports import read_records
from exports.conversion import json_lines
from exports.record import Record
from scraper.commands.convert import Command


def _run(*words: str, **options: Any) -> int:
    command = Command()
    command.settings = Settings()
    values = {"to": None, "newest": False, "spreadsheet": False, "skip_damaged": False, **options}
    command.run(list(words), argparse.Namespace(**values))
    return command.exitcode


@pytest.fixture(scope="module")
def record(demo: Path) -> Record:
    return next(iter(read_records(demo / "out")))


@pytest.fixture
def file(tmp_path: Path, record: Record, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two versions of one article."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.jsonl"
    edited = replace(record, version=2, change="edited", headline="Another headline")
    path.write_text(f"{record.to_json()}\n{edited.to_json()}\n", encoding="utf-8")
    return path


def test_a_whole_export(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    count = sum(1 for _ in read_records(demo / "out"))
    target = tmp_path / "all.jsonl.gz"
    assert _run(str(demo / "out"), str(target), to="zyte") == 0
    assert capsys.readouterr() == ("", f"copydesk: {target}: {count} records as zyte\n")
    lines = gzip.decompress(target.read_bytes()).splitlines()
    assert [json.loads(line)["url"] for line in lines] == [one.url for one in read_records(demo / "out")]
    first = target.read_bytes()
    assert _run(str(demo / "out"), str(target), to="zyte") == 0
    assert target.read_bytes() == first
    assert _run(str(demo / "out"), str(tmp_path / "md"), to="markdown") == 0
    assert len(list(tmp_path.glob("md/*/*.md"))) == count


def test_standard_input_and_output(
    file: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    class Stdin:
        buffer = io.BytesIO(gzip.compress(file.read_bytes()))

    monkeypatch.setattr(sys, "stdin", Stdin)
    monkeypatch.setattr(sys, "stdout", open(1, "w", closefd=False))  # noqa: SIM115
    assert _run("-", "-", to="jsonld") == 0
    out, err = capfdbinary.readouterr()
    assert [json.loads(line)["version"] for line in out.splitlines()] == [1, 2]
    assert err == b"copydesk: standard output: 2 records as jsonld\n"


def test_the_newest(file: Path, tmp_path: Path) -> None:
    assert _run(str(file), "b.csv", newest=True) == 0
    assert (tmp_path / "b.csv").read_text(encoding="utf-8").count("Another headline") == 1
    assert _run("a.jsonl", "b.jsonl", to="zyte", newest=True) == 0
    assert len((tmp_path / "b.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_damage(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.csv").write_text("old")
    with file.open("a") as lines:
        lines.write('{"schema":"copydesk/1"\n')
    assert _run("a.jsonl", "b.csv") == 1
    assert (tmp_path / "b.csv").read_text() == "old"
    assert capsys.readouterr().err.startswith("copydesk: convert: a.jsonl: line 3: ")
    assert _run("a.jsonl", "b.csv", skip_damaged=True, newest=True) == 0
    assert capsys.readouterr().err == "copydesk: b.csv: 1 record as csv; 1 damaged line passed over\n"


@pytest.mark.parametrize("form", ["csv", "jsonld", "zyte", "parquet", "text", "markdown"])
@pytest.mark.parametrize(
    "field", [{"tags": 7}, {"headline": "\ud800"}, {"authors": [{"name": {}, "kind": 1}]}], ids=str
)
def test_values_of_wrong_types(
    file: Path,
    tmp_path: Path,
    record: Record,
    capsys: pytest.CaptureFixture[str],
    form: str,
    field: dict[str, Any],
) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="Parquet needs pyarrow, an extra")
    file.write_text(json.dumps(record.to_dict() | field) + "\n")
    status = _run("a.jsonl", "b", to=form)
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    if status:  # a form that does not show the field takes no offence
        assert status == 1
        assert "a.jsonl: line 1: no " in shown
        assert not (tmp_path / "b").exists()
    else:
        assert "authors" in field


@pytest.mark.parametrize(
    ("words", "options", "status", "said"),
    [
        (["a.jsonl"], {}, 2, "name what to read and what to write: scrapy convert out articles.parquet"),
        (["a.jsonl", "b"], {}, 2, "say what b is to be: --to parquet, csv, jsonld, zyte, text, markdown"),
        (["a.jsonl", "-"], {"to": "parquet"}, 2, "parquet cannot go to standard output; name a file"),
        (["a.jsonl", "-"], {"to": "text"}, 2, "text cannot go to standard output; name a folder"),
        (["a.jsonl", "b.jsonld"], {"spreadsheet": True}, 2, "--spreadsheet is for csv"),
        (
            ["a.jsonl", "b.parquet.gz"],
            {"to": "parquet"},
            2,
            "Parquet is packed by itself: name it without .gz",
        ),
        (["a.jsonl", "a.jsonl"], {"to": "zyte"}, 2, "a.jsonl is part of what is read; name another place"),
        (["none.jsonl", "b.csv"], {}, 2, "none.jsonl: no such file or folder"),
        (["-", "b.csv"], {"newest": True}, 2, "the newest versions are found by reading twice: give a file"),
        (["a.jsonl", "no/b.csv"], {}, 5, "no/b.csv: No such file or directory; make the folder"),
    ],
)
def test_refused(
    file: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    options: dict[str, Any],
    status: int,
    said: str,
) -> None:
    before = file.read_bytes()
    try:
        ended = _run(*words, **options)
    except SystemExit as end:
        ended = int(end.code or 0)
    shown = capsys.readouterr().err
    assert ended == status
    assert said in shown
    assert shown.count("\n") == 1
    assert file.read_bytes() == before


def test_parquet_without_pyarrow(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert _run("a.jsonl", "b.parquet") == 1
    assert (
        capsys.readouterr().err
        == "copydesk: convert: Parquet needs pyarrow: pip install 'copydesk[parquet]'\n"
    )
    assert not (tmp_path / "b.parquet").exists()


def test_an_interruption_leaves_nothing(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(records: Any, target: Any) -> int:
        target.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(json_lines, "write_zyte", interrupt)
    assert _run("a.jsonl", "b.jsonl", to="zyte") == 4
    assert capsys.readouterr().err == "copydesk: interrupted; nothing was written (status 4)\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]
