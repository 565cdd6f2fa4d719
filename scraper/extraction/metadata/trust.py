"""Which source is believed for which field, and the metadata that come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from exports.record import Image, Provenance
from scraper.extraction.metadata import (
    address_words,
    hinted,
    jsonld,
    metatags,
    microdata,
    rules,
)
from scraper.extraction.metadata.addresses import is_front
from scraper.extraction.metadata.bylines import choose_authors, is_of_authors
from scraper.extraction.metadata.dated import date_corrections, read_dates
from scraper.extraction.metadata.datelines import find_dateline_agency
from scraper.extraction.metadata.finding import Finding
from scraper.extraction.metadata.headings import find_titles
from scraper.extraction.metadata.headline import choose_headline, without_site
from scraper.extraction.metadata.markup import Seen, is_way_back
from scraper.extraction.metadata.site_names import list_names
from scraper.extraction.metadata.stated import Metadata
from scraper.extraction.metadata.title_parts import window_title
from scraper.hints import Hints
from scraper.normalise.languages import parse_language
from scraper.normalise.names import is_signed
from scraper.normalise.text import fold
from scraper.normalise.urls import normalise_url, site_of
from scraper.page import Document
from scraper.sites.site import Site

SOURCES: dict[str, Callable[[Document, Site], Finding]] = {
    "rules": rules.find,
    "jsonld": jsonld.find,
    "microdata": microdata.find,
    "metatags": metatags.find,
    "url": address_words.find,
}
# Field by field, the most trusted source first; `markup` is what the page shows, `hints` what the feed or the
# news sitemap says.
TRUST: dict[str, tuple[str, ...]] = {
    "canonical_url": ("metatags", "jsonld"),
    "shared_url": ("metatags",),
    "publisher": ("jsonld", "metatags", "microdata"),
    "kind": ("jsonld", "metatags", "microdata", "url"),
    "headline": ("rules", "jsonld", "metatags", "microdata", "markup", "hints"),
    "kicker": ("markup",),
    "dek": ("rules", "markup"),
    "authors": ("rules", "jsonld", "metatags", "microdata", "markup", "hints"),
    "byline": ("markup", "metatags"),
    "published": ("rules", "jsonld", "metatags", "microdata", "markup", "hints", "url"),
    "dated": ("metatags",),
    "modified": ("jsonld", "metatags", "microdata", "markup"),
    "language": ("metatags", "jsonld", "microdata", "hints"),
    "section": ("metatags", "jsonld", "microdata", "markup"),
    "tags": ("jsonld", "metatags", "hints"),
    "images": ("markup", "jsonld", "microdata", "metatags"),
    "videos": ("jsonld", "markup", "metatags"),
    "free": ("jsonld", "microdata", "metatags"),
}
_PAGE = frozenset({"rules", "jsonld", "metatags", "microdata", "markup"})
_RANK = {"rules": 0, "jsonld": 1, "metatags": 2, "microdata": 3}
_MAX_HEADLINE = 1024
_MAX_TITLES = 30


def read_metadata(document: Document, site: Site, hints: Hints | None = None) -> Metadata:
    """What the page, the site file and the hints state, each field from the most trusted source that has it.

    Pure: it depends on the page alone, and on `page.retrieved_at` for future and relative dates.
    """
    return _Reading(document, site, hints).metadata()


class _Reading:
    """The findings of one page, and the choice among them field by field."""

    def __init__(self, document: Document, site: Site, hints: Hints | None) -> None:
        self.document = document
        self.site = site
        self.hints = hints
        self.seen = Seen(document, site)
        self.findings = {name: find(document, site) for name, find in SOURCES.items()}
        self.findings["hints"] = hinted.find(hints)

    def metadata(self) -> Metadata:
        publisher, publisher_from = self.first("publisher")
        publisher = publisher or self.site.name
        canonical, canonical_from = self.canonical()
        language, language_from = self.language()
        headline, headline_from, titles = self.headline(publisher)
        published, modified = read_dates(
            self.document, self.site, language, self.published(), self.stated("modified")
        )
        own = (publisher, self.site.name, self.site.domain, self.site.domain.split(".")[0])
        names = frozenset(fold(name) for name in own if name)
        authors, authors_from, agency = choose_authors(
            self.authors(), names, self.seen.byline, signed=self.seen.signed
        )
        lines = ((line, name) for name, line in self.stated("byline") if is_of_authors(line, authors))
        byline, byline_from = next(lines, (None, None))
        dek, dek_from = self.dek(headline)
        kind, kind_from = self.kind()
        kicker, kicker_from = self.first("kicker")
        section, section_from = self.section()
        tags, tags_from = self.first("tags")
        images, images_from = self.first("images")
        videos, videos_from = self.first("videos")
        free, free_from = self.first("free")
        agency, agency_from = (agency, authors_from) if agency else self.dateline_agency()
        flags = published.flags | modified.flags
        flags |= frozenset() if published.day else {"no_date"}
        flags |= {"field_cut"} if headline and len(headline) > _MAX_HEADLINE else frozenset()
        return Metadata(
            canonical_url=canonical,
            publisher=publisher,
            kind=kind,
            headline=headline[:_MAX_HEADLINE] if headline else None,
            kicker=kicker if kicker and fold(kicker) != fold(headline or "") else None,
            dek=dek,
            authors=authors,
            byline=byline,
            published_at=published.moment,
            published_on=published.day,
            published_raw=published.raw,
            modified_at=modified.moment,
            modified_raw=modified.raw,
            language=language,
            section=section,
            tags=tags or (),
            images=_with_lead(images or ()),
            videos=videos or (),
            corrections=date_corrections(self.findings["jsonld"].corrections, self.site, language),
            article_body=self.findings["jsonld"].article_body,
            free=free,
            agency=agency,
            provenance=Provenance(
                canonical_url=canonical_from,
                publisher=publisher_from or ("rules" if publisher else None),
                kind=kind_from,
                headline=headline_from,
                kicker=kicker_from,
                dek=dek_from,
                authors=authors_from,
                byline=byline_from,
                published=published.source,
                modified=modified.source,
                language=language_from,
                section=section_from,
                tags=tags_from,
                images=images_from,
                videos=videos_from,
                access=free_from,
                agency=agency_from,
            ),
            flags=flags,
            problems=tuple(problem for finding in self.findings.values() for problem in finding.problems),
            titles=titles,
        )

    def stated(self, field: str) -> Iterator[tuple[str, Any]]:
        """(source, value) of each source that states *field*, the most trusted first.

        What the page shows is read where nobody has what they want before it: that is dear.
        """
        for name in TRUST[field]:
            value = getattr(self.seen if name == "markup" else self.findings[name], field)
            if value is not None and value != () and value != "":
                source = self.hints.source if name == "hints" and self.hints else name
                yield source, value

    def first(self, field: str) -> tuple[Any, str | None]:
        return next(((value, source) for source, value in self.stated(field)), (None, None))

    def published(self) -> Iterator[tuple[str, str]]:
        """The stated dates of publication; a bare "date" comes after all that the page says and prints."""
        dated = self.stated("dated")
        for source, text in self.stated("published"):
            if source not in _PAGE:
                yield from dated
            yield source, text
        yield from dated

    def canonical(self) -> tuple[str | None, str | None]:
        """Believed only on the registrable domain that the page itself is on, and never the site's front
        page for another one: templates name it by mistake, and all articles would be one."""
        home = site_of(self.document.page.url)
        stated = [*self.stated("canonical_url"), *self.stated("shared_url")]
        for source, address in sorted(stated, key=lambda one: one[0] != "metatags"):
            link = normalise_url(address)
            front = link is not None and is_front(link) and not is_front(self.document.page.url)
            if link and site_of(link) == home and not front and "@" not in urlsplit(address).netloc:
                return address, source
        return None, None

    def language(self) -> tuple[str | None, str | None]:
        for source, stated in self.stated("language"):
            language = parse_language(stated)
            if language:
                return language, source
        return (self.site.language, "rules") if self.site.language else (None, None)

    def headline(self, publisher: str | None) -> tuple[str | None, str | None, tuple[str, ...]]:
        """(headline, source, every title of the page)."""
        declared = list(self.stated("headline"))
        headings = self.seen.headings
        printed = [versions[0] for versions in headings]
        own = [publisher, *(name for field in ("publisher", "section") for _, name in self.stated(field))]
        names = list_names(
            self.site, self.document.page.url, own, [*printed, *(text for _, text in declared)]
        )
        headline: str | None
        source: str | None
        if declared and declared[0][0] == "rules":
            headline, source = declared[0][1], "rules"
        else:
            headline, source = choose_headline(
                declared,
                headings,
                window_title(self.document),
                names,
                self.seen.lower_headings,
            )
        every = dict.fromkeys([*(title for _, title in declared), *find_titles(self.document)])
        versions = [version for title in every for version in (title, without_site(title, names)) if version]
        return headline, source, tuple(dict.fromkeys(versions))[:_MAX_TITLES]

    def dek(self, headline: str | None) -> tuple[str | None, str | None]:
        """The standfirst that the page shows; the first paragraph's beginning and the headline are none."""
        body = fold((self.findings["jsonld"].article_body or "")[:1000])
        for source, text in self.stated("dek"):
            folded = fold(text)
            if folded != fold(headline or "") and not (body and body.startswith(folded[:200])):
                return text, source
        return None, None

    def authors(self) -> list[tuple[str, Any]]:
        """The stated authors, a printed "By ..." before those of the meta elements: these often name the
        publisher or the account."""
        stated = list(self.stated("authors"))
        if is_signed(self.seen.byline or ""):
            stated.sort(key=lambda one: 1.5 if one[0] == "markup" else _RANK.get(one[0], 9))
        return stated

    def section(self) -> tuple[str | None, str | None]:
        """The first section that is no way back to another page."""
        stated = self.stated("section")
        return next(((text, name) for name, text in stated if not is_way_back(text)), (None, None))

    def kind(self) -> tuple[str | None, str | None]:
        """The first declared kind; a plain "article" gives way to an address that says opinion."""
        kind, source = self.first("kind")
        if kind == "article" and self.findings["url"].kind == "opinion":
            return "opinion", "url"
        return kind, source

    def dateline_agency(self) -> tuple[str | None, str | None]:
        """The agency in "KYIV (Reuters) -" at the beginning of the declared text."""
        agency = find_dateline_agency(self.findings["jsonld"].article_body or "")
        return agency, "jsonld" if agency else None


def _with_lead(images: tuple[Image, ...]) -> tuple[Image, ...]:
    return tuple(replace(image, lead=place == 0) for place, image in enumerate(images))
