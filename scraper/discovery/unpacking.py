"""Gzip undone, with a limit on what comes out."""

from __future__ import annotations

import zlib
from io import BytesIO

_MAGIC = b"\x1f\x8b"
_CHUNK = 64 * 1024
_MOST_MEMBERS = 10_000


def unpack(body: bytes, limit: int) -> tuple[bytes, list[str]]:
    """(*body* without its gzip layers, at most *limit* bytes; problems).

    Plain bytes come back as they are. Of a damaged or oversized one, what stands before the damage or limit:
    `sitemap/cut`, `sitemap/malformed`, `sitemap/too_large`.
    """
    problems: list[str] = []
    for _ in range(2):  # some servers pack a packed file once more
        if not body.startswith(_MAGIC):
            break
        body, problem = _gunzip(body, limit)
        if problem:
            problems.append(problem)
            break
    if len(body) > limit:
        body, problems = body[:limit], [*problems, "sitemap/too_large"]
    return body, problems


def _gunzip(body: bytes, limit: int) -> tuple[bytes, str | None]:
    """(What *body* unpacks to, at most *limit* bytes; what was wrong with it)."""
    out = BytesIO()  # gives its bytes away without a copy
    view, at, members = memoryview(body), 0, 0
    while view[at : at + 2] == _MAGIC:  # a file may hold several members
        member, members = zlib.decompressobj(wbits=31), members + 1
        if members > _MOST_MEMBERS:
            return out.getvalue(), "sitemap/malformed"
        while not member.eof:
            piece = view[at : at + _CHUNK]
            if not piece:
                return out.getvalue(), "sitemap/cut"
            try:
                out.write(member.decompress(piece, limit + 1 - out.tell()))
            except zlib.error:
                return out.getvalue(), "sitemap/malformed"
            if out.tell() > limit:
                out.truncate(limit)
                return out.getvalue(), "sitemap/too_large"
            at += len(piece) - len(member.unconsumed_tail) - len(member.unused_data)
    return out.getvalue(), None
