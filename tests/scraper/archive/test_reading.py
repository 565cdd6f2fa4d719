"""WARC files of anybody are read, as far as they can be."""

import gzip
import io

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.archive.members import read_members
from scraper.archive.reading import find_sources, read_captures, read_payload
from scraper.archive.records import payload_digest, to_info, to_members


def ours(make_exchange, count):
    """(bytes of an archive of *count* answers, where each begins)."""
    exchanges = [make_exchange(f"story-{n}", body=b"<p>Story %d of the tram.</p>" % n) for n in range(count)]
    data, offsets = to_info("a", {"software": "x"}, exchanges[0].received_at), []
    for exchange in exchanges:
        offsets.append(len(data))
        data += to_members(exchange, digest=payload_digest(exchange.body), original=None).data
    return data, offsets


def captures(path, offset=0):
    (source,) = find_sources(path)
    return list(read_captures(source, offset))


def test_ours_come_back_with_their_facts(make_exchange, tmp_path):
    data, offsets = ours(make_exchange, 3)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    found = captures(path)
    assert [capture.offset for capture in found] == offsets
    assert found[1].body == b"<p>Story 1 of the tram.</p>"
    assert found[1].retrieved_at == "2026-03-03T09:00:00Z"
    assert found[1].facts == make_exchange("story-1").facts
    assert found[1].lines == (("Content-Type", "text/html"),)
    assert captures(path, offsets[2]) == found[2:]


def test_every_packing_is_read(make_exchange, tmp_path):
    data, _ = ours(make_exchange, 3)
    plain = gzip.decompress(data)
    for name, content in (("plain.warc", plain), ("one.warc.gz", gzip.compress(plain))):
        (tmp_path / name).write_bytes(content)
        assert [capture.url for capture in captures(tmp_path / name)] == [
            f"https://gazette.example/story-{n}" for n in range(3)
        ]


@pytest.mark.parametrize("packed", [True, False])
def test_damage_costs_what_it_hit_and_a_torn_end_itself(make_exchange, tmp_path, packed):
    data, offsets = ours(make_exchange, 5)
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    if not packed:
        data = gzip.decompress(data)
        offsets = [
            at
            for at in range(len(data))
            if data[at:].startswith(b"WARC/1.1") and b"response" in data[at : at + 300]
        ]
        offsets = [at for at in offsets if b"WARC-Type: response" in data[at : at + 400]]
    broken = bytearray(data)
    broken[offsets[1] : offsets[1] + 30] = b"x" * 30
    path.write_bytes(broken[:-20])
    found = captures(path)
    assert [capture.fault for capture in found].count("damaged") == 1
    assert found[-1].fault == "torn"
    assert [capture.url[-1] for capture in found if not capture.fault] == ["0", "2", "3", "4"]
    assert next(capture.offset for capture in found if capture.fault) == offsets[1]


@pytest.mark.parametrize("data", [b"no archive", b"\x1f\x8b\x08" * 50, b"WARC/1.1\r\nno length\r\n\r\n"])
def test_what_is_no_archive_is_one_fault(tmp_path, data):
    for name in ("a.warc", "a.warc.gz"):
        (tmp_path / name).write_bytes(data)
        assert len([raw for raw in read_members(tmp_path / name) if raw.fault]) == 1
    (tmp_path / "empty.warc.gz").write_bytes(b"")
    assert captures(tmp_path / "empty.warc.gz") == []


def test_other_crawlers_archives_are_read(tmp_path):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)  # WARC 1.0, as Common Crawl writes it
    for url, lines, body in (
        ("dns:gazette.example", [], b"192.0.2.7"),
        (
            "https://gazette.example/a",
            [("Transfer-Encoding", "chunked")],
            b"8\r\n<p>Tram.\r\n4\r\n</p>\r\n0\r\n\r\n",
        ),
        ("<https://gazette.example/b c>", [("X-Crawl-Content-Encoding", "gzip")], b"<p>B</p>"),
    ):
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *lines], protocol="HTTP/1.1")
        extra = {"WARC-Date": "2026-01-03T09:00:00Z", "WARC-Truncated": "length"}
        kind = "resource" if url.startswith("dns") else "response"
        record = writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            http_headers=None if kind == "resource" else head,
            warc_headers_dict=extra,
        )
        writer.write_record(record)
    (tmp_path / "cc").mkdir()
    (tmp_path / "cc" / "CC-NEWS.warc.gz").write_bytes(out.getvalue())
    found = captures(tmp_path / "cc")
    assert [(one.url, one.body, one.facts) for one in found] == [
        ("https://gazette.example/a", b"<p>Tram.</p>", None),
        ("https://gazette.example/b%20c", b"<p>B</p>", None),
    ]
    assert all(one.truncated for one in found)


def test_bad_records_among_good_ones(make_exchange, tmp_path):
    data, _ = ours(make_exchange, 2)
    for odd in (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: 0\r\n\r\n",
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
        b"WARC-Date: yesterday\r\nContent-Length: 19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n\r\n",
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
        b"WARC-Date: 2026-01-03T09:00:00Z\r\nContent-Length: 9\r\n\r\nnot http!\r\n\r\n",
    ):
        data = gzip.compress(odd) + data
    (tmp_path / "a.warc.gz").write_bytes(data)
    assert [one.fault for one in captures(tmp_path / "a.warc.gz")] == ["bad_record"] * 3 + [None] * 2


def test_a_payload_is_looked_for_in_its_archive_alone(make_exchange, tmp_path):
    data, offsets = ours(make_exchange, 1)
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "a.warc.gz").write_bytes(data)
    (tmp_path / "b.warc.gz").write_bytes(data)
    (source,) = find_sources(tmp_path / "kept")
    assert read_payload(source, "a.warc.gz", offsets[0]) == b"<p>Story 0 of the tram.</p>"
    for file, offset in (
        ("a.warc.gz", 3),
        ("gone.warc.gz", 0),
        ("../b.warc.gz", offsets[0]),
        ("/etc/passwd", 0),
    ):
        assert read_payload(source, file, offset) is None


def test_a_folder_without_an_archive(tmp_path):
    with pytest.raises(FileNotFoundError, match="no WARC file"):
        find_sources(tmp_path)
    with pytest.raises(FileNotFoundError, match="no such file or folder"):
        find_sources(tmp_path / "gone.warc.gz")
