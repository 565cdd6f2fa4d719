import gzip
import json

import pytest

from benchmarks.corpora import fingerprint, list_corpora, load_corpus


@pytest.fixture
def folder(tmp_path):
    corpus = tmp_path / "made"
    corpus.mkdir()
    (corpus / "1.html.gz").write_bytes(gzip.compress(b"<p>Rain</p>"))
    (corpus / "2.html").write_bytes(b"<p>Sun</p>")
    rows = [
        {"id": "1", "url": None, "html": "1.html.gz", "body": ["Rain\u2028fell."], "origin": "tool"},
        {"id": "2", "html": "2.html", "body": None, "must": ["Sun"], "title": ""},
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (corpus / "truth.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


def test_a_corpus_is_a_folder_with_a_truth(folder):
    assert list_corpora(folder) == ["made"]
    assert list_corpora(folder / "nowhere") == []


def test_rows_become_pages_plain_or_gzipped(folder):
    first, second = load_corpus(folder / "made")
    assert (first.corpus, first.id, first.body, first.by_tool) == ("made", "1", ("Rain\u2028fell.",), True)
    assert (second.body, second.must, second.title, second.by_tool) == (None, ("Sun",), None, False)
    assert (first.html(), second.html()) == (b"<p>Rain</p>", b"<p>Sun</p>")


def test_the_fingerprint_follows_the_truth(folder):
    before = fingerprint([folder / "made"])
    assert before == fingerprint([folder / "made"])
    (folder / "made" / "truth.jsonl").write_text("{}")
    assert fingerprint([folder / "made"]) != before
