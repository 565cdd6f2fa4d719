"""JSON-LD: the schema.org node that describes this page's article."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from exports.record import Correction, Image, Video
from scraper.extraction.metadata.addresses import find_link
from scraper.extraction.metadata.finding import Finding, RawAuthor
from scraper.extraction.metadata.jsonld_access import is_free
from scraper.extraction.metadata.jsonld_around import find_crumb, find_films
from scraper.extraction.metadata.jsonld_nodes import (
    KINDS,
    Node,
    addresses_of,
    choose_node,
    has_live_twin,
    load_nodes,
    text_of,
    types_of,
)
from scraper.extraction.metadata.loose_json import plain_text
from scraper.page import Document
from scraper.sites.site import Site

_PAGES = frozenset({"WebPage", "ItemPage", "Webpage", "AboutPage", "MedicalWebPage"})
_MAX_ITEMS = 100
_ADDRESSES = ("url", "contentUrl", "@id")
_CREDITS = ("creditText", "creator", "author", "copyrightHolder", "copyrightNotice")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")


def find(document: Document, site: Site) -> Finding:
    """What the page's JSON-LD says of its article; `jsonld/malformed` where a script was mended or left."""
    nodes, broken = load_nodes(document)
    problems = ("jsonld/malformed",) if broken else ()
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    article = choose_node(nodes, document)
    page = next((node for node in nodes if types_of(node) & _PAGES), {})
    if article is None:
        crumb = find_crumb(nodes, document)
        return replace(_of_page(_Reader(page, by_id, document.base_url), problems), section=crumb)
    reader = _Reader(article, by_id, document.base_url)
    live = has_live_twin(article, nodes, document)
    kind = "live_blog" if live else next((KINDS[name] for name in KINDS if name in types_of(article)), None)
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
        section=reader.section() or find_crumb(nodes, document),
        tags=reader.tags(),
        images=reader.images(),
        videos=reader.videos(find_films(nodes, article, document)),
        corrections=reader.corrections(),
        article_body=reader.body(),
        free=is_free(article),
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
        free=is_free(reader.node),
        problems=problems,
    )


def _resolve(value: Any, by_id: dict[str, Node]) -> Any:
    """*value*, or the node that it refers to by `@id`."""
    if isinstance(value, list):
        return [_resolve(item, by_id) if isinstance(item, dict) else item for item in value[:_MAX_ITEMS]]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and not value.get("name"):
        return by_id.get(value["@id"], value)
    return value


def _address(value: Any) -> str | None:
    """An address as text or as a reference."""
    return text_of(value.get("@id") or value.get("@value")) if isinstance(value, dict) else text_of(value)


def _language(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    return text_of(value)


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = next((item for item in value if item), None)
    return text_of(value.get("name")) if isinstance(value, dict) else text_of(value)


def _flat(value: Any) -> list[Any]:
    """The items of *value*, of lists within it and of JSON-LD's `@list`."""
    items: list[Any] = []
    for item in _list(value):
        inner = item.get("@list") or item.get("@set") if isinstance(item, dict) else item
        items.extend(_list(inner) if isinstance(inner, list) else [item])
    return items[:_MAX_ITEMS]


def _list(value: Any) -> list[Any]:
    return value[:_MAX_ITEMS] if isinstance(value, list) else [] if value is None else [value]


class _Reader:
    """Reads the properties of one article node."""

    def __init__(self, node: Node, by_id: dict[str, Node], base_url: str) -> None:
        self.node = node
        self.by_id = by_id
        self.base_url = base_url

    def text(self, key: str) -> str | None:
        return text_of(self.node.get(key))

    def raw(self, key: str) -> str | None:
        return text_of(self.node.get(key))

    def address(self) -> str | None:
        return next((found for found in addresses_of(self.node) if found.startswith(("http", "/"))), None)

    def section(self) -> str | None:
        sections = [text for text in map(text_of, _list(self.node.get("articleSection"))) if text]
        return sections[0].split(",")[0].strip() or None if sections else None

    def tags(self) -> tuple[str, ...]:
        """Keywords; "section:sport" and its like are the publisher's machinery and left out."""
        words: list[str] = []
        for value in _list(self.node.get("keywords")):
            value = value.get("name") if isinstance(value, dict) else value
            text = text_of(value)
            if text:
                words.extend(part.strip() for part in (text.split(",") if "," in text else text.split(";")))
        return tuple(dict.fromkeys(word for word in words if word and len(word) <= 100 and ":" not in word))

    def authors(self) -> tuple[RawAuthor, ...]:
        """Of `author`; of `creator` where that names nobody, or only organisations and `creator` a person."""
        stated = [self._authors_in(key) for key in ("author", "creator")]
        if all(author.kind == "organisation" for author in stated[0]) and stated[1]:
            people = [author for author in stated[1] if author.kind != "organisation"]
            return tuple(people or stated[0] or stated[1])
        return tuple(stated[0])

    def _authors_in(self, key: str) -> list[RawAuthor]:
        items = _flat(_resolve(self.node.get(key), self.by_id))
        return [author for item in items for author in self._author(item)][:_MAX_ITEMS]

    def _author(self, item: Any) -> Iterator[RawAuthor]:
        if not isinstance(item, dict):
            name = text_of(item)
            if name:
                yield RawAuthor(name=name)
            return
        types = types_of(item)
        kind = "organisation" if any("Organization" in name for name in types) else None
        kind = "person" if "Person" in types else kind
        url = text_of(item.get("url")) or text_of(item.get("sameAs"))
        parts = [text for key in ("givenName", "familyName") if (text := text_of(item.get(key)))]
        for value in _list(item.get("name")) or [" ".join(parts)]:
            name = text_of(value)
            if name:
                name = _TAG.sub("", name) or name
                yield RawAuthor(name=name, kind=kind, url=self._link(url))

    def images(self) -> tuple[Image, ...]:
        images: list[Image] = []
        for item in _flat(_resolve(self.node.get("image"), self.by_id)):
            node = item if isinstance(item, dict) else {}
            stated = (text_of(item),) if not node else map(_address, map(node.get, _ADDRESSES))
            link = next((link for url in stated if (link := self._link(url))), None)
            if link:
                credit = next((name for key in _CREDITS if (name := _name(node.get(key)))), None)
                caption = text_of(node.get("caption"))
                images.append(Image(url=link, caption=caption, credit=credit, lead=not images))
        return tuple(images)

    def videos(self, beside: list[Node]) -> tuple[Video, ...]:
        """Of `video`, the node itself where it is a film, and of the films *beside* it."""
        items = [*_list(_resolve(self.node.get("video"), self.by_id)), *beside]
        items += [self.node] if "VideoObject" in types_of(self.node) else []
        videos = []
        for item in items:
            if isinstance(item, dict):
                url = (
                    text_of(item.get("contentUrl"))
                    or text_of(item.get("embedUrl"))
                    or text_of(item.get("url"))
                )
                link = self._link(url)
                if link:
                    videos.append(Video(url=link, title=text_of(item.get("name"))))
        return tuple({video.url: video for video in reversed(videos)}.values())[::-1]

    def corrections(self) -> tuple[Correction, ...]:
        found = []
        for item in _list(_resolve(self.node.get("correction"), self.by_id)):
            if isinstance(item, dict):
                text, stated = (
                    text_of(item.get("text")) or text_of(item.get("name")),
                    text_of(item.get("datePublished")),
                )
            else:
                text, stated = text_of(item), None
            if text and not text.startswith(("http://", "https://")):
                found.append(Correction(kind="correction", text=text, published_at=stated, source="jsonld"))
        return tuple(found)

    def body(self) -> str | None:
        """`articleBody` with its line breaks."""
        value = self.node.get("articleBody") or self.node.get("text")
        text = plain_text(value[0] if isinstance(value, list) and value else value)
        return html.unescape(text).strip() or None if text else None

    def _link(self, url: str | None) -> str | None:
        return find_link(self.base_url, url)
