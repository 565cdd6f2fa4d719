"""The demo newsroom's server: proxy form, host form, validators, and no way to hang it."""

from __future__ import annotations

import asyncio
import gzip
import socket
import sys
from contextlib import suppress

import pytest

from scraper.demo.server import Newsroom, sites
from scraper.demo.shelf import load_newsroom

FERRY = "/2026/10/harbour-ferry-returns"


async def exchange(port: int, request: bytes) -> bytes:
    """All bytes that come back for *request* until the server closes; fails after five seconds."""
    async with asyncio.timeout(5):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        writer.write_eof()
        answer = await reader.read()
        writer.close()
        return answer


def ask(*requests: bytes) -> list[tuple[int, dict[str, str], bytes]]:
    """(status, headers, body) for each of *requests*, each on a connection of its own."""

    async def run() -> list[bytes]:
        async with Newsroom() as newsroom:
            port = int(newsroom.proxy.rpartition(":")[2])
            return [await exchange(port, request) for request in requests]

    return [parse(answer) for answer in asyncio.run(run())]


def parse(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    start, *lines = head.decode("latin-1").split("\r\n")
    fields = (line.partition(": ") for line in lines)
    return int(start.split()[1]), {name.lower(): value for name, _, value in fields}, body


def get(path: str, *lines: str, method: str = "GET", host: str = "gazette.example") -> bytes:
    head = [f"{method} http://{host}{path} HTTP/1.1", f"Host: {host}", "Connection: close", *lines, "", ""]
    return "\r\n".join(head).encode()


def test_proxy_form_and_host_form_give_the_same_page():
    proxy, host = ask(
        get(FERRY), f"GET {FERRY} HTTP/1.1\r\nHost: gazette.example\r\nConnection: close\r\n\r\n".encode()
    )
    assert proxy[0] == host[0] == 200
    assert proxy[2] == host[2]
    assert b"<h1" in proxy[2]
    assert proxy[1]["content-type"] == "text/html; charset=utf-8"
    assert int(proxy[1]["content-length"]) == len(proxy[2])


def test_keeps_the_connection_for_the_next_request():
    first = get("/robots.txt").replace(b"Connection: close\r\n", b"")
    [(status, headers, body)] = ask(first + get("/feeds/latest.rss"))
    assert status == 200
    assert headers["connection"] == "keep-alive"
    assert body.count(b"HTTP/1.1 200 OK") == 1  # the second answer follows on the same connection
    assert b"<rss" in body


def test_head_has_the_length_and_no_body():
    full, head = ask(get(FERRY), get(FERRY, method="HEAD"))
    assert head[0] == 200
    assert head[2] == b""
    assert head[1]["content-length"] == full[1]["content-length"]


def test_validators_give_304():
    [full] = ask(get(FERRY))
    etag, modified = full[1]["etag"], full[1]["last-modified"]
    answers = ask(
        get(FERRY, f"If-None-Match: {etag}"),
        get(FERRY, f'If-None-Match: "other", W/{etag}'),
        get(FERRY, f"If-Modified-Since: {modified}"),
        get(FERRY, 'If-None-Match: "other"', f"If-Modified-Since: {modified}"),
    )
    assert [(status, body) for status, _, body in answers[:3]] == [(304, b"")] * 3
    assert answers[3][0] == 200
    assert "content-length" not in answers[0][1]


def test_gzip_only_when_accepted():
    plain, packed = ask(get(FERRY), get(FERRY, "Accept-Encoding: gzip, deflate"))
    assert "content-encoding" not in plain[1]
    assert packed[1]["content-encoding"] == "gzip"
    assert gzip.decompress(packed[2]) == plain[2]


def test_gzipped_sitemap_is_a_file_not_an_encoding():
    [(status, headers, body)] = ask(get("/sitemaps/archive-2026.xml.gz", "Accept-Encoding: gzip"))
    assert status == 200
    assert headers["content-type"] == "application/gzip"
    assert "content-encoding" not in headers
    assert b"<urlset" in gzip.decompress(body)


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("gazette.example", "/", 200),
        ("gazette.example", "/news/page/2", 200),
        ("gazette.example", f"{FERRY}?utm_source=front", 200),
        ("gazette.example", "/2026/10/vanished-story", 200),  # says "not found", with status 200
        ("gazette.example", "/2026/09/withdrawn-piece", 404),
        ("gazette.example", "/../../server.py", 404),
        ("gazette.example", "/%2e%2e/%2e%2e/server.py", 404),
        ("kurier.example", "/politik/zurueckgezogen.html", 410),
        ("courrier.example", "/actualites?page=2", 200),
        ("visnyk.example", "/feed/", 200),
        ("nowhere.example", "/", 502),
    ],
)
def test_status(host, path, status):
    [(actual, _, _)] = ask(get(path, host=host))
    assert actual == status


def test_redirect_names_an_absolute_address():
    [(status, headers, body)] = ask(get("/2026/10/ferry-returns"))
    assert (status, body) == (301, b"")
    assert headers["location"] == f"http://gazette.example{FERRY}"


def test_a_query_can_be_a_page_of_its_own():
    first, second = ask(
        get("/actualites", host="courrier.example"), get("/actualites?page=2", host="courrier.example")
    )
    assert first[2] != second[2]
    assert b'rel="next" href="/actualites?page=2"' in first[2]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"hello\r\n\r\n", 400),
        (b"GET /", 400),
        (b"GET http://[oops/ HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: gazette.example\r\nContent-Length: 99999999999\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: gazette.example\r\nContent-Length: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: gazette.example\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (b"CONNECT gazette.example:443 HTTP/1.1\r\n\r\n", 405),
        (b"POST / HTTP/1.1\r\nHost: gazette.example\r\n\r\n", 405),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n\r\n", 502),
    ],
)
def test_garbage_gets_an_answer_and_no_hang(request_, status):
    [(actual, _, _)] = ask(request_)
    assert actual == status


def test_closes_cleanly_with_connections_open():
    async def run() -> None:
        async with asyncio.timeout(5):
            async with Newsroom() as newsroom:
                reader, writer = await asyncio.open_connection(
                    "127.0.0.1", int(newsroom.proxy.rpartition(":")[2])
                )
                writer.write(b"GET / HT")
                await writer.drain()
            with suppress(ConnectionResetError):
                assert await reader.read() == b""
            writer.close()

    asyncio.run(run())


def test_takes_a_listening_socket():
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    async def run() -> bytes:
        async with Newsroom(listener=listener) as newsroom:
            assert newsroom.proxy == f"http://127.0.0.1:{port}"
            return await exchange(port, get("/robots.txt"))

    assert parse(asyncio.run(run()))[0] == 200
    assert listener.fileno() == -1  # closed


def test_a_closed_newsroom_has_no_address():
    with pytest.raises(RuntimeError, match="async with"):
        _ = Newsroom().proxy


def test_sites_are_the_front_pages():
    assert sites() == (
        "http://courrier.example/",
        "http://gazette.example/",
        "http://kurier.example/",
        "http://visnyk.example/",
    )


def test_every_file_that_the_manifests_name_is_there():
    for site in load_newsroom().values():
        for address, said in site.addresses.items():
            assert "location" in said or said["file" if "file" in said else "type"], address
            assert said.get("file", "404.html") in site.pages, address


def test_module_runs_for_a_bounded_time():
    async def run() -> tuple[int | None, bytes]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "scraper.demo.server", "--seconds", "0"), stderr=asyncio.subprocess.PIPE
        )
        async with asyncio.timeout(20):
            _, err = await process.communicate()
        return process.returncode, err

    code, err = asyncio.run(run())
    assert code == 0
    assert b"http://gazette.example/" in err
