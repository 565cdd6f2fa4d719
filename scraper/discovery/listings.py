"""Front and section pages: which of their links lead to articles, which to more lists, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from exports.record import count_words
from scraper.discovery.addresses import Judgement, judge_address, load_words, names_section, page_number
from scraper.hints import FoundLink
from scraper.normalise.text import clean_text
from scraper.normalise.urls import absolute_url, normalise_url, site_of
from scraper.page import Document
from scraper.sites.site import Site

MAX_ARTICLES = 300
MAX_SECTIONS = 60
MAX_NEXT_PAGES = 2

_ENOUGH = 3.0
_HEADINGS = {"h1", "h2", "h3", "h4"}
_ARROWS = " »›→>…"
_FRAMES = {"nav": "nav", "footer": "footer", "header": "header"}
_FRAME_WORDS = {
    **dict.fromkeys(
        ("nav", "navbar", "navigation", "menu", "submenu", "mainnav", "main-nav", "main-menu"), "nav"
    ),
    **dict.fromkeys(("footer", "site-footer", "page-footer", "breadcrumb", "breadcrumbs"), "footer"),
}
_ROLES = {"navigation": "nav", "contentinfo": "footer", "banner": "header"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An address that is not taken for an article."""

    url: str
    why: str
    """`not_http`, `other_site`, `this_page`, `front_page`, `file`, `list_word`, `page_word`, `pagination`,
    `navigation`, `too_plain` or `over_limit`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The links of one page, each address once, in document order."""

    articles: tuple[FoundLink, ...] = ()
    """At most `MAX_ARTICLES`."""
    sections: tuple[str, ...] = ()
    """Lists that the page's navigation leads to, at most `MAX_SECTIONS`."""
    next_pages: tuple[str, ...] = ()
    """Where the list goes on, at most `MAX_NEXT_PAGES`."""
    refused: tuple[Refused, ...] = ()


@dataclass(slots=True)
class _Anchor:
    """All links of the page to one address, taken together."""

    url: str
    fetchable: bool
    words: int = 0
    """Of the longest link text."""
    heading: bool = False
    framed: str | None = None
    """`nav`, `footer` or `header` if every one of them stands there."""
    next: bool = False


def read_listing(document: Document, site: Site) -> Listing:
    """The links of *document*, judged by their address, place and words. Never raises."""
    articles: list[FoundLink] = []
    sections: list[str] = []
    next_pages: list[str] = []
    refused: list[Refused] = []
    own = normalise_url(document.page.url) or ""
    following = (page_number(own) or 1) + 1
    for anchor in _anchors(document):
        url = anchor.url
        judgement = judge_address(url) if anchor.fetchable else Judgement(0, "not_http")
        why = _why_not(anchor, judgement, site, own)
        if why not in ("not_http", "other_site", "this_page") and (
            anchor.next or page_number(url) == following
        ):
            next_pages.append(url)
        if why is None and len(articles) < MAX_ARTICLES:
            articles.append(FoundLink(url=url, via="section"))
            continue
        if (why == "navigation" and judgement.plain and judgement.depth <= 2) or (
            why == "list_word" and anchor.framed in ("nav", "header") and names_section(url)
        ):
            sections.append(url)
        refused.append(Refused(url=url, why=why or "over_limit"))
    return Listing(
        articles=tuple(articles),
        sections=tuple(sections[:MAX_SECTIONS]),
        next_pages=tuple(next_pages[:MAX_NEXT_PAGES]),
        refused=tuple(refused),
    )


def _why_not(anchor: _Anchor, judgement: Judgement, site: Site, own: str) -> str | None:
    """Why *anchor* is not taken for an article; None: it is."""
    if judgement.refused == "not_http":
        return "not_http"
    if site_of(anchor.url) != site.domain:
        return "other_site"
    if anchor.url == own:
        return "this_page"
    if judgement.refused:
        return judgement.refused
    points = judgement.points + (2 if anchor.words >= 5 else 0.5 if anchor.words >= 3 else 0)
    points += 1.5 * anchor.heading
    if anchor.framed:
        return "navigation" if points - 3 < _ENOUGH else None
    return None if points >= _ENOUGH else "too_plain"


def _anchors(document: Document) -> list[_Anchor]:
    """The addresses of the page's links in the order of their first link."""
    anchors: dict[str, _Anchor] = {}
    by_href: dict[str, str | None] = {}
    frames: dict[HtmlElement, str | None] = {}
    next_words = load_words()["next"]
    for link in _links(document.root):
        href = (link.get("href") or "").partition("#")[0]
        if not href:
            continue
        if href not in by_href:
            by_href[href] = normalise_url(absolute_url(href, document.base_url) or "")
        url = by_href[href] or href[:200]
        framed = _frame(link, frames) if link.tag == "a" else "header"
        anchor = anchors.setdefault(url, _Anchor(url=url, fetchable=by_href[href] is not None, framed=framed))
        anchor.framed = anchor.framed and framed
        text = clean_text("".join(map(str, link.itertext()))[:500])
        # A link laid over a whole card names its story in a label.
        text = text or clean_text((link.get("aria-label") or link.get("title") or "")[:500])
        anchor.words = max(anchor.words, count_words(text))
        anchor.heading = anchor.heading or _in_heading(link)
        said = (text if len(text) < 30 else "", (link.get("aria-label") or "")[:30])
        anchor.next = (
            anchor.next
            or "next" in (link.get("rel") or "").lower().split()
            or any(
                form in next_words for word in said for form in (word.lower(), word.lower().strip(_ARROWS))
            )
        )
    return list(anchors.values())


def _links(root: HtmlElement) -> Iterator[HtmlElement]:
    yield from root.xpath("//a[@href] | //link[@href][contains(@rel, 'next')]")


def _in_heading(link: HtmlElement) -> bool:
    parent = link.getparent()
    near = (link, parent, parent.getparent() if parent is not None else None)
    return any(element is not None and element.tag in _HEADINGS for element in near) or any(
        True for _ in link.iter(*_HEADINGS)
    )


def _frame(element: HtmlElement, known: dict[HtmlElement, str | None]) -> str | None:
    """The part of the page's frame that *element* stands in: `nav`, `footer`, `header`, or None."""
    path = []
    frame = None
    for ancestor in element.iterancestors():
        if ancestor in known:
            frame = known[ancestor]
            break
        path.append(ancestor)
        frame = _own_frame(ancestor)
        if frame:
            break
    for ancestor in path:
        known[ancestor] = frame
    return frame


def _own_frame(element: HtmlElement) -> str | None:
    tag = element.tag
    if tag == "header" and any(True for _ in element.iterancestors("article", "main", "section")):
        return None
    names = f"{element.get('id') or ''} {element.get('class') or ''}".lower().split()
    named = next((_FRAME_WORDS[name] for name in names if name in _FRAME_WORDS), None)
    return _FRAMES.get(str(tag)) or _ROLES.get(element.get("role") or "") or named
