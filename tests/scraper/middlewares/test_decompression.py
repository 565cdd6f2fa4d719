import gzip
import zlib

import brotli
import pytest

from scraper.middlewares.decompression import decompress, split_encodings, zstd
from scraper.middlewares.refused import TooLarge

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


def test_thousands_of_members_are_damage():
    assert decompress(gzip.compress(b"") * 50_000, ["gzip"], LIMIT) == (b"", False)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br"])
def test_a_bomb(name):
    zeros = bytes(64 * 1024 * 1024)
    bomb = {
        "gzip": lambda: gzip.compress(zeros, 1),
        "deflate": lambda: zlib.compress(zeros, 1),
        "br": lambda: brotli.compress(zeros, quality=1),
    }[name]()
    with pytest.raises(TooLarge, match="more than 8388608 bytes"):
        decompress(bomb, [name], LIMIT)


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
