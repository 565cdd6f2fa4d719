"""An exchange as WARC 1.1 records (ISO 28500), each a gzip member of its own."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import responses
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser
from warcio.warcwriter import WARCWriter

from scraper.archive.exchange import Exchange, Lines, facts_to_json, to_date

_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
_PACKED, _PLAIN, _SMALL = 0, 1, 6
"""Levels of gzip: what came compressed is only framed; of what did not come so the first level saves most."""
_CUT = {"dataloss": "disconnect", "download_stopped": "length"}
"""Scrapy's flags -> reasons of `WARC-Truncated`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The record that holds a payload which came again."""

    id: str
    url: str
    date: str
    file: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The records of one exchange, to be written one after the other."""

    id: str
    """`WARC-Record-ID` of the first, which is the answer."""
    data: bytes


class _AsReceived(StatusAndHeaders):  # type: ignore[misc]
    """A head that is written byte for byte; warcio would escape what is not ASCII."""

    def __init__(self, first: str, lines: Lines) -> None:
        super().__init__(first, [])
        self.raw = first.encode("latin-1", "replace") + b"\r\n"
        self.raw += b"".join(name + b": " + value + b"\r\n" for name, value in lines)

    def to_ascii_bytes(self, header_filter: Any = None) -> bytes:
        return self.raw + b"\r\n"


def payload_digest(body: bytes) -> bytes:
    """20 bytes: the SHA-1 that WARC files tell payloads apart by. Nothing is kept safe by it."""
    return hashlib.sha1(body, usedforsecurity=False).digest()


def to_members(exchange: Exchange, *, digest: bytes, original: Original | None) -> Members:
    """*exchange* as records: the answer, the request, and a metadata record with the facts.

    *original*: the record that the answer repeats, which makes it a `revisit` without payload: one with the
    same payload or, of an answer 304, the last one of the same address.
    """
    writer = _Writer(exchange)
    id_ = StatusAndHeadersParser.make_warc_id()
    first = f"{exchange.protocol} {exchange.status} {responses.get(exchange.status, '')}".rstrip()
    head = _AsReceived(first, exchange.lines)
    level = _PACKED if _is_packed(exchange.lines) else _PLAIN
    extra = {"WARC-Record-ID": id_, "WARC-IP-Address": exchange.address, "WARC-Truncated": _cut(exchange)}
    same = "sha1:" + base64.b32encode(digest).decode()
    if exchange.status == 304 or original:
        profile = "server-not-modified" if exchange.status == 304 else "identical-payload-digest"
        extra |= {"WARC-Profile": _PROFILES + profile}
        if exchange.status != 304:
            extra |= {"WARC-Payload-Digest": same}
        if original:
            extra |= {
                "WARC-Refers-To": original.id,
                "WARC-Refers-To-Target-URI": original.url,
                "WARC-Refers-To-Date": original.date,
            }
        answer = writer.make("revisit", extra, head=head, level=level)
    else:
        extra |= {"WARC-Payload-Digest": same}
        answer = writer.make("response", extra, head=head, body=exchange.body, level=level)
    beside = {"WARC-Concurrent-To": id_}
    request = writer.make("request", beside, head=_request_head(exchange))
    facts = writer.make(
        "metadata", beside | {"Content-Type": "application/json"}, body=facts_to_json(exchange.facts)
    )
    return Members(id=id_, data=answer + request + facts)


def to_info(file: str, fields: Mapping[str, str], now: datetime) -> bytes:
    """The `warcinfo` record that begins *file*."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
    head = {"WARC-Filename": file, "WARC-Date": to_date(now)}
    return _member("warcinfo", "", head, body=lines)


class _Writer:
    """Makes the records of one exchange."""

    def __init__(self, exchange: Exchange) -> None:
        self.url = exchange.url
        self.date = to_date(exchange.received_at)

    def make(
        self,
        kind: str,
        fields: Mapping[str, str | None],
        *,
        head: StatusAndHeaders | None = None,
        body: bytes = b"",
        level: int = _SMALL,
    ) -> bytes:
        dated = {"WARC-Date": self.date, **fields}
        return _member(kind, self.url, dated, head=head, body=body, level=level)


def _member(
    kind: str,
    url: str,
    fields: Mapping[str, str | None],
    *,
    head: StatusAndHeaders | None = None,
    body: bytes = b"",
    level: int = _SMALL,
) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    known = {name: value for name, value in fields.items() if value}
    record: ArcWarcRecord = writer.create_warc_record(
        url, kind, payload=BytesIO(body), length=len(body), http_headers=head, warc_headers_dict=known
    )
    writer.write_record(record)
    stream = zlib.compressobj(level, zlib.DEFLATED, 31)
    return stream.compress(out.getbuffer()) + stream.flush()


def _request_head(exchange: Exchange) -> _AsReceived:
    parts = urlsplit(exchange.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = exchange.request_lines
    if not any(name.lower() == b"host" for name, _ in lines):
        lines = ((b"Host", parts.netloc.encode("latin-1", "replace")), *lines)
    return _AsReceived(f"{exchange.method} {path} HTTP/1.1", lines)


def _is_packed(lines: Lines) -> bool:
    return any(name.lower() == b"content-encoding" for name, _ in lines)


def _cut(exchange: Exchange) -> str | None:
    return next((_CUT[flag] for flag in exchange.facts.flags if flag in _CUT), None)
