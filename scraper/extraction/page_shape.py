"""The outline of a whole page: how much of it is links, what its titles say, what it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from lxml.html import HtmlElement

from exports.record import count_words
from scraper.extraction.paths import find_by
from scraper.normalise.text import clean_text
from scraper.page import Document

_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "select", "option"})
# Not one expression: six searches for a word take a tenth of its time.
_CHALLENGE = (
    "cf-challenge",
    "challenge-platform",
    "captcha-delivery",
    "px-captcha",
    "_incapsula_",
    "hcaptcha.com/1/api",
)
_LISTS = re.compile(r'"@type"\s{0,4}:\s{0,4}"(?:CollectionPage|SearchResultsPage)"')
_ARTICLE = re.compile(r'"@type"\s{0,4}:\s{0,4}\[?\s{0,4}"\w{0,30}(?:Article|BlogPosting)"')
_LINKED_HEADINGS = find_by(
    "//h2[.//a[@href] or ancestor::a] | //h3[.//a[@href] or ancestor::a] | //h4[.//a[@href]]"
)
_TEXT_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
_PROSE_WORDS = 40
_HEADLINE = 3
_KEPT = 3000


class Shape:
    """What is seen of a page at a glance. Most pages are settled by a few of these: each is read when it is
    asked for, in time that grows with the page's size."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._root = document.root

    @cached_property
    def _texts(self) -> tuple[list[str], list[str]]:
        """(the visible texts, those of links)."""
        texts: list[str] = []
        linked: list[str] = []
        _collect(self._root, texts, linked)
        return texts, linked

    @cached_property
    def words(self) -> int:
        """Of the visible text."""
        return count_words(" ".join(self._texts[0]))

    @cached_property
    def link_share(self) -> float:
        """Share of them that are link texts."""
        return count_words(" ".join(self._texts[1])) / self.words if self.words else 0.0

    @cached_property
    def linked_headings(self) -> int:
        """Different headings that are links, or stand in one."""
        return len(self._heading_texts)

    @cached_property
    def linked_headlines(self) -> int:
        """Those of them that are as long as a headline; those of a menu are a word or two."""
        return sum(1 for text in self._heading_texts if count_words(text) >= _HEADLINE)

    @cached_property
    def _heading_texts(self) -> frozenset[str]:
        headings = _LINKED_HEADINGS(self._root)[:200]
        return frozenset(clean_text("".join(map(str, node.itertext()))) for node in headings)

    @cached_property
    def prose(self) -> int:
        """Paragraphs of at least 40 words that are not links."""
        return sum(1 for node in self._root.iter("p") if _is_prose(node))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """`<title>`, its part before a bar or dash, and the first headings."""
        return _titles(self._root)

    @cached_property
    def text(self) -> str:
        """The beginning of the visible text and of what stands in for scripts."""
        unscripted = _beginning(node.itertext() for node in self._root.iter("noscript"))
        return clean_text(" ".join(self._texts[0])[:_KEPT] + " " + unscripted)

    @cached_property
    def main(self) -> str:
        """The beginning of the visible text inside `<main>` or after the first heading."""
        return _main_text(self._root)

    @property
    def scripts(self) -> bool:
        return bool(self._document.elements.tagged("script"))

    @property
    def password(self) -> bool:
        return bool(self._root.xpath("//input[@type='password']"))

    @property
    def challenge(self) -> bool:
        return any(sign in self._document.text for sign in _CHALLENGE)

    @cached_property
    def lists(self) -> bool:
        """Whether JSON-LD calls it a collection and names no article."""
        scripts = self._root.xpath("//script[@type='application/ld+json']")
        structured = " ".join((node.text or "") for node in scripts)
        return bool(_LISTS.search(structured)) and not _ARTICLE.search(structured)

    @property
    def video(self) -> bool:
        return bool(
            self._root.xpath("//video | //iframe[contains(@src, 'youtube') or contains(@src, 'player')]")
        )

    @property
    def audio(self) -> bool:
        return next(self._root.iter("audio"), None) is not None


def _beginning(texts: Iterable[Iterable[object]]) -> str:
    """The first letters of *texts*, each in pieces, a space between two of them."""
    found = ""
    for pieces in texts:
        for piece in pieces:
            found += str(piece)
            if len(found) >= _KEPT:
                return found[:_KEPT]
        found += " "
    return found


def _collect(root: HtmlElement, texts: list[str], linked: list[str]) -> None:
    """Put the visible texts of *root* in *texts*, and those inside links in *linked* as well."""
    stack: list[tuple[HtmlElement | str, bool]] = [(root, False)]
    while stack:
        node, in_link = stack.pop()
        if isinstance(node, str):
            texts.append(node)
            if in_link:
                linked.append(node)
            continue
        if node.tail and node is not root:
            stack.append((node.tail, in_link))
        if not isinstance(node.tag, str) or node.tag in _UNSEEN:
            continue
        inside = in_link or node.tag == "a"
        for child in reversed(node):
            stack.append((child, inside))
        if node.text:
            stack.append((node.text, inside))


def _is_prose(paragraph: HtmlElement) -> bool:
    text = "".join(map(str, paragraph.itertext()))
    if len(text) < 100 or count_words(text) < _PROSE_WORDS or paragraph.getparent() is None:
        return False
    links = sum(len("".join(map(str, link.itertext()))) for link in paragraph.iter("a"))
    return links < len(text) / 2 and next(paragraph.iterancestors("a", "footer"), None) is None


def _titles(root: HtmlElement) -> tuple[str, ...]:
    title = clean_text("".join(map(str, (root.xpath("//title//text()") or [""])[:5])))
    parts = [part.strip() for part in re.split(r" [|\-–—·:] ", title)]
    first = root.xpath("(//h1)[position() < 4]") or root.xpath("(//h2)[position() < 2]")
    headings = ["".join(map(str, node.itertext())) for node in first]
    return tuple(dict.fromkeys(text for text in (title, *parts, *map(clean_text, headings)) if text))


def _main_text(root: HtmlElement) -> str:
    """The visible text of `<main>`, else of what holds the first `<h1>`; "" where neither stands there."""
    found = root.find(".//main")
    if found is None:
        heading = root.find(".//h1")
        found = heading.getparent() if heading is not None else None
    if found is None:
        return ""
    texts: list[str] = []
    _collect(found, texts, [])
    return clean_text(" ".join(texts)[:_KEPT])


def is_html(document: Document) -> bool:
    """Whether *document* is a page, by its type and its beginning, and no feed, picture or data."""
    declared = (document.page.content_type or "").partition(";")[0].strip().lower()
    if declared and declared not in _TEXT_TYPES:
        return False
    start = document.text[:2000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("%pdf", "{", "[{", "\x89png", "gif8")):
        return False
    return "<" in document.text and not re.match(
        r"(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:rss|feed|urlset|sitemapindex|rdf:rdf|svg)\b", start
    )
