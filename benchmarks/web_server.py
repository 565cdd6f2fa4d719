"""Serves a folder of static news sites on loopback: with nginx where that is installed, else by itself.

usage: python benchmarks/web_server.py FOLDER

FOLDER has `nginx.conf` with a `server` for each site: `listen 127.0.1.N:PORT`, `root FOLDER/SITE`. Files lie
there gzipped as well (`page.html.gz`), and are sent so to who accepts it.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection
from urllib.parse import unquote

_SERVER = re.compile(r"listen\s+([\d.]+):(\d+)[^;]*;\s*root\s+([^;]+);")
_TYPES = {".html": "text/html; charset=utf-8", ".xml": "application/xml", ".txt": "text/plain"}
_PATIENCE = 20.0


def list_servers(folder: Path) -> list[tuple[str, int, Path]]:
    """(address, port, folder) of each site in *folder*. `OSError`: it has no readable `nginx.conf`."""
    text = (folder / "nginx.conf").read_text(encoding="utf-8")
    return [(host, int(port), folder / root) for host, port, root in _SERVER.findall(text)]


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The name of what serves *folder* meanwhile. `RuntimeError`: it cannot."""
    host, port, _ = list_servers(folder)[0]
    if _answers(host, port):
        raise RuntimeError(f"{host}:{port}: another server has this port")
    nginx = shutil.which("nginx")
    command = [nginx, "-p", str(folder), "-c", "nginx.conf", "-g", "daemon off;"] if nginx else None
    server = subprocess.Popen(command or [sys.executable, __file__, str(folder)])
    try:
        _wait_for(host, port, server)
        yield "nginx" if nginx else "a server of ours"
    finally:
        server.terminate()
        server.wait()


def _wait_for(host: str, port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while not _answers(host, port):
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"{host}:{port}: the server did not start")
        time.sleep(0.05)


def _answers(host: str, port: int) -> bool:
    try:
        create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


async def _serve(folder: Path) -> None:
    servers = [
        await asyncio.start_server(_Site(root.resolve()).answer, host, port, backlog=1024)
        for host, port, root in list_servers(folder)
    ]
    await asyncio.gather(*(server.serve_forever() for server in servers))


class _Site:
    """One site's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept open for as many requests as come."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(self.respond(head))
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            writer.close()

    def respond(self, head: bytes) -> bytes:
        """The whole answer to a request of *head*."""
        path = unquote(head.split(b" ", 2)[1].decode("latin-1").partition("?")[0])
        file = (self.root / path.lstrip("/")).resolve()
        if file.is_dir():
            file = file / "index.html"
        packed = file.with_name(file.name + ".gz")
        gzipped = b"gzip" in head.lower() and packed.is_file()
        if not file.is_relative_to(self.root) or not file.is_file():
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        body = (packed if gzipped else file).read_bytes()
        kind = _TYPES.get(file.suffix, "application/octet-stream")
        lines = ["HTTP/1.1 200 OK", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        lines += ["Content-Encoding: gzip"] if gzipped else []
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


if __name__ == "__main__":
    try:
        asyncio.run(_serve(Path(sys.argv[1]).resolve()))
    except KeyboardInterrupt:
        sys.exit(130)
