"""WARC files as they grow: written under a name of their own, renamed when whole, salvaged after a kill."""

from __future__ import annotations

import fcntl
import os
import zlib
from contextlib import suppress
from pathlib import Path

from exports.disk import sync_folder, told_clearly, write_all

SUFFIX = ".warc.gz"
OPEN = ".open"
_STEP = 1 << 20
_SETTING = "COPYDESK_ARCHIVE"


class WarcFile:
    """The file *name*, a new one, in *folder*. It is held until it has its name: others leave it alone.

    DeliveryError: it can't be written; what stood in it before stands, whole members all of them.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.path = folder / f"{name}{OPEN}"
        self.size = 0
        with told_clearly(self.path, setting=_SETTING):
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
            self._descriptor = os.open(self.path, flags, 0o644)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def append(self, data: bytes) -> int:
        """Where *data*, whole members, begins in the file."""
        begin = self.size
        with told_clearly(self.path, setting=_SETTING):
            try:
                write_all(self._descriptor, data)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(self._descriptor, begin)
                raise
        self.size += len(data)
        return begin

    def sync(self) -> None:
        """Put on disk what was appended."""
        with told_clearly(self.path, setting=_SETTING):
            os.fsync(self._descriptor)

    def finish(self) -> None:
        """Put everything on disk and give the file its name."""
        with told_clearly(self.path, setting=_SETTING):
            try:
                os.fsync(self._descriptor)
                _rename(self.path)
            finally:
                self.let_go()

    def let_go(self) -> None:
        """Close it as it is; the next crawl salvages it. Can be called twice."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def salvage(path: Path, known: int = 0) -> int | None:
    """Bytes that were cut off the end of *path*, which a killed crawl left; it has its name now.

    Members that are whole are kept. *known*: so many bytes at the beginning are. A file in which nothing
    is kept is removed. None: somebody writes it, or it is gone. DeliveryError: it can't be read or written.
    """
    with told_clearly(path, setting=_SETTING), suppress(FileNotFoundError, BlockingIOError):
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            size = os.fstat(descriptor).st_size
            whole, members = whole_members(descriptor, known if known <= size else 0)
            if known or members > 1:  # the first says only what the file is
                os.ftruncate(descriptor, whole)
                os.fsync(descriptor)
                _rename(path)
            else:
                os.unlink(path)
                sync_folder(path.parent)
            return size - whole
        finally:
            os.close(descriptor)
    return None


def whole_members(descriptor: int, begin: int) -> tuple[int, int]:
    """(where the last whole gzip member of the file ends, how many there are from *begin* on)."""
    end = place = begin
    members = 0
    stream, rest = zlib.decompressobj(31), b""
    while chunk := rest or os.pread(descriptor, _STEP, place):
        if not rest:
            place += len(chunk)
        rest = b""
        try:
            stream.decompress(chunk, _STEP)
            while not stream.eof and stream.unconsumed_tail:
                stream.decompress(stream.unconsumed_tail, _STEP)
        except zlib.error:
            break
        if stream.eof:
            rest = stream.unused_data
            end, members = place - len(rest), members + 1
            stream = zlib.decompressobj(31)
    return end, members


def _rename(path: Path) -> None:
    final = path.with_name(path.name.removesuffix(OPEN))
    os.rename(path, final)
    sync_folder(path.parent)
