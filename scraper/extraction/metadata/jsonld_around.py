"""What stands beside the article in a page's JSON-LD and speaks of it: the breadcrumb trail and films."""

from __future__ import annotations

from urllib.parse import urljoin

from scraper.extraction.metadata.addresses import is_front
from scraper.extraction.metadata.jsonld_nodes import (
    Node,
    addresses_of,
    page_titles,
    path_of,
    text_of,
    types_of,
)
from scraper.normalise.byline_words import phrases
from scraper.normalise.text import fold
from scraper.page import Document

_MOST = 20
_LONGEST, _MOST_WORDS = 60, 5
_MOST_FILMS = 5
"""Films beside the article from which on they are a list of other ones."""


def find_crumb(nodes: list[Node], document: Document) -> str | None:
    """The last item of the first breadcrumb trail that is neither the front page nor the page itself."""
    trail = next((node for node in nodes if "BreadcrumbList" in types_of(node)), None)
    items = trail.get("itemListElement") if trail else None
    if not isinstance(items, list):
        return None
    crumbs = [crumb for item in items[:_MOST] if isinstance(item, dict) and (crumb := _crumb(item))]
    crumbs.sort(key=lambda crumb: crumb[0])
    here, titles = path_of(document.page.url), page_titles(document)
    names = [
        name
        for _, name, address in crumbs
        if not _is_front(name, urljoin(document.base_url, address) if address else "")
        and not (address and path_of(address, document.base_url) == here)
        and not any(fold(name) in title for title in titles)
        and len(name.split()) <= _MOST_WORDS
        and len(name) <= _LONGEST
    ]
    return names[-1] if names else None


def _crumb(item: Node) -> tuple[float, str, str] | None:
    """(position, name, address or "") of one item of a trail."""
    inner = item.get("item")
    node: Node = inner if isinstance(inner, dict) else {}
    name = text_of(item.get("name")) or text_of(node.get("name"))
    address = inner if isinstance(inner, str) else next(iter(addresses_of(node)), "")
    position = item.get("position")
    try:
        place = float(position) if isinstance(position, (int, float, str)) else 0.0
    except ValueError:
        place = 0.0
    return (place, name, address[:2000]) if name else None


def _is_front(name: str, address: str) -> bool:
    return fold(name).strip(" .:") in phrases()["backs"] or bool(address and is_front(address))


def find_films(nodes: list[Node], article: Node, document: Document) -> list[Node]:
    """The films that stand beside *article*, not within another node, and belong to no other page."""
    films = [node for node in nodes if node is not article and "VideoObject" in types_of(node)]
    if not films:
        return []
    within = {
        id(part)
        for node in nodes
        for key, value in node.items()
        if key != "@graph"
        for part in (value if isinstance(value, list) else [value])
    }
    here = {path_of(document.page.url)} | {path_of(each, document.base_url) for each in addresses_of(article)}
    films = [film for film in films if id(film) not in within]
    films = [film for film in films if _belongs(film, here, document.base_url)]
    return films if len(films) <= _MOST_FILMS else []


def _belongs(film: Node, here: set[str], base_url: str) -> bool:
    pages = [
        path_of(each, base_url)
        for each in addresses_of(film)
        if "/embed" not in each and "player" not in each
    ]
    return not pages or any(page in here for page in pages)
