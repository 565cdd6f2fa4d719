import json
from dataclasses import replace

import pytest

from exports.record import Crawl, Link, Removed
from exports.schema import violations
from scraper.extraction import assembly
from scraper.extraction.extract import extract_article
from scraper.extraction.fitting import fit
from scraper.page import Page
from scraper.sites.site import Site

LINE = 4 * 1024 * 1024
PROSE = "Трамвай снова пошёл вдоль реки, и люди стояли на мостах, чтобы видеть его."
CRAWL = Crawl(run="r", retrieved_at="2026-03-01T00:00:00Z", status=200, via="url")


def read(title="Трамвай", paragraphs=8):
    text = "".join(f"<p>{PROSE} Строка {number}.</p>" for number in range(paragraphs))
    html = f"<html lang=ru><title>{title}</title><article><h1>{title}</h1>{text}</article>"
    return extract_article(
        Page(url="https://gazette.example/tram", body=html.encode()), Site(domain="gazette.example")
    )


@pytest.mark.parametrize(
    ("part", "rows"),
    [
        ("links", (Link(url="https://gazette.example/" + "a" * 2000, text="и вот", block=0),) * 3000),
        ("removed", (Removed(before=0, reason="byline", rule="a/b", text="Анна Ли " * 400_000),)),
        ("removed", (Removed(before=0, reason="byline", rule="a/b", text="Анна Ли " * 20),) * 30_000),
    ],
)
def test_no_line_is_longer_than_it_may_be(part, rows):
    article = fit(replace(read(), **{part: rows}))
    record = article.to_record(CRAWL)
    assert len(json.dumps(record.to_dict(), ensure_ascii=False, allow_nan=False).encode()) < LINE
    assert "field_cut" in record.flags
    assert violations(record) == []
    assert len(record.body) == 8
    assert getattr(record, part)


def test_the_text_is_cut_by_its_bytes(monkeypatch):
    monkeypatch.setattr(assembly, "MAX_TEXT", 1000)
    article = read(paragraphs=12)
    assert [block.text[-2:] for block in article.body] == ["0.", "1.", "2.", "3.", "4."]
    assert "field_cut" in article.flags
    assert [row.rule for row in article.removed].count("limit/text") == 7


def test_a_headline_of_a_kilobyte():
    article = read(title="Трамвай идёт " * 200)
    assert 1000 < len(article.headline.encode()) <= 1024
    assert "field_cut" in article.flags


def test_an_ordinary_article_is_not_touched():
    article = read()
    assert fit(article) is article
