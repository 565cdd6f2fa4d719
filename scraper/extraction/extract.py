"""The whole way from a page to an article."""

from __future__ import annotations

import re
from dataclasses import replace

from exports.record import Access, Correction, Provenance, count_words
from scraper.article import Article, Rejection
from scraper.extraction.assembly import Assembled, assemble
from scraper.extraction.binary import is_binary
from scraper.extraction.boilerplate.appeals import read_language
from scraper.extraction.boilerplate.entry_clocks import ENTRY_CLOCK
from scraper.extraction.boilerplate.phrases import load_phrases
from scraper.extraction.content import find_content
from scraper.extraction.corrections import list_corrections
from scraper.extraction.fitting import fit
from scraper.extraction.judge.leaning import DEFAULT, LEANINGS
from scraper.extraction.judge.trees import Forest
from scraper.extraction.kind import find_kind, find_rejection
from scraper.extraction.kind_signs import is_called
from scraper.extraction.metadata.datelines import find_dateline_agency
from scraper.extraction.metadata.stated import Metadata
from scraper.extraction.metadata.trust import read_metadata
from scraper.extraction.region import Facts, Region, make_region
from scraper.extraction.repeats import Repeats
from scraper.extraction.scripted import read_scripted
from scraper.extraction.siterules import find_chosen, find_forbidden
from scraper.extraction.software import read_software
from scraper.extraction.traces import make_trace
from scraper.extraction.verdicts import judge
from scraper.extraction.walk import list_blocks
from scraper.hints import Hints
from scraper.normalise.agencies import find_agency_name
from scraper.normalise.languages import choose_language
from scraper.normalise.names import without_opener
from scraper.normalise.text import fold
from scraper.normalise.urls import identity_of, site_of
from scraper.page import Document, Page, load_document
from scraper.sites.site import Site

SHORT_BODY = 50
MAX_HEADLINE = 1024
"""Bytes."""
MAX_AUTHORS = 100
MAX_ELEMENTS = 30_000
"""Elements beyond which a page is refused unread: three times the most that any article measured had."""
_CREDITS = ("byline", "copyright", "dateline_meta", "extractor")
_LONGEST_CREDIT = 60
_WALLED = 250
"""Words below which a text that ends at a paywall's prompt is taken for cut."""

_MARKUP = re.compile(r"<[a-zA-Z!/]")


def extract_article(
    page: Page,
    site: Site,
    hints: Hints | None = None,
    repeats: Repeats | None = None,
    *,
    leaning: str = DEFAULT,
    forest: Forest | None = None,
) -> Article | Rejection:
    """The article on *page*, or why it holds none. Pure: same page, site, hints and repeats, same answer.

    *repeats*: what recurs over the site's articles, as earlier runs have learned; None: nothing is known.
    *leaning*: a name in `LEANINGS`, clean against whole, where the site has none of its own. *forest*:
    other trees for the learned judge than the shipped ones, for trials.
    """
    if is_binary(page):
        return Rejection(reason="not_html", detail=f"{page.content_type or 'no content type'}: no HTML")
    document = load_document(page)
    if not _MARKUP.search(document.text[:200_000]):
        return Rejection(reason="not_html", detail="no markup in the answer")
    if document.elements.size.total > MAX_ELEMENTS:
        return Rejection(reason="no_article", detail=f"more than {MAX_ELEMENTS} elements")
    metadata = read_metadata(document, site, hints)
    region = _read_region(document, metadata, site, repeats, leaning, forest)
    verdicts = judge(region)
    assembled = assemble(region, verdicts, document.base_url)
    shown = None if assembled.body else read_scripted(document)
    if shown is not None:
        document = shown
        region = _read_region(document, metadata, site, repeats, leaning, forest)
        verdicts = judge(region)
        assembled = assemble(region, verdicts, document.base_url)
    notices = [v.position for v in verdicts if v.what == "correction_notice"]
    corrections = list_corrections(region, notices)
    rejection = find_rejection(document, metadata, assembled.body)
    if rejection is not None:
        return rejection
    return _article(page, site, document, metadata, region, assembled, corrections)


def _read_region(
    document: Document,
    metadata: Metadata,
    site: Site,
    repeats: Repeats | None,
    leaning: str,
    forest: Forest | None,
) -> Region:
    """The article region of *document*, with all that its blocks are judged by."""
    blocks = list_blocks(document)
    chosen = find_chosen(document.root, site, blocks)
    facts = _facts(metadata, site_of(document.page.url))
    content = find_content(document, blocks, metadata.article_body, chosen=chosen, forest=forest)
    forbidden = find_forbidden(document.root, site, blocks)
    known = repeats.without(site.keep) if repeats and site.keep else repeats
    return make_region(
        blocks,
        content,
        facts,
        load_phrases(),
        forbidden=forbidden,
        repeats=known,
        leaning=LEANINGS[site.leaning or leaning],
    )


def _facts(metadata: Metadata, domain: str) -> Facts:
    captions = [text for image in metadata.images for text in (image.caption, image.credit) if text]
    return Facts(
        titles=metadata.titles,
        site=domain,
        publisher=metadata.publisher,
        dek=metadata.dek,
        kicker=metadata.kicker,
        byline=metadata.byline,
        authors=metadata.authors,
        section=metadata.section,
        tags=metadata.tags,
        captions=tuple(captions),
        published_raw=metadata.published_raw,
        modified_raw=metadata.modified_raw,
        language=metadata.language,
        live=metadata.kind == "live_blog" or is_called(metadata, "live_blog"),
    )


def _article(
    page: Page,
    site: Site,
    document: Document,
    metadata: Metadata,
    region: Region,
    assembled: Assembled,
    corrections: tuple[Correction, ...],
) -> Article:
    text = "\n\n".join(block.text for block in assembled.body)
    read, sure = read_language(region)
    language, source, conflict = choose_language(
        metadata.language or site.language, text, read=read if sure else None
    )
    truncated = _is_cut(metadata, assembled)
    agency = metadata.agency or _printed_agency(assembled)
    flags = set(metadata.flags)
    flags |= _size_flags(assembled)
    flags |= {"language_conflict"} if conflict else set()
    flags |= {"paywall_cut"} if truncated else set()
    flags |= {"truncated_response"} if page.truncated else set()
    flags |= {"doubtful_encoding"} if document.guessed or "\N{REPLACEMENT CHARACTER}" in text else set()
    flags |= {"no_date"} if metadata.published_at is None and metadata.published_on is None else set()
    headline = (
        (metadata.headline or "").encode("utf-8", "replace")[:MAX_HEADLINE].decode("utf-8", "ignore").rstrip()
    )
    if assembled.cut or headline != (metadata.headline or "") or len(metadata.authors) > MAX_AUTHORS:
        flags.add("field_cut")
    article = Article(
        url=page.url,
        requested_url=page.requested_url or page.url,
        canonical_url=metadata.canonical_url,
        identity_url=identity_of(metadata.canonical_url or page.url) or page.url,
        site=site_of(page.url) or site.domain,
        publisher=metadata.publisher,
        kind=find_kind(document, metadata, assembled.body, timed=_has_entries(assembled)),
        headline=headline or None,
        kicker=metadata.kicker,
        dek=metadata.dek,
        authors=metadata.authors[:MAX_AUTHORS],
        byline=metadata.byline,
        published_at=metadata.published_at,
        published_on=metadata.published_on,
        published_raw=metadata.published_raw,
        modified_at=metadata.modified_at,
        modified_raw=metadata.modified_raw,
        language=language,
        section=metadata.section,
        tags=metadata.tags,
        body=assembled.body,
        images=metadata.images,
        videos=metadata.videos,
        links=assembled.links,
        corrections=_merge(corrections, metadata.corrections),
        removed=assembled.removed,
        access=Access(free=metadata.free, truncated=truncated),
        agency=agency,
        provenance=_provenance(metadata, site, language, source, assembled, agency),
        flags=frozenset(flags),
        software=read_software(),
        verdicts=assembled.verdicts,
        trace=make_trace(region),
        problems=metadata.problems,
    )
    return fit(article)


def _has_entries(assembled: Assembled) -> bool:
    """Whether times were removed that stood over the entries of a live blog."""
    return any(row.rule == ENTRY_CLOCK for row in assembled.removed)


def _size_flags(assembled: Assembled) -> set[str]:
    kept = sum(count_words(block.text) for block in assembled.body)
    lost = sum(count_words(block.text) for block in assembled.removed)
    flags = {"short_body"} if kept < SHORT_BODY else set()
    return flags | ({"mostly_removed"} if lost > kept else set())


def _is_cut(metadata: Metadata, assembled: Assembled) -> bool | None:
    """Whether the text stops at a wall: its prompt ends a page that is not free, or a stub."""
    end = len(assembled.body)
    walled = any(row.reason == "paywall_prompt" and row.before >= end - 1 for row in assembled.removed)
    words = sum(count_words(block.text) for block in assembled.body)
    if walled and (metadata.free is False or words < _WALLED) and metadata.free is not True:
        return True
    return False if metadata.free is True else None


def _printed_agency(assembled: Assembled) -> str | None:
    """The agency that the text's dateline or the credit line below it names."""
    first = next((block.text for block in assembled.body if block.type == "paragraph"), "")
    end = len(assembled.body)
    last = [block.text for block in assembled.body[-1:]]
    last += [row.text for row in assembled.removed if row.before >= end and row.reason in _CREDITS]
    credits = (find_agency_name(without_opener(text)) for text in last if len(text) <= _LONGEST_CREDIT)
    return find_dateline_agency(first) or next((name for name in credits if name), None)


def _merge(page: tuple[Correction, ...], jsonld: tuple[Correction, ...]) -> tuple[Correction, ...]:
    """The page's notices, then those of JSON-LD that the page does not print."""
    known = [fold(notice.text) for notice in page]
    rest = [notice for notice in jsonld if not any(fold(notice.text) in text for text in known)]
    return (*page, *rest)


def _provenance(
    metadata: Metadata,
    site: Site,
    language: str | None,
    source: str | None,
    assembled: Assembled,
    agency: str | None,
) -> Provenance:
    declared = metadata.provenance.language if metadata.language else ("rules" if site.language else None)
    found = "text" if source == "text" else declared
    where = found if language else None
    body = "rules" if site.select.body else "markup"
    return replace(
        metadata.provenance,
        language=where,
        body=body if assembled.body else None,
        agency=metadata.provenance.agency or ("markup" if agency else None),
    )
