import os
import sys

import pytest
from py3langid import langid
from py3langid.modelio import save_model

from scraper.normalise.language_model import load_identifier

TEXTS = ("aab", "bbba", "", "zzz", "AB" * 300)


@pytest.fixture
def model(tmp_path, monkeypatch):
    """A model of two languages, one for each of the letters a and b."""
    steps = [ord("a") == byte or 2 * (ord("b") == byte) for byte in range(256)]
    learned = ([[-0.5, -3.0], [-2.5, -0.25]], [-0.5, -1.0], ["an", "bo"])
    save_model(tmp_path / "model.npz.xz", (*learned, [int(step) for step in steps], [0, 0, 0], [-1, 0, 1]))
    monkeypatch.setattr(langid, "MODEL_DIR", tmp_path)
    monkeypatch.setattr(langid, "MODEL_FILE", "model.npz.xz")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    return tmp_path / "model.npz.xz"


@pytest.fixture
def unpacked(monkeypatch):
    """Each model that the library was asked to load."""
    asked = []
    load = langid._load_model_file
    monkeypatch.setattr(langid, "_load_model_file", lambda path: asked.append(path) or load(path))
    return asked


def ranks(identifier):
    return [identifier.rank(text) for text in TEXTS]


def kept_in(folder):
    return [*folder.rglob("*.arrays*")]


def test_a_kept_model_answers_as_the_library_does(model, unpacked):
    expected = ranks(langid.LanguageIdentifier.from_model_file(model, norm_probs=True))
    assert [found[0][0] for found in expected[:2]] == ["an", "bo"]
    assert ranks(load_identifier()) == expected
    assert ranks(load_identifier()) == expected
    assert unpacked == [model, model]
    assert [file.suffix for file in kept_in(model.parent / "kept")] == [".arrays"]


@pytest.mark.parametrize("cut", [0, 100, -64])
def test_a_torn_copy_is_made_anew(model, cut):
    load_identifier()
    (kept,) = kept_in(model.parent / "kept")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:cut])
    assert load_identifier().classify("bbb")[0] == "bo"
    assert kept.read_bytes() == whole


def test_another_model_is_kept_anew(model, unpacked):
    load_identifier()
    os.utime(model, (1, 1))
    load_identifier()
    load_identifier()
    assert unpacked == [model, model]


def test_nothing_is_kept_where_nothing_may_be(model, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert load_identifier().classify("aaa")[0] == "an"
    assert kept_in(model.parent / "kept") == []
