"""The visible page: headline, byline, date line, kicker, standfirst, section, pictures and films."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import islice, takewhile

from lxml.html import HtmlElement

from exports.record import Image, Video
from scraper.extraction.metadata.finding import RawAuthor
from scraper.extraction.metadata.headings import (
    article_headings,
    choose_heading,
    heading_text,
    heading_versions,
    kicker_within,
)
from scraper.extraction.metadata.nearby import Places
from scraper.extraction.metadata.pictures import find_images, find_videos, has_caption
from scraper.extraction.metadata.printed_byline import Byline, find_byline
from scraper.extraction.metadata.printed_dates import PrintedDates, date_reader
from scraper.extraction.metadata.surroundings import KICKER, is_elsewhere, text_in_parts
from scraper.normalise.byline_words import phrases
from scraper.normalise.names import is_signed, parse_byline
from scraper.normalise.text import clean_text, fold
from scraper.page import Document
from scraper.sites.site import Site

_DEK = re.compile(
    r"standfirst|(?:^|[\s_-])(?:dek|deck|lede|sub-?title|sub-?head(?:line|ing)?|article-?(?:lead|intro|summary|excerpt)"
    r"|chapo|chapeau|ingress|vorspann|excerpt|lead|lead-?in|intro|summary|bajada|copete|catenaccio|strapline)(?:$|[\s_-])"
)
_CRUMBS, _ANY_CRUMBS = "breadcrumb", "readcrumb"
_AUTHOR = re.compile(r"byline|author|autor|auteur|autore|forfatter|writer")
_HEADER = re.compile(r"head|title|titel|titre|hero|intro")
_ARROW = re.compile(r"^\W*[‹«<←⟵◀❮➜➔→↩⇐]")
_LONGEST_KICKER, _KICKER_WORDS = 60, 5
_ABOVE, _BELOW = 8, 12
"""How many places from the headline a kicker and a standfirst stand at most."""


class Seen:
    """What a reader sees round the headline. Named as in `Finding`; each is read when it is asked for."""

    def __init__(self, document: Document, site: Site) -> None:
        self._document = document
        self._site = site
        self._first, self._lower = article_headings(document)
        self._heading = choose_heading(document, [*self._first, *self._lower])
        self._places = Places(document.elements, self._heading)
        self._region = _region(document, self._heading)

    @property
    def headline(self) -> str | None:
        return heading_text(self._heading) if self._heading is not None else None

    @property
    def headings(self) -> Sequence[Sequence[str]]:
        """The texts that each `<h1>` may stand for as the headline, the whole one first."""
        return [heading_versions(each) for each in self._first]

    @property
    def lower_headings(self) -> Sequence[str]:
        """Headings of lower ranks that print a title of the page."""
        return list(map(heading_text, self._lower))

    @property
    def kicker(self) -> str | None:
        return _find_kicker(self._places, self._heading)

    @property
    def dek(self) -> str | None:
        return _find_dek(self._places, self._heading)

    @property
    def authors(self) -> tuple[RawAuthor, ...]:
        return self._byline[0]

    @property
    def byline(self) -> str | None:
        return self._byline[1]

    @property
    def signed(self) -> bool:
        """Whether the printed byline leaves no doubt: one name next to the headline, or beside "Author:"."""
        return self._byline[2]

    @cached_property
    def _byline(self) -> Byline:
        return find_byline(self._places, self._heading, self._region)

    @property
    def published(self) -> str | None:
        return self._dates.published

    @property
    def modified(self) -> str | None:
        return self._dates.modified

    @cached_property
    def _dates(self) -> PrintedDates:
        read = date_reader(self._document, self._site)
        return PrintedDates(self._places, self._heading, self._document.root, read)

    @cached_property
    def section(self) -> str | None:
        # Half of the pages have none, and to look at all places costs ten times as much as at all letters.
        named = _ANY_CRUMBS in self._document.text
        return _find_section(self._places, self._heading) if named else None

    @property
    def images(self) -> tuple[Image, ...]:
        return find_images(self._region, self._document.base_url)

    @property
    def videos(self) -> tuple[Video, ...]:
        return find_videos(self._region, self._document.base_url)


def _find_kicker(places: Places, heading: HtmlElement | None) -> str | None:
    """The short line over the headline: marked as one, within the `<h1>`, or directly above it."""
    for place in islice(places.before, _ABOVE):
        if KICKER.search(place.words):
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


def _find_dek(places: Places, heading: HtmlElement | None) -> str | None:
    for place in takewhile(lambda place: place.distance <= _BELOW, places.after):
        if place.distance and _DEK.search(place.words) and not _AUTHOR.search(place.words):
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


def _find_section(places: Places, heading: HtmlElement | None) -> str | None:
    """The last crumb of the breadcrumb trail that is not the headline itself."""
    title = fold(heading_text(heading)) if heading is not None else ""
    trail = next((place.element for place in places.in_order if _CRUMBS in place.words), None)
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
