import sys
from pathlib import Path

import pytest

from scraper.normalise.kept import made_once
from scraper.normalise.tables import made_of_tables

MADE = ({"harbour": (("harbour", "bell"),)}, frozenset({"tram"}), None)


@pytest.fixture(autouse=True)
def keeping(monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


@pytest.fixture
def place(tmp_path):
    return tmp_path / "__pycache__" / "words.table"


def refuse(*_):
    raise AssertionError("made anew")


def test_what_is_made_is_made_once(place):
    assert made_once(place, [b"a", b"b"], lambda: MADE) == MADE
    assert made_once(place, [b"a", b"b"], refuse) == MADE


@pytest.mark.parametrize("sources", [[b"a", b"c"], [b"a"], [b"ab"], [b"b", b"a"], []])
def test_of_other_sources_it_is_made_anew(place, sources):
    made_once(place, [b"a", b"b"], lambda: "of the first")
    assert made_once(place, sources, lambda: "of the others") == "of the others"
    assert made_once(place, sources, refuse) == "of the others"


@pytest.mark.parametrize("cut", [0, 31, 32, 40, -1])
def test_a_damaged_copy_is_made_anew(place, cut):
    made_once(place, [b"a"], lambda: MADE)
    whole = place.read_bytes()
    place.write_bytes(whole[:cut])
    assert made_once(place, [b"a"], lambda: MADE) == MADE
    assert place.read_bytes() == whole


def test_without_a_place_nothing_is_kept():
    assert [made_once(None, [b"a"], lambda made=made: made) for made in (1, 2)] == [1, 2]


def test_a_fault_in_the_making_is_told_and_nothing_kept(place):
    with pytest.raises(ValueError, match="no such reason"):
        made_once(place, [b"a"], lambda: int("no such reason"))
    assert not place.exists()


@pytest.fixture
def tables(tmp_path):
    folder = tmp_path / "words"
    folder.mkdir()
    (folder / "en.toml").write_bytes(b"a = 1\n")
    (folder / "de.toml").write_bytes(b"b = 2\n")
    (folder / "notes.txt").write_bytes(b"no table")
    return folder


CODE = (("scraper.normalise", "text.py"),)


def test_a_folder_of_tables_is_read_in_order_and_once(tables):
    found = made_of_tables(tables, CODE, dict)
    assert list(found.items()) == [("de.toml", b"b = 2\n"), ("en.toml", b"a = 1\n")]
    assert made_of_tables(tables, CODE, refuse) == found


def test_another_name_or_content_or_code_counts(tables):
    made_of_tables(tables, CODE, dict)
    (tables / "en.toml").rename(tables / "fr.toml")
    assert list(made_of_tables(tables, CODE, dict)) == ["de.toml", "fr.toml"]
    (tables / "fr.toml").write_bytes(b"a = 3\n")
    assert made_of_tables(tables, CODE, dict)["fr.toml"] == b"a = 3\n"
    assert (
        made_of_tables(tables, (("scraper.normalise", "kept.py"),), lambda _: "by other code")
        == "by other code"
    )


def test_without_its_code_nothing_is_kept(tables):
    code = (("scraper.normalise", "not_there.py"),)
    assert [made_of_tables(tables, code, lambda _, made=made: made) for made in (1, 2)] == [1, 2]
    assert sorted(Path(tables).iterdir()) == sorted(
        tables / name for name in ("de.toml", "en.toml", "notes.txt")
    )
