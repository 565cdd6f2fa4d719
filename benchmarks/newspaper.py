"""An invented newspaper on loopback: a sitemap that dates every article, and the articles."""

from __future__ import annotations

import contextlib
import threading
import time
import zlib
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks.invented import page

_SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


class Newspaper:
    """Serves so many *pages* from a thread of this process until `close`."""

    def __init__(self, pages: int) -> None:
        self.slugs = [f"/2026/03/{number % 28 + 1:02}/story-{number}-of-the-day" for number in range(pages)]
        self.requests: Counter[str] = Counter()
        self.bodies = 0
        """Answers so far that were more than "not modified" or "not found"."""
        self.first: float | None = None
        """When the first request came since this was last made None, by the steady clock."""
        self._numbers = {slug: number for number, slug in enumerate(self.slugs)}
        paper = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                kind, data = paper.answer(self.path)
                tag = f'"{zlib.crc32(data):08x}"'
                known = bool(data) and self.headers.get("If-None-Match") == tag
                data = b"" if known else data
                paper.bodies += bool(data)
                with contextlib.suppress(ConnectionError):
                    self.send_response(304 if known else 200 if data else 404)
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(data)))
                    if known or data:
                        self.send_header("ETag", tag)
                    self.end_headers()
                    self.wfile.write(data)

            def handle(self) -> None:
                # a crawl that is killed hangs up
                with contextlib.suppress(ConnectionError):
                    super().handle()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        """Its address, without a slash at the end."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> tuple[str, bytes]:
        """(media type, body) of what stands at *path*; an empty body: nothing."""
        self.first = self.first or time.monotonic()
        self.requests[path] += 1
        if path == "/sitemap.xml":
            return "application/xml", self._sitemap().encode()
        if path in self._numbers:
            return "text/html; charset=utf-8", self.article(path).encode()
        return "text/plain", b""

    def article(self, slug: str) -> str:
        """The page of an article."""
        return page(self._numbers[slug], published=f"{_day(slug)}T09:00:00Z")

    def modified(self, slug: str) -> str:
        """The day or instant of an article's last change, as the sitemap gives it."""
        return _day(slug)

    def add(self, slug: str) -> None:
        """One more article, which the sitemap names first."""
        self._numbers[slug] = len(self._numbers)
        self.slugs.insert(0, slug)

    def repeated_requests(self) -> int:
        """Requests so far for articles that were asked for before."""
        return sum(count - 1 for path, count in self.requests.items() if path in self._numbers)

    def close(self) -> None:
        """Serve no more."""
        self._server.shutdown()
        self._server.server_close()

    def _sitemap(self) -> str:
        rows = (
            f"<url><loc>{self.base}{slug}</loc><lastmod>{self.modified(slug)}</lastmod></url>"
            for slug in self.slugs
        )
        return _SITEMAP.format("".join(rows))


def _day(slug: str) -> str:
    return slug[1:11].replace("/", "-")
