import sqlite3
import threading

import pytest

from exports.delivered import Delivered, Link, Sketch
from exports.disk import DeliveryError
from exports.ledger import Ledger, Part, read_ledger
from exports.record import Correction
from exports.slips import corrections_hash


def enter(ledger, *records, run="RUN", journal=1, aliases=None):
    part = f"site=gazette.example/date=2026-01-03/part-{run}-{journal:05d}.jsonl"
    row = Part(path=part, run=run, journal=journal, records=len(records), bytes=9, sha256="0" * 64)
    rows = [(record, part) for record in records]
    return ledger.commit(run=run, journal=journal, records=rows, parts=[row], aliases=aliases or {})


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger(tmp_path / "ledger.sqlite")
    yield ledger
    ledger.close()


def test_what_was_entered_is_found(ledger, make_record):
    record = make_record(1, requested_url="https://gazette.example/one", url="https://gazette.example/1?x")
    (delivered,) = enter(ledger, record)
    assert delivered == Delivered(
        id=record.id,
        version=1,
        site="gazette.example",
        requested_url="https://gazette.example/one",
        url="https://gazette.example/1?x",
        text_hash=record.text_hash,
        part="site=gazette.example/date=2026-01-03/part-RUN-00001.jsonl",
        run="RUN",
    )
    assert ledger.newest(record.id) == delivered
    assert list(ledger.delivered()) == [delivered]
    assert ledger.with_text(record.text_hash) == [(record.id, Link())]
    assert ledger.has_url("https://gazette.example/one")
    assert ledger.has_version(record.id, 1)
    assert ledger.has_journal("RUN", 1)
    assert ledger.last_journal("RUN") == 1
    assert ledger.filed("RUN") == {"gazette.example": 1}
    assert [part.records for part in ledger.parts("RUN")] == [1]


def test_what_was_not_entered_is_not_found(ledger, make_record):
    record = make_record(1)
    assert ledger.newest(record.id) is None
    assert ledger.standing(record.id) is None
    assert ledger.with_text(record.text_hash) == []
    assert ledger.near([1, 2]) == []
    assert ledger.sketch_of(record.id) is None
    assert not ledger.has_url(record.requested_url)
    assert not ledger.has_journal("RUN", 1)
    assert ledger.last_journal("RUN") == 0
    assert ledger.count() == (0, 0)
    assert ledger.parts() == []


def test_the_newest_version_stands(ledger, make_record):
    enter(ledger, make_record(1, headline="Old"))
    enter(ledger, make_record(1, headline="New", version=2, similar_to="0" * 32, similarity=0.9), journal=2)
    standing = ledger.standing(make_record(1).id)
    assert (standing.delivered.version, standing.headline) == (2, "New")
    assert standing.link == Link(similar_to="0" * 32, similarity=0.9)
    assert ledger.count() == (1, 2)


def test_all_or_nothing(ledger, make_record):
    enter(ledger, make_record(1))
    with pytest.raises(DeliveryError, match=r"ledger\.sqlite: UNIQUE"):
        enter(ledger, make_record(2), make_record(1), journal=2)
    assert ledger.newest(make_record(2).id) is None
    assert not ledger.has_journal("RUN", 2)
    enter(ledger, make_record(2), journal=2)


def test_sketches_are_of_the_newest_version_of_originals(tmp_path, make_record):
    def sketch(record):
        return Sketch(signature=str(record.word_count).encode(), bands=(record.word_count, -7))

    ledger = Ledger(tmp_path / "ledger.sqlite", sketch=sketch)
    one, two = make_record(1), make_record(2)
    enter(ledger, one, make_record(3, duplicate_of=one.id))
    assert ledger.near([4]) == [(one.id, b"4")]
    enter(ledger, two, make_record(1, version=2, text="Two words"), journal=2)
    assert ledger.near([2]) == [(one.id, b"2")]
    # The band of the first version leads to the article still, whose signature tells the difference.
    assert set(ledger.near([4])) == {(two.id, b"4"), (one.id, b"2")}
    assert ledger.near([-7]) == sorted([(one.id, b"2"), (two.id, b"4")])
    assert ledger.sketch_of(one.id) == b"2"


def test_it_outlives_the_process(tmp_path, make_record):
    ledger = Ledger(tmp_path / "ledger.sqlite")
    enter(ledger, make_record(1))
    again = Ledger(tmp_path / "ledger.sqlite")  # the first one was never closed
    assert again.count() == (1, 1)
    again.close()
    ledger.close()


def test_asked_from_another_thread_while_it_is_written(ledger, make_record):
    found = []

    def ask():
        for number in range(200):
            found.append(ledger.newest(make_record(number).id))

    thread = threading.Thread(target=ask)
    thread.start()
    for number in range(20):
        enter(ledger, make_record(number), journal=number + 1)
    thread.join()
    assert len(found) == 200
    assert ledger.count() == (20, 20)


def test_read_only(tmp_path, make_record):
    Ledger(tmp_path / "ledger.sqlite").close()
    ledger = Ledger(tmp_path / "ledger.sqlite", read_only=True)
    with pytest.raises(DeliveryError, match="readonly database; make it writable"):
        enter(ledger, make_record(1))
    with pytest.raises(DeliveryError, match="unable to open database file; make it and its folder writable"):
        Ledger(tmp_path / "missing.sqlite", read_only=True)


def test_a_damaged_file_is_told(tmp_path):
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(sqlite3.DatabaseError):
        Ledger(path)
    with pytest.raises(
        DeliveryError, match=r"ledger\.sqlite: file is not a database; move it away: the next"
    ):
        read_ledger(path)


def test_corrections_hash(make_record):
    one = Correction(kind="correction", text="It was nine days.")
    two = Correction(kind="correction", text="It was ten days.")
    found_elsewhere = Correction(kind="correction", text="It was nine days.", source="jsonld")
    hashes = [
        corrections_hash(make_record(1, corrections=rows))
        for rows in ((), (one,), (two,), (one, two), (found_elsewhere,))
    ]
    assert hashes[0] == ""
    assert len(set(hashes[:4])) == 4
    assert hashes[4] == hashes[1]
