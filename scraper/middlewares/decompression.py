"""Content encodings undone: within a limit, and with an eye on streams that end early."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Protocol

import brotli  # type: ignore[import-untyped]
from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from scraper.middlewares.refused import BadEncoding, TooLarge, shown

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_STEP = 1024 * 1024
_PIECE = 4096
_MOST_LAYERS = 3
_MOST_MEMBERS = 100
_GZIP_MAGIC = b"\x1f\x8b"
# RFC 9659: what a server may demand of us, 8 MiB.
_ZSTD_OPTIONS: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}


class Decompression(HttpCompressionMiddleware):
    """Scrapy's, but a stream that ends early or fails its checksum gets the flag `dataloss`.

    What was decoded before the damage is kept. More than `meta["download_maxsize"]` decoded bytes raise
    TooLarge, more than three layers BadEncoding. A body that is not compressed, whatever its header says, is
    taken as it is, and so is one under a name that nobody knows.
    """

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """*response* with its body decoded."""
        encodings = split_encodings(response.headers.getlist("Content-Encoding"))
        if request.method == "HEAD" or not encodings or not response.body:
            return response
        limit = int(request.meta.get("download_maxsize") or self._max_size)
        if len(encodings) > _MOST_LAYERS:
            raise BadEncoding(f"{shown(request.url)}: packed {len(encodings)} times")
        if any(name not in _DECODERS for name in encodings):
            return response
        body, whole = decompress(response.body, encodings, limit)
        headers = response.headers.copy()
        headers.pop("Content-Encoding", None)
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        flags = [*response.flags, *([] if whole else ["dataloss"])]
        changes: dict[str, Any] = {"body": body, "headers": headers, "flags": flags}
        if issubclass(kind, TextResponse):
            changes["encoding"] = None
        return response.replace(cls=kind, **changes)


class _Decoder(Protocol):
    """One compressed stream."""

    def feed(self, data: bytes) -> bytes:
        """At most `_STEP` more bytes; empty: there is nothing more in what was fed. Raises on damage."""

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
            return self._stream.decompress(data, _STEP)
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
    """What *stream* makes of *data* before the byte that it stumbles over, at most about `_STEP` bytes."""
    out = bytearray()
    for piece in (_PIECE, 1):
        with suppress(zlib.error):
            while data and len(out) < _STEP:
                before = stream.copy()
                out += stream.decompress(data[:piece], _STEP)
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
        return bytes(self._stream.process(data, output_buffer_limit=_STEP))

    @property
    def ended(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    def __init__(self) -> None:
        self._stream = zstd.ZstdDecompressor(options=_ZSTD_OPTIONS)

    def feed(self, data: bytes) -> bytes:
        if self._stream.eof:
            return b""
        return bytes(self._stream.decompress(data, _STEP))

    @property
    def ended(self) -> bool:
        return bool(self._stream.eof)


_DECODERS: dict[str, type[_Decoder]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}


def split_encodings(headers: Iterable[bytes]) -> list[str]:
    """The names in Content-Encoding *headers*, outermost first, without `identity`."""
    names = b",".join(headers).decode("latin-1").lower().split(",")
    return [name for name in (name.strip() for name in reversed(names)) if name not in ("", "identity")]


def decompress(body: bytes, encodings: Iterable[str], limit: int) -> tuple[bytes, bool]:
    """(*body* with its *encodings* undone, whether all streams were whole). TooLarge: over *limit* bytes."""
    whole = True
    for name in encodings:
        decoded, ended = _undo(_DECODERS[name](), body, limit)
        if not decoded and not ended and body.lstrip()[:1] in (b"<", b"{", b"["):
            return body, whole
        body, whole = decoded, whole and ended
    return body, whole


def _undo(decoder: _Decoder, data: bytes, limit: int) -> tuple[bytes, bool]:
    chunks: list[bytes] = []
    size = 0
    try:
        while chunk := decoder.feed(data):
            data = b""
            size += len(chunk)
            if limit and size > limit:
                raise TooLarge(f"decodes to more than {limit} bytes")
            chunks.append(chunk)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError):
        return b"".join(chunks), False
    return b"".join(chunks), decoder.ended
