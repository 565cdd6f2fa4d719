"""Attacks played beside good articles: the good ones are filed whole, and every other ends in a reason."""

import gzip
import json
import zlib

import brotli
import pytest

from exports import read_records
from scraper.middlewares.decoders import zstd

GOOD = 4
BOMB = 300 * 1024 * 1024
CELLS = "<td rowspan=100 colspan=100>1</td>" * 25
LD = '<script type="application/ld+json">{}</script>'
TITLE = "\x1b[31mThe tram\x9b \u202eis back\u2028again"


def page(prose, *, extra="", head="", title="An attack on the tram"):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in prose)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{text}{extra}</article></body></html>"
    )


def gzip_of(size):
    stream, piece = zlib.compressobj(9, wbits=31), bytes(1024 * 1024)
    return b"".join(stream.compress(piece) for _ in range(size // len(piece))) + stream.flush()


@pytest.fixture
def attacks(prose):
    """Path -> answer."""
    bomb, html = gzip_of(BOMB), {"Content-Type": "text/html"}
    whole = gzip.compress(
        page([*prose, "The checksum of this page is wrong, and no one will notice before the end."]).encode()
    )
    broken = whole[:-8] + bytes(4) + whole[-4:]
    return {
        "spans": page(prose, extra=f"<table>{f'<tr>{CELLS}</tr>' * 30}</table>"),
        "open-json": page(prose, head=LD.format('{"a":[' * 11_000)),
        "emphasis": page(prose, extra="<p>" + "<em>a " * 16_000),
        "attributes": page(prose, extra="<p " + " ".join(f"a{n}=b" for n in range(16_000)) + ">x"),
        "paragraphs": page(prose, extra="<p>" * 200_000),
        "breaks": page(prose, extra="<br>" * 500_000),
        "deep": page(prose, extra="<div>" * 100_000),
        "odd-json": page(
            prose, head=LD.format('{"@type":"NewsArticle","headline":NaN,"author":[[{"name":{}}]]}')
        ),
        "huge-number": page(
            prose, head=LD.format('{"@type":"NewsArticle","datePublished":' + "9" * 9000 + "}")
        ),
        "escapes": page(
            prose, title=TITLE, extra="<p class=byline>By <a rel=author>Ann\u202e Lee\x9b</a></p>"
        ),
        "believes-me": page(prose, head='<link rel="canonical" href="http://169.254.169.254/latest">'),
        "no-encoding": (200, {"Content-Type": "text/html; charset=rot13"}, page(prose)),
        "bomb": (200, html | {"Content-Encoding": "gzip"}, bomb),
        "bomb-twice": (200, html | {"Content-Encoding": "gzip, gzip"}, gzip.compress(bomb)),
        "bomb-deflate": (200, html | {"Content-Encoding": "deflate"}, zlib.compress(bytes(20_000_000))),
        "bomb-brotli": (
            200,
            html | {"Content-Encoding": "br"},
            brotli.compress(bytes(20_000_000), quality=1),
        ),
        "bomb-zstd": (200, html | {"Content-Encoding": "zstd"}, zstd.compress(bytes(20_000_000))),
        "bad-checksum": (200, html | {"Content-Encoding": "gzip"}, broken),
        "leads-inside": (302, {"Location": "http://10.0.0.1/"}, ""),
        "leads-to-files": (302, {"Location": "file:///etc/passwd"}, ""),
    }


def test_attacks_beside_good_articles(loopback_site, prose, attacks, scrapy_command, tmp_path):
    good = [f"2026/03/{number:02d}/good-story-{number}-of-the-tram" for number in range(1, GOOD + 1)]
    bad = {f"2026/03/09/attack-by-{name}-on-the-tram": answer for name, answer in attacks.items()}
    for number, slug in enumerate(good, start=1):
        loopback_site.add_article(
            slug, headline=f"Good story {number}", paragraphs=[f"No. {number}. {prose[0]}", *prose[1:]]
        )
    loopback_site.pages |= {f"/{slug}": answer for slug, answer in bad.items()}
    loopback_site.add_feed([*bad, *good])
    crawl = scrapy_command(
        "crawl", "news", "-a", f"site={loopback_site.base}", "-s", "COPYDESK_EXTRACT_SECONDS=5", timeout=110
    )
    assert crawl.returncode == 0, crawl.stderr
    assert "Traceback" not in crawl.stderr
    assert not set("\x1b\x9b\u202e") & set(crawl.stderr)

    records = {record.url.rsplit("/", 1)[1]: record for record in read_records(tmp_path / "out")}
    for number in range(1, GOOD + 1):
        record = records[f"good-story-{number}-of-the-tram"]
        assert record.text == "\n\n".join([f"No. {number}. {prose[0]}", *prose[1:]])
    (sums,) = json.loads(next((tmp_path / "out" / "runs").glob("*.json")).read_text())["sites"].values()
    ended = sums["filed"] + sum(sums["skipped"].values()) + sum(sums["failed"].values())
    assert sums["found"] == ended == GOOD + len(bad), sums
    assert sums["skipped"]["too_large"] == 5
    escaped = records["attack-by-escapes-on-the-tram"]
    assert escaped.headline == "The tram is back again"
    assert [author.name for author in escaped.authors] in ([], ["Ann Lee"])
    assert records["attack-by-believes-me-on-the-tram"].canonical_url is None
    assert "attack-by-bad-checksum-on-the-tram" in records, sums
    assert "truncated_response" in records["attack-by-bad-checksum-on-the-tram"].flags, sums
    assert loopback_site.asked.count("/2026/03/09/attack-by-bad-checksum-on-the-tram") == 3

    lines = b"".join(path.read_bytes() for path in sorted((tmp_path / "out").rglob("part-*.jsonl")))
    assert lines.decode().splitlines() == lines.decode().split("\n")[:-1]
    for line in lines.splitlines():
        json.loads(line, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert scrapy_command("verify", "out").returncode == 0
