"""Answers that are no text at all: pictures, films, documents, noise."""

from __future__ import annotations

import re

from scraper.encodings import marked_encoding, unmarked_utf_16
from scraper.page import Page

_HEAD = 1024
_SIGNATURES = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"PK\x03\x04",
    b"\xff\xd8\xff",
    b"RIFF",
    b"\x1f\x8b",
    b"OggS",
    b"ID3",
)
_OTHER_TYPES = re.compile(
    r"^(?:image|audio|video|font)/|pdf|octet-stream|zip|json|javascript|css", re.IGNORECASE
)
# Escape is none of them: ISO-2022-JP changes its letters by it.
_CONTROLS = bytes((*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))


def is_binary(page: Page) -> bool:
    """Whether *page* is no text by its first bytes or its Content-Type, whatever it calls itself."""
    head = page.body[:_HEAD]
    if head.startswith(_SIGNATURES):
        return True
    if page.content_type and _OTHER_TYPES.search(page.content_type) and b"<html" not in head.lower():
        return True
    if marked_encoding(head) or unmarked_utf_16(head) or "utf-16" in (page.content_type or "").lower():
        return False
    return len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 20
