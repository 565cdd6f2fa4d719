"""Help as a person reads it."""

from __future__ import annotations

import argparse

import pytest

from scraper.commands.help import add_epilog


def test_examples_are_printed_as_written_and_colons_make_no_titles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    parser = argparse.ArgumentParser(prog="scrapy")
    parser.add_argument("--to", help="the name of whatever it should: by_default_its_ending")
    add_epilog(parser, "Examples:\n  one\n     two\n")
    lines = parser.format_help().splitlines()
    assert [line.rstrip() for line in lines if "should:" in line] == [
        "  --to TO     the name of whatever it should:"
    ]
    assert lines[-3:] == ["Examples:", "  one", "     two"]
    assert len([line for line in lines if line and set(line) == {"="}]) == 2
