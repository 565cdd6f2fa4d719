"""Compressed streams of every packing that a server may send, undone piece by piece."""

from __future__ import annotations

import sys
import zlib
from contextlib import suppress
from typing import Any, Protocol

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["DAMAGE", "DECODERS", "Decoder", "zstd"]

STEP = 1024 * 1024
_PIECE = 4096
_MOST_MEMBERS = 100
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC, _ZSTD_SKIPPED = b"\x28\xb5\x2f\xfd", tuple(bytes([byte]) for byte in range(0x50, 0x60))
# RFC 9659: what a server may demand of us, 8 MiB.
_ZSTD_OPTIONS: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
DAMAGE = (zlib.error, brotli.error, zstd.ZstdError, EOFError)
"""What decoders raise."""


class Decoder(Protocol):
    """One compressed stream."""

    def feed(self, data: bytes) -> bytes:
        """At most `STEP` more bytes; empty: there is nothing more in what was fed. Raises on damage."""

    @property
    def ended(self) -> bool:
        """Whether the stream has come to its proper end."""


class _Zlib:
    def __init__(self, wbits: int) -> None:
        self._stream = zlib.decompressobj(wbits)
        self._damage: zlib.error | None = None

    def feed(self, data: bytes) -> bytes:
        if self._damage:
            raise self._damage
        if self._stream.eof:
            return b""
        data, before = self._stream.unconsumed_tail or data, self._stream.copy()
        try:
            return self._stream.decompress(data, STEP)
        except zlib.error as damage:
            # What it made of these bytes before the damage is lost with the error: a wrong checksum at the
            # end would cost the whole page.
            self._damage = damage
            if saved := _salvage(before, data):
                return saved
            raise

    @property
    def ended(self) -> bool:
        return self._stream.eof

    @property
    def rest(self) -> bytes:
        return self._stream.unused_data


def _salvage(stream: Any, data: bytes) -> bytes:
    """What *stream* makes of *data* before the byte that it stumbles over, at most about `STEP` bytes."""
    out = bytearray()
    for piece in (_PIECE, 1):
        with suppress(zlib.error):
            while data and len(out) < STEP:
                before = stream.copy()
                out += stream.decompress(data[:piece], STEP)
                data = data[piece:]
            break
        stream = before
    return bytes(out)


class _Gzip:
    """Members one after the other, as RFC 1952 has them; what follows the last one is padding."""

    def __init__(self) -> None:
        self._member = _Zlib(31)
        self._members = 1

    def feed(self, data: bytes) -> bytes:
        out = self._member.feed(data)
        while not out and self._member.ended and self._goes_on:
            self._members += 1
            if self._members > _MOST_MEMBERS:
                raise zlib.error("too many members")
            data, self._member = self._member.rest, _Zlib(31)
            out = self._member.feed(data)
        return out

    @property
    def ended(self) -> bool:
        return self._member.ended and not self._goes_on

    @property
    def _goes_on(self) -> bool:
        return self._member.rest[:2] == _GZIP_MAGIC


class _Deflate:
    """With the zlib frame, or without it, as some servers send it."""

    def __init__(self) -> None:
        self._stream: _Zlib | None = None

    def feed(self, data: bytes) -> bytes:
        if self._stream is None:
            self._stream = _Zlib(15)
            try:
                return self._stream.feed(data)
            except zlib.error:
                self._stream = _Zlib(-15)
        return self._stream.feed(data)

    @property
    def ended(self) -> bool:
        return self._stream is not None and self._stream.ended


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, data: bytes) -> bytes:
        return bytes(self._stream.process(data, output_buffer_limit=STEP))

    @property
    def ended(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    """Frames one after the other, as RFC 8878 has them; what follows the last one is padding."""

    def __init__(self) -> None:
        self._stream = self._begin()
        self._frames = 1

    def feed(self, data: bytes) -> bytes:
        while True:
            if self._stream.eof:
                if not self._goes_on:
                    return b""
                self._frames += 1
                if self._frames > _MOST_MEMBERS:
                    raise zstd.ZstdError("too many frames")
                data, self._stream = self._stream.unused_data, self._begin()
            out = bytes(self._stream.decompress(data, STEP))
            if out or not self._stream.eof:
                return out

    @property
    def ended(self) -> bool:
        return bool(self._stream.eof) and not self._goes_on

    @property
    def _goes_on(self) -> bool:
        """Whether another frame follows, of data or to be skipped (RFC 8878, 3.1)."""
        magic = self._stream.unused_data[:4]
        return magic == _ZSTD_MAGIC or (magic[:1] in _ZSTD_SKIPPED and magic[1:] == b"\x2a\x4d\x18")

    @staticmethod
    def _begin() -> Any:
        return zstd.ZstdDecompressor(options=_ZSTD_OPTIONS)


DECODERS: dict[str, type[Decoder]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}
