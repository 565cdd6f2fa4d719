"""Microdata and RDFa of schema.org: the article's own properties, not those of what it contains."""

from __future__ import annotations

from lxml.html import HtmlElement

from exports.record import Image
from scraper.extraction.metadata.addresses import find_link, find_source
from scraper.extraction.metadata.finding import Finding, RawAuthor
from scraper.extraction.metadata.jsonld_nodes import KINDS
from scraper.extraction.paths import find_by
from scraper.normalise.text import clean_line
from scraper.page import Document
from scraper.sites.site import Site

_MOST = 500
# From the attributes to what has them: a third of what it costs to ask every element for one.
_ITEMS = find_by("//@itemtype/parent::* | //@typeof/parent::*")
_PROPERTIES = find_by("descendant::*/@itemprop/parent::* | descendant::*/@property/parent::*")
ARTICLES = frozenset(name for name, kind in KINDS.items() if kind in {"article", "live_blog", "opinion"})
_LONG = 1000


def find(document: Document, site: Site) -> Finding:
    """What the page's first article item says that holds its headline, else its only article item."""
    items = _ITEMS(document.root)[:_MOST]
    scopes = [element for element in items if type_of(element) in ARTICLES]
    scope = next((item for item in scopes if item.find(".//h1") is not None), None)
    if scope is None:
        if len(scopes) != 1:
            return Finding()
        scope = scopes[0]
    values = _properties(scope)
    base = document.base_url
    images = [find_link(base, _value(item)) for item in values.get("image", [])]
    return Finding(
        publisher=_name(values.get("publisher", [])),
        kind=KINDS.get(type_of(scope)),
        headline=_text(values.get("headline", [])) or _text(values.get("name", [])),
        authors=tuple(
            RawAuthor(name=name, kind=_author_kind(item))
            for item in values.get("author", [])[:100]
            if (name := _name([item]))
        ),
        published=_text(values.get("datepublished", [])) or _text(values.get("datecreated", [])),
        modified=_text(values.get("datemodified", [])),
        language=_text(values.get("inlanguage", [])),
        section=_text(values.get("articlesection", [])),
        images=tuple(Image(url=link, lead=place == 0) for place, link in enumerate(images) if link),
        free={"true": True, "false": False}.get((_text(values.get("isaccessibleforfree", [])) or "").lower()),
    )


def type_of(element: HtmlElement) -> str:
    """The schema.org type of an item, without its address; "" for none."""
    stated = (element.get("itemtype") or element.get("typeof") or "").split()
    return stated[0].rsplit("/", 1)[-1].rsplit(":", 1)[-1] if stated else ""


def _properties(scope: HtmlElement) -> dict[str, list[HtmlElement]]:
    """The elements of each property of *scope*; what belongs to an item inside it is left out."""
    values: dict[str, list[HtmlElement]] = {}
    for element in _PROPERTIES(scope)[:_MOST]:
        if _owner(element) is not scope:
            continue
        for name in (element.get("itemprop") or element.get("property") or "").split():
            values.setdefault(name.rsplit(":", 1)[-1].lower(), []).append(element)
    return values


def _owner(element: HtmlElement) -> HtmlElement | None:
    return next(
        (
            above
            for above in element.iterancestors()
            if above.get("itemscope") is not None or above.get("typeof")
        ),
        None,
    )


def _value(element: HtmlElement) -> str | None:
    for name in ("content", "datetime"):
        if element.get(name):
            return clean_line(element.get(name))
    if element.tag == "img":
        return find_source(element)
    if element.tag in {"link", "a"} and element.get("href") and not element.text_content().strip():
        return clean_line(element.get("href"))
    inner = element.find(".//img")
    if inner is not None and element.get("itemscope") is not None:
        return find_source(inner)
    return clean_line(element.text_content()[:_LONG])


def _text(elements: list[HtmlElement]) -> str | None:
    return next((value for value in map(_value, elements) if value and len(value) < _LONG), None)


def _name(elements: list[HtmlElement]) -> str | None:
    """The `name` of an item, else its own text."""
    for element in elements:
        named = element.xpath(".//*[@itemprop='name' or @property='name' or @property='schema:name']")
        if named:
            return _value(named[0])
        if element.get("itemscope") is not None and element.find(".//img") is not None:
            return clean_line(element.text_content()[:_LONG])
        value = _value(element)
        if value:
            return value
    return None


def _author_kind(element: HtmlElement) -> str | None:
    return {"Person": "person", "Organization": "organisation", "NewsMediaOrganization": "organisation"}.get(
        type_of(element)
    )
