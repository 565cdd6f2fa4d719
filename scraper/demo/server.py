"""The demo newsroom on loopback: a small HTTP/1.1 server that answers as a forward proxy for its sites.

`GET http://gazette.example/ HTTP/1.1` and `GET /` with `Host: gazette.example` get the same answer, so that a
crawler with this proxy reads the invented sites under their own addresses, whatever the port.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gzip
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from scraper.demo.shelf import Shelved, load_newsroom

_HEAD_BYTES = 16 * 1024
_BODY_BYTES = 64 * 1024
_IDLE_SECONDS = 20.0
_CONNECTIONS = 64
_REQUESTS_A_CONNECTION = 1000
_PHRASES = {
    200: "OK",
    301: "Moved Permanently",
    302: "Found",
    304: "Not Modified",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    410: "Gone",
    431: "Request Header Fields Too Large",
    502: "Bad Gateway",
    503: "Service Unavailable",
}


class _BadRequestError(Exception):
    """What came is no request that can be answered; the status says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    method: str
    host: str
    target: str
    """Path and query."""
    headers: Mapping[str, str]
    """Names in lower case."""
    close: bool


class Newsroom:
    """The demo newsroom's server, open inside `async with`. Listens on 127.0.0.1 alone.

    *port* 0 takes a free one; *listener*, a listening socket, goes before it, for who must know the address
    before a loop runs, and is closed with the newsroom. Raises OSError when the port is taken.
    """

    def __init__(self, *, port: int = 0, listener: socket.socket | None = None) -> None:
        self._port = port
        self._listener = listener
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        load_newsroom()
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self._port))
        self._server = await asyncio.start_server(self._serve, sock=self._listener, limit=_HEAD_BYTES)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is None:
            return
        self._server.close()
        self._listener = None
        await asyncio.sleep(
            0
        )  # a connection that was just accepted gets its task, to be cancelled with the others
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    @property
    def proxy(self) -> str:
        """Address of the proxy, `http://127.0.0.1:PORT`. RuntimeError: the newsroom is not open."""
        if self._server is None:
            raise RuntimeError(
                "the demo newsroom is closed; use it inside `async with Newsroom() as newsroom:`"
            )
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def sites(self) -> tuple[str, ...]:
        """Front pages of the newsroom's sites: see the function of the same name."""
        return sites()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            if len(self._tasks) > _CONNECTIONS:
                writer.write(_message(503, {"Connection": "close"}, b""))
            else:
                await _converse(reader, writer)
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError):
            pass
        except asyncio.CancelledError:
            pass  # the newsroom closes: the connection ends here and nobody waits for it
        finally:
            self._tasks.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()


def sites() -> tuple[str, ...]:
    """Front pages of the newsroom's sites, such as `http://gazette.example/`, in the order of their names."""
    return tuple(f"http://{domain}/" for domain in load_newsroom())


async def _converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for _ in range(_REQUESTS_A_CONNECTION):
        try:
            async with asyncio.timeout(_IDLE_SECONDS):
                request = await _read_request(reader)
            if request is None:
                return
            writer.write(_answer(request))
            close = request.close
        except _BadRequestError as bad:
            writer.write(_message(bad.status, {"Connection": "close"}, f"{_PHRASES[bad.status]}\n".encode()))
            close = True
        async with asyncio.timeout(_IDLE_SECONDS):
            await writer.drain()
        if close:
            return


async def _read_request(reader: asyncio.StreamReader) -> _Request | None:
    """The next request; None at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as cut:
        if cut.partial.strip():
            raise _BadRequestError(400) from cut
        return None
    except asyncio.LimitOverrunError as long:
        raise _BadRequestError(431) from long
    request = _parse_head(head.decode("latin-1"))
    length = request.headers.get("content-length", "0")
    if "transfer-encoding" in request.headers or not (length.isascii() and length.isdigit()):
        raise _BadRequestError(400)
    if len(length) > 6 or int(length) > _BODY_BYTES:
        raise _BadRequestError(400)
    await reader.readexactly(int(length))
    return request


def _parse_head(head: str) -> _Request:
    start, *lines = head.strip("\r\n").split("\r\n")
    parts = start.split(" ")
    if len(parts) != 3 or not parts[2].startswith("HTTP/1."):
        raise _BadRequestError(400)
    method, address, protocol = parts
    fields = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, colon, value in fields if colon}
    if method not in ("GET", "HEAD"):
        raise _BadRequestError(405)
    try:
        url = urlsplit(address if "://" in address else f"http://{headers.get('host', '')}{address}")
        host = url.hostname or ""
    except ValueError as odd:
        raise _BadRequestError(400) from odd
    connection = (headers.get("connection") or headers.get("proxy-connection") or "").lower()
    return _Request(
        method=method,
        host=host,
        target=(url.path or "/") + (f"?{url.query}" if url.query else ""),
        headers=headers,
        close="close" in connection or (protocol == "HTTP/1.0" and "keep-alive" not in connection),
    )


def _answer(request: _Request) -> bytes:
    site = load_newsroom().get(request.host)
    connection = {"Connection": "close" if request.close else "keep-alive"}
    if site is None:
        body = f"the demo newsroom has no site {request.host!a}\n".encode()
        return _message(502, connection | {"Content-Type": "text/plain"}, body, head=request.method == "HEAD")
    shelved = site.find(request.target)
    headers = (
        connection | _validators(shelved) | {"Content-Type": shelved.content_type, "Vary": "Accept-Encoding"}
    )
    if shelved.location:
        headers["Location"] = shelved.location
    if shelved.status == 200 and _is_fresh(request, shelved):
        return _message(304, headers, b"")
    body = shelved.body
    if "gzip" in request.headers.get("accept-encoding", "") and shelved.content_type.startswith("text/"):
        body = gzip.compress(body, compresslevel=6, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return _message(shelved.status, headers, body, head=request.method == "HEAD")


def _validators(shelved: Shelved) -> dict[str, str]:
    return {"ETag": shelved.etag, "Last-Modified": shelved.last_modified} if shelved.status == 200 else {}


def _is_fresh(request: _Request, shelved: Shelved) -> bool:
    """Whether the client's copy still stands (RFC 9110: If-None-Match goes before If-Modified-Since)."""
    if known := request.headers.get("if-none-match"):
        return known.strip() == "*" or shelved.etag in {
            tag.strip().removeprefix("W/") for tag in known.split(",")
        }
    return request.headers.get("if-modified-since") == shelved.last_modified


def _message(status: int, headers: Mapping[str, str], body: bytes, *, head: bool = False) -> bytes:
    lines = [f"HTTP/1.1 {status} {_PHRASES.get(status, 'Other')}", "Server: copydesk-demo"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if status != 304:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + (b"" if head else body)


async def _show(port: int, seconds: float) -> None:
    async with Newsroom(port=port) as newsroom:
        print(f"demo newsroom: proxy {newsroom.proxy}, open for {seconds:g} s", file=sys.stderr)  # noqa: T201
        for url in newsroom.sites():
            print(f"  curl -x {newsroom.proxy} {url}", file=sys.stderr)  # noqa: T201
        await asyncio.sleep(seconds)


def main() -> None:
    """Open the newsroom for a while, for a person to look at it."""
    parser = argparse.ArgumentParser(prog="python -m scraper.demo.server", description=main.__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--seconds", type=float, default=600.0, help="how long it stays open")
    arguments = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_show(arguments.port, arguments.seconds))


if __name__ == "__main__":
    main()
