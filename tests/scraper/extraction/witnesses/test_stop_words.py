import sys

import justext
import pytest
from justext.core import define_stoplist
from trafilatura import external

from scraper.extraction.witnesses.stop_words import load_stop_words, read_stop_words


@pytest.fixture
def lists(tmp_path, monkeypatch):
    """Two lists of words, and a place to keep what is made of them."""
    folder = tmp_path / "stoplists"
    folder.mkdir()
    words = {"Harbourish": "the\nquay\n", "Trammish": "the\ntràm\n"}
    for name, text in words.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(justext, "__file__", str(tmp_path / "__init__.py"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    return folder


@pytest.fixture
def made(monkeypatch):
    """How often trafilatura was asked to make its list."""
    times = []
    make = external.jt_stoplist_init
    monkeypatch.setattr(external, "JT_STOPLIST", None)
    monkeypatch.setattr(external, "jt_stoplist_init", lambda: times.append(1) or make())
    return times


def test_the_list_is_made_once_and_is_that_of_trafilatura(lists, made):
    assert sorted(read_stop_words()) == sorted(read_stop_words()) == ["quay", "the", "tràm"]
    assert len(made) == 1
    external.JT_STOPLIST = None
    load_stop_words()
    assert define_stoplist(external.JT_STOPLIST) == {"quay", "the", "tràm"}
    assert hash(external.JT_STOPLIST) == 3
    assert len(made) == 1


def test_other_lists_are_read_anew(lists, made):
    read_stop_words()
    (lists / "Trammish.txt").write_text("the\ntram\n", encoding="utf-8")
    assert sorted(read_stop_words()) == ["quay", "the", "tram"]


def test_a_torn_copy_is_made_anew(lists, made):
    read_stop_words()
    (kept,) = (lists.parent / "kept").rglob("*.words")
    whole = kept.read_bytes()
    for cut in (0, 30, -1):
        kept.write_bytes(whole[:cut])
        assert "quay" in read_stop_words()
    assert len(made) == 4
