import logging
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from exports.delivered import Gone, Sketch
from exports.journal import Journal
from exports.manifest import Manifest, load_manifest, write_manifest
from exports.parts import deliver
from exports.rebuild import open_ledger, rebuild
from exports.record import Correction


def sketch(record):
    return Sketch(signature=b"s", bands=(record.word_count,))


def file_records(out, ledger, records, *, run="RUN", number=1, compress=False):
    journal = Journal(out, run, number)
    for record in records:
        journal.append(record)
    journal.close()
    deliver(journal.path, out=out, ledger=ledger, settle=list, compress=compress)


@pytest.fixture
def export(tmp_path, make_record):
    """Two runs: articles 1, 2 (a copy of 1) and 3; then article 1 again, with a correction."""
    ledger = open_ledger(tmp_path, sketch=sketch)
    one = make_record(1)
    first = [one, make_record(2, site="b.example", duplicate_of=one.id), make_record(3)]
    file_records(tmp_path, ledger, first)
    fixed = make_record(
        1, run="RUN2", version=2, change="corrected", corrections=(Correction(kind="update", text="x"),)
    )
    file_records(tmp_path, ledger, [fixed], run="RUN2", compress=True)
    ledger.close()
    return tmp_path


def contents(out):
    ledger = open_ledger(out, sketch=sketch)
    try:
        versions = list(ledger.delivered())
        return (
            versions,
            [ledger.standing(row.id) for row in versions],
            ledger.parts(),
            ledger.near([4]),
            [ledger.has_journal(run, 1) for run in ("RUN", "RUN2", "RUN3")],
            [ledger.has_url(row.requested_url) for row in versions],
        )
    finally:
        ledger.close()


@pytest.mark.parametrize("damage", ["missing", "empty", "garbage", "holes", "cut"])
def test_made_anew_by_itself(export, caplog, damage):
    before = contents(export)
    path = export / "ledger.sqlite"
    data = path.read_bytes()
    if damage == "missing":
        path.unlink()
        (export / "ledger.sqlite-wal").write_bytes(b"left over")
    else:
        broken = {
            "empty": b"",
            "garbage": b"x" * 10_000,
            "holes": data[:4096] + b"\xff" * (len(data) - 4096),
            "cut": data[: len(data) // 2],
        }
        path.write_bytes(broken[damage])
    with caplog.at_level(logging.WARNING):
        assert contents(export) == before
    assert len(caplog.records) == 1
    assert "ledger.sqlite is" in caplog.text
    assert "made anew from 3 parts, 3 articles" in caplog.text
    assert sorted(path.name for path in export.glob(".ledger*")) == []


@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_what_is_gone_is_known_after_a_rebuild(export, make_record, damage):
    """By the manifests, unless a later run found it there again."""
    for number, run in ((3, "RUN"), (1, "RUN"), (2, "RUN3")):
        page = Gone(
            requested_url=f"https://gazette.example/{number}",
            id=make_record(number, site="b.example" if number == 2 else "gazette.example").id,
            reason="http_410",
            seen_at="2026-01-05T09:00:00Z",
        )
        path = export / "runs" / f"{run}.json"
        manifest = load_manifest(path) if path.exists() else Manifest(run=run)
        write_manifest(export, replace(manifest, gone=(*manifest.gone, page)))
    ledger = export / "ledger.sqlite"
    ledger.write_bytes(ledger.read_bytes()[:8192]) if damage == "cut" else ledger.unlink()
    with closing(open_ledger(export)) as made:
        gone = [made.gone(make_record(number).id) for number in (3, 1)]
        assert gone == [[("https://gazette.example/3", "http_410", "2026-01-05T09:00:00Z")], []]
        assert len(made.gone(make_record(2, site="b.example").id)) == 1


def test_a_ledger_of_the_first_version_keeps_what_it_knows_of_gone_pages(export, make_record):
    with sqlite3.connect(export / "ledger.sqlite") as database:
        row = ("https://gazette.example/3", make_record(3).id, "http_404", "2026-01-05T09:00:00Z")
        database.execute("INSERT INTO gone VALUES (?, ?, ?, ?)", row)
        database.execute("PRAGMA user_version = 1")
    with closing(open_ledger(export, sketch=sketch)) as made:
        assert made.gone(make_record(3).id) == [(row[0], "http_404", "2026-01-05T09:00:00Z")]
        assert made.count() == (3, 4)


def test_a_new_folder_needs_no_word(tmp_path, caplog):
    open_ledger(tmp_path / "new" / "out").close()
    assert caplog.text == ""


def test_an_export_without_parts_needs_none_either(tmp_path, caplog):
    open_ledger(tmp_path).close()
    open_ledger(tmp_path).close()
    assert caplog.text == ""


def test_parts_of_a_waiting_journal_are_left_to_it(export, make_record):
    journal = Journal(export, "RUN2", 1)
    journal.append(make_record(1, run="RUN2", version=2))
    journal.close()
    ledger = rebuild(export)
    assert ledger.count() == (3, 3)
    assert not ledger.has_journal("RUN2", 1)
    ledger.close()


def test_damaged_and_doubled_lines_do_not_stop_it(export, make_record):
    (path,) = export.glob("site=b.example/date=*/*")
    path.write_bytes(path.read_bytes() * 2 + b'{"torn')
    ledger = rebuild(export)
    assert ledger.count() == (3, 4)
    ledger.close()
