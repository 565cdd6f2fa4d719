import errno
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.disk import DeliveryError
from exports.journal import Journal, line_at, read_journal


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def records_of(path):
    return [record for _, record in read_journal(path) if record]


@pytest.fixture
def journal_bytes(tmp_path, make_record):
    journal = Journal(tmp_path / "made", "RUN", 1)
    for number in range(3):
        journal.append(make_record(number, headline="Паром \u2028 знову"))
    journal.close()
    return journal.path.read_bytes()


def test_records_come_back(tmp_path, make_record):
    records = [make_record(number) for number in range(5)]
    journal = Journal(tmp_path / "out", "RUN", 3)
    for record in records:
        journal.append(record)
    assert journal.path == tmp_path / "out" / "runs" / "RUN-0003.jsonl.part"
    assert records_of(journal.path) == records  # before it is closed, too
    assert (journal.records, journal.size) == (5, journal.path.stat().st_size)
    journal.close()
    journal.close()


def test_a_cut_at_every_byte_leaves_the_whole_lines(tmp_path, journal_bytes):
    path = tmp_path / "RUN-0001.jsonl.part"
    one, two, _ = journal_bytes.splitlines(keepends=True)
    for cut in range(len(two) + 1):
        path.write_bytes(one + two[:cut])
        # A line that lacks only its end is whole.
        assert len(records_of(path)) == (2 if cut >= len(two) - 1 else 1), cut


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(garbage=st.binary(max_size=200))
@pytest.mark.parametrize("kept", [0, 2])
def test_garbage_at_the_end_is_left_out(tmp_path_factory, journal_bytes, kept, garbage):
    path = tmp_path_factory.mktemp("garbage") / "RUN-0001.jsonl.part"
    whole = b"".join(journal_bytes.splitlines(keepends=True)[:kept])
    path.write_bytes(whole + garbage)
    assert len(records_of(path)) == kept


def test_zeros_and_a_damaged_line_cost_only_themselves(tmp_path, journal_bytes):
    one, two, three = journal_bytes.splitlines(keepends=True)
    path = tmp_path / "RUN-0001.jsonl.part"
    path.write_bytes(one + two[:50] + b"\0" * 4096 + b"\n" + three + b"\0" * 512)
    (zero, first), (torn, none), (third, second), (_, zeros) = read_journal(path)
    assert [first.requested_url[-1], second.requested_url[-1]] == ["0", "2"]
    assert none is zeros is None
    assert (zero, torn, third) == (0, len(one), len(one) + 50 + 4096 + 1)
    with path.open("rb") as file:
        assert (line_at(file, third), line_at(file, zero)) == (three, one)


@pytest.mark.parametrize(
    "line", [b"[" * 100_000, b"{}", b"[1]", b'{"schema": "copydesk/1"}', b"NaN", b"\xff"]
)
def test_what_is_no_record_is_none(tmp_path, line):
    path = tmp_path / "RUN-0001.jsonl.part"
    path.write_bytes(line + b"\n")
    assert records_of(path) == []


def test_synced_once_a_second(tmp_path, make_record, monkeypatch):
    synced, clock, real = [], Clock(), os.fsync
    journal = Journal(tmp_path, "RUN", 1, clock=clock)
    monkeypatch.setattr(os, "fsync", lambda descriptor: (synced.append(clock.now), real(descriptor)))
    journal.append(make_record(1))
    journal.sync_when_due()
    assert synced == []
    clock.now = 101.0
    journal.sync_when_due()
    journal.sync_when_due()
    assert synced == [101.0]
    assert journal.age == 1.0
    journal.append(make_record(2))
    journal.close()
    assert synced == [101.0, 101.0]


def test_a_full_disk_leaves_whole_lines_and_says_what_to_do(tmp_path, make_record, monkeypatch):
    journal = Journal(tmp_path, "RUN", 1)
    journal.append(make_record(1))
    real = os.write

    def write_a_little(descriptor, data):
        if len(data) < 100:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(descriptor, data[: len(data) // 2])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write_a_little)
        with pytest.raises(DeliveryError, match=r"RUN-0001\.jsonl\.part: No space left.*free some space"):
            journal.append(make_record(2))
    assert journal.path.read_bytes().endswith(b"}\n")
    journal.append(make_record(3))
    journal.close()
    assert [record.requested_url[-1] for record in records_of(journal.path)] == ["1", "3"]


def test_never_opens_an_old_journal(tmp_path):
    Journal(tmp_path, "RUN", 1).close()
    with pytest.raises(DeliveryError, match="File exists"):
        Journal(tmp_path, "RUN", 1)


def test_a_run_that_climbs(tmp_path):
    with pytest.raises(ValueError, match="only letters"):
        Journal(tmp_path, "../RUN", 1)
