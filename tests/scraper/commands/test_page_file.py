"""Saved pages."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from scraper.commands.page_file import PageFileError, load_page

PAGE = b"<html><head>%b</head><body><p>Words.</p></body></html>"


def _save(folder: Path, body: bytes, name: str = "a story.html") -> str:
    path = folder / name
    path.write_bytes(body)
    return str(path)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (b"", "https://saved-page.invalid/a%20story.html"),
        (b"<link rel=canonical href='https://gazette.example/a'>", "https://gazette.example/a"),
        (b"<link rel='Canonical nofollow' href=https://gazette.example/a>", "https://gazette.example/a"),
        (b"<meta property=og:url content=https://gazette.example/b>", "https://gazette.example/b"),
        (
            b"<meta property=og:url content=https://gazette.example/b><link rel=canonical href=/relative>",
            "https://gazette.example/b",
        ),
        (b"<link rel=canonical href='javascript:alert(1)'>", "https://saved-page.invalid/a%20story.html"),
        (b"<link rel=canonical href='https://[bad'>", "https://saved-page.invalid/a%20story.html"),
        (
            b"<link rel=stylesheet href=https://gazette.example/x.css>",
            "https://saved-page.invalid/a%20story.html",
        ),
    ],
)
def test_address(head: bytes, url: str, tmp_path: Path) -> None:
    assert load_page(_save(tmp_path, PAGE % head), url=None, limit=0).url == url


def test_a_given_address_wins(tmp_path: Path) -> None:
    path = _save(tmp_path, PAGE % b"<link rel=canonical href=https://gazette.example/a>")
    page = load_page(path, url="https://kurier.example/x", limit=1000)
    assert page.url == "https://kurier.example/x"
    assert page.retrieved_at is None


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"%PDF-1.7\n%...", "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"x" * 1001, "larger than 1000 bytes"),
    ],
)
def test_what_is_no_page(body: bytes, part: str, tmp_path: Path) -> None:
    path = _save(tmp_path, body)
    with pytest.raises(PageFileError, match=part) as error:
        load_page(path, url=None, limit=1000)
    assert str(error.value).startswith(path)


def test_utf16_is_no_binary(tmp_path: Path) -> None:
    body = "<html><p>Слова</p></html>".encode("utf-16")
    assert load_page(_save(tmp_path, body), url=None, limit=0).body == body


@pytest.mark.parametrize("name", ["", "/nowhere.html", "a\0b"])
def test_no_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(PageFileError):
        load_page(str(tmp_path) + name, url=None, limit=0)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = _save(tmp_path, PAGE)
    Path(path).chmod(0)
    with pytest.raises(PageFileError, match="cannot be read"):
        load_page(path, url=None, limit=0)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE % b"")))
    assert load_page("-", url=None, limit=0).url == "https://saved-page.invalid/page"
