"""Delivery, also when it is killed between any two things that it does with a file."""

import errno
import gzip
import hashlib
import os
import sqlite3
import tracemalloc
from contextlib import suppress
from dataclasses import replace

import pytest

from exports.disk import DeliveryError
from exports.journal import Journal
from exports.ledger import Ledger
from exports.manifest import Manifest, load_manifest, write_manifest
from exports.parts import deliver
from exports.reader import read_records
from exports.rebuild import open_ledger, rebuild
from exports.recovery import recover
from exports.verify import Summary, verify

OPERATIONS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "ftruncate")


class Killed(BaseException):
    """Stands for a kill: nothing of ours catches it."""


def as_they_are(records):
    return list(records)


def newest_only(ledger):
    """What the pipelines do, in its simplest form: one of each id, nothing that stands delivered."""

    def settle(records):
        by_id = {record.id: record for record in records}
        return [record for record in by_id.values() if ledger.newest(record.id) is None]

    return settle


def write_journal(out, records, run="RUN", number=1, filed=None):
    filed = [] if filed is None else filed
    journal = Journal(out, run, number)
    for record in records:
        journal.append(record)
        filed.append(record.id)
    journal.close()
    return journal.path


def numbers(out):
    return sorted(int(record.requested_url.rsplit("/")[-1]) for record in read_records(out))


def test_a_journal_becomes_parts(tmp_path, make_record):
    records = [
        make_record(1, site="b.example"),
        make_record(2, site="a.example", retrieved_at="2026-01-04T00:00:00Z"),
        make_record(3, site="a.example", retrieved_at="2026-01-03T23:59:59Z"),
        make_record(4, site="a.example"),
    ]
    journal = write_journal(tmp_path, records)
    ledger = open_ledger(tmp_path)
    delivery = deliver(journal, out=tmp_path, ledger=ledger, settle=as_they_are)

    day = tmp_path / "site=a.example" / "date=2026-01-03" / "part-RUN-00001.jsonl"
    assert list(read_records(day)) == sorted(records[2:], key=lambda record: record.id)
    assert numbers(tmp_path) == [1, 2, 3, 4]
    assert not journal.exists()
    assert {row.id: row.part for row in delivery.delivered}[records[0].id] == (
        "site=b.example/date=2026-01-03/part-RUN-00001.jsonl"
    )
    (part,) = [
        row
        for row in load_manifest(tmp_path / "runs" / "RUN.json").parts
        if "a.example/date=2026-01-03" in row.path
    ]
    assert (part.records, part.bytes) == (2, day.stat().st_size)
    assert part.sha256 == hashlib.sha256(day.read_bytes()).hexdigest()
    assert list(verify(tmp_path)) == []


def test_the_order_of_arrival_leaves_no_trace(tmp_path, make_record):
    records = [make_record(number) for number in range(20)]
    for name, order in (("one", records), ("two", records[::-1])):
        out = tmp_path / name
        deliver(write_journal(out, order), out=out, ledger=open_ledger(out), settle=as_they_are)
    path = "site=gazette.example/date=2026-01-03/part-RUN-00001.jsonl"
    assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()


def test_lines_are_copied_unless_settling_changed_them(tmp_path, make_record):
    """The same bytes, whether the journal's writer tells of its records or the file does."""

    def settle(slips):
        return [replace(slips[0], version=2, change="edited"), *slips[1:]]

    found = []
    for name in ("told", "read"):
        journal = Journal(tmp_path / name, "RUN", 1)
        for number in range(3):
            journal.append(make_record(number, headline="Паром \u2028 знову"))
        journal.close()
        deliver(
            journal.path,
            out=tmp_path / name,
            ledger=open_ledger(tmp_path / name),
            settle=settle,
            written=journal.slips if name == "told" else None,
        )
        (part,) = (tmp_path / name).glob("site=*/date=*/*")
        found.append(part.read_bytes())
    assert found[0] == found[1]
    records = {record.requested_url[-1]: record for record in read_records(tmp_path / "told")}
    assert records == {
        "0": make_record(0, headline="Паром \u2028 знову", version=2, change="edited"),
        "1": make_record(1, headline="Паром \u2028 знову"),
        "2": make_record(2, headline="Паром \u2028 знову"),
    }


def test_a_line_that_changed_on_disk_is_not_delivered(tmp_path, make_record):
    journal = Journal(tmp_path, "RUN", 1)
    for number in range(2):
        journal.append(make_record(number, text="Brot und Salz."))
    journal.close()
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole.replace(b"Brot", b"B\0ot", 1))
    ledger = open_ledger(tmp_path)
    with pytest.raises(DeliveryError, match=r"RUN-0001\.jsonl\.part: byte 0: not what was written there"):
        deliver(journal.path, out=tmp_path, ledger=ledger, settle=as_they_are, written=journal.slips)
    recover(tmp_path, ledger=ledger, settle=as_they_are)
    assert numbers(tmp_path) == [1]


def test_gzipped_parts_are_the_same_every_time(tmp_path, make_record):
    data = []
    for name in ("one", "two"):
        out = tmp_path / name
        journal = write_journal(out, [make_record(1)])
        deliver(journal, out=out, ledger=open_ledger(out), settle=as_they_are, compress=True)
        (path,) = out.glob("site=*/date=*/part-RUN-00001.jsonl.gz")
        data.append(path.read_bytes())
    assert data[0] == data[1]
    assert gzip.decompress(data[0]).decode() == make_record(1).to_json() + "\n"


def test_texts_do_not_wait_in_memory(tmp_path, make_record):
    """Six articles of a megabyte each, of which one at a time is in memory, whatever reads them."""
    text = "The ferry runs again. " * 50_000
    journal = write_journal(tmp_path, [make_record(number, text=text) for number in range(6)])
    ledger = open_ledger(tmp_path)
    tracemalloc.start()
    try:
        deliver(journal, out=tmp_path, ledger=ledger, settle=as_they_are)
        ledger.close()
        rebuild(tmp_path).close()
        assert sum(1 for _ in read_records(tmp_path)) == 6
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 20 * 1024 * 1024
    (part,) = tmp_path.glob("site=*/date=*/*")
    assert part.stat().st_size > 12_000_000


def test_what_settling_drops_leaves_its_address(tmp_path, make_record):
    kept = make_record(1)
    copy = make_record(1, requested_url="https://gazette.example/1?amp")
    ledger = open_ledger(tmp_path)
    journal = write_journal(tmp_path, [copy, kept])
    delivery = deliver(journal, out=tmp_path, ledger=ledger, settle=lambda records: [records[1]])
    assert ledger.has_url(kept.requested_url)
    assert ledger.has_url(copy.requested_url)
    assert [(row.id, row.requested_url) for row in delivery.delivered] == [
        (kept.id, kept.requested_url),
        (kept.id, copy.requested_url),
    ]
    assert ledger.count() == (1, 1)


def test_an_empty_delivery(tmp_path):
    ledger = open_ledger(tmp_path)
    delivery = deliver(write_journal(tmp_path, []), out=tmp_path, ledger=ledger, settle=as_they_are)
    assert delivery.delivered == ()
    assert list(read_records(tmp_path)) == []
    assert list(tmp_path.glob("runs/*.part")) == []


def test_a_file_that_is_no_journal(tmp_path):
    with pytest.raises(ValueError, match="not named like a journal"):
        deliver(tmp_path / "x.jsonl", out=tmp_path, ledger=open_ledger(tmp_path), settle=as_they_are)


def full():
    return OSError(errno.ENOSPC, "No space left on device")


def count_down(patch, left, error):
    """Lets *left* file operations pass, then raises *error* at each."""
    counter = [left]

    def guard(real):
        def operation(*arguments, **options):
            counter[0] -= 1
            if counter[0] < 0:
                raise error()
            return real(*arguments, **options)

        return operation

    for name in OPERATIONS:
        patch.setattr(os, name, guard(getattr(os, name)))
    commit = Ledger.commit

    def guarded_commit(*arguments, **options):
        counter[0] -= 1
        if counter[0] < 0:
            raise DeliveryError("ledger.sqlite: full") if error is full else error()
        return commit(*arguments, **options)

    patch.setattr(Ledger, "commit", guarded_commit)
    return counter


def file_all(out, records, filed):
    """A whole run in small: it begins, files, delivers."""
    ledger = open_ledger(out)
    try:
        write_manifest(out, Manifest(run="RUN", started="2026-01-03T09:00:00Z"))
        for number in (1, 2):
            journal = write_journal(out, records[number - 1 :: 2], number=number, filed=filed)
            deliver(journal, out=out, ledger=ledger, settle=newest_only(ledger))
    finally:
        ledger.close()


@pytest.mark.parametrize("kind", ["killed", "full"])
@pytest.mark.parametrize("lose_ledger", [False, True])
def test_any_file_operation_may_be_the_last(tmp_path, make_record, monkeypatch, kind, lose_ledger):
    records = [make_record(number, site=f"{'ab'[number % 2]}.example") for number in range(4)]
    error = Killed if kind == "killed" else full
    last, done = -1, False
    while not done:
        last += 1
        out = tmp_path / str(last)
        filed = []
        with monkeypatch.context() as patch:
            counter = count_down(patch, last, error)
            try:
                file_all(out, records, filed)
                done = counter[0] >= 0
            except Killed:
                assert kind == "killed"
            except DeliveryError:
                assert kind == "full"
        if not out.exists():
            continue
        if lose_ledger:
            (out / "ledger.sqlite").unlink(missing_ok=True)
        # Compressed this time: nothing of the first try may stand beside it.
        recovered(out, compress=True)
        assert_whole(out)
        found = {record.id for record in read_records(out)} if (out / "runs").is_dir() else set()
        assert set(filed) <= found
    assert last > 40
    assert numbers(out) == [0, 1, 2, 3]


def recovered(out, compress=False):
    ledger = open_ledger(out)
    try:
        recover(out, ledger=ledger, settle=newest_only(ledger), compress=compress)
        again = recover(out, ledger=ledger, settle=newest_only(ledger), compress=compress)
        assert again == []
    finally:
        ledger.close()


def assert_whole(out):
    """Nothing doubled, torn, left over or falsely finished."""
    if not (out / "runs").is_dir():
        return
    summary = Summary()
    assert [str(fault) for fault in verify(out, summary)] == []
    assert summary.waiting == 0
    assert summary.records == summary.articles
    assert list(out.glob("site=*/date=*/.*")) == []
    for path in out.glob("runs/*.json"):
        assert load_manifest(path).reason == "interrupted"


@pytest.mark.parametrize("last", range(0, 60, 7))
def test_a_recovery_may_be_killed_too(tmp_path, make_record, monkeypatch, last):
    records = [make_record(number) for number in range(3)]
    write_manifest(tmp_path, Manifest(run="RUN", started="2026-01-03T09:00:00Z"))
    write_journal(tmp_path, records)
    with monkeypatch.context() as patch:
        count_down(patch, last, Killed)
        with suppress(Killed):
            recovered(tmp_path)
    recovered(tmp_path)
    assert_whole(tmp_path)
    assert numbers(tmp_path) == [0, 1, 2]
    manifest = load_manifest(tmp_path / "runs" / "RUN.json")
    assert manifest.recovered == 3
    assert manifest.sites["gazette.example"].filed == 3


def test_the_other_runs_name_is_kept(tmp_path, make_record):
    write_journal(tmp_path, [make_record(1, run="OLD")], run="OLD")
    recovered(tmp_path)
    assert [path.name for path in tmp_path.glob("site=*/date=*/*")] == ["part-OLD-00001.jsonl"]
    assert load_manifest(tmp_path / "runs" / "OLD.json").recovered == 1


def test_a_part_written_before_the_kill_is_not_counted_twice(tmp_path, make_record, monkeypatch):
    journal = write_journal(tmp_path, [make_record(1), make_record(2)])
    ledger = open_ledger(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "commit", lambda *_, **__: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            deliver(journal, out=tmp_path, ledger=ledger, settle=newest_only(ledger))
    assert numbers(tmp_path) == [1, 2]  # the part has its name, the ledger does not know it
    ledger.close()
    recovered(tmp_path)
    assert numbers(tmp_path) == [1, 2]
    assert open_ledger(tmp_path).count() == (2, 2)


def test_errors_name_the_file_and_the_way_out(tmp_path, make_record, monkeypatch):
    journal = write_journal(tmp_path, [make_record(1)])
    ledger = open_ledger(tmp_path)

    def refuse(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(DeliveryError) as error:
            deliver(journal, out=tmp_path, ledger=ledger, settle=as_they_are)
    assert "part-RUN-00001.jsonl: Permission denied; make it writable" in str(error.value)
    assert "\n" not in str(error.value)
    assert journal.exists()
    assert list(tmp_path.glob("site=*/date=*/*")) == []


def test_a_full_disk_under_the_ledger(tmp_path, make_record):
    journal = write_journal(tmp_path, [make_record(number) for number in range(500)])
    ledger = open_ledger(tmp_path)
    ledger._database.execute("PRAGMA max_page_count = 20")
    with pytest.raises(DeliveryError, match=r"ledger\.sqlite: database or disk is full; free some space"):
        deliver(journal, out=tmp_path, ledger=ledger, settle=as_they_are)
    assert journal.exists()
    assert ledger.count() == (0, 0)
    ledger.close()
    recovered(tmp_path)
    assert len(numbers(tmp_path)) == 500
    assert_whole(tmp_path)
    with sqlite3.connect(tmp_path / "ledger.sqlite") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
