"""Objects of a store, read as files are."""

import pytest

from exports.store_path import find_matches, to_path
from exports.stores import AddressError

FILES = (
    "runs/B.json",
    "runs/A.json",
    "site=a/date=2026-01-02/part-B-00001.jsonl.gz",
    "site=a/date=2026-01-01/part-A-00001.jsonl",
    "site=a-b/date=2026-01-01/part-A-00001.jsonl",
    "top.warc",
)


@pytest.fixture
def tree(tmp_path):
    """The same tree as a folder and as a store."""
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path, to_path(f"file://{tmp_path}")


@pytest.mark.parametrize(
    "pattern", ["*", "site=*", "site=*/date=*/part-*", "runs/*.json", "*.warc", "none/*", "**/*.jsonl"]
)
def test_patterns_match_as_those_of_a_folder(tree, pattern):
    folder, store = tree
    expected = sorted(path.relative_to(folder).as_posix() for path in folder.glob(pattern))
    assert sorted(path.relative_to(store).as_posix() for path in store.glob(pattern)) == expected
    assert [str(path) for path in find_matches(f"{store}/{pattern}")] == [
        f"file://{path}" for path in sorted(folder.glob(pattern))
    ]


def test_paths_are_those_of_a_folder(tree):
    folder, store = tree
    for name in (*FILES, "site=a", "runs", "none"):
        path, other = folder / name, store / name
        for what in ("name", "stem", "suffix"):
            assert getattr(other, what) == getattr(path, what)
        for what in ("is_file", "is_dir", "exists"):
            assert getattr(other, what)() == getattr(path, what)()
        assert str(other) == f"file://{path}"
        assert str(other.parent.parent) == f"file://{path.parent.parent}"
    assert (store / "top.warc").read_bytes() == b"top.warc"
    assert (store / "top.warc").stat().st_size == 8
    assert [path.name for path in store.rglob("*.json")] == ["A.json", "B.json"]
    file = to_path(f"{store}/top.warc")
    assert (file.is_file(), file.is_dir(), file.name) == (True, False, "top.warc")
    assert file.read_bytes() == b"top.warc"
    assert (store / "runs" / "../../other").resolve() != store / "other"
    with pytest.raises(AddressError):
        to_path("s3://key:secret@news/out")
