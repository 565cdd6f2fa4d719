"""Packed streams read as if they were not, up to where they are damaged."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest

from exports.reader import ReadError, read_lines, read_stream

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LINES = [b"line %d\n" % number for number in range(100_000)]
PLAIN = b"".join(LINES)


class Pipe(io.RawIOBase):
    """Gives a byte or two at a time and cannot go back."""

    def __init__(self, data: bytes) -> None:
        self.data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        taken = self.data.read(min(len(buffer), 5000))
        buffer[: len(taken)] = taken
        return len(taken)


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress])
def test_a_pipe_is_read(pack: object) -> None:
    packed = pack(PLAIN[:400]) + pack(PLAIN[400:])  # type: ignore[operator]  # members one after the other
    assert [line for _, line in read_stream(Pipe(packed), "pipe")] == LINES  # type: ignore[arg-type]


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
def test_a_torn_file_is_read_up_to_the_tear(tmp_path: Path, pack: object) -> None:
    path = tmp_path / "torn"
    packed = pack(PLAIN)  # type: ignore[operator]
    path.write_bytes(packed[: len(packed) * 2 // 3])
    read: list[bytes] = []
    with pytest.raises(ReadError, match=r"torn: line \d+: "):
        read.extend(line for _, line in read_lines(path))
    assert read == LINES[: len(read)]
    assert len(read) > 50_000


def test_what_is_packed_no_more_than_in_name(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(b"line\n")
    assert list(read_lines(tmp_path / "a.gz")) == [(1, b"line\n")]
    (tmp_path / "empty").write_bytes(b"")
    assert list(read_lines(tmp_path / "empty")) == []
    (tmp_path / "bad").write_bytes(b"\x28\xb5\x2f\xfd" + b"x" * 40)
    with pytest.raises(ReadError, match="bad: line 1: "):
        list(read_lines(tmp_path / "bad"))
