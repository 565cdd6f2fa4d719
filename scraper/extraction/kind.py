"""Whether a page is an article, and of what kind.

Losing a real article is worse than letting a page of links through: a page is rejected only if it has little
prose and something else speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from exports.record import KINDS, BodyBlock, count_words
from scraper.article import Rejection
from scraper.extraction.kind_words import is_said_by, is_said_in, load_phrases
from scraper.extraction.metadata.stated import Metadata
from scraper.extraction.page_shape import Shape, read_shape
from scraper.normalise.text import fold
from scraper.page import Document

REJECTIONS = (
    "section_page",
    "search_page",
    "soft_404",
    "error_page",
    "login_wall",
    "consent_wall",
    "captcha",
    "geo_block",
    "empty_shell",
    "no_article",
    "not_html",
    "wall",
)

_STUB = 25
"""Words of prose from which on a page is somebody's article, walled or not."""
_PROSE = 120
"""Words from which on the words of a title alone reject nothing."""
_TEXT_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
_SEARCH = re.compile(
    r"/(?:search|suche|recherche|buscar|busca|cerca|zoeken|poshuk|szukaj)(?:/|$)|[?&](?:s|q|query)="
)
_LIST = re.compile(r"/(?:tags?|topics?|categor(?:y|ies)|authors?|autor(?:en)?|page/\d+)(?:/[^/]*)?/?$")
_MEDIA = {
    "video": re.compile(r"/(?:videos?|watch|tv)(?:/|$)"),
    "gallery": re.compile(
        r"/(?:(?:photo-?)?galler(?:y|ies)|photos|pictures|in-pictures|bilder|bildergalerien?|fotostrecken?|diaporama|fotogaleri[ae])(?:/|$)"
    ),
    "audio": re.compile(r"/(?:podcasts?|audio)(?:/|$)"),
}
_LIVE = re.compile(
    r"/(?:live|live-?blog|live-?ticker|live-updates?|livestory|en-direct|en-directo|diretta)(?:[/-]|$)"
)
_FEW_WORDS = {"video": 200, "gallery": 200, "audio": 200}


def find_rejection(document: Document, metadata: Metadata, body: Sequence[BodyBlock]) -> Rejection | None:
    """Why *document*, whose article text is *body*, is no article; None: it is one."""
    if not _is_html(document):
        return Rejection(reason="not_html", detail=document.page.content_type or "no markup")
    words = sum(count_words(block.text) for block in body)
    if _is_settled(document, metadata, words):
        return None
    shape = read_shape(document)
    for judge in (_notice, _listing, _too_little):
        if rejection := judge(document, metadata, words, shape):
            return rejection
    return None


def find_kind(document: Document, metadata: Metadata, body: Sequence[BodyBlock]) -> str:
    """One of `KINDS`: what the page declares, refined by its address, section and shape."""
    path = _path(document)
    words = sum(count_words(block.text) for block in body)
    if (
        metadata.kind in KINDS
        and metadata.kind not in ("article", "other")
        and metadata.provenance.kind != "url"
    ):
        return metadata.kind if metadata.kind not in _FEW_WORDS or words < 400 else "article"
    if _is_live(document, metadata, body, path):
        return "live_blog"
    if _is_opinion(metadata, path):
        return "opinion"
    for kind, pattern in _MEDIA.items():
        if words < _FEW_WORDS[kind] and pattern.search(path):
            return kind
    if words < 60 and metadata.videos and read_shape(document).video:
        return "video"
    return "other" if metadata.kind == "other" else "article"


def _is_html(document: Document) -> bool:
    declared = (document.page.content_type or "").partition(";")[0].strip().lower()
    if declared and declared not in _TEXT_TYPES:
        return False
    start = document.text[:2000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("%pdf", "{", "[{", "\x89png", "gif8")):
        return False
    return "<" in document.text and not re.match(
        r"(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:rss|feed|urlset|sitemapindex|rdf:rdf|svg)\b", start
    )


def _is_settled(document: Document, metadata: Metadata, words: int) -> bool:
    """Whether nothing further could speak against the page; most articles need no closer look."""
    address = _path(document)
    if document.page.status >= 400 or words < _PROSE or address in ("", "/"):
        return False
    owned = _is_dated(metadata) or bool(metadata.authors)
    return _is_declared(metadata) or (owned and not _SEARCH.search(address))


def _is_dated(metadata: Metadata) -> bool:
    """Whether a date is stated of the page as a whole; one that stands in its text may be a teaser's."""
    return metadata.provenance.published not in (None, "markup", "htmldate", "url")


def _is_declared(metadata: Metadata) -> bool:
    """Whether the page itself says what it is; its address alone does not count."""
    return metadata.kind is not None and metadata.provenance.kind != "url"


def _notice(document: Document, metadata: Metadata, words: int, shape: Shape) -> Rejection | None:
    """Error pages, walls of every kind: little text, and a title that says so."""
    status = document.page.status
    if status >= 400:
        reason = "geo_block" if status == 451 else "soft_404" if status in (404, 410) else "error_page"
        return Rejection(reason=reason, detail=f"status {status}")
    if words >= _PROSE:
        return None
    titles = (*shape.titles, *metadata.titles)
    for reason in ("soft_404", "captcha", "geo_block", "error_page", "consent_wall"):
        if title := is_said_by(reason, titles):
            return Rejection(reason=reason, detail=title[:200])
    if (title := is_said_by("login_wall", titles)) and (shape.password or words < _STUB):
        return Rejection(reason="login_wall", detail=title[:200])
    if shape.challenge and words < _STUB:
        return Rejection(reason="captcha", detail="a challenge and no text")
    return None


def _listing(document: Document, metadata: Metadata, words: int, shape: Shape) -> Rejection | None:
    """Front, section, tag and search pages: links upon links, and no article declared."""
    address = _path(document)
    front = address in ("", "/")
    if _is_declared(metadata) and not (front and shape.lists):
        return None
    links = shape.link_share >= 0.6 or shape.linked_headings >= 8
    if words >= _PROSE and not (front or shape.lists or _LIST.search(address)):
        links = shape.link_share >= 0.5 and shape.linked_headings >= 8
    if words >= _PROSE and shape.link_share < 0.3:
        links = False
    if not links or (shape.prose >= 4 and not front):
        return None
    listed = front or bool(_LIST.search(address)) or shape.lists or shape.linked_headings >= 8
    if _SEARCH.search(address) or (words < _PROSE and is_said_by("search_page", shape.titles)):
        return Rejection(reason="search_page", detail=f"{shape.link_share:.0%} of the words are links")
    bare = not metadata.authors and not _is_dated(metadata)
    if (front and shape.prose < 4) or (listed and bare) or (bare and words < _STUB):
        return Rejection(
            reason="section_page",
            detail=f"{shape.link_share:.0%} of the words are links, {shape.linked_headings} headings are",
        )
    return None


def _too_little(document: Document, metadata: Metadata, words: int, shape: Shape) -> Rejection | None:
    """Shells, walls without any text, and pages without text."""
    if words >= _STUB:
        return None
    if shape.words < 40 and shape.scripts and not (words and metadata.headline):
        said = is_said_in("empty_shell", shape.text)
        return Rejection(reason="empty_shell", detail=said or "scripts and no text")
    media = metadata.headline and (
        metadata.kind in _FEW_WORDS
        or metadata.videos
        or any(p.search(_path(document)) for p in _MEDIA.values())
    )
    if words == 0 and not media:
        said = is_said_in("wall", shape.text)
        if said or metadata.free is False:
            return Rejection(reason="wall", detail=said or "declared not free, and no text")
        return Rejection(reason="no_article", detail="no text")
    if words < 5 and not metadata.headline:
        return Rejection(reason="no_article", detail="no headline and hardly any text")
    return None


def _is_live(document: Document, metadata: Metadata, body: Sequence[BodyBlock], path: str) -> bool:
    headline = fold(metadata.headline or "")
    said = any(phrase in headline for phrase in load_phrases()["live_blog"])
    times = len(document.root.xpath("(//main | //article)//time")) if said or _LIVE.search(path) else 0
    return _has_entries(body) or (bool(said or _LIVE.search(path)) and times >= 5)


def _has_entries(body: Sequence[BodyBlock]) -> bool:
    """Whether several dated or timed entries stand in *body*, most of them with text of their own below."""
    entries = [place for place, block in enumerate(body) if block.type == "entry"]
    told = sum(place + 1 < len(body) and body[place + 1].type != "entry" for place in entries)
    return len(entries) >= 3 and told * 2 > len(entries)


def _is_opinion(metadata: Metadata, path: str) -> bool:
    words = frozenset(load_phrases()["opinion"])
    stated = {fold(text) for text in (metadata.section, metadata.kicker) if text}
    return metadata.kind == "opinion" or bool(words & (stated | set(path.split("/")[1:-1])))


def _path(document: Document) -> str:
    """Path and query of the page's address, unescaped, in lower case."""
    try:
        parts = urlsplit(document.page.url)
    except ValueError:
        return ""
    return unquote(parts.path + (f"?{parts.query}" if parts.query else "")).lower()
