"""The site file's own selectors: they win over every general rule."""

from __future__ import annotations

from functools import lru_cache

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from scraper.extraction.metadata.finding import Finding, RawAuthor
from scraper.normalise.text import clean_line
from scraper.page import Document
from scraper.sites.site import Site


def find(document: Document, site: Site) -> Finding:
    """What the site file's `[select]` finds on the page. A bad selector raises: the file is wrong."""
    select = site.select
    published = _elements(document, select.published)
    return Finding(
        headline=_first(document, select.headline),
        dek=_first(document, select.dek),
        authors=tuple(
            RawAuthor(name=name)
            for element in _elements(document, select.authors)[:100]
            if (name := clean_line(element.text_content()))
        ),
        published=next((text for element in published if (text := _date_text(element))), None),
    )


def _first(document: Document, selector: str | None) -> str | None:
    texts = (clean_line(element.text_content()) for element in _elements(document, selector))
    return next((text for text in texts if text), None)


def _date_text(element: HtmlElement) -> str | None:
    return clean_line(element.get("datetime") or element.get("content") or element.text_content())


def _elements(document: Document, selector: str | None) -> list[HtmlElement]:
    if not selector:
        return []
    found: list[HtmlElement] = _compiled(selector)(document.root)  # type: ignore[assignment]
    return found


@lru_cache(maxsize=256)
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector)
