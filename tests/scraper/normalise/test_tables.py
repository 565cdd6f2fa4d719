import sys
import tomllib

import pytest

from scraper.normalise import tables
from scraper.normalise.tables import load_table

SOURCE = 'words = ["harbour", "tram"]\n[by]\nen = ["photo by"]\n'
TABLE = {"words": ["harbour", "tram"], "by": {"en": ["photo by"]}}


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    file = tmp_path / "words.toml"
    file.write_text(SOURCE, encoding="utf-8")
    return file


@pytest.fixture
def parsed(monkeypatch):
    """Each source that the parser was asked to read."""
    asked = []
    monkeypatch.setattr(
        tables.tomllib, "loads", lambda text, loads=tomllib.loads: asked.append(text) or loads(text)
    )
    return asked


def test_a_file_is_parsed_once(file, parsed):
    assert load_table(file) == load_table(file) == TABLE
    assert parsed == [SOURCE]
    assert [kept.suffix for kept in (file.parent / "__pycache__").iterdir()] == [".table"]


def test_another_content_is_parsed_anew_even_at_the_same_time_and_size(file, parsed):
    load_table(file)
    file.write_text(SOURCE.replace("tram", "bell"), encoding="utf-8")
    assert load_table(file)["words"] == ["harbour", "bell"]
    assert load_table(file)["words"] == ["harbour", "bell"]
    assert len(parsed) == 2


@pytest.mark.parametrize("cut", [0, 31, 32, 40, -1])
def test_a_damaged_copy_is_made_anew(file, cut):
    load_table(file)
    (kept,) = (file.parent / "__pycache__").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:cut])
    assert load_table(file) == TABLE
    assert kept.read_bytes() == whole


def test_nothing_is_kept_where_nothing_may_be(file, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert load_table(file) == TABLE
    assert list(file.parent.iterdir()) == [file]


def test_nothing_is_kept_where_nothing_can_be(file):
    (file.parent / "__pycache__").touch()  # no folder
    assert load_table(file) == TABLE
    assert (file.parent / "__pycache__").read_bytes() == b""


def test_a_date_is_not_kept(file):
    file.write_text("day = 2026-01-02\n", encoding="utf-8")
    assert load_table(file)["day"].isoformat() == "2026-01-02"
    assert not (file.parent / "__pycache__").exists()


def test_a_wrong_file_is_told(file):
    file.write_text("words = [", encoding="utf-8")
    with pytest.raises(tomllib.TOMLDecodeError):
        load_table(file)
