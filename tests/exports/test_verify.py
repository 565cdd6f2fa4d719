import gzip
import json
import sqlite3

import pytest

from exports.journal import Journal
from exports.manifest import load_manifest, write_manifest
from exports.outcomes import SiteOutcomes
from exports.parts import deliver
from exports.reader import ReadError
from exports.rebuild import open_ledger
from exports.source_outcomes import SourceOutcomes
from exports.verify import Fault, Summary, verify

A = "site=a.example/date=2026-01-03/part-RUN-00001.jsonl"
B = "site=b.example/date=2026-01-03/part-RUN-00001.jsonl"


@pytest.fixture
def export(tmp_path, make_record):
    """A finished run: articles 1 to 3 of a.example, 4 of b.example."""
    ledger = open_ledger(tmp_path)
    journal = Journal(tmp_path, "RUN", 1)
    for number in range(1, 5):
        journal.append(make_record(number, site="b.example" if number == 4 else "a.example"))
    journal.close()
    deliver(journal.path, out=tmp_path, ledger=ledger, settle=list)
    ledger.close()
    finish(tmp_path, {"a.example": sums(3), "b.example": sums(1)})
    return tmp_path


def sums(filed):
    return SiteOutcomes(found=filed, requested=filed, filed=filed)


def finish(out, sites):
    manifest = load_manifest(out / "runs" / "RUN.json").to_dict()
    del manifest["totals"]
    manifest["reason"] = "finished"
    (out / "runs" / "RUN.json").write_text(json.dumps(manifest))
    loaded = load_manifest(out / "runs" / "RUN.json")
    feed = SourceOutcomes(discovered=1, requested=1, answered=1)
    sources = {"a.example": {"feed": feed}}
    write_manifest(
        out, type(loaded)(run="RUN", reason="finished", sites=sites, sources=sources, parts=loaded.parts)
    )


def faults(path):
    return [(fault.file.rpartition("/")[2], fault.line, fault.what) for fault in verify(path)]


def only(path, what):
    found = [fault for fault in verify(path) if what in fault.what]
    assert found, [str(fault) for fault in verify(path)]
    return found[0]


def test_a_whole_export(export):
    summary = Summary()
    assert list(verify(export, summary)) == []
    size = sum((export / name).stat().st_size for name in (A, B))
    assert summary == Summary(files=2, records=4, articles=4, sites=2, bytes=size, runs=1)
    assert list(verify(str(export / "site=*" / "**" / "*.jsonl"))) == []
    assert list(verify(export / "site=a.example")) == []
    assert list(verify(export / A)) == []


@pytest.mark.parametrize("cut", [1, 2, 100, 1500])
def test_a_cut_file(export, cut):
    path = export / A
    path.write_bytes(path.read_bytes()[:-cut])
    assert "bytes, its manifest says" in faults(export)[0][2]
    fault = only(path, "cut: no line end")
    assert (fault.file, fault.line) == (str(path), 2 if cut == 1500 else 3)


def test_a_changed_byte(export):
    path = export / B
    path.write_bytes(path.read_bytes().replace(b"Ferry runs", b"Ferry rums"))
    assert faults(export) == [
        (path.name, None, "changed: its sha256 is not the one in its manifest"),
    ]


def test_a_changed_text(export):
    path = export / B
    path.write_bytes(path.read_bytes().replace(b"is short", b"is shore", 1))
    assert only(path, "text_join").line == 1
    assert only(path, "text_hash").line == 1


def test_a_missing_and_an_unlisted_part(export):
    (export / A).rename((export / A).with_name("part-RUN-00002.jsonl"))
    assert only(export, "not listed").file.endswith("part-RUN-00002.jsonl")
    missing = only(export, "missing, with 3 records")
    assert (missing.file, missing.line) == (f"{export}/{A}", None)


def test_a_doubled_line(export):
    path = export / A
    first = path.read_bytes().splitlines(keepends=True)[0]
    path.write_bytes(path.read_bytes() + first)
    fault = only(path, "stands in")
    assert fault.line == 4
    assert "version 1 stands in" in fault.what


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("kind", "news", "schema: "),
        ("word_count", 7, "word_count: word_count is 7, text has 4"),
        ("headline", "", "schema: "),
        ("flags", ["short_body", "no_date"], "flags_order: "),
        ("site", "c.example", "belongs in site=c.example/date=2026-01-03"),
        (
            "crawl",
            {"run": "X", "retrieved_at": "2026-01-03T09:00:00Z", "status": 200, "via": None},
            "run X in",
        ),
    ],
)
def test_a_line_that_breaks_the_contract(export, field, value, what):
    path = export / A
    lines = path.read_text().splitlines()
    lines[1] = json.dumps(json.loads(lines[1]) | {field: value})
    path.write_text("\n".join(lines) + "\n")
    fault = only(export, what)
    assert (fault.file, fault.line) == (str(path), 2)
    assert str(fault).startswith(f"{path}:2: ")


def test_garbage(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\0\0\n[]\n\n\xff\n")
    assert [fault.line for fault in verify(path)] == [1, 2, 3, 4]


def test_a_damaged_gz(tmp_path, make_record):
    path = tmp_path / "x.jsonl.gz"
    data = gzip.compress(make_record(1).to_json().encode() + b"\n")
    path.write_bytes(data)
    assert list(verify(path)) == []
    path.write_bytes(data[:-4])
    assert [fault.file for fault in verify(path)] == [str(path)]


def test_the_ledger_disagrees(export, make_record):
    with sqlite3.connect(export / "ledger.sqlite") as database:
        database.execute("DELETE FROM articles WHERE id = ?", (make_record(4, site="b.example").id,))
        database.execute(
            "UPDATE articles SET version = 2 WHERE id = ?", (make_record(1, site="a.example").id,)
        )
    found = [what for _, _, what in faults(export)]
    assert len(found) == 3
    assert sum("is not in the ledger" in what for what in found) == 2
    assert sum("version 2 is not in site=a.example" in what for what in found) == 1


def test_a_ledger_that_cannot_be_read(export):
    (export / "ledger.sqlite").write_bytes(b"x" * 5000)
    assert only(export, "can't be read").file == str(export / "ledger.sqlite")
    (export / "ledger.sqlite").unlink()
    assert list(verify(export)) == []  # it is made anew by the next crawl


def test_sums_that_do_not_add_up(export):
    finish(
        export, {"a.example": SiteOutcomes(found=6, requested=5, filed=3), "b.example": SiteOutcomes(filed=2)}
    )
    assert faults(export) == [
        ("RUN.json", None, "5 records filed, its parts hold 4"),
        ("RUN.json", None, "a.example: 5 addresses requested, 3 outcomes"),
        ("RUN.json", None, "a.example: 6 addresses found, 5 requested and 0 deferred"),
    ]


@pytest.mark.parametrize(
    ("place", "figure", "what"),
    [
        (("sites", "a.example", "discovered"), 9, "a.example: 9 addresses discovered, 3 found and 0 refused"),
        (
            ("sites", "a.example", "deferred"),
            {"trap": 1},
            "a.example: 3 addresses found, 3 requested and 1 deferred",
        ),
        (("totals", "filed"), 5, "totals: filed is 5, the sites have 4"),
        (
            ("sources", "a.example", "feed", "answered"),
            0,
            "a.example: sources of kind feed: 1 requested, 0 outcomes",
        ),
        (
            ("sources", "a.example", "feed", "discovered"),
            4,
            "a.example: sources of kind feed: 4 discovered, 1 requested, 0 deferred and 0 refused",
        ),
    ],
)
def test_each_figure_of_a_manifest_is_checked(export, place, figure, what):
    path = export / "runs" / "RUN.json"
    *way, last = place
    whole = json.loads(path.read_text())
    node = whole
    for key in way:
        node = node[key]
    node[last] = figure
    path.write_text(json.dumps(whole))
    assert ("RUN.json", None, what) in faults(export)


def test_a_manifest_of_the_first_kind_stays_valid(export):
    path = export / "runs" / "RUN.json"
    data = json.loads(path.read_text())
    old = {"fetched": 3, "unchanged": 1, "skipped": {"robots": 1}, "failed": {}}
    data["sites"] = {
        "a.example": {"found": 7, "filed": 3, "deferred": 2, **old},
        "b.example": {"found": 1, "filed": 1, "deferred": 0, **old, "unchanged": 0, "skipped": {}},
    }
    data["sources"] = {"a.example": {"answered": 2, "unchanged": 1, "rested": 1, "failed": 0}}
    del data["totals"]["discovered"]
    path.write_text(json.dumps(data))
    assert faults(export) == []
    data["sites"]["a.example"]["found"] = 8
    path.write_text(json.dumps(data))
    assert faults(export) == [("RUN.json", None, "a.example: 8 addresses found, 5 requested and 2 deferred")]
    data["reason"] = "interrupted"
    path.write_text(json.dumps(data))
    assert faults(export) == []


def test_a_damaged_manifest(export):
    (export / "runs" / "RUN.json").write_text("{")
    assert only(export, "no manifest").file == str(export / "runs" / "RUN.json")
    assert only(export, "not listed")


def test_waiting_journals_are_told_not_blamed(export, make_record):
    journal = Journal(export, "NEXT", 1)
    journal.append(make_record(9))
    journal.close()
    summary = Summary()
    assert list(verify(export, summary)) == []
    assert summary.waiting == 1


def test_nothing_there(tmp_path):
    with pytest.raises(ReadError):
        verify(tmp_path / "missing")


def test_a_fault_reads_like_a_compilers():
    assert str(Fault(file="a.jsonl", line=3, what="cut")) == "a.jsonl:3: cut"
    assert str(Fault(file="a.jsonl", line=None, what="missing")) == "a.jsonl: missing"
