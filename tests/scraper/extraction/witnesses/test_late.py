import sys

import pytest

from scraper.extraction.witnesses.late import load_late


@pytest.fixture
def slow(tmp_path, monkeypatch):
    """A package that notes that it was loaded, and a module of it."""
    package = tmp_path / "slow_one"
    package.mkdir()
    (package / "__init__.py").write_text("from slow_one.inner import answer\n")
    (package / "inner.py").write_text(
        "import pathlib\npathlib.Path(__file__).with_name('loaded').touch()\nanswer = 42\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield package
    for name in ("slow_one", "slow_one.inner"):
        sys.modules.pop(name, None)


def test_an_import_waits_for_the_first_use(slow):
    load_late("slow_one")
    import slow_one
    import slow_one as again

    assert not (slow / "loaded").exists()
    assert slow_one.answer == again.answer == 42
    assert (slow / "loaded").exists()
    assert sys.modules["slow_one"].__file__ == str(slow / "__init__.py")
    with pytest.raises(AttributeError, match="question"):
        _ = slow_one.question


def test_a_module_in_it_can_be_imported_first(slow):
    load_late("slow_one")
    from slow_one.inner import answer

    assert answer == 42
    assert sys.modules["slow_one"].answer == 42


def test_what_is_loaded_or_missing_is_left_alone(slow):
    import slow_one

    load_late("slow_one")
    assert sys.modules["slow_one"] is slow_one
    load_late("no_such_module")
    with pytest.raises(ImportError):
        import no_such_module  # noqa: F401
