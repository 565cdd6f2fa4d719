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
from scraper.extraction.kind_signs import is_called, is_live, is_opinion
from scraper.extraction.kind_words import is_said_by, is_said_in
from scraper.extraction.metadata.stated import Metadata
from scraper.extraction.page_shape import Shape, is_html
from scraper.extraction.teaser_cards import read_cards
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
_FEW = 40
"""Words up to which a text that says that there is nothing here is believed."""
_LINE = 5
"""Words below which a text is no more than a label or a date."""
_SENTENCE = 8
"""Words of the shortest block that is taken for a sentence and not for a label."""
_SEARCH = re.compile(
    r"/(?:search|suche|recherche|buscar|busca|cerca|zoeken|poshuk|szukaj)(?:/|$)|[?&](?:s|q|query)="
)
_FRONT = re.compile(r"/?(?:(?:[a-z]{2}(?:[-_][a-z]{2})?)/?)?(?:(?:index|home)\.\w{3,5})?/?")
_LIST = re.compile(r"/(?:tags?|topics?|categor(?:y|ies)|authors?|autor(?:en)?|page/\d+)(?:/[^/]*)?/?$")
_MEDIA = {
    "video": re.compile(r"/(?:videos?|watch|tv)(?:/|$)"),
    "gallery": re.compile(
        r"/(?:(?:photo-?)?galler(?:y|ies)|photos|pictures|in-pictures|bilder|bildergalerien?|fotostrecken?|diaporama|fotogaleri[ae])(?:/|$)"
    ),
    "audio": re.compile(r"/(?:podcasts?|audio)(?:/|$)"),
}
_FEW_WORDS = {"video": 200, "gallery": 200, "audio": 200}
"""Words from which on a page is an article with a film, pictures or a recording in it."""
_PICTURES = 5
"""Pictures from which on a page that calls itself one and says little is a gallery."""


def find_rejection(document: Document, metadata: Metadata, body: Sequence[BodyBlock]) -> Rejection | None:
    """Why *document*, whose article text is *body*, is no article; None: it is one."""
    if not is_html(document):
        return Rejection(reason="not_html", detail=document.page.content_type or "no markup")
    words = sum(count_words(block.text) for block in body)
    if _is_settled(document, metadata, words):
        return None
    shape = Shape(document)
    own = sum(count_words(text) for text in _own_texts(document, body))
    if rejection := _notice(document, metadata, own, shape):
        return rejection
    if words - own >= own * 4 and words >= _PROSE and not _is_owned(metadata):
        return _say_listing(document, own, shape)
    sentences = any(count_words(block.text) >= _SENTENCE for block in body)
    for rejection in (
        _listing(document, metadata, words if sentences else 0, shape),
        _too_little(document, metadata, words, shape),
    ):
        if rejection:
            return rejection
    return None


def find_kind(
    document: Document, metadata: Metadata, body: Sequence[BodyBlock], *, timed: bool = False
) -> str:
    """One of `KINDS`: what the page declares, refined by its address, section and shape.

    *timed*: whether the times of a live blog's entries were taken out of *body*.
    """
    path = _path(document)
    words = sum(count_words(block.text) for block in body)
    if (
        metadata.kind in KINDS
        and metadata.kind not in ("article", "other")
        and metadata.provenance.kind != "url"
    ):
        return metadata.kind if words < _FEW_WORDS.get(metadata.kind, words + 1) else "article"
    if timed or is_live(document, metadata, body, path):
        return "live_blog"
    if is_opinion(metadata, path):
        return "opinion"
    for kind, pattern in _MEDIA.items():
        if words < _FEW_WORDS[kind] and pattern.search(path):
            return kind
    if words < 60 and metadata.videos and Shape(document).video:
        return "video"
    if words < _FEW_WORDS["gallery"] and len(metadata.images) >= _PICTURES and is_called(metadata, "gallery"):
        return "gallery"
    return "other" if metadata.kind == "other" else "article"


def _is_settled(document: Document, metadata: Metadata, words: int) -> bool:
    """Whether nothing further could speak against the page; most articles need no closer look."""
    address = _path(document)
    if document.page.status >= 400 or words < _PROSE or _is_front(address):
        return False
    return _is_owned(metadata) and (_is_declared(metadata) or not _SEARCH.search(address))


def _is_owned(metadata: Metadata) -> bool:
    """Whether the page as a whole, not a teaser on it, has a date or authors."""
    return _is_dated(metadata) or bool(metadata.authors and metadata.provenance.authors != "markup")


def _is_front(address: str) -> bool:
    """Whether *address* is a site's front page, or that of one of its languages."""
    return bool(_FRONT.fullmatch(address))


def _own_texts(document: Document, body: Sequence[BodyBlock]) -> list[str]:
    """The texts of *body* that are not those of teasers of other articles."""
    teasers = read_cards(document)
    return [block.text for block in body if fold(block.text) not in teasers]


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
    if words < _FEW and not _is_owned(metadata) and (said := is_said_in("gone", shape.main)):
        return Rejection(reason="soft_404", detail=said)
    if _SEARCH.search(_path(document)) and (title := is_said_by("search_page", titles)):
        return Rejection(reason="search_page", detail=title[:200])
    return None


def _say_listing(document: Document, own: int, shape: Shape) -> Rejection:
    """A page whose text is that of teasers, with *own* words beside them."""
    searched = _SEARCH.search(_path(document)) or is_said_by("search_page", shape.titles)
    return Rejection(
        reason="search_page" if searched else "section_page",
        detail=f"all but {own} words are those of teasers",
    )


def _listing(document: Document, metadata: Metadata, words: int, shape: Shape) -> Rejection | None:
    """Front, section, tag and search pages: links upon links, and no article declared."""
    address = _path(document)
    front = _is_front(address)
    if _is_declared(metadata) and not (front and shape.lists):
        return None
    links = shape.link_share >= 0.6 or shape.linked_headings >= 8
    if words >= _PROSE and not (front or shape.lists or _LIST.search(address)):
        links = shape.link_share >= 0.5 and shape.linked_headlines >= 8
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
    """Shells, walls and pages without text, unless a film or a recording stands in its place."""
    if words >= _STUB:
        return None
    path = _path(document)
    told = metadata.kind in _FEW_WORDS or any(pattern.search(path) for pattern in _MEDIA.values())
    played = bool(metadata.videos) or shape.video or shape.audio
    if metadata.headline and told and played:
        return None
    if shape.words < 40 and shape.scripts and not (words >= _LINE and metadata.headline):
        said = is_said_in("empty_shell", shape.text)
        return Rejection(reason="empty_shell", detail=said or "scripts and no text")
    if words == 0 and not (metadata.headline and (told or metadata.videos)):
        said = is_said_in("wall", shape.text)
        if said or metadata.free is False:
            return Rejection(reason="wall", detail=said or "declared not free, and no text")
        return Rejection(reason="no_article", detail="no text")
    if words < _LINE and not metadata.headline:
        return Rejection(reason="no_article", detail="no headline and hardly any text")
    return None


def _path(document: Document) -> str:
    """Path and query of the page's address, unescaped, in lower case."""
    try:
        parts = urlsplit(document.page.url)
    except ValueError:
        return ""
    return unquote(parts.path + (f"?{parts.query}" if parts.query else "")).lower()
