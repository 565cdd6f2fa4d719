"""A saved page: read from a file or a pipe, with the address it was saved from."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from urllib.parse import quote

from scraper.normalise.urls import absolute_url, normalise_url
from scraper.page import Page, load_document

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT = 1024
# RFC 6761: a name that is never given to anyone.
NOWHERE = "https://saved-page.invalid/"
"""Where a page is from that says nothing of it."""


class PageFileError(Exception):
    """The file is no page to read. One line: what, where, what to do."""


def load_page(name: str, *, url: str | None, limit: int) -> Page:
    """The page saved in the file *name* (`-`: standard input), as from *url* or the address in it.

    *limit*: most bytes; 0 = any number. PageFileError: no such file, a folder, empty, larger, or binary.
    """
    body = _read(name, limit)
    if not body.strip():
        raise PageFileError(f"{name}: the file is empty")
    if limit and len(body) > limit:
        raise PageFileError(f"{name}: larger than {limit} bytes; -s COPYDESK_MAX_PAGE_BYTES=... allows more")
    if _is_binary(body):
        raise PageFileError(f"{name}: not a page but a binary file; give a saved HTML page")
    return Page(url=url or _address_of(body, name), body=body)


def _read(name: str, limit: int) -> bytes:
    most = limit + 1 if limit else -1
    try:
        if name == "-":
            return sys.stdin.buffer.read(most)
        with Path(name).open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise PageFileError(f"{name}: no such file; an address begins with http:// or https://") from None
    except IsADirectoryError:
        raise PageFileError(f"{name}: a folder; give one saved page") from None
    except (OSError, ValueError) as error:
        raise PageFileError(f"{name}: cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _is_binary(body: bytes) -> bool:
    """A page holds no NUL, unless a mark says that it is UTF-16; a PDF may hold none at its beginning."""
    if body.startswith(_MARKS):
        return False
    return body.startswith(b"%PDF-") or b"\0" in body[:_LOOKED_AT]


def _address_of(body: bytes, name: str) -> str:
    """The canonical address that the page declares, else its `og:url`, else one that cannot exist."""
    nowhere = f"{NOWHERE}{quote('page' if name == '-' else Path(name).name, errors='replace')}"
    root = load_document(Page(url=nowhere, body=body)).root
    canonical = (
        link.get("href") for link in root.iterfind(".//link[@href]") if _is_canonical(link.get("rel"))
    )
    declared = (meta.get("content") for meta in root.iterfind(".//meta[@property='og:url']"))
    for stated in (*canonical, *declared):
        address = absolute_url(stated or "", nowhere)
        if address and not address.startswith(NOWHERE) and normalise_url(address):
            return address
    return nowhere


def _is_canonical(relations: str | None) -> bool:
    return "canonical" in (relations or "").lower().split()
