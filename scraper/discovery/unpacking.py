"""Gzip undone, with a limit on what comes out."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO

_MAGIC = b"\x1f\x8b"
_CHUNK = 64 * 1024
_STEP = 1024 * 1024
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
    """(What *body* unpacks to, at most *limit* bytes; what was wrong with it).

    It is measured first: what grows piece by piece is in memory twice where it has to move.
    """
    size = 0

    def count(piece: bytes) -> None:
        nonlocal size
        size += len(piece)

    _inflate(body, limit, count)
    out = BytesIO()  # which gives its bytes away without a copy
    if size:
        out.seek(size - 1)
        out.write(b"\0")
        out.seek(0)
    problem = _inflate(body, limit, out.write)
    return out.getvalue(), problem


def _inflate(body: bytes, limit: int, take: Callable[[bytes], object]) -> str | None:
    """Gives *take* what *body* unpacks to, piece by piece, at most *limit* bytes; what was wrong with it."""
    view, at, members, left = memoryview(body), 0, 0, limit
    while view[at : at + 2] == _MAGIC:  # a file may hold several members
        member, members = zlib.decompressobj(wbits=31), members + 1
        if members > _MOST_MEMBERS:
            return "sitemap/malformed"
        while not member.eof:
            piece = view[at : at + _CHUNK]
            if not piece:
                return "sitemap/cut"
            try:
                out = member.decompress(piece, min(left + 1, _STEP))
            except zlib.error:
                return "sitemap/malformed"
            take(out[:left])
            left -= len(out)
            if left < 0:
                return "sitemap/too_large"
            at += len(piece) - len(member.unconsumed_tail) - len(member.unused_data)
    return None
