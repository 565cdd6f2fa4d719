"""Meta elements: OpenGraph, article:*, Dublin Core, Parse.ly, Sailthru, citation, Twitter and plain names."""

from __future__ import annotations

from lxml.html import HtmlElement

from exports.record import Image, Video
from scraper.extraction.metadata.addresses import find_link
from scraper.extraction.metadata.finding import Finding, RawAuthor
from scraper.extraction.metadata.meta_names import NAMES
from scraper.extraction.metadata.microdata import ARTICLES, type_of
from scraper.normalise.languages import parse_language
from scraper.normalise.names import is_opener
from scraper.normalise.text import clean_line
from scraper.page import Document
from scraper.sites.site import Site

_MOST = 2000
_LONGEST = 5000

_KINDS = {"article": "article", "video": "video", "music": "audio"}
"""The kind of page by the first word of `og:type`."""
_TIERS = {
    "free": True,
    "metered": True,
    "locked": False,
    "premium": False,
    "paid": False,
    "subscriber": False,
}


def find(document: Document, site: Site) -> Finding:
    """What the page's `<meta>` elements, `<html lang>` and `<link rel=canonical>` say."""
    values, canonical = _read(document)
    base = document.base_url
    authors = next((values[name] for name in NAMES["authors"] if _names(values.get(name, []))), [])
    authors = authors or _labelled_author(values)
    return Finding(
        canonical_url=find_link(base, canonical),
        shared_url=find_link(base, _first(values, ("og:url",))),
        publisher=_first(values, NAMES["publisher"]),
        kind=_kind(values),
        headline=_first(values, NAMES["headline"]),
        dek=_first(values, NAMES["dek"]),
        authors=tuple(RawAuthor(name=name) for name in _names(authors)),
        byline=_first(values, NAMES["byline"]),
        published=_first(values, NAMES["published"]),
        dated=_first(values, NAMES["dated"]),
        modified=_first(values, NAMES["modified"]),
        language=_language(document, values),
        section=_section(values),
        tags=_tags(values),
        images=_images(values, base),
        videos=_videos(values, base),
        free=_free(values),
    )


def find_all(document: Document, names: tuple[str, ...]) -> list[str]:
    """Every value that stands under one of *names*."""
    values, _ = _read(document)
    return [value for name in names for value in values.get(name, [])]


def _read(document: Document) -> tuple[dict[str, list[str]], str | None]:
    values: dict[str, list[str]] = {}
    canonical: str | None = None
    for count, element in enumerate(document.elements.tagged("meta", "link")):
        if count > _MOST:
            break
        if element.tag == "link":
            if canonical is None and "canonical" in (element.get("rel") or "").lower().split():
                canonical = element.get("href")
            continue
        # All attributes at once cost as much as one that is asked for by name.
        stated = dict(element.items())
        content = stated.get("content")
        if not content or len(content) > _LONGEST:
            continue
        value = clean_line(content)
        if value:
            inner = _is_in_item(element)
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                name = stated.get(attribute)
                if name and not (inner and attribute in {"itemprop", "property"}):
                    values.setdefault(name.strip().lower(), []).append(value)
    return values, canonical


def _is_in_item(element: HtmlElement) -> bool:
    """Whether *element* stands in an item of the body that is not the article: a reference, a person."""
    for above in element.iterancestors():
        if above.tag in {"head", "body", "html"}:
            return False
        if above.get("itemscope") is not None or above.get("typeof"):
            part = above.get("itemprop") or above.get("property")
            return bool(part) or type_of(above) not in ARTICLES
    return False


def _language(document: Document, values: dict[str, list[str]]) -> str | None:
    """The first statement that is a language: of `<html lang>`, then of the meta elements."""
    root = document.root
    stated = [root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang")]
    stated += [value for name in NAMES["language"] for value in values.get(name, [])]
    return next((value for value in stated if parse_language(value)), None)


def _labelled_author(values: dict[str, list[str]]) -> list[str]:
    """The name beside "Written by" in a Twitter card's labelled data."""
    for number in ("1", "2"):
        label = _first(values, (f"twitter:label{number}",))
        if label and is_opener(label):
            return values.get(f"twitter:data{number}", [])
    return []


def _first(values: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((values[name][0] for name in names if name in values), None)


def _names(stated: list[str]) -> list[str]:
    """The names among *stated*, each once; profile addresses are no names."""
    return list(
        dict.fromkeys(name for name in stated if "://" not in name and not name.startswith(("@", "www.")))
    )


def _section(values: dict[str, list[str]]) -> str | None:
    section = _first(values, NAMES["section"])
    return section if section and len(section) <= 100 and "://" not in section else None


def _tags(values: dict[str, list[str]]) -> tuple[str, ...]:
    for name in NAMES["tags"]:
        stated = values.get(name, [])
        words = [word.strip() for value in stated for word in value.split("," if "," in value else ";")]
        words = [word for word in words if word and len(word) <= 100 and "://" not in word]
        if words:
            return tuple(dict.fromkeys(words))
    return ()


def _images(values: dict[str, list[str]], base: str) -> tuple[Image, ...]:
    link = find_link(
        base, _first(values, ("og:image:secure_url", "og:image", "og:image:url", "twitter:image"))
    )
    alt = _first(values, ("og:image:alt", "twitter:image:alt"))
    return (Image(url=link, alt=alt, lead=True),) if link else ()


def _videos(values: dict[str, list[str]], base: str) -> tuple[Video, ...]:
    link = find_link(
        base, _first(values, ("og:video:secure_url", "og:video:url", "og:video", "twitter:player"))
    )
    return (Video(url=link),) if link and ".swf" not in link else ()


def _kind(values: dict[str, list[str]]) -> str | None:
    if (_first(values, ("article:opinion", "og:article:opinion")) or "").lower() == "true":
        return "opinion"
    stated = (_first(values, ("og:type",)) or "").lower()
    return _KINDS.get(stated.partition(".")[0])


def _free(values: dict[str, list[str]]) -> bool | None:
    stated = _first(values, ("isaccessibleforfree",))
    if stated:
        return {"true": True, "false": False}.get(stated.lower())
    return _TIERS.get((_first(values, ("article:content_tier",)) or "").lower())
