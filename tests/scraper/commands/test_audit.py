"""`scrapy audit`: what it takes and refuses, and that the page is about it; pages themselves are tested elsewhere."""

import argparse
import gzip
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from scrapy.settings import Settings

from exports.ledger import Ledger, Part
from exports.reader import read_records
from exports.record import BodyBlock, Removed
from exports.stores import Store
from scraper import extract
from scraper.commands.audit import Command

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "scraper" / "demo" / "sites" / "gazette.example" / "2026" / "10" / "harbour-ferry-returns.html"
URL = "http://gazette.example/2026/10/harbour-ferry-returns"


@pytest.fixture(scope="module")
def record():
    """The ferry's article, as read from its page."""
    return extract(PAGE.read_bytes(), URL)


@pytest.fixture
def out(tmp_path, record):
    """An export folder with this article in two versions."""
    out = tmp_path / "out"
    folder = out / "site=gazette.example" / "date=2026-10-12"
    folder.mkdir(parents=True)
    edited = replace(record, version=2, change="edited", headline="Harbour ferry is late")
    with closing(Ledger(out / "ledger.sqlite")) as ledger:
        for number, version in enumerate((record, edited), start=1):
            part = folder / f"part-RUN-{number:05d}.jsonl"
            part.write_text(version.to_json() + "\n", encoding="utf-8")
            name = str(part.relative_to(out))
            row = Part(path=name, run="RUN", journal=number, records=1, bytes=9, sha256="0" * 64)
            ledger.commit(run="RUN", journal=number, records=[(version, name)], parts=[row], aliases={})
    return out


@pytest.fixture
def run(tmp_path, capsys):
    def run(*words, **options):
        command = Command()
        command.settings = Settings(
            {"COPYDESK_OUT": str(tmp_path / "out"), "COPYDESK_STATE": str(tmp_path / "state")}
        )
        parser = argparse.ArgumentParser(prog="scrapy audit", conflict_handler="resolve")
        command.add_options(parser)
        given = [
            word for name, value in options.items() for word in (f"--{name}", str(value)) if value is not True
        ]
        given += [f"--{name}" for name, value in options.items() if value is True]
        opts, rest = parser.parse_known_args(["-o", str(tmp_path / "audit.html"), *given, *map(str, words)])
        try:
            command.run(rest, opts)
            status = command.exitcode
        except SystemExit as end:
            status = end.code
        page = tmp_path / "audit.html"
        shown = capsys.readouterr()
        return status, shown.out, shown.err, page.read_text(encoding="utf-8") if page.exists() else ""

    return run


def test_an_article_by_id_and_by_address(run, out, record):
    for word in (record.id, record.url):
        status, told, _, page = run(word)
        assert status == 0
        assert told.endswith(
            "audit.html: One article of gazette.example, as filed in 2 versions. Open it in a browser.\n"
        )
        assert "headline: “Harbour ferry returns after two silent winters” became" in page
        assert page.count("<article") == 1


def test_a_saved_page_with_its_cuts_in_place(run, record):
    status, told, _, page = run(PAGE, url=URL)
    assert (status, "as read from a file" in told) == (0, True)
    first = next(row for row in record.removed if 0 < row.before < len(record.body))
    story = page[page.index('class="story"') :]
    before, after = record.body[first.before - 1].text[:40], record.body[first.before].text[:40]
    assert story.index(before) < story.index(f"removed: {first.reason} by {first.rule}") < story.index(after)
    for name, source in (("Byline", record.provenance.byline), ("Language", record.provenance.language)):
        row = page[page.index(f'<th scope="row">{name}') :]
        assert f'<td class="faint">{source}</td>' in row[: row.index("</tr>")]


def test_a_sample_of_an_export_shows_the_newest_version(run, out, tmp_path):
    status, told, _, page = run(out, sample=5)
    assert (status, "1 of 2 records of 1 site" in told) == (0, True)
    assert "<h2><bdi>Harbour ferry is late" in page
    assert "Versions: 2" in page
    out.rename(tmp_path / "shard-1-of-2")  # as one of several
    (tmp_path / "shard-2-of-2" / "runs").mkdir(parents=True)
    assert "Versions: 2" in run(tmp_path, sample=5)[3]


def test_an_export_in_a_store_and_an_article_of_it(run, out, record, tmp_path):
    store = f"memory://{tmp_path}/store"
    for path in out.rglob("part-*"):
        Store(store).put(path, path.relative_to(out).as_posix())
    status, told, _, page = run(store, sample=5)
    assert (status, "1 of 2 records of 1 site" in told) == (0, True)
    assert page.count("<article") == 1
    # From another machine than the one that fills it.
    status, told, _, page = run(record.id, out=store)
    assert (status, "as filed in 2 versions" in told) == (0, True)
    assert run("0" * 32, out=store)[2] == f"copydesk: audit: no article {'0' * 32} in {store}\n"
    assert "no-such-store" in run("no-such-store://news/out")[2]


def test_saved_pages_are_held_against_json_ld(run, tmp_path, record):
    body = " ".join(f"word{number}" for number in range(100))
    page = f'<title>x</title><script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script>'
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / f"{record.id}.html.gz").write_bytes(gzip.compress(page.encode()))
    (tmp_path / "one.jsonl").write_text(record.to_json(), encoding="utf-8")
    status, told, _, made = run(tmp_path / "one.jsonl", pages=tmp_path / "saved")
    assert (status, "1 for what is suspicious" in told) == (0, True)
    assert "its text is only 0 % like the one in JSON-LD" in made


def test_a_page_whose_text_is_unlike_its_json_ld_is_doubted(run, tmp_path):
    body = " ".join(f"word{number}" for number in range(100))
    script = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script>'
    path = tmp_path / "saved.html"
    path.write_text(
        PAGE.read_text(encoding="utf-8")
        .replace("application/ld+json", "x")
        .replace("</head>", f"{script}</head>")
    )
    status, _, _, page = run(path, url=URL)
    assert (status, "its text is only 0 % like the one in JSON-LD" in page) == (0, True)
    assert "like the one in JSON-LD" not in run(PAGE, url=URL)[3]


def test_what_cannot_be_meant(run, tmp_path, out):
    (tmp_path / "audit.html").write_text("old")
    (tmp_path / "empty.jsonl").write_text("")
    for words, options, status, told in (
        ((), {}, 2, "audit: give one address, file, id or export: scrapy audit out"),
        (("a", "b"), {}, 2, "audit: give one address"),
        ((out,), {"sample": 0}, 2, "--sample and --most: write numbers from 1 on"),
        ((out,), {"pages": "nowhere"}, 2, "audit: --pages nowhere: no such folder"),
        (
            ("missing.html",),
            {},
            2,
            "audit: missing.html: no such file; an address begins with http:// or https://",
        ),
        (("0" * 32,), {}, 1, f"audit: no article {'0' * 32} in"),
        ((tmp_path / "empty.jsonl",), {}, 1, "empty.jsonl: no record in it"),
        ((tmp_path / "none" / "*.jsonl",), {}, 1, "no file matches"),
        ((tmp_path,), {}, 1, "no export folder"),
    ):
        code, _, error, page = run(*words, **options)
        assert (code, page, error.count("\n")) == (status, "old", 1), words
        assert told in error


def test_it_is_whole_at_the_size_of_a_book(run, tmp_path, record):
    """2,000 blocks, half of them removed."""
    body = tuple(BodyBlock(type="paragraph", text=f"Paragraph {number}.") for number in range(1000))
    cuts = tuple(Removed(before=n, reason="ad_label", rule="x", text=f"Cut {n}.") for n in range(1, 1001))
    long = replace(record, body=body, removed=cuts)
    (tmp_path / "one.jsonl").write_text(long.to_json(), encoding="utf-8")
    assert list(read_records(tmp_path / "one.jsonl"))
    page = run(tmp_path / "one.jsonl")[3]
    story = page[page.index('class="story"') :]
    assert story.index("Paragraph 0.") < story.index("Cut 1.") < story.index("Paragraph 1.")
    assert story.index("Paragraph 999.") < story.index("Cut 1000.")
