"""One self-contained HTML file, written whole or not at all, however long it is."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree

from exports.disk import aside_name
from scraper.sheets.markup import tag, visible

_DATA = files("scraper.sheets") / "data"


class SheetError(Exception):
    """The file could not be written. One line: which, why, what to do."""


def write_sheet(
    path: Path,
    *,
    title: str,
    kind: str,
    head: Iterable[etree._Element],
    parts: Iterable[etree._Element],
    styles: str = "",
) -> None:
    """Writes a page, *head* and then *parts* as its main part, to *path*; readers see the old or the new one.

    *kind*: `audit` or `report`: the style sheet and the script of that name go in, with *styles* of ours.
    What does not come from here neither runs nor is asked for: see `policy`. *parts* are written one after
    the other, so that memory does not grow with them. SheetError: the file cannot be written.
    """
    aside = aside_name(path)
    try:
        with aside.open("wb") as file:
            with etree.htmlfile(file, encoding="utf-8") as page:
                page.write_doctype("<!doctype html>")
                with page.element("html", lang="en"):
                    _write(page, title, kind, head, parts, styles)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except OSError as error:
        what = error.strerror or type(error).__name__
        raise SheetError(f"{path}: cannot be written: {what}; name another file") from error
    finally:
        with suppress(OSError):
            aside.unlink()


def policy(style: str, script: str) -> str:
    """The content security policy that lets this *style* and this *script* in, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _write(
    page: Any,
    title: str,
    kind: str,
    head: Iterable[etree._Element],
    parts: Iterable[etree._Element],
    styles: str,
) -> None:
    style = _read("sheet.css") + _read(f"{kind}.css") + styles
    script = _read(f"{kind}.js")
    with page.element("head"):
        page.write(_meta(charset="utf-8"))
        page.write(_meta(**{"http-equiv": "Content-Security-Policy"}, content=policy(style, script)))
        page.write(_meta(name="viewport", content="width=device-width, initial-scale=1"))
        page.write(_meta(name="color-scheme", content="light dark"))
        page.write(_meta(name="referrer", content="no-referrer"))
        page.write(tag("title", title))
        page.write(_raw("style", style))
    with page.element("body", {"class": kind}):
        for part in head:
            page.write("\n", part)
        page.write("\n")
        with page.element("main"):
            for part in parts:
                page.write("\n", part)
        page.write(_raw("script", script))


def _meta(**attributes: str) -> etree._Element:
    element = etree.Element("meta")
    for name, value in attributes.items():
        element.set(name, visible(value))
    return element


def _raw(name: str, text: str) -> etree._Element:
    element = etree.Element(name)
    element.text = text
    return element


def _read(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
