"""What is converted is there whole, or what was there before is."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

import pytest

from exports.conversion.target import TargetError, whole_file, whole_folder


def test_a_file_takes_the_place_of_another_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(KeyError), whole_file(path) as file:
        raise KeyError(file.write(b"ne"))
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]
    assert path.read_text() == "old"
    (tmp_path / ".a.csv.part").write_text("left by a run that was killed, and longer")
    with whole_file(path) as file:
        file.write(b"new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_is_there_when_all_of_it_is(tmp_path: Path) -> None:
    path = tmp_path / "pages"
    with pytest.raises(KeyError), whole_folder(path) as folder:
        raise KeyError((folder / "a").write_text("a"))
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".pages.part" / "old").mkdir(parents=True)
    with whole_folder(path) as folder:
        (folder / "b").write_text("b")
        assert not path.exists()
    assert [entry.name for entry in path.iterdir()] == ["b"]
    with pytest.raises(TargetError, match="pages: is there already; remove it"), whole_folder(path):
        pass
    assert [entry.name for entry in path.iterdir()] == ["b"]


def test_a_link_is_followed_and_devices_are_left(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    with whole_file(tmp_path / "link.csv") as file:
        file.write(b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TargetError, match="no plain file"), whole_file(tmp_path / "pipe"):
        pass
    with pytest.raises(TargetError, match="is a folder"), whole_file(tmp_path):
        pass


def test_two_at_a_time(tmp_path: Path) -> None:
    with (tmp_path / ".a.csv.part").open("w") as other:
        other.write("theirs")
        other.flush()
        fcntl.flock(other, fcntl.LOCK_EX)
        with (
            pytest.raises(TargetError, match="another process writes it"),
            whole_file(tmp_path / "a.csv"),
        ):
            pass
    assert (tmp_path / ".a.csv.part").read_text() == "theirs"


@pytest.mark.parametrize("make", [whole_file, whole_folder])
def test_a_full_disk_leaves_nothing(tmp_path: Path, make: object) -> None:
    path = tmp_path / "a"
    with pytest.raises(TargetError) as told, make(path):  # type: ignore[operator]
        raise OSError(errno.ENOSPC, "No space left on device")
    assert str(told.value) == f"{path}: No space left on device; free some space on this disk and run again"
    assert list(tmp_path.iterdir()) == []
    with (
        pytest.raises(TargetError, match="make the folder that it is to stand in first"),
        make(path / "b" / "c"),
    ):  # type: ignore[operator]
        pass
