import gzip
import pickle
import subprocess
import sys
import zlib

import brotli
import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, TextResponse

from scraper.middlewares.decoders import zstd
from scraper.middlewares.decompression import decoded, decompress, split_encodings

PAGE = b"<html><p>" + bytes(range(256)) * 200 + b"</p></html>"
LIMIT = 8 * 1024 * 1024


def raw_deflate(data):
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


COMPRESSED = [
    ("gzip", gzip.compress(PAGE)),
    ("x-gzip", gzip.compress(PAGE)),
    ("deflate", zlib.compress(PAGE)),
    ("deflate", raw_deflate(PAGE)),
    ("br", brotli.compress(PAGE)),
    ("zstd", zstd.compress(PAGE)),
]


@pytest.mark.parametrize(("name", "body"), COMPRESSED)
def test_whole(name, body):
    assert decompress(body, [name], LIMIT) == (PAGE, True)


def test_the_encoding_of_a_packed_body_is_not_guessed(monkeypatch):
    """It means nothing, and to guess takes longer than to unpack."""
    monkeypatch.setattr(TextResponse, "_body_inferred_encoding", lambda response: pytest.fail("guessed"))
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip", "ETag": '"1"'}
    request, address = Request("https://a.example/"), "https://a.example/b"
    body = gzip.compress("<p>Brücke".encode())
    packed = HtmlResponse(address, 203, headers, body, ["kept"], request, protocol="h2")
    response = decoded(packed, LIMIT)
    assert type(response) is HtmlResponse
    assert (response.url, response.status, response.flags) == (address, 203, ["kept"])
    assert (response.request, response.protocol) == (request, "h2")
    assert dict(response.headers) == {b"Content-Type": [b"text/html"], b"Etag": [b'"1"']}
    monkeypatch.undo()
    assert response.text == "<p>Brücke"


@pytest.mark.parametrize(("name", "body"), COMPRESSED)
def test_cut_short(name, body):
    decoded, whole = decompress(body[: len(body) // 2], [name], LIMIT)
    assert not whole
    assert PAGE.startswith(decoded)


@pytest.mark.parametrize(("name", "body"), COMPRESSED)
def test_garbage(name, body):
    assert decompress(b"\xde\xad\xbe\xef" * 50, [name], LIMIT)[1] is False


def test_bad_checksum():
    body = bytearray(gzip.compress(PAGE))
    body[-8] ^= 0xFF
    assert decompress(bytes(body), ["gzip"], LIMIT)[1] is False


def test_twice_and_in_members():
    assert decompress(gzip.compress(gzip.compress(PAGE)), ["gzip", "gzip"], LIMIT) == (PAGE, True)
    members = gzip.compress(PAGE[:100]) + gzip.compress(b"") + gzip.compress(PAGE[100:]) + b"\0\0\0"
    assert decompress(members, ["gzip"], LIMIT) == (PAGE, True)


def test_zstd_frames_one_after_the_other():
    skipped = b"\x5a\x2a\x4d\x18" + (3).to_bytes(4, "little") + b"abc"
    frames = skipped + zstd.compress(PAGE[:100]) + zstd.compress(b"") + skipped + zstd.compress(PAGE[100:])
    assert decompress(frames + b"\0\0\0", ["zstd"], LIMIT) == (PAGE, True)
    decoded, whole = decompress(frames[:-5], ["zstd"], LIMIT)
    assert (PAGE.startswith(decoded), whole) == (True, False)
    assert decompress(zstd.compress(b"") * 50_000, ["zstd"], LIMIT) == (b"", False)


def test_thousands_of_members_are_damage():
    assert decompress(gzip.compress(b"") * 50_000, ["gzip"], LIMIT) == (b"", False)


PLAY_BOMBS = """
import pickle, resource, sys, time
from scraper.middlewares.decompression import decompress
from scraper.middlewares.refused import TooLarge

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

bombs = pickle.load(sys.stdin.buffer)
before = peak()
for names, bomb in bombs:
    for mib in (8, 50):
        began = time.process_time()
        try:
            decompress(bomb, names, mib * 1024 * 1024)
            end = "whole"
        except TooLarge as error:
            end = str(error)
        print(peak() - before, time.process_time() - began, "|".join(names), mib, end, sep=";")
"""


def test_bombs_cost_neither_memory_nor_time():
    """In a process of its own, whose peak of memory is the bombs' alone."""
    zeros = bytes(160 * 1024 * 1024)
    packed = gzip.compress(zeros, 1)
    bombs = [
        (["gzip"], packed),
        (["gzip", "gzip"], gzip.compress(packed)),
        (["deflate"], zlib.compress(zeros, 1)),
        (["br"], brotli.compress(zeros, quality=1, lgwin=24)),
        (["zstd"], zstd.compress(zeros, 1)),
    ]
    played = subprocess.run(
        [sys.executable, "-c", PLAY_BOMBS],
        input=pickle.dumps(bombs),
        capture_output=True,
        timeout=60,
        check=True,
    )
    rows = [line.split(";") for line in played.stdout.decode().splitlines()]
    assert len(rows) == 10
    for grown, seconds, names, mib, end in rows:
        assert end == f"decodes to more than {int(mib) * 1024 * 1024} bytes", names
        assert int(grown) <= 60, (names, mib)
        assert float(seconds) < 2, (names, mib)


def test_plain_under_a_false_name():
    assert decompress(PAGE, ["gzip"], LIMIT) == (PAGE, True)
    assert decompress(PAGE, ["br"], LIMIT) == (PAGE, True)


def test_split_encodings():
    assert split_encodings([b"gzip, BR", b" identity ", b"zstd"]) == ["zstd", "br", "gzip"]
    assert split_encodings([]) == []


@pytest.mark.parametrize(("name", "end"), [("gzip", 8), ("deflate", 4)])
@pytest.mark.parametrize("text", [b"<p>A short page.</p>", bytes(range(256)) * 8000])
def test_a_wrong_checksum_costs_no_byte(name, end, text):
    whole = gzip.compress(text) if name == "gzip" else zlib.compress(text)
    broken = whole[:-end] + bytes([whole[-end] ^ 1]) + whole[1 - end :]
    assert decompress(broken, [name], 10_000_000) == (text, False)
