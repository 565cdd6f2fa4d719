"""Gzip undone, with a limit on what comes out."""

from __future__ import annotations

import zlib

_MAGIC = b"\x1f\x8b"
_CHUNK = 64 * 1024


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
    """(What *body* unpacks to, at most one byte over *limit*; what was wrong with it)."""
    out = bytearray()
    rest = body
    while rest.startswith(_MAGIC):  # a file may hold several members
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            try:
                out += member.decompress(rest[:_CHUNK], limit + 1 - len(out))
            except zlib.error:
                return bytes(out), "sitemap/malformed"
            if len(out) > limit:
                return bytes(out), None
            rest = member.unconsumed_tail + rest[_CHUNK:]
            if not rest and not member.eof:
                return bytes(out), "sitemap/cut"
        rest = member.unused_data + rest
    return bytes(out), None
