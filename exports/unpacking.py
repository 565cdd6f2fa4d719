"""Streams as they were before they were packed, by their first bytes: gzip, zstd or neither."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from types import ModuleType
from typing import BinaryIO, cast

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"


class UnpackError(Exception):
    """The stream is damaged, ends early, or this Python can't unpack it."""


class _Told(io.RawIOBase):
    """A packed stream whose faults are UnpackErrors."""

    def __init__(self, packed: BinaryIO, faults: tuple[type[Exception], ...]) -> None:
        self._packed = packed
        self._faults = faults

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._packed.read1(len(buffer))  # type: ignore[attr-defined]
        except self._faults as error:
            raise UnpackError(str(error)) from error
        buffer[: len(data)] = data
        return len(data)


def unpack(stream: BinaryIO) -> BinaryIO:
    """*stream* to be read as if it had never been packed; it need not be seekable.

    UnpackError, here or in reading: see there.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    head = buffered.peek(len(_ZSTD))
    if head.startswith(_GZIP):
        faults: tuple[type[Exception], ...] = (EOFError, zlib.error, gzip.BadGzipFile)
        return _told(cast("BinaryIO", gzip.GzipFile(fileobj=buffered)), faults)
    if head.startswith(_ZSTD):
        zstd = _zstd()
        return _told(zstd.ZstdFile(buffered), (EOFError, zstd.ZstdError))
    return cast("BinaryIO", buffered)


def _told(packed: BinaryIO, faults: tuple[type[Exception], ...]) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(_Told(packed, faults), 256 * 1024))


def _zstd() -> ModuleType:
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        raise UnpackError("packed with zstd: install backports.zstd, or unpack it with zstd -d") from None
    return zstd
