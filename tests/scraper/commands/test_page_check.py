"""`scrapy verify --pages`: records held against the pages that they were made of."""

import argparse
import gzip
from dataclasses import replace

import pytest

from exports.record import Crawl, join_text, text_hash
from scraper.article import Article
from scraper.commands.page_check import Checked, find_gaps
from scraper.commands.verify import Command
from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

PAGE = (
    "<html lang=en><title>The wall</title><article><h1>The wall</h1>"
    "<p>The town council voted on Tuesday evening to rebuild the old harbour wall of {town}.</p>"
    "<p>Advertisement</p><p>Work will begin in March and will take two years, the mayor of {town} told us.</p>"
    "<p>Fishermen had asked for the repair after three storms damaged their boats last winter.</p></article>"
)


@pytest.fixture
def records():
    made = []
    for town in ("Norwold", "Saltmarsh", "Dunmore"):
        page = Page(url=f"https://gazette.example/wall-of-{town}", body=PAGE.format(town=town).encode())
        article = extract_article(page, Site(domain="gazette.example"))
        assert isinstance(article, Article)
        made.append((town, article.to_record(Crawl())))
    return made


@pytest.fixture
def pages(tmp_path, records):
    """Pages of the first, plain, and of the second, gzipped."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (first, one), (second, other), _ = records
    (folder / f"{one.id}.html").write_text(PAGE.format(town=first))
    (folder / f"{other.id}.html.gz").write_bytes(gzip.compress(PAGE.format(town=second).encode()))
    return folder


def write(path, records):
    path.write_text("".join(record.to_json() + "\n" for record in records))
    return str(path)


def without_last(record):
    body = record.body[:1] + record.body[2:]
    text = join_text(body)
    return replace(
        record, body=body, text=text, word_count=len(text.split()), text_hash=text_hash(text), version=2
    )


def run(*paths, pages, most=20):
    command = Command()
    command.run(list(paths), argparse.Namespace(most=most, pages=str(pages)))
    return command.exitcode


def test_whole_records(tmp_path, records, pages, capsys):
    file = write(tmp_path / "all.jsonl", [record for _, record in records])
    assert run(file, pages=pages) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"{file}: nothing vanished: 2 of 3 articles have a page in {pages}"
    )


def test_a_lost_paragraph_is_named_with_file_and_line(tmp_path, records, pages, capsys):
    (_, one), (_, other), _ = records
    file = write(tmp_path / "all.jsonl", [one, other, without_last(other)])
    assert run(file, pages=pages) == 1
    gap, last = capsys.readouterr().out.splitlines()[-2:]
    assert gap.startswith(f"{file}:3: {other.id}.html.gz: neither in body nor in removed: 'Work will begin")
    assert last == f"{file}: 1 article with a gap: 2 of 2 articles have a page in {pages}"


def test_of_several_versions_the_newest_is_held_against_the_page(tmp_path, records, pages):
    (_, one), *_ = records
    file = write(tmp_path / "all.jsonl", [replace(without_last(one), version=1), replace(one, version=2)])
    checked = Checked()
    assert list(find_gaps(file, str(pages), checked)) == []
    assert (checked.articles, checked.pages) == (1, 1)


def test_a_page_that_cannot_be_read_and_a_damaged_line(tmp_path, records, pages):
    (_, one), (_, other), _ = records
    (pages / f"{other.id}.html.gz").write_bytes(b"\x1f\x8b cut")
    path = tmp_path / "all.jsonl"
    write(path, [one, other])
    path.write_text("{}\n" + path.read_text())
    (fault,) = find_gaps(str(path), str(pages), Checked())
    assert (fault.line, fault.what.split(":")[1]) == (3, " can't be read")


def test_no_page_at_hand_is_no_proof(tmp_path, records, capsys):
    (tmp_path / "empty").mkdir()
    file = write(tmp_path / "all.jsonl", [record for _, record in records])
    assert run(file, pages=tmp_path / "empty") == 1
    assert "0 of 3 articles have a page" in capsys.readouterr().out


def test_no_such_folder(tmp_path, capsys):
    with pytest.raises(SystemExit) as end:
        run("out", pages=tmp_path / "nowhere")
    assert end.value.code == 2
    assert "no such folder" in capsys.readouterr().err
