"""A fetched page: bytes in, one decoded text and one parsed tree out."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import dropwhile
from urllib.parse import urljoin

import lxml.html
from charset_normalizer import from_bytes
from lxml.etree import ElementDefaultClassLookup, HTMLParser, ParserError
from lxml.html import HtmlElement

from scraper.elements import Elements
from scraper.encodings import (
    GUESSES,
    declared_encoding,
    decode_as,
    header_encoding,
    is_iso_2022_jp,
    is_mostly_utf8,
    is_utf8,
    marked_encoding,
    unmarked_utf_16,
)
from scraper.long_tags import shorten_tags
from scraper.normalise.text import TERMINAL_ESCAPE

_HEAD_TAGS = frozenset(("base", "link", "meta", "noscript", "object", "script", "style", "template", "title"))
_SNIFF_BYTES = 64 * 1024
# Characters that XML, and so lxml, cannot hold; a form feed is a space to HTML.
_UNPARSABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
_MARKS = ("\x9b", "\ufffe", "\uffff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of a server, or a saved file. Plain data: it travels to worker processes."""

    url: str
    """Final address, after redirects."""
    body: bytes
    """The payload, transfer and content encodings undone."""
    requested_url: str | None = None
    """The address asked for; `None`: the same as `url`."""
    content_type: str | None = None
    """The Content-Type header as sent."""
    status: int = 200
    """HTTP status."""
    retrieved_at: str | None = None
    """UTC instant `YYYY-MM-DDTHH:MM:SSZ`; `None` outside a crawl. Used only to disbelieve dates in the future
    and to read relative ones."""
    truncated: bool = False
    """Whether the answer is known to have ended early."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """A page, decoded and parsed once. The tree is shared: who wants to change it takes a copy."""

    page: Page
    text: str
    """The whole HTML text."""
    root: HtmlElement
    """The `<html>` element; comments and processing instructions are left out."""
    encoding: str
    """What the text was decoded from."""
    guessed: bool
    """Whether neither the server nor the page says so, and it is not UTF-8 either."""
    base_url: str
    """What relative addresses are relative to: `<base href>` or the page's own address."""
    elements: Elements = field(init=False, repr=False)
    """The elements of the tree, listed once."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "elements", Elements(self.root))


def load_document(page: Page) -> Document:
    """*page*, decoded and parsed. A page without any markup or text gives an empty tree; never raises."""
    encoding, guessed, text = _read(page)
    # Without a sign for what could not be read the bytes are what the text would be encoded to.
    same = encoding == "utf-8" and "\ufffd" not in text and not page.body.startswith(BOM_UTF8)
    root = parse_html(text, page.body if same else None)
    base = root.find(".//base[@href]")
    base_url = page.url
    if base is not None:
        try:
            base_url = urljoin(page.url, (base.get("href") or "").strip())
        except ValueError:
            base_url = page.url
    return Document(page=page, text=text, root=root, encoding=encoding, guessed=guessed, base_url=base_url)


def decode(page: Page) -> tuple[str, str]:
    """(encoding, text) of *page*: byte order mark, header, `<meta>`, UTF-8, then charset-normalizer's guess
    among the encodings of the web, from the first 64 KiB.

    Without a charset in the header, bytes that are sound UTF-8 are read so whatever `<meta>` says: tools that
    save or pass on a page write it in UTF-8 and leave the old `<meta>` standing.
    """
    encoding, _, text = _read(page)
    return encoding, text


def _read(page: Page) -> tuple[str, bool, str]:
    """(encoding, whether it is merely a guess, text)."""
    body = page.body
    encoding, guessed = marked_encoding(body) or header_encoding(page.content_type), False
    if encoding is None and not body.isascii():
        text = decode_as("utf-8", body)
        if "\N{REPLACEMENT CHARACTER}" not in text or is_utf8(body):
            return "utf-8", False, text
    if encoding is None:
        encoding, guessed = _find_encoding(body)
    return encoding, guessed, decode_as(encoding, body)


def _find_encoding(body: bytes) -> tuple[str, bool]:
    """(encoding, whether it is merely a guess) of *body*, by what stands in it."""
    if wide := unmarked_utf_16(body):
        return wide, True
    if encoding := declared_encoding(body):
        return encoding, False
    if is_iso_2022_jp(body):
        return "iso2022_jp", True
    if is_utf8(body) or is_mostly_utf8(body):
        return "utf-8", False
    best = from_bytes(body[:_SNIFF_BYTES], cp_isolation=list(GUESSES)).best()
    return (best.encoding if best else "cp1252"), True


def parse_html(text: str, data: bytes | None = None) -> HtmlElement:
    """The `<html>` element of *text*, in UTF-8 *data*; an empty one where there is nothing to parse."""
    try:
        html = shorten_tags(_to_bytes(text, data))
        root = lxml.html.document_fromstring(html, parser=_parser(), ensure_head_body=True)
    except (ParserError, ValueError):
        return lxml.html.document_fromstring(b"<html><head></head><body></body></html>")
    _end_head(root)
    return root


@cache
def _parser() -> HTMLParser:
    """One for all pages. Every element is a plain one: what lxml.html does to tell forms and fields apart
    costs as much as all our walks over a page. Nobody asks for an element by its id."""
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _to_bytes(text: str, data: bytes | None) -> bytes:
    """*text*, or its *data*, in UTF-8, without what lxml cannot hold and terminals would obey.

    Next to no page has any: to ask first is many times cheaper than to replace.
    """
    with suppress(UnicodeEncodeError):
        data = text.encode("utf-8") if data is None else data
        if len(data.translate(None, _CONTROLS)) == len(data) and not any(mark in text for mark in _MARKS):
            return data
    text = TERMINAL_ESCAPE.sub("", text.replace("\f", " "))
    return _UNPARSABLE.sub("", text).encode("utf-8")


def _end_head(root: HtmlElement) -> None:
    """Move what cannot stand in the head into the body, as browsers do: libxml2 does not know that
    `<article>`, `<main>` and their like begin the body where its tag is left out."""
    head, body = root.find("head"), root.find("body")
    if head is None or body is None:
        return
    strays = list(dropwhile(lambda child: child.tag in _HEAD_TAGS, head))
    if strays:
        text, body.text = body.text, None
        strays[-1].tail = _UNPARSABLE.sub("", (strays[-1].tail or "") + (text or ""))
        for place, stray in enumerate(strays):
            body.insert(place, stray)
