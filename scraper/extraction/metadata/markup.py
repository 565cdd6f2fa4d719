"""The visible page: headline, byline, date line, kicker, standfirst, section, pictures and films."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from scraper.extraction.metadata.finding import Finding
from scraper.extraction.metadata.headings import (
    article_headings,
    choose_heading,
    heading_text,
    heading_versions,
    kicker_within,
)
from scraper.extraction.metadata.pictures import find_images, find_videos, has_caption
from scraper.extraction.metadata.printed_byline import find_byline
from scraper.extraction.metadata.printed_dates import date_reader, find_dates
from scraper.extraction.metadata.surroundings import KICKER, Place, find_places, is_elsewhere, text_in_parts
from scraper.normalise.byline_words import phrases
from scraper.normalise.names import is_signed, parse_byline
from scraper.normalise.text import clean_text, fold
from scraper.page import Document
from scraper.sites.site import Site

_DEK = re.compile(
    r"standfirst|(?:^|[\s_-])(?:dek|deck|lede|sub-?title|sub-?head(?:line|ing)?|article-?(?:lead|intro|summary|excerpt)"
    r"|chapo|chapeau|ingress|vorspann|excerpt|lead|lead-?in|intro|summary|bajada|copete|catenaccio|strapline)(?:$|[\s_-])"
)
_CRUMBS = "breadcrumb"
_AUTHOR = re.compile(r"byline|author|autor|auteur|autore|forfatter|writer")
_HEADER = re.compile(r"head|title|titel|titre|hero|intro")
_ARROW = re.compile(r"^\W*[‹«<←⟵◀❮➜➔→↩⇐]")
_LONGEST_KICKER, _KICKER_WORDS = 60, 5


def find(document: Document, site: Site) -> Finding:
    """What a reader sees round the headline."""
    first, lower = article_headings(document)
    heading = choose_heading(document, [*first, *lower])
    places = find_places(document.elements, heading)
    region = _region(document, heading)
    authors, byline, signed = find_byline(places, heading, region)
    published, modified = find_dates(places, heading, document.root, date_reader(document, site))
    return Finding(
        headline=heading_text(heading) if heading is not None else None,
        headings=tuple(tuple(heading_versions(each)) for each in first),
        lower_headings=tuple(map(heading_text, lower)),
        kicker=_find_kicker(places, heading),
        dek=_find_dek(places, heading),
        authors=authors,
        byline=byline,
        signed=signed,
        published=published,
        modified=modified,
        section=_find_section(places, heading),
        images=find_images(region, document.base_url),
        videos=find_videos(region, document.base_url),
    )


def _find_kicker(places: list[Place], heading: HtmlElement | None) -> str | None:
    """The short line over the headline: marked as one, within the `<h1>`, or directly above it."""
    for place in sorted(places, key=lambda place: abs(place.distance)):
        if -8 <= place.distance < 0 and KICKER.search(place.words):
            text = clean_text(text_in_parts(place.element))
            if 2 <= len(text) <= _LONGEST_KICKER and "|" not in text:
                return text
    if heading is None:
        return None
    return kicker_within(heading) or _line_above(heading)


def _line_above(heading: HtmlElement) -> str | None:
    """A short text directly above *heading* in the same header; no name, date, prompt or way back."""
    line, header = heading.getprevious(), heading.getparent()
    if line is None or header is None or line.tag not in {"p", "span", "div", "strong"}:
        return None
    if header.tag not in {"header", "hgroup"} and not _HEADER.search(header.get("class") or ""):
        return None
    text = text_in_parts(line)
    if not 3 <= len(text) <= _LONGEST_KICKER or len(text.split()) > _KICKER_WORDS or "|" in text:
        return None
    plain = not any(character.isdigit() for character in text) and not is_way_back(text)
    folded = fold(text)
    known = phrases()
    spoken = folded in known["never"] or folded.split()[0] in known["prompts"] or is_signed(text)
    bare = line.find(".//img") is None and line.find(".//button") is None and len(line.findall(".//a")) <= 1
    return text if plain and bare and not spoken and not is_elsewhere(line, heading) else None


def is_way_back(text: str) -> bool:
    """Whether *text* is a link such as "‹ Back" or "Home", and names nothing of the article."""
    if _ARROW.match(text):
        return True
    folded = fold(text).strip(" .:")
    backs = phrases()["backs"]
    return folded in backs or (" " in folded and " ".join(folded.split()[:2]) in backs)


def _find_dek(places: list[Place], heading: HtmlElement | None) -> str | None:
    for place in places:
        if 0 < place.distance <= 12 and _DEK.search(place.words) and not _AUTHOR.search(place.words):
            text = clean_text(place.element.text_content()[:1500])
            short = 25 <= len(text) <= 600 and len(place.element.findall(".//p")) <= 1
            if short and not has_caption(place.element):
                return text
    following = heading.getnext() if heading is not None else None
    if following is not None and following.tag in {"h2", "p"} and heading is not None:
        parent = heading.getparent()
        text = clean_text(following.text_content()[:1500])
        in_header = parent is not None and (parent.tag == "header" or following.tag == "h2")
        if in_header and 25 <= len(text) <= 600 and not parse_byline(text).authors:
            return text
    return None


def _find_section(places: list[Place], heading: HtmlElement | None) -> str | None:
    """The last crumb of the breadcrumb trail that is not the headline itself."""
    title = fold(heading_text(heading)) if heading is not None else ""
    trail = next((place.element for place in places if _CRUMBS in place.words), None)
    if trail is None:
        return None
    crumbs = [clean_text(link.text_content()[:200]) for link in trail.iter("a")]
    links = len([crumb for crumb in crumbs if crumb and fold(crumb) not in title])
    crumbs = [
        crumb
        for crumb in crumbs
        if crumb and len(crumb) <= 60 and fold(crumb) not in title and not is_way_back(crumb)
    ]
    return crumbs[-1] if crumbs and links > 1 else None


def _region(document: Document, heading: HtmlElement | None) -> HtmlElement:
    """Where the article's pictures stand: the nearest `<article>` or `<main>` round the headline."""
    if heading is not None:
        for above in heading.iterancestors():
            if above.tag in {"article", "main"}:
                return above
    return next(iter(document.elements.tagged("article")), document.root)
