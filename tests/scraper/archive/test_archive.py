"""The folder of WARC files: repeats, sizes, kills, full disks, a second crawl."""

import errno
import os

import pytest
from warcio.archiveiterator import ArchiveIterator

from exports.disk import DeliveryError
from scraper.archive import files
from scraper.archive.archive import Archive
from scraper.archive.exchange import Facts
from scraper.archive.reading import find_sources, read_captures, read_payload


@pytest.fixture
def begin(tmp_path):
    """Opens the archive for one more run."""
    opened = []

    def open_(run="A", largest=1 << 30):
        archive = Archive(folder=tmp_path / "kept", run=run, info={"software": "Copydesk"}, largest=largest)
        archive.open()
        opened.append(archive)
        return archive

    yield open_
    for archive in opened:
        archive.close()


def kinds(folder):
    return [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
        for source in find_sources(folder)
        for record in ArchiveIterator(source.path.open("rb"))
        if record.rec_type in ("response", "revisit")
    ]


def test_the_same_payload_is_kept_once_also_by_the_next_crawl(begin, make_exchange, tmp_path):
    first = begin("A")
    place = first.keep(make_exchange("tram"))
    assert first.keep(make_exchange("tram-again")).offset > place.offset
    first.keep(make_exchange("empty", body=b""))
    first.keep(make_exchange("empty-too", body=b""))
    cut = Facts(kind="article", flags=("dataloss",))
    first.keep(make_exchange("cut", facts=cut))
    first.close()
    second = begin("B")
    second.keep(make_exchange("tram", day=4))
    second.keep(make_exchange("tram", status=304, body=b"", day=5))
    assert (second.kept.answers, second.kept.repeats) == (2, 2)
    second.close()
    assert [kind for kind, _ in kinds(tmp_path / "kept")] == [
        "response", "revisit", "response", "response", "response",
        "revisit", "revisit",
    ]  # fmt: skip
    newest = find_sources(tmp_path / "kept")[-1]
    same, unchanged = read_captures(newest)
    assert same.facts.payload == (place.file, place.offset)
    assert read_payload(newest, *same.facts.payload).startswith(b"<!doctype html><title>Tram")
    assert (unchanged.status, unchanged.revisit) == (304, True)
    (last,) = [
        record
        for record in ArchiveIterator(newest.path.open("rb"))
        if record.rec_headers.get_header("WARC-Profile", "").endswith("server-not-modified")
    ]
    assert last.rec_headers.get_header("WARC-Refers-To-Date") == "2026-03-03T09:00:00Z"


def test_a_payload_whose_file_was_taken_away_is_kept_again(begin, make_exchange, tmp_path):
    archive = begin("A")
    archive.keep(make_exchange("tram"))
    archive.close()
    for path in (tmp_path / "kept").glob("*.warc.gz"):
        path.unlink()
    archive = begin("B")
    archive.keep(make_exchange("tram", day=4))
    archive.close()
    assert [kind for kind, _ in kinds(tmp_path / "kept")] == ["response"]


def test_a_full_file_gets_its_name_and_a_new_one_begins(begin, make_exchange, tmp_path):
    archive = begin("A", largest=5000)
    places = [archive.keep(make_exchange(f"story-{n}", body=os.urandom(900))) for n in range(3)]
    archive.close()
    assert [place.file for place in places] == [
        "copydesk-A-00001.warc.gz",
        "copydesk-A-00001.warc.gz",
        "copydesk-A-00002.warc.gz",
    ]
    assert sorted(path.name for path in (tmp_path / "kept").glob("*.warc*")) == [
        "copydesk-A-00001.warc.gz",
        "copydesk-A-00002.warc.gz",
    ]


def test_what_a_kill_left_is_salvaged_up_to_its_last_whole_member(begin, make_exchange, tmp_path):
    archive = begin("A")
    archive.keep(make_exchange("one"))
    archive._sync()
    archive.keep(make_exchange("two", body=b"<p>Two.</p>"))
    torn = archive._file.path
    archive._file.let_go()  # as the system does for a process that is killed
    archive._file = None
    whole = torn.stat().st_size
    with torn.open("ab") as file:
        file.write(torn.read_bytes()[:200])
    empty = torn.with_name("copydesk-0-00001.warc.gz.open")
    empty.write_bytes(b"\x1f\x8b\x08\x00")
    live = begin("B")
    live.keep(make_exchange("three", body=b"<p>Three.</p>"))
    begin("C")  # leaves alone what B writes
    names = sorted(path.name for path in torn.parent.glob("*.warc*"))
    assert names == ["copydesk-A-00001.warc.gz", "copydesk-B-00001.warc.gz.open"]
    assert torn.with_name(names[0]).stat().st_size == whole
    assert [url for _, url in kinds(torn.parent)] == [
        "https://gazette.example/one",
        "https://gazette.example/two",
    ]


def test_a_full_disk_leaves_whole_members_and_says_what_to_do(begin, make_exchange, tmp_path, monkeypatch):
    archive = begin("A")
    archive.keep(make_exchange("one"))
    before = archive._file.size

    def fill(descriptor, data):
        os.write(descriptor, data[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "write_all", fill)
    with pytest.raises(
        DeliveryError, match="No space left on device; free some space on this disk and run again"
    ):
        archive.keep(make_exchange("two"))
    assert archive._file.path.stat().st_size == before
    monkeypatch.undo()
    archive.keep(make_exchange("two", body=b"<p>Two.</p>"))
    archive.close()
    assert len(kinds(tmp_path / "kept")) == 2


def test_a_damaged_index_is_begun_anew_and_a_folder_that_cannot_be_is_named(begin, make_exchange, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "payloads.sqlite").write_bytes(b"no database at all" * 100)
    archive = begin("A")
    archive.keep(make_exchange("one"))
    archive.keep(make_exchange("two"))
    archive.close()
    assert [kind for kind, _ in kinds(tmp_path / "kept")] == ["response", "revisit"]
    (tmp_path / "taken").write_text("")
    with pytest.raises(DeliveryError, match="taken"):
        Archive(folder=tmp_path / "taken", run="A", info={}).open()
