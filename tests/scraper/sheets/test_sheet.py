"""The file is there whole or not at all, and lets in nothing but its own style and script."""

import base64
import hashlib
import re

import pytest

from scraper.sheets.markup import tag
from scraper.sheets.sheet import SheetError, write_sheet


def hash_of(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_policy_names_what_is_in_the_file(tmp_path):
    path = tmp_path / "page.html"
    write_sheet(path, title="A <title>", kind="audit", head=[tag("h1", "Hé")], parts=[tag("p", "x")])
    text = path.read_text(encoding="utf-8")
    style, script = (re.search(f"<{name}>(.*?)</{name}>", text, re.DOTALL)[1] for name in ("style", "script"))
    policy = re.search('http-equiv="Content-Security-Policy" content="(.*?)"', text)[1]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hash_of(style)}'; script-src 'sha256-{hash_of(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>A &lt;title&gt;</title>" in text
    assert "<h1>Hé</h1>\n<main>\n<p>x</p></main>" in text
    assert not re.search("https?://", text)


def test_an_interrupted_page_leaves_the_old_one(tmp_path):
    def parts():
        yield tag("p", "x")
        raise KeyboardInterrupt

    path = tmp_path / "page.html"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_sheet(path, title="x", kind="report", head=(), parts=parts())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_told_in_one_line(tmp_path):
    path = tmp_path / "missing" / "page.html"
    with pytest.raises(
        SheetError, match=r"missing/page\.html: cannot be written: No such file or directory; name"
    ):
        write_sheet(path, title="x", kind="report", head=(), parts=())
