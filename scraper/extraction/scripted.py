"""The text of pages that show none until their scripts have run: it stands in the scripts' data, as HTML."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from lxml.html import HtmlElement

from scraper.normalise.text import fold
from scraper.page import Document, parse_html

_SIGN = re.compile(r'\\.|"', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_END = re.compile(r"</p\s*>", re.IGNORECASE)
_DATA = re.compile(r"\s{0,9}(?:\w{1,6}:)?[\[{]\s{0,9}[\[{\"\d]")
_PARAGRAPHS = 3
_LETTERS = 300
"""Of such a text without its tags, at least."""
_TITLE = range(12, 1000)
"""Letters of a string that may be a title."""
_NESTED = 2
"""How often data may stand as a string in other data."""
_MOST_TITLES = 4
"""Of a page; a made-up one has thousands, each to be held against thousands of strings."""
_MOST_TAGS = 30_000
"""Of a text, as of a page: the string of the data may write them so that they did not count there."""


def read_scripted(document: Document) -> Document | None:
    """*document* with the text that one of its scripts holds as the last `<article>` of its body; None: none.

    The text is a string in the script's data: HTML of three paragraphs or more, of several the longest.
    The page's title, or its beginning, must stand in the same data: other articles have theirs.
    """
    known = [fold(title) for title in islice(_list_titles(document.root), _MOST_TITLES)]
    found, most = "", _LETTERS - 1
    for script in document.root.iter("script"):
        source = script.text or ""
        if "/p" not in source or len(source) < _LETTERS:
            continue
        strings = list(_list_strings(source, _NESTED))
        texts = [text for text in strings if len(_END.findall(text)) >= _PARAGRAPHS]
        if not texts or not any(_is_title(text, known) for text in strings):
            continue
        for text in texts:
            if text.count("<") <= _MOST_TAGS and (letters := _count_letters(text)) > most:
                found, most = text, letters
    return replace(document, root=_with_article(document.root, found)) if found else None


def _list_titles(root: HtmlElement) -> Iterator[str]:
    yield root.findtext(".//title") or ""
    for meta in root.iterfind("head/meta[@property='og:title']"):
        yield meta.get("content") or ""


def _is_title(text: str, known: Sequence[str]) -> bool:
    """Whether *text* is one of the *known* titles, what they say of the site left out or not."""
    if len(text) not in _TITLE:
        return False
    plain = fold(_TAG.sub("", text))
    return len(plain) in _TITLE and any(title.startswith(plain) for title in known)


def _list_strings(source: str, depth: int) -> Iterator[str]:
    """The longer strings of the data in *source*, and of the data in such strings."""
    start = -1
    for sign in _SIGN.finditer(source):
        if sign[0] != '"':
            continue
        if start < 0:
            start = sign.end()
            continue
        raw, start = source[start : sign.start()], -1
        if len(raw) < _TITLE.start:
            continue
        text = _decode(raw)
        if not _DATA.match(text):
            yield text
        elif depth:
            yield from _list_strings(text, depth - 1)


def _decode(raw: str) -> str:
    """What the string *raw* says; as it stands where that is not how JSON writes one."""
    try:
        text = json.loads(f'"{raw}"', strict=False)
    except ValueError:
        return raw
    return text if isinstance(text, str) else raw


def _count_letters(text: str) -> int:
    return len(_TAG.sub("", text))


def _with_article(root: HtmlElement, text: str) -> HtmlElement:
    """A copy of *root* with the HTML *text* at the end of its body."""
    shown = copy.copy(root)
    article = parse_html(text).find("body")
    body = shown.find("body")
    if article is not None and body is not None:
        article.tag = "article"
        body.append(article)
    return shown
