"""The records of a WARC file as bytes, one after the other, past whatever is damaged in it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

LARGEST = 64 * 1024 * 1024
"""Bytes of a record that is read; a larger one holds no page of ours."""
_BOMB = 2 * 1024 * 1024 * 1024
_STEP = 256 * 1024
_GZIP = b"\x1f\x8b\x08"
_HEAD = 64 * 1024
_BEGIN = re.compile(rb"WARC/\d\.\d+\r?\n")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One record, or a place where none can be read."""

    offset: int
    """Where it begins in the file, as that is on disk."""
    data: bytes
    """Head and block; of a bad place nothing."""
    fault: str | None = None
    """`damaged` (passed over), `torn` (the file ends in the middle of it) or `too_large`; `None`: it is
    whole."""


def read_members(path: Path, offset: int = 0) -> Iterator[Raw]:
    """The records of *path*, `.warc` or `.warc.gz` with a gzip member a record, from the byte *offset* on.

    What cannot be read is told once and passed over, up to where the next record begins. OSError: the file
    can't be read.
    """
    with path.open("rb") as file:
        zipped = file.read(3) == _GZIP or path.suffix == ".gz"
        file.seek(offset)
        yield from (_Gzip(file, offset) if zipped else _Plain(file, offset)).read()


class _Window:
    """A file read ahead: `data` stands at byte `place`."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self.file = file
        self.place = offset
        self.data = b""

    def more(self) -> bool:
        """Whether there was more to read."""
        chunk = self.file.read(_STEP)
        self.data += chunk
        return bool(chunk)

    def drop(self, count: int) -> None:
        self.place += count
        self.data = self.data[count:]

    def seek(self, place: int) -> None:
        self.file.seek(place)
        self.place, self.data = place, b""

    def find(self, begin: bytes, start: int) -> bool:
        """Go to the next *begin* from byte *start* of the data on; whether there is one."""
        while (at := self.data.find(begin, start)) < 0:
            self.drop(max(len(self.data) - len(begin) + 1, min(start, len(self.data))))
            start = 0
            if not self.more():
                return False
        self.drop(at)
        return True


class _Gzip(_Window):
    def read(self) -> Iterator[Raw]:
        lost = False
        while self.data or self.more():
            begin = self.place
            found = self._member()
            # What is not ours to read on from: damage, or bytes in it that look like a member.
            if found is None or (lost and not found.data.startswith(b"WARC/")):
                if not lost:
                    yield Raw(offset=begin, data=b"", fault="damaged")
                lost = True
                self.seek(begin)
                self.more()
                if not self.find(_GZIP, 1):
                    return
                continue
            lost = False
            yield from _apart(found)

    def _member(self) -> Raw | None:
        """The member that begins here; None: none does, or it is damaged."""
        begin, stream = self.place, zlib.decompressobj(31)
        out, size = [], 0
        while not stream.eof:
            if not self.data and not self.more():
                return Raw(offset=begin, data=b"", fault="torn")
            fed = self.data
            try:
                piece = stream.decompress(fed, _STEP)
            except zlib.error:
                return None
            size += len(piece)
            if size > _BOMB:
                return None
            if size <= LARGEST:
                out.append(piece)
            rest = stream.unused_data if stream.eof else stream.unconsumed_tail
            self.place += len(fed) - len(rest)
            self.data = rest
        if size > LARGEST:
            return Raw(offset=begin, data=b"", fault="too_large")
        return Raw(offset=begin, data=b"".join(out))


def _apart(member: Raw) -> Iterator[Raw]:
    """The records in *member*: one, as is proper, or several."""
    end = _end_of(member.data)
    if member.fault or end is None or not member.data[end:].strip():
        if member.fault or member.data.strip():
            yield member
        return
    for raw in _Plain(BytesIO(member.data), 0).read():
        yield replace(raw, offset=member.offset)


def _end_of(data: bytes) -> int | None:
    """Where the record ends that *data* begins with; None: its head is not all there, or none."""
    end = _END_OF_HEAD.search(data, 0, _HEAD)
    if end is None or not _BEGIN.match(data):
        return None
    length = _LENGTH.search(data, 0, end.start() + 2)
    return end.end() + int(length[1]) if length else None


class _Plain(_Window):
    def read(self) -> Iterator[Raw]:
        lost = False
        while self._skip_blank():
            begin = self.place
            length = self._head()
            if length is None:
                if not lost:
                    yield Raw(offset=begin, data=b"", fault="damaged")
                lost = True
                if not self.find(b"WARC/", 1):
                    return
                continue
            lost = False
            if length > LARGEST:
                yield Raw(offset=begin, data=b"", fault="too_large")
                self.seek(begin + length)
                continue
            while len(self.data) < length and self.more():
                pass
            if len(self.data) < length:
                yield Raw(offset=begin, data=b"", fault="torn")
                return
            yield Raw(offset=begin, data=self.data[:length])
            self.drop(length)

    def _skip_blank(self) -> bool:
        while True:
            self.drop(len(self.data) - len(self.data.lstrip(b"\r\n")))
            if self.data:
                return True
            if not self.more():
                return False

    def _head(self) -> int | None:
        """Bytes of the record that begins here, head and block; None: none does."""
        while not _END_OF_HEAD.search(self.data) and len(self.data) < _HEAD and self.more():
            pass
        return _end_of(self.data)
