"""JSON-LD: the schema.org node that describes this page's article."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from exports.record import Correction, Image, Video
from scraper.extraction.metadata.finding import Finding, RawAuthor
from scraper.extraction.metadata.loose_json import parse_loose_json, plain_text
from scraper.normalise.text import clean_line, fold
from scraper.page import Document
from scraper.sites.site import Site

_MAX_SCRIPTS = 100
_MAX_NODES = 3000
_MAX_ITEMS = 100

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
_PAGES = frozenset({"WebPage", "ItemPage", "Webpage", "AboutPage", "MedicalWebPage"})
Node = dict[str, Any]


def find(document: Document, site: Site) -> Finding:
    """What the page's JSON-LD says of its article; `jsonld/malformed` where a script was mended or left."""
    nodes, broken = _load_nodes(document)
    problems = ("jsonld/malformed",) if broken else ()
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    article = _choose(nodes, document)
    page = next((node for node in nodes if _types(node) & _PAGES), {})
    if article is None:
        return _of_page(_Reader(page, by_id, document.base_url), problems)
    reader = _Reader(article, by_id, document.base_url)
    kind = next((KINDS[name] for name in KINDS if name in _types(article)), None)
    return Finding(
        canonical_url=reader.address(),
        publisher=_name(_resolve(article.get("publisher"), by_id))
        or _name(_resolve(page.get("publisher"), by_id)),
        kind=kind,
        headline=reader.text("headline") or reader.text("name"),
        dek=reader.text("description"),
        authors=reader.authors(),
        published=reader.raw("datePublished") or (reader.raw("uploadDate") if kind == "video" else None),
        modified=reader.raw("dateModified"),
        language=_language(article.get("inLanguage")) or _language(page.get("inLanguage")),
        section=reader.section(),
        tags=reader.tags(),
        images=reader.images(),
        videos=reader.videos(),
        corrections=reader.corrections(),
        article_body=reader.body(),
        free=_free(article),
        problems=problems,
    )


def _of_page(reader: _Reader, problems: tuple[str, ...]) -> Finding:
    """What the node of a web page says where none says that it is an article."""
    return Finding(
        publisher=_name(_resolve(reader.node.get("publisher"), reader.by_id)),
        authors=reader.authors(),
        published=reader.raw("datePublished"),
        modified=reader.raw("dateModified"),
        language=_language(reader.node.get("inLanguage")),
        free=_free(reader.node),
        problems=problems,
    )


def _load_nodes(document: Document) -> tuple[list[Node], bool]:
    """Every object of every JSON-LD script, outer ones first, and whether any script was malformed."""
    nodes: list[Node] = []
    broken = False
    scripts = 0
    for script in document.root.iter("script"):
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


def _types(node: Node) -> frozenset[str]:
    stated = node.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return frozenset(
        str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names if isinstance(name, str)
    )


def _choose(nodes: list[Node], document: Document) -> Node | None:
    """The node that is the article of this page: by its address, then its headline, then its completeness."""
    here = {_path(document.page.url)}
    canonical = document.root.find(".//link[@rel='canonical']")
    if canonical is not None and canonical.get("href"):
        here.add(_path(canonical.get("href", ""), document.base_url))
    title = fold(document.root.findtext(".//title") or "")
    best: tuple[int, int] | None = None
    chosen: Node | None = None
    for place, node in enumerate(nodes):
        types = _types(node)
        if not types & KINDS.keys():
            continue
        addresses = [_path(address, document.base_url) for address in _addresses(node)]
        headline = fold(_text(node.get("headline")) or _text(node.get("name")) or "")
        score = 0
        if any(address in here for address in addresses):
            score += 4
        elif addresses:
            score -= 3
        if headline and (headline in title or (title and title in headline)):
            score += 4
        score += 3 if types & _MAIN else 0
        score += sum(
            bool(node.get(key)) for key in ("headline", "datePublished", "author", "articleBody", "publisher")
        )
        if not types & _MAIN and score < 4:
            continue
        if best is None or (score, -place) > best:
            best, chosen = (score, -place), node
    # Only a teaser's node speaks of another address and says little else.
    return chosen if best is not None and best[0] >= 2 else None


def _addresses(node: Node) -> list[str]:
    found = []
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.strip() and not value.startswith("#"):
            found.append(value.strip())
    return found


def _path(url: str, base_url: str = "") -> str:
    """An address for comparison: host and path, without scheme, "www.", query and fragment."""
    try:
        parts = urlsplit(urljoin(base_url, url.strip()))
    except ValueError:
        return url
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    return f"{host}{parts.path.rstrip('/')}"


def _resolve(value: Any, by_id: dict[str, Node]) -> Any:
    """*value*, or the node that it refers to by `@id`."""
    if isinstance(value, list):
        return [_resolve(item, by_id) for item in value[:_MAX_ITEMS] if not isinstance(item, list)]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and not value.get("name"):
        return by_id.get(value["@id"], value)
    return value


def _text(value: Any) -> str | None:
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


def _language(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    return _text(value)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = next((item for item in value if item), None)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _free(node: Node) -> bool | None:
    """`isAccessibleForFree` of the article, or of its parts when it says nothing itself."""
    own = _truth(node.get("isAccessibleForFree"))
    parts = node.get("hasPart")
    stated = [_truth(part.get("isAccessibleForFree")) for part in _list(parts) if isinstance(part, dict)]
    if own is None and stated:
        return False if False in stated else True if True in stated else None
    return own


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower().rsplit("/", 1)[-1] if value is not None else ""
    return True if word in {"true", "yes", "1"} else False if word in {"false", "no", "0"} else None


def _list(value: Any) -> list[Any]:
    return value[:_MAX_ITEMS] if isinstance(value, list) else [] if value is None else [value]


class _Reader:
    """Reads the properties of one article node."""

    def __init__(self, node: Node, by_id: dict[str, Node], base_url: str) -> None:
        self.node = node
        self.by_id = by_id
        self.base_url = base_url

    def text(self, key: str) -> str | None:
        return _text(self.node.get(key))

    def raw(self, key: str) -> str | None:
        return _text(self.node.get(key))

    def address(self) -> str | None:
        return next((found for found in _addresses(self.node) if found.startswith(("http", "/"))), None)

    def section(self) -> str | None:
        sections = [text for text in map(_text, _list(self.node.get("articleSection"))) if text]
        return sections[0].split(",")[0].strip() or None if sections else None

    def tags(self) -> tuple[str, ...]:
        """Keywords; "section:sport" and its like are the publisher's machinery and left out."""
        words: list[str] = []
        for value in _list(self.node.get("keywords")):
            value = value.get("name") if isinstance(value, dict) else value
            text = _text(value)
            if text:
                words.extend(part.strip() for part in (text.split(",") if "," in text else text.split(";")))
        return tuple(dict.fromkeys(word for word in words if word and len(word) <= 100 and ":" not in word))

    def authors(self) -> tuple[RawAuthor, ...]:
        found: list[RawAuthor] = []
        for key in ("author", "creator"):
            for item in _list(_resolve(self.node.get(key), self.by_id)):
                found.extend(self._author(item))
            if found:
                break
        return tuple(found[:_MAX_ITEMS])

    def _author(self, item: Any) -> Iterator[RawAuthor]:
        if not isinstance(item, dict):
            name = _text(item)
            if name:
                yield RawAuthor(name=name)
            return
        types = _types(item)
        kind = "organisation" if any("Organization" in name for name in types) else None
        kind = "person" if "Person" in types else kind
        url = _text(item.get("url")) or _text(item.get("sameAs"))
        for value in _list(item.get("name")):
            name = _text(value)
            if name:
                yield RawAuthor(name=name, kind=kind, url=self._link(url))

    def images(self) -> tuple[Image, ...]:
        images: list[Image] = []
        for item in _list(_resolve(self.node.get("image"), self.by_id)):
            node = item if isinstance(item, dict) else {}
            url = _text(item) if not node else _text(node.get("url")) or _text(node.get("contentUrl"))
            link = self._link(url)
            if link:
                credit = (
                    _text(node.get("creditText")) or _name(node.get("creator")) or _name(node.get("author"))
                )
                images.append(
                    Image(url=link, caption=_text(node.get("caption")), credit=credit, lead=not images)
                )
        return tuple(images)

    def videos(self) -> tuple[Video, ...]:
        items = _list(_resolve(self.node.get("video"), self.by_id))
        items += [self.node] if "VideoObject" in _types(self.node) else []
        videos = []
        for item in items:
            if isinstance(item, dict):
                url = _text(item.get("contentUrl")) or _text(item.get("embedUrl")) or _text(item.get("url"))
                link = self._link(url)
                if link:
                    videos.append(Video(url=link, title=_text(item.get("name"))))
        return tuple(videos)

    def corrections(self) -> tuple[Correction, ...]:
        found = []
        for item in _list(_resolve(self.node.get("correction"), self.by_id)):
            if isinstance(item, dict):
                text, stated = (
                    _text(item.get("text")) or _text(item.get("name")),
                    _text(item.get("datePublished")),
                )
            else:
                text, stated = _text(item), None
            if text and not text.startswith(("http://", "https://")):
                found.append(Correction(kind="correction", text=text, published_at=stated, source="jsonld"))
        return tuple(found)

    def body(self) -> str | None:
        """`articleBody` with its line breaks."""
        value = self.node.get("articleBody") or self.node.get("text")
        text = plain_text(value[0] if isinstance(value, list) and value else value)
        return html.unescape(text).strip() or None if text else None

    def _link(self, url: str | None) -> str | None:
        if not url or url.startswith("data:"):
            return None
        try:
            link = urljoin(self.base_url, url)
        except ValueError:
            return None
        return link if link.startswith(("http://", "https://")) else None
