"""Addresses of object stores, and objects in and out."""

import subprocess
import sys
from pathlib import Path

import pytest

from exports.stores import AddressError, Store, StoreError, check_address, is_address, local_folder

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("address", "checked"),
    [
        ("s3://news/out/", "s3://news/out"),
        ("s3://news", "s3://news"),
        ("gs://news/a b/shard-1-of-2", "gs://news/a b/shard-1-of-2"),
        ("file:///data/news", "file:///data/news"),
        ("sftp://desk@store.example/news", "sftp://desk@store.example/news"),
    ],
)
def test_addresses(address, checked):
    assert is_address(address)
    assert check_address(address) == checked


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("s3://AKIA:wJalr/Utn+FEMI@news/out", "s3://…@news/out: user and password have no place"),
        ("sftp://desk:secret@store.example/news", "sftp://…@store.example/news: user and password"),
        ("simplecache::s3://news", "no address of one store"),
        ("s3://", "names no bucket"),
        ("s3://news/out?token=secret", "no '?'"),
        ("s3://news/\nout", "control characters"),
    ],
)
def test_what_is_no_address(address, what):
    with pytest.raises(AddressError) as caught:
        check_address(address)
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)
    for secret in ("wJalr", "FEMI", "secret"):
        assert secret not in str(caught.value)


def test_each_address_has_a_folder_of_its_own(tmp_path):
    places = ["s3://news/out", "s3://news-out", "s3://NEWS/out", "gs://news/out"]
    folders = [local_folder(place, tmp_path) for place in places]
    folders.append(local_folder("s3://news/out", tmp_path, kind="archive"))
    assert len(set(folders)) == 5
    assert {folder.parent for folder in folders} == {tmp_path / "spool"}
    assert folders[0] == local_folder("s3://news/out/", tmp_path)
    assert str(local_folder("news/out", tmp_path)) == "news/out"


@pytest.mark.parametrize("scheme", ["memory", "file"])
def test_objects_are_put_whole_and_read_in_pieces(scheme, tmp_path):
    store = Store(f"{scheme}://{tmp_path}/store/")
    assert store.find() == {}
    assert store.read("a/one") is None
    source = tmp_path / "one"
    source.write_bytes(bytes(range(256)) * 4000)
    store.put(source, "site=a/date=b/one")
    store.put_bytes(b"first", "runs/two")
    store.put_bytes(b"second", "runs/two")
    store.create(b"ours", "owner")
    store.create(b"theirs", "owner")
    assert store.find() == {"owner": 4, "runs/two": 6, "site=a/date=b/one": 1_024_000}
    assert (store.read("owner"), store.read("runs/two")) == (b"ours", b"second")
    with store.open("site=a/date=b/one") as file:
        assert file.read(3) == b"\0\1\2"
        file.seek(-2, 2)
        assert file.read() == b"\xfe\xff"
    assert Store(f"{scheme}://{tmp_path}/store/owner").find() == {"": 4}


def test_a_copy_that_is_broken_off_is_not_seen(tmp_path, monkeypatch):
    store = Store(f"file://{tmp_path}/store")
    source = tmp_path / "one"
    source.write_bytes(b"whole")

    def break_off(local, path, **options):
        with open(path, "wb") as file:
            file.write(b"who")
        raise ConnectionResetError("gone\naway")

    with monkeypatch.context() as patch:
        patch.setattr(store._files, "put_file", break_off)
        with pytest.raises(StoreError, match=r"store/part-1: gone away$"):
            store.put(source, "part-1")
    assert [path.name for path in (tmp_path / "store").glob("[!.]*")] == []
    store.put(source, "part-1")
    assert [path.name for path in (tmp_path / "store").iterdir()] == ["part-1"]


def test_what_can_not_be_had_is_said_in_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "gcsfs", None)
    with pytest.raises(StoreError, match=r"gs://news: .* is missing: pip install 'copydesk\[gcs\]'$"):
        Store("gs://news")
    with pytest.raises(StoreError, match=r"nowhere://news: Protocol not known: nowhere$"):
        Store("nowhere://news")
    with pytest.raises(StoreError, match=r"memory://news/gone: no such bucket or object$"):
        Store("memory://news").open("gone")
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(StoreError, match=r"s3://news: .* is missing: pip install 'copydesk\[s3\]'$"):
        Store("s3://news")


def test_who_keeps_to_folders_loads_no_library():
    code = (
        "import sys, exports, exports.verify, exports.mirror, pipelines.export, scraper.commands.crawl\n"
        "from exports.store_path import to_path\n"
        "to_path('out').is_dir()\n"
        "print([name for name in sys.modules if name.split('.')[0] in {'fsspec', 's3fs', 'gcsfs', 'botocore'}])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.stdout, ended.stderr) == ("[]\n", "")
