"""Replayed records: cut and numbered without a clock, taken up after a kill, in a folder of their own."""

import hashlib
import pickle
from dataclasses import replace

import pytest

from exports import read_records
from exports.disk import DeliveryError
from exports.manifest import load_manifest
from exports.mirror import Mirror
from exports.outcomes import stat_name
from exports.stores import Store
from exports.verify import verify
from pipelines import replaying
from pipelines.export import Limits
from pipelines.replaying import NotEmpty, ReplayDesk

RUN = "replay-0123456789abcdef"
SITE = "gazette.example"


@pytest.fixture
def desk(tmp_path):
    """Opens the folder, and closes it at the end."""
    opened = []

    def open_(name="out", run=RUN, records=3, mirror=None):
        found = ReplayDesk(tmp_path / name, run, Limits(records=records), mirror)
        opened.append(found)
        return found

    yield open_
    for found in opened:
        found.close()


def put_all(desk, records, *, begin=0, until=None):
    """As a replay does: each record, then the sums, then how far it came."""
    for number, record in enumerate(records[begin:until], start=begin + 1):
        desk.put(pickle.loads(pickle.dumps(desk.prepare(record))))  # as from a worker
        for outcome in ("found", "requested", "fetched"):
            desk.counts[stat_name(SITE, outcome)] += 1
        desk.seen(record.crawl.retrieved_at)
        desk.reached({"source": 0, "offset": number, "passed": 1})


def digests(folder):
    paths = [*folder.glob("site=*/date=*/*"), *folder.glob("runs/*.json")]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths
    }


@pytest.fixture
def story(make_record):
    """Nine fetches: one page is looked at again unchanged and then edited, one is a double."""
    text = "The tram number {} is back on the river line after many years away from it."
    records = [
        make_record(n, text=text.format(n), run=RUN, retrieved_at=f"2026-01-0{day}T09:00:00Z")
        for n, day in ((1, 3), (2, 3), (1, 4), (3, 4), (4, 4), (1, 5), (5, 5), (6, 5))
    ]
    edited = make_record(1, text="The tram is late.", run=RUN, retrieved_at="2026-01-06T09:00:00Z")
    double = replace(records[1], requested_url=f"https://{SITE}/2?again", url=f"https://{SITE}/2?again")
    return [*records, edited, double]


def test_versions_and_sums_are_those_of_crawls_one_after_the_other(desk, story, tmp_path):
    one = desk()
    put_all(one, story)
    manifest = one.finish()
    one.close()
    records = {(record.url[-1], record.version): record for record in read_records(tmp_path / "out")}
    assert sorted(records) == [("1", 1), ("1", 2), ("2", 1), ("3", 1), ("4", 1), ("5", 1), ("6", 1)]
    assert records["1", 2].change == "edited"
    sums = manifest.sites[SITE]
    assert (sums.found, sums.filed, sums.unchanged, dict(sums.skipped)) == (10, 7, 2, {"duplicate": 1})
    assert (manifest.started, manifest.finished) == ("2026-01-03T09:00:00Z", "2026-01-06T09:00:00Z")
    assert list(verify(tmp_path / "out")) == []
    again = desk()
    assert again.finished
    assert again.counts[stat_name(SITE, "filed")] == 7


@pytest.mark.parametrize("at", [2, 4, 6, 9])
def test_killed_anywhere_it_goes_on_to_the_same_bytes(desk, story, tmp_path, at):
    whole = desk("whole")
    put_all(whole, story)
    whole.finish()
    killed = desk("killed")
    put_all(killed, story, until=at)
    killed._ledger.close()  # as a killed process leaves it, its journal too
    killed._lock.release()
    again = desk("killed")
    put_all(again, story, begin=again.position.get("offset", 0))
    again.finish()
    assert digests(tmp_path / "killed") == digests(tmp_path / "whole")
    assert list(verify(tmp_path / "killed")) == []


@pytest.mark.parametrize("step", ["commit", "remove"])
def test_killed_within_a_delivery(desk, story, tmp_path, step, monkeypatch):
    whole = desk("whole")
    put_all(whole, story)
    whole.finish()
    killed = desk("killed")

    def die(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if step == "commit":
            patch.setattr(killed._ledger, "commit", die)
        else:
            patch.setattr("exports.parts.remove", die)
        with pytest.raises(KeyboardInterrupt):
            put_all(killed, story)
    killed._ledger.close()
    killed._lock.release()
    again = desk("killed")
    assert again.position.get("offset", 0) == (0 if step == "commit" else 4)
    put_all(again, story, begin=again.position.get("offset", 0))
    again.finish()
    assert digests(tmp_path / "killed") == digests(tmp_path / "whole")


def test_a_folder_of_others_is_refused(desk, story, tmp_path):
    crawl = desk("out", run="20260103T090000Z-a1b2c3")
    put_all(crawl, [replace(record, crawl=replace(record.crawl, run=crawl.run)) for record in story])
    crawl.finish()
    crawl.close()
    with pytest.raises(NotEmpty, match="give a replay a folder of its own, with -o FOLDER"):
        desk("out")
    desk("out", run=crawl.run)


def test_an_earlier_try_without_its_notes_is_not_taken_up(desk, story, tmp_path):
    one = desk()
    put_all(one, story, until=6)
    one.close()
    (tmp_path / "out" / "runs" / f".{RUN}.progress").unlink()
    with pytest.raises(NotEmpty, match="remove the folder and replay anew"):
        desk()


def test_what_breaks_the_contract_is_counted_and_a_full_disk_told(desk, story, tmp_path, monkeypatch):
    one = desk()
    put_all(one, [replace(story[0], word_count=-1)])
    assert one.counts[stat_name(SITE, "failed", "invalid_record")] == 1
    monkeypatch.setattr(replaying, "write_whole", _full)
    with pytest.raises(DeliveryError, match="No space"):
        put_all(one, story)
    monkeypatch.undo()
    one.close()
    again = desk()
    assert again.position == {}
    put_all(again, story)
    assert sum(part.records for part in again.finish().parts) == 7
    assert load_manifest(tmp_path / "out" / "runs" / f"{RUN}.json").reason == "finished"


def _full(path, data):
    raise DeliveryError(f"{path}: No space left on device")


def test_a_replay_into_a_store_is_sent_at_its_end_and_by_the_next_try(desk, story, tmp_path, monkeypatch):
    place = f"memory://{tmp_path}/store"
    first = desk(mirror=Mirror(tmp_path / "out", place))
    assert list(Store(place).find()) == [".copydesk-owner"]
    put_all(first, story)

    def fail(store, source, name):
        with store._told(name):
            raise TimeoutError("no answer")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "put", fail)
        with pytest.raises(DeliveryError, match="no answer; see to the store"):
            first.finish()
    first.close()
    again = desk(mirror=Mirror(tmp_path / "out", place))
    assert again.finished
    again.send()
    assert list(verify(place)) == []
    assert list(read_records(place)) == list(read_records(tmp_path / "out"))
