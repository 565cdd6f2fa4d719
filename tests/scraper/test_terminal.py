"""Text for a terminal."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.terminal import Style, columns, fit, pad, printable, style_of, width_of, wrap, write_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain words", "Plain words"),
        ("Київ, 東京, الخبر", "Київ, 東京, الخبر"),
        ("\x1b[2Jgone\x07", "\\x1b[2Jgone\\x07"),
        ("\x9b31m", "\\x9b31m"),  # the one-byte form of ESC [
        ("a\u202egpj.exe", "a\\u202egpj.exe"),
        ("one\ntwo\tthree\r\nfour", "one two three  four"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("10\u00a0000", "10\u00a0000"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_nothing_dangerous_is_left(text: str) -> None:
    shown = printable(text)
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


@pytest.mark.parametrize(("text", "taken"), [("abc", 3), ("東京", 4), ("e\u0301", 1), ("", 0), ("日a", 3)])
def test_columns(text: str, taken: int) -> None:
    assert columns(text) == taken


def test_wrap_at_spaces() -> None:
    assert wrap("one two three four", 9, first="- ", rest="  ") == ["- one two", "  three", "  four"]


def test_wrap_long_words_and_wide_letters() -> None:
    assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrap("日本語新聞", 4) == ["日本", "語新", "聞"]


def test_wrap_nothing() -> None:
    assert wrap("", 10, first="> ") == ["> "]


@given(st.text(), st.integers(min_value=4, max_value=60))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [("short", 7, "short"), ("longer words", 7, "longer…"), ("東京都庁", 6, "東京…")],
)
def test_fit(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


def test_pad_counts_columns() -> None:
    assert pad("東京", 6) == "東京  "
    assert pad("long", 2) == "long"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour(environment: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert style_of(_Terminal()).colour is coloured
    assert style_of(io.StringIO()).colour is False


def test_style_without_colour_writes_no_escapes() -> None:
    assert Style().bad("3") == "3"
    assert Style(colour=True).bad("3") == "\x1b[31m3\x1b[0m"
    assert Style(colour=True).bad("") == ""


@pytest.mark.parametrize(("stated", "width"), [("72", 72), ("3", 20), ("0", 100), ("wide", 100)])
def test_width(stated: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", stated)
    assert width_of(io.StringIO()) == width


def test_write_to_a_stream_of_few_letters() -> None:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding="ascii", write_through=True)
    write_lines(stream, ["Київ"])
    assert buffer.getvalue() == b"\\u041a\\u0438\\u0457\\u0432\n"


def test_a_full_disk_behind_the_output_ends_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("/dev/full").open("w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with pytest.raises(SystemExit) as end:
            write_lines(stream, ["text"])
    assert end.value.code == 5
    assert capsys.readouterr().err == "copydesk: standard output: No space left on device (status 5)\n"
    write_lines(None, ["text"])
