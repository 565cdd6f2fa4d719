"""An export folder sent to a store."""

import logging

import pytest

from exports import read_records
from exports.disk import DeliveryError
from exports.journal import Journal
from exports.layout import LEDGER
from exports.ledger import Ledger
from exports.manifest import load_manifest, write_manifest
from exports.mirror import OWNER, SENT, Mirror
from exports.parts import deliver
from exports.reader import ReadError
from exports.rebuild import open_ledger
from exports.stores import Store
from exports.verify import Summary, verify


@pytest.fixture
def folder(tmp_path, make_record):
    """An export folder with the run RUN of two deliveries, and what one that was killed left."""
    folder = tmp_path / "spool"
    (folder / "runs").mkdir(parents=True)
    ledger = Ledger(folder / LEDGER)
    for number, compress in ((1, False), (2, True)):
        journal = Journal(folder, "RUN", number)
        for article in (2 * number, 2 * number + 1):
            journal.append(make_record(article, site=f"s{article % 2}.example"))
        journal.close()
        deliver(journal.path, out=folder, ledger=ledger, settle=lambda slips: slips, compress=compress)
    ledger.close()
    (folder / "site=s1.example" / "date=2026-01-03" / "part-LEFT-00001.jsonl").write_text("not whole")
    return folder


@pytest.fixture
def place(tmp_path):
    return f"memory://{tmp_path}/store"


def objects(place):
    store = Store(place)
    return {name: store.read(name) for name in store.find()}


def named(folder):
    """What should be up."""
    manifest = load_manifest(folder / "runs" / "RUN.json")
    names = [OWNER, "runs/RUN.json", *(part.path for part in manifest.parts)]
    return {name: (folder / name).read_bytes() for name in names}


def recorded(monkeypatch):
    """The names of what is put from here on, in order."""
    put = []
    for name in ("put", "put_bytes"):
        whole = getattr(Store, name)

        def note(store, what, name, whole=whole):
            put.append(name)
            whole(store, what, name)

        monkeypatch.setattr(Store, name, note)
    return put


def test_parts_go_up_before_their_manifest_and_once(folder, place, monkeypatch):
    mirror = Mirror(folder, place)
    put = recorded(monkeypatch)
    mirror.send()
    assert objects(place) == named(folder)
    assert put[-1] == "runs/RUN.json"
    assert sorted(put) == sorted(set(named(folder)) - {OWNER})
    summary = Summary()
    assert list(verify(place, summary)) == []
    assert (summary.files, summary.records, summary.runs) == (len(put) - 1, 4, 1)
    assert list(read_records(place)) == list(read_records(folder / "site=*/date=*/part-RUN-*"))
    assert len(list(read_records(f"{place}/site=s1.example"))) == 2
    assert len(list(read_records(f"{place}/site=*/date=2026-01-03/*.gz"))) == 2
    del put[:]
    Mirror(folder, place).send()
    assert put == []
    manifest = load_manifest(folder / "runs" / "RUN.json")
    write_manifest(folder, manifest.as_interrupted((), {}).with_parts(()))
    mirror.send("RUN")
    assert put == ["runs/RUN.json"]
    for damaged in (b"", b"no database" * 100):
        (folder / SENT).write_bytes(damaged)
        write_manifest(folder, manifest)
        Mirror(folder, place).send()
        assert objects(place) == named(folder)


def test_what_was_broken_off_is_made_whole_by_the_next_try(folder, place, monkeypatch):
    whole = Store.put
    tries = []

    def fail_at_the_second(store, source, name):
        tries.append(name)
        if len(tries) == 2:
            with store._told(name):
                raise PermissionError(13, "Forbidden\nfor you")
        whole(store, source, name)

    mirror = Mirror(folder, place)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "put", fail_at_the_second)
        with pytest.raises(DeliveryError) as caught:
            mirror.send()
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"{place}/{tries[1]}: Forbidden for you; see to the store")
    assert str(folder) in str(caught.value)
    assert set(objects(place)) == {OWNER, tries[0]}
    put = recorded(monkeypatch)
    Mirror(folder, place).send()
    assert objects(place) == named(folder)
    assert tries[0] not in put
    assert list(verify(place)) == []


def test_a_store_is_filled_from_one_folder(folder, place, tmp_path):
    Mirror(folder, place).send()
    other = tmp_path / "other"
    (other / "runs").mkdir(parents=True)
    with pytest.raises(DeliveryError, match=r"is filled from another state folder than .*other"):
        Mirror(other, place).send()
    for name, data in objects(place).items():  # copied back
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_bytes(data)
    Mirror(other, place).send()
    ledger = open_ledger(other)
    assert ledger.count() == (4, 4)
    ledger.close()


def test_a_part_that_went_away_is_told_and_missed_by_verify(folder, place, caplog):
    gone = folder / load_manifest(folder / "runs" / "RUN.json").parts[0].path
    gone.unlink()
    with caplog.at_level(logging.WARNING):
        Mirror(folder, place).send()
    assert f"{gone}: missing" in caplog.text
    assert [fault.what for fault in verify(place)] == ["missing, with 1 records"]


def test_nothing_there_is_told_as_of_a_folder(place, monkeypatch):
    for path in (place, f"{place}/*.jsonl", "s3://key:secret@news", "nowhere://news"):
        with pytest.raises(ReadError) as caught:
            read_records(path)
        assert "secret" not in str(caught.value)
