"""Servers that break HTTP, or give secrets away, beside good articles: each answer ends as the table says."""

import contextlib
import gzip
import json
import socket
import sqlite3
import threading
import time

import pytest

from exports import read_records

SECRET = "S3CRET"
GOOD = 4
LOST = ("connection_lost", "timeout")
"""A busy machine may need the whole time for it."""
SLUG = "/2026/03/09/attack-by-{}-on-the-tram"


def page(prose, *, title="An attack on the tram", extra="", head=""):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in prose)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f"<article><h1>{title}</h1>{text}{extra}</article></body></html>"
    ).encode()


def answer(body=b"", *lines, status="200 OK", kind="text/html; charset=utf-8", length=True):
    size = [f"Content-Length: {len(body)}"] if length else []
    head = [f"HTTP/1.1 {status}", "Connection: close", f"Content-Type: {kind}", *size, *lines]
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body


def chunks(*parts):
    return answer(b"".join(parts), "Transfer-Encoding: chunked", length=False)


def chunk(data):
    return b"%x\r\n%b\r\n" % (len(data), data)


def to(place):
    return answer(b"", f"Location: {place}", status="302 Found")


def dripping(head, piece, hung_up=()):
    """*hung_up*: a list that takes the seconds after which the client was gone."""

    def play(connection):
        began = time.monotonic()
        try:
            connection.sendall(head)
            while True:
                connection.sendall(piece)
                time.sleep(0.2)
        finally:
            if hung_up != ():
                hung_up.append(time.monotonic() - began)

    return play


def endless(head, piece):
    def play(connection):
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return play


class RawServer:
    """Sends bytes as they are: `routes` maps a path to bytes, or to a function of the connection."""

    def __init__(self):
        self.routes = {}
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.host = f"127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self.play, args=self.socket.accept()[:1], daemon=True).start()

    def play(self, connection):
        with contextlib.suppress(OSError, IndexError), connection:
            request = b""
            while b"\r\n\r\n" not in request:
                request += connection.recv(65536) or b"\r\n\r\n"
            path = request.split(b" ")[1].decode().partition("?")[0].partition(";")[0]
            what = self.routes.get(path, answer(b"not here", status="404 Not Found"))
            what(connection) if callable(what) else connection.sendall(what)
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(1)
            connection.recv(10)


@pytest.fixture
def server():
    server = RawServer()
    yield server
    server.socket.close()


HUNG_UP = []


def attacks(host, prose):
    """Name -> (answer, how it ends): `filed`, `cut` (filed with the flag), the reason why not, or several of these."""
    good = page(prose)
    landed = "/2026/03/10/landed-here-with-{}-in-the-address"
    return {
        "length-below-nothing": (answer(good, "Content-Length: -1", length=False), "connection_lost"),
        "two-lengths": (answer(good, "Content-Length: 10"), "connection_lost"),
        "huge-length": (answer(good, "Content-Length: 99999999999999999999", length=False), "too_large"),
        "long-length": (answer(good, "Content-Length: 20000", length=False), "cut"),
        "chunk-of-junk": (chunks(b"zz\r\n", good), "truncated"),
        "chunks-cut": (chunks(chunk(good)), "cut"),
        "chunks-of-one": (chunks(*(chunk(bytes([byte])) for byte in good), b"0\r\n\r\n"), "filed"),
        "crumbs": (chunks(*[chunk(b"a")] * 30_000, chunk(good), b"0\r\n\r\n"), "too_large"),
        "part": (answer(good[:-120], "Content-Range: bytes 0-1/9999", status="206 Partial Content"), "cut"),
        "no-end": (answer(good[:-20], length=False), "cut"),
        "status-999": (answer(good, status="999 No"), "http_999"),
        "status-word": (answer(good, status="abc"), "connection_lost"),
        "none-of-it": (answer(b"", f"Content-Length: {len(good)}", length=False), "truncated"),
        "empty": (b"", "connection_lost"),
        "old-http": (good, "connection_lost"),
        "early-hints": (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 50 + answer(good), "filed"),
        "many-headers": (answer(good, *(f"X-{number}: 1" for number in range(10_000))), "filed"),
        "long-header": (answer(good, "X: " + "a" * 1_000_000), LOST),
        "many-cookies": (
            answer(good, *(f"Set-Cookie: a{number}={SECRET}" for number in range(500))),
            "filed",
        ),
        "packed-often": (answer(good, "Content-Encoding: " + ",".join(["gzip"] * 999)), "bad_encoding"),
        "packed-list": (answer(gzip.compress(good), "Content-Encoding: identity, GZIP, identity"), "filed"),
        "film": (answer(b"\0\0\0\x20ftypisom" + bytes(range(256)) * 400), "not_html"),
        "drip-body": (dripping(answer(b"", length=False), b"a", HUNG_UP), "timeout"),
        "drip-chunks": (
            dripping(chunks(chunk(good[:-300])), chunk(b"a"), HUNG_UP),
            "timeout",
        ),
        "drip-head": (dripping(b"HTTP/1.1 200 OK\r\n", b"a"), "timeout"),
        "endless-headers": (endless(b"HTTP/1.1 200 OK\r\n", b"X: a\r\n" * 10_000), "too_large"),
        "endless-hints": (endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 999), "too_large"),
        "endless-trailers": (endless(chunks(chunk(good), b"0\r\n"), b"X: a\r\n" * 9999), ("cut", *LOST)),
        "endless-chunk-line": (endless(chunks(b"5;"), b"a" * 65536), ("cut", *LOST, "truncated")),
        "endless-line": (endless(b"HTTP/1.1 200 OK\r\nX: ", b"a" * 65536), LOST),
        "to-itself": (to("#top"), "too_many_redirects"),
        "to-evil": (to("//evil.example/a"), "other_site"),
        "to-inner": (to("http://127.0.0.1@10.0.0.1/"), "other_site"),
        "to-script": (to("javascript:alert(1)"), "bad_redirect"),
        "to-port": (to("http://127.0.0.1:99999/"), "bad_redirect"),
        "to-user": (to(f"http://ann:{SECRET}@{host}{landed.format('user')}"), "filed"),
        "to-token": (to(f"{landed.format('token')}?access_token={SECRET}"), "filed"),
        "to-session": (
            to(f"{landed.format('session')};jsessionid={SECRET}?PHPSESSID={SECRET}"),
            "filed",
        ),
        "to-slow": (to(f"/slow?token={SECRET}"), "timeout"),
        "to-cut": (to(f"/cut?token={SECRET}#access_token={SECRET}"), "cut"),
        "to-forged": (to("/a%0a2026-01-01%20ERROR%1b[31m"), "http_404"),
        "secrets": (answer(page(prose, extra=_links(host), head=_head(host))), "filed"),
    }


def _links(host):
    return (
        f'<p>The plans for <a href="/x?access_token={SECRET}">the line along the river</a>, for '
        f'<a href="http://ann:{SECRET}@{host}/y">the bridge</a> and for <a href="/q#access_token={SECRET}">the end'
        f'</a> are shown in the town hall until Friday.</p><img src="/i.jpg?X-Amz-Signature={SECRET}">'
    )


def _head(host):
    author = {"@type": "Person", "name": "Ann Lee", "url": f"/ann?sessionid={SECRET}"}
    data = {"@type": "NewsArticle", "author": author, "image": f"/k.jpg?api_key={SECRET}"}
    return (
        f'<link rel="canonical" href="http://a:{SECRET}@{host}{SLUG.format("secrets")}?PHPSESSID={SECRET}">'
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
    )


def test_broken_answers_beside_good_articles(server, prose, scrapy_command, tmp_path):
    base = f"http://{server.host}"
    played = attacks(server.host, prose)
    server.routes = {SLUG.format(name): sent for name, (sent, _) in played.items()}
    good = [f"/2026/03/{number:02d}/good-story-{number}-of-the-tram" for number in range(1, GOOD + 1)]
    for number, path in enumerate(good, start=1):
        server.routes[path] = answer(page([f"No. {number}. {prose[0]}", *prose[1:]], title=f"Story {number}"))
    for word in ("user", "token", "session"):
        title = f"Landed here with a {word}"
        server.routes[f"/2026/03/10/landed-here-with-{word}-in-the-address"] = answer(
            page(prose, title=title)
        )
    server.routes["/slow"] = lambda _: time.sleep(9)
    server.routes["/cut"] = answer(page(prose), "Content-Length: 90000", length=False)
    items = "".join(
        f"<item><link>http://joe:{SECRET}@{server.host}{path}?access_token={SECRET}</link></item>"
        for path in [*(SLUG.format(name) for name in played), *good]
    )
    feed = f'<rss version="2.0"><channel>{items}</channel></rss>'
    server.routes["/feed.xml"] = answer(feed.encode(), kind="application/rss+xml")
    crawl = scrapy_command(
        "crawl",
        "news",
        *("-a", f"feed={base}/feed.xml?token={SECRET}"),
        *(
            "-s",
            "DOWNLOAD_TIMEOUT=7",
            "-s",
            "RETRY_TIMES=0",
            "-s",
            "COPYDESK_SLOW_SECONDS=1",
            "-s",
            "COPYDESK_HOST_FAILURES=1000",
        ),
        *("-s", "LOG_LEVEL=DEBUG", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=12"),
        timeout=110,
    )
    assert crawl.returncode == 0, crawl.stderr[-3000:]
    with contextlib.closing(sqlite3.connect(tmp_path / "state" / "frontier.sqlite")) as state:
        reasons = dict(state.execute("SELECT url, reason FROM urls"))
    records = {record.requested_url: record for record in read_records(tmp_path / "out")}
    ended = {}
    for name in played:
        url = base + SLUG.format(name)
        record = records.get(url)
        cut = record is not None and "truncated_response" in record.flags
        ended[name] = "cut" if cut else "filed" if record else reasons[url]
    expected = {name: end if isinstance(end, tuple) else (end,) for name, (_, end) in played.items()}
    strange = {name: end for name, end in ended.items() if end not in expected[name]}
    assert not strange
    assert len(HUNG_UP) == 2
    assert max(HUNG_UP) < 6.8  # the whole time is 7 s
    for number, path in enumerate(good, start=1):
        assert records[base + path].text == "\n\n".join([f"No. {number}. {prose[0]}", *prose[1:]])
    for path in [*(tmp_path / "out").rglob("*"), *(tmp_path / "state").rglob("*")]:
        assert path.is_dir() or SECRET.encode() not in path.read_bytes(), path
    for line in (crawl.stderr + crawl.stdout).splitlines():
        assert SECRET not in line or "feed=" in line
        assert not line.startswith("2026-01-01")
    assert "\x1b" not in crawl.stderr
    found = records[base + SLUG.format("secrets")]
    assert [author.url for author in found.authors] == [f"{base}/ann"]
    assert found.canonical_url == base + SLUG.format("secrets")
