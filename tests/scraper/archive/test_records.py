"""What is written is WARC to others: warcio checks it, FastWARC reads it."""

import gzip
import io
import re

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from scraper.archive.exchange import FORM, Facts, facts_from_json, facts_to_json
from scraper.archive.records import Original, payload_digest, to_info, to_members
from scraper.hints import Hints


def members_of(exchange, original=None):
    return to_members(exchange, digest=payload_digest(exchange.body), original=original).data


def test_one_gzip_member_a_record_with_sound_digests(make_exchange, tmp_path):
    exchange = make_exchange()
    data = to_info("a.warc.gz", {"software": "Copydesk"}, exchange.received_at) + members_of(exchange)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)

    class Options:
        inputs = (str(path),)
        verbose = False

    checker = Checker(Options())
    checker.process_all()
    assert checker.exit_value == 0
    found = [
        (str(record.record_type).rpartition(".")[2], record.stream_pos, record.verify_block_digest())
        for record in FastIterator(io.BytesIO(data), parse_http=False)
    ]
    assert [(kind, good) for kind, _, good in found] == [
        ("warcinfo", True),
        ("response", True),
        ("request", True),
        ("metadata", True),
    ]
    for _, offset, _ in found:
        assert gzip.decompress(data[offset:]).startswith(b"WARC/1.1\r\n")


def test_the_answer_stands_byte_for_byte(make_exchange):
    lines = (
        (b"X-Odd", b"caf\xe9"),
        (b"Content-Encoding", b"gzip"),
        (b"Set-Cookie", b"a=1"),
        (b"Set-Cookie", b"b=2"),
    )
    body = gzip.compress(b"<p>The tram</p>", mtime=0)
    data = gzip.decompress(members_of(make_exchange(body=body, lines=lines)))
    assert (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Odd: caf\xe9\r\nContent-Encoding: gzip\r\n"
        b"Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n" + body + b"\r\n\r\nWARC/1.1"
    ) in data
    assert b"GET /tram HTTP/1.1\r\nHost: gazette.example\r\nUser-Agent: Copydesk\r\n\r\n" in data
    assert b"WARC-IP-Address: 192.0.2.7\r\n" in data
    assert b"WARC-Date: 2026-03-03T09:00:00Z\r\n" in data


@pytest.mark.parametrize(
    ("status", "profile", "length"),
    [(200, "identical-payload-digest", 0), (304, "server-not-modified", 0)],
)
def test_a_repeat_is_a_revisit_without_payload(make_exchange, status, profile, length):
    original = Original(
        id="<urn:uuid:1>", url="https://gazette.example/a", date="2026-03-01T09:00:00Z", file="a", offset=7
    )
    data = members_of(make_exchange(status=status), original)
    first = next(iter(ArchiveIterator(io.BytesIO(data))))
    assert first.rec_type == "revisit"
    assert (
        first.rec_headers.get_header("WARC-Profile") == f"http://netpreserve.org/warc/1.1/revisit/{profile}"
    )
    assert first.rec_headers.get_header("WARC-Refers-To") == "<urn:uuid:1>"
    assert first.rec_headers.get_header("WARC-Refers-To-Date") == "2026-03-01T09:00:00Z"
    assert first.http_headers.get_statuscode() == str(status)
    assert len(first.raw_stream.read()) == length


@pytest.mark.parametrize(
    ("flag", "reason"), [("dataloss", "disconnect"), ("download_stopped", "length"), ("partial", None)]
)
def test_what_was_cut_says_so(make_exchange, flag, reason):
    data = gzip.decompress(members_of(make_exchange(facts=Facts(kind="article", flags=(flag,)))))
    found = re.search(rb"WARC-Truncated: (\w+)", data)
    assert (found and found[1].decode()) == reason


def test_facts_come_back_as_they_were():
    facts = Facts(
        kind="article",
        run="RUN",
        site="gazette.example",
        requested_url="https://gazette.example/tram",
        via="news_sitemap",
        hints=Hints(source="news_sitemap", headline="Straßenbahn “zurück”", tags=("a", "b")),
        flags=("partial",),
        payload=("a.warc.gz", 4711),
    )
    assert facts_from_json(facts_to_json(facts)) == facts
    assert facts_from_json(facts_to_json(Facts(kind="robots"))) == Facts(kind="robots")


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[1]", b'{"form": "copydesk-fetch/2", "kind": "article"}', b"\xff", b"[" * 100_000,
     b'{"form": "copydesk-fetch/1"}', b'{"form": "copydesk-fetch/1", "kind": "article", "payload": 5}'],
)  # fmt: skip
def test_what_is_no_facts_is_none(data):
    assert FORM == "copydesk-fetch/1"
    assert facts_from_json(data) is None


def test_what_nobody_can_mean_is_left_out():
    odd = b'{"form": "copydesk-fetch/1", "kind": "article", "via": "mars", "site": 5, "hints": {"source": "feed", "tags": [1]}}'
    assert facts_from_json(odd) == Facts(kind="article")
