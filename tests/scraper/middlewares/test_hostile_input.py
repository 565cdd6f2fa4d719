"""Whatever a server sends, the pure parts answer and do not raise."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from protego import Protego

from scraper.middlewares.decompression import decompress, split_encodings
from scraper.middlewares.hosts import parse_retry_after
from scraper.middlewares.nets import may_reach, parse_address
from scraper.middlewares.robots import decode_robots

NOW = datetime(2024, 3, 3, 9, tzinfo=UTC)
LIMIT = 100_000


@settings(max_examples=60)
@given(st.text())
def test_retry_after(text):
    seconds = parse_retry_after(text, NOW)
    assert seconds is None or 0 < seconds <= 366 * 86400


@settings(max_examples=60)
@given(st.one_of(st.text(), st.from_regex(r"[0-9a-fx.:\[\]%]{1,40}", fullmatch=True)))
def test_hosts(text):
    address = parse_address(text)
    assert address is None or may_reach(address) in (True, False)


@settings(max_examples=40)
@given(st.binary(), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_compressed_junk(body, name):
    decoded, _ = decompress(body, [name], LIMIT)
    assert len(decoded) <= max(LIMIT, len(body))


@settings(max_examples=40)
@given(st.binary())
def test_robots(body):
    rules = Protego.parse(decode_robots(body))
    assert rules.can_fetch("https://gazette.example/a", "Copydesk") in (True, False)


@settings(max_examples=40)
@given(st.lists(st.binary()))
def test_content_encodings(headers):
    assert all(name == name.strip() and name for name in split_encodings(headers))
