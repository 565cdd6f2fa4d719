"""The nodes of a page's JSON-LD, and which of them is its article."""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from scraper.extraction.metadata.loose_json import parse_loose_json, plain_text
from scraper.normalise.text import clean_line, fold
from scraper.page import Document

_MAX_SCRIPTS = 100
_MAX_NODES = 3000

# Kinds of the record by schema.org type.
KINDS = {
    "LiveBlogPosting": "live_blog",
    "OpinionNewsArticle": "opinion",
    "ReportageNewsArticle": "article",
    "AnalysisNewsArticle": "article",
    "BackgroundNewsArticle": "article",
    "AskPublicNewsArticle": "article",
    "ReviewNewsArticle": "article",
    "AdvertiserContentArticle": "article",
    "NewsArticle": "article",
    "BlogPosting": "article",
    "Article": "article",
    "Report": "article",
    "ScholarlyArticle": "article",
    "TechArticle": "article",
    "SocialMediaPosting": "article",
    "SatiricalArticle": "article",
    "MedicalScholarlyArticle": "article",
    "Review": "article",
    "Recipe": "article",
    "VideoObject": "video",
    "AudioObject": "audio",
    "PodcastEpisode": "audio",
    "ImageGallery": "gallery",
    "MediaGallery": "gallery",
}
_MAIN = frozenset(name for name, kind in KINDS.items() if kind in {"article", "live_blog", "opinion"})
_WHOLE = ("https://", "http://")
_LIST = 3
"""Nodes with other addresses and headlines that make the page a list of articles."""
_NO_TYPES: frozenset[str] = frozenset()
Node = dict[str, Any]


def load_nodes(document: Document) -> tuple[list[Node], bool]:
    """Every object of every JSON-LD script, outer ones first, and whether any script was malformed."""
    nodes: list[Node] = []
    broken = False
    scripts = 0
    for script in document.elements.tagged("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        scripts += 1
        if scripts > _MAX_SCRIPTS:
            return nodes, True
        text = script.text or ""
        if not text.strip():
            continue
        values, mended = parse_loose_json(text)
        broken = broken or mended
        for value in values:
            for node in _walk(value):
                nodes.append(node)
                if len(nodes) > _MAX_NODES:
                    return nodes, True
    return nodes, broken


def _walk(value: Any) -> Iterator[Node]:
    """The objects in *value* that stand for themselves, and those inside them."""
    queue = [value]
    for item in queue:
        if len(queue) > _MAX_NODES * 4:
            return
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            yield item
            queue.extend(part for part in item.values() if isinstance(part, (dict, list)))


def types_of(node: Node) -> frozenset[str]:
    """The schema.org types of *node*, without their address."""
    stated = node.get("@type")
    if stated is None:
        return _NO_TYPES
    if isinstance(stated, str):
        return _bare((stated,))
    names = stated if isinstance(stated, list) else []
    return _bare(tuple([name for name in names if isinstance(name, str)]))


@lru_cache(maxsize=256)
def _bare(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names)


def choose_node(nodes: list[Node], document: Document) -> Node | None:
    """The node that is the article of this page: by its address, then its headline, then its completeness."""
    here = {path_of(document.page.url)}
    links = document.elements.tagged("link")
    canonical = next((link for link in links if link.get("rel") == "canonical"), None)
    if canonical is not None and canonical.get("href"):
        here.add(path_of(canonical.get("href", ""), document.base_url))
    titles = page_titles(document)
    best: tuple[int, int] | None = None
    chosen: Node | None = None
    strangers: list[Node] = []
    for place, node in enumerate(nodes):
        types = types_of(node)
        if not types & KINDS.keys():
            continue
        addresses = [path_of(address, document.base_url) for address in addresses_of(node)]
        headline = fold(text_of(node.get("headline")) or text_of(node.get("name")) or "")
        score = 0
        if any(address in here for address in addresses):
            score += 4
        elif addresses:
            score -= 3
        named = any(headline in title or title in headline for title in titles) if headline else False
        score += 4 if named else 0
        score += 3 if types & _MAIN else 0
        score += sum(
            bool(node.get(key)) for key in ("headline", "datePublished", "author", "articleBody", "publisher")
        )
        if addresses and not named and not any(address in here for address in addresses):
            strangers.append(node)
        if not types & _MAIN and not named:  # a film or a recording in the article is not the article
            continue
        if best is None or (score, -place) > best:
            best, chosen = (score, -place), node
    # Only a teaser's node speaks of another address and says little else.
    listed = len(strangers) >= _LIST and any(chosen is node for node in strangers)
    return chosen if best is not None and best[0] >= 2 and not listed else None


def has_live_twin(article: Node, nodes: list[Node], document: Document) -> bool:
    """Whether a node of this page's or *article*'s address says: a live blog. Live pages often state both."""
    base = document.base_url
    here = {path_of(document.page.url), *(path_of(address, base) for address in addresses_of(article))}
    live = (node for node in nodes if "LiveBlogPosting" in types_of(node))
    return any(path_of(address, base) in here for node in live for address in addresses_of(node))


def page_titles(document: Document) -> list[str]:
    """`<title>` and the first headings, folded."""
    texts = [title.text or "" for title in document.elements.tagged("title")[:1]]
    texts += [heading.text_content()[:500] for heading in document.elements.tagged("h1")[:3]]
    return [title for title in map(fold, texts) if title]


def addresses_of(node: Node) -> list[str]:
    """What *node* says that its address is, in any of three ways."""
    found = []
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.strip() and not value.startswith("#"):
            found.append(value.strip())
    return found


def path_of(url: str, base_url: str = "") -> str:
    """An address for comparison: host and path, without scheme, "www.", query and fragment."""
    plain = url.strip()
    try:
        parts = urlsplit(plain if plain.startswith(_WHOLE) else urljoin(base_url, plain))
    except ValueError:
        return url
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    return f"{host}{parts.path.rstrip('/')}"


def text_of(value: Any) -> str | None:
    """One line of text of a string, a number, a language-tagged value or the first of a list."""
    if isinstance(value, list):
        value = next((item for item in value if item), None)
    if isinstance(value, dict):
        value = value.get("@value")
    text = plain_text(value)
    if text and "&" in text:
        text = html.unescape(text)
        text = html.unescape(text) if "&amp;" in text else text
    return clean_line(text)
