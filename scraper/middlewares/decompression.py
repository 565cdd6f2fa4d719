"""Content encodings undone: within a limit, and with an eye on streams that end early."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from scraper.middlewares.decoders import DAMAGE, DECODERS, Decoder
from scraper.middlewares.refused import BadEncoding, TooLarge, shown

_MOST_LAYERS = 3
_MEASURED = 32 * 1024 * 1024
"""Where more than this may come out, it is seen first whether too much does, before any of it is kept."""


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
        if request.method == "HEAD":
            return response
        return decoded(response, int(request.meta.get("download_maxsize") or self._max_size))


def decoded(response: Response, limit: int) -> Response:
    """*response* with its body decoded, as `Decompression` says; *limit*: decoded bytes."""
    encodings = split_encodings(response.headers.getlist("Content-Encoding"))
    if not encodings or not response.body:
        return response
    if len(encodings) > _MOST_LAYERS:
        raise BadEncoding(f"{shown(response.url)}: packed {len(encodings)} times")
    if any(name not in DECODERS for name in encodings):
        return response
    body, whole = decompress(response.body, encodings, limit)
    headers = response.headers.copy()
    headers.pop("Content-Encoding", None)
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    flags = [*response.flags, *([] if whole else ["dataloss"])]
    # Not `Response.replace`, which asks the packed body for its encoding: where no header names one, that
    # takes longer than all else that Scrapy does with a page.
    kept = {name: getattr(response, name) for name in Response.attributes}
    return kind(**{**kept, "body": body, "headers": headers, "flags": flags})


def split_encodings(headers: Iterable[bytes]) -> list[str]:
    """The names in Content-Encoding *headers*, outermost first, without `identity`."""
    names = b",".join(headers).decode("latin-1").lower().split(",")
    return [name for name in (name.strip() for name in reversed(names)) if name not in ("", "identity")]


def decompress(body: bytes, encodings: Iterable[str], limit: int) -> tuple[bytes, bool]:
    """(*body* with its *encodings* undone, whether all streams were whole). TooLarge: over *limit* bytes."""
    whole = True
    for name in encodings:
        undone, ended = _undo(DECODERS[name], body, limit)
        if not undone and not ended and body.lstrip()[:1] in (b"<", b"{", b"["):
            return body, whole
        body, whole = undone, whole and ended
    return body, whole


def _undo(make: Callable[[], Decoder], data: bytes, limit: int) -> tuple[bytes, bool]:
    if limit > _MEASURED:
        try:
            for _ in _pieces(make(), data, limit):
                pass
        except DAMAGE:
            pass  # what stands before it is kept below
    out, decoder = BytesIO(), make()  # which gives its bytes away without a copy
    try:
        for piece in _pieces(decoder, data, limit):
            out.write(piece)
    except DAMAGE:
        return out.getvalue(), False
    return out.getvalue(), decoder.ended


def _pieces(decoder: Decoder, data: bytes, limit: int) -> Iterator[bytes]:
    """What *decoder* makes of *data*. TooLarge: more than *limit* bytes."""
    size = 0
    while piece := decoder.feed(data):
        data = b""
        size += len(piece)
        if limit and size > limit:
            raise TooLarge(f"decodes to more than {limit} bytes")
        yield piece
