"""Sitemaps: URL sets, indexes, Google News, plain text, gzipped, and feeds that serve as one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from scraper.discovery.feeds import parse_feed
from scraper.discovery.moments import newest, parse_moment
from scraper.discovery.references import sound_reference
from scraper.discovery.unpacking import unpack
from scraper.encodings import codec_of, decode_as, is_utf8, marked_encoding
from scraper.hints import FoundLink, Hints
from scraper.long_tags import shorten_tags
from scraper.normalise.text import clean_line
from scraper.normalise.urls import absolute_url, normalise_url

MAX_BYTES = 50 * 1024 * 1024
MAX_LINKS = 50_000  # sitemaps.org allows no more in one file

_ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]{0,20}:)?(urlset|sitemapindex|rss|feed|rdf)[\s>/]", re.IGNORECASE)
_ENTRY = re.compile(rb"<(/?)(?:[A-Za-z][\w.-]{0,20}:)?(?:url|sitemap)(?=[\s/>])[^<>]{0,200}>?")
# Inside CDATA an ampersand is itself.
_AMPERSAND = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#?\w{1,31};)|&#\w{1,31};", re.DOTALL)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}encoding=["']([\w.-]{1,40})["']""")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)", re.IGNORECASE)

# What the name of a child sitemap promises, best first.
_RANKS = (
    re.compile(r"news|latest|recent|today|breaking", re.IGNORECASE),
    re.compile(r"article|post|stor(?:y|ies)|artikel|noticia|novost", re.IGNORECASE),
)
_LAST = re.compile(
    r"image|video|photo|galler|categor|tag|author|user|page|static|product|topic|section|archive",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_/]?(0[1-9]|1[0-2]))?(?:[-_/]?(0[1-9]|[12]\d|3[01]))?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildSitemap:
    """A sitemap that an index names."""

    url: str
    """Absolute, normalised."""
    lastmod: str | None = None
    """As `parse_moment` writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapResult:
    """What one sitemap names."""

    links: tuple[FoundLink, ...] = ()
    """Its addresses in their order, each once."""
    children: tuple[ChildSitemap, ...] = ()
    """Further sitemaps: those that sound like news first, then the newest first."""
    problems: tuple[str, ...] = ()
    """What was malformed: `sitemap/too_large`, `sitemap/too_many`, `sitemap/not_a_sitemap`, `sitemap/cut`,
    `sitemap/malformed`, `sitemap/bad_link` (one an occurrence), and those of feeds."""


@dataclass(slots=True)
class _Harvest:
    """What has been read so far."""

    links: dict[str, FoundLink] = field(default_factory=dict)
    children: dict[str, ChildSitemap] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def parse_sitemap(body: bytes, url: str, *, content_type: str | None = None) -> SitemapResult:
    """The addresses and sitemaps that *body*, fetched from *url*, names. Never raises, never fetches.

    Gzip is told by its first bytes, the kind by the root. Of a damaged or oversized one, what stands before
    the damage. *content_type*: the header as sent, for feeds.
    """
    body, problems = unpack(body, MAX_BYTES)
    harvest = _Harvest(problems=problems)
    body = _utf8(body)
    root = _ROOT.search(body, 0, 64 * 1024)
    if root is None:
        _read_lines(body, url, harvest)
    elif root[1].lower() in (b"rss", b"feed", b"rdf"):
        feed = parse_feed(body, url, content_type=content_type)
        return SitemapResult(links=feed.links, problems=(*problems, *feed.problems))
    else:
        _read_xml(body[root.start() :], url, harvest)
    return SitemapResult(
        links=tuple(harvest.links.values()),
        children=tuple(sorted(harvest.children.values(), key=_promise, reverse=True)),
        problems=tuple(harvest.problems),
    )


def _utf8(body: bytes) -> bytes:
    """*body* in sound UTF-8, from the encoding that it declares; U+FFFD for what is none."""
    declared = _DECLARED.search(body, 0, 256)
    stated = codec_of(declared[1].decode("ascii", "replace")) if declared else None
    if stated in ("utf-16-le", "utf-16-be") and b"\0" not in body[:256]:
        stated = None  # translated on its way, and its declaration left as it was
    encoding = marked_encoding(body) or stated or "utf-8"
    return body if encoding == "utf-8" and is_utf8(body) else decode_as(encoding, body).encode()


def _read_lines(body: bytes, base: str, harvest: _Harvest) -> None:
    """A plain-text sitemap: one address a line."""
    lines = [] if _PAGE.search(body, 0, 4096) else body.decode("utf-8-sig", "replace").splitlines()
    lines = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not any(line.startswith(("http://", "https://")) for line in lines[:20]):
        harvest.problems.append("sitemap/not_a_sitemap")
        return
    for count, line in enumerate(lines):
        if count >= MAX_LINKS:
            harvest.problems.append("sitemap/too_many")
            break
        _add_link(line, base, None, None, harvest)


def _read_xml(body: bytes, base: str, harvest: _Harvest) -> None:
    body, cut = _whole_entries(_AMPERSAND.sub(_escape, body))
    if cut:
        harvest.problems.append("sitemap/cut")
    damaged = False
    try:
        for count, entry in enumerate(_entries(shorten_tags(body))):
            if count >= MAX_LINKS:
                harvest.problems.append("sitemap/too_many")
                break
            _read_entry(entry, base, harvest)
    except etree.XMLSyntaxError:
        damaged = not cut
    if damaged:
        harvest.problems.append("sitemap/malformed")


def _escape(match: re.Match[bytes]) -> bytes:
    if match[0].startswith(b"&#"):
        return sound_reference(match[0].decode(), "?").encode()
    return b"&amp;" if match[0] == b"&" else match[0]


def _entries(body: bytes) -> Iterator[etree._Element]:
    """Each `<url>` and `<sitemap>` of *body*, freed after use."""
    stream = etree.iterparse(
        io.BytesIO(body),
        events=("end",),
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in stream:
        if _name(element) in ("url", "sitemap"):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _whole_entries(body: bytes) -> tuple[bytes, bool]:
    """*body* without an entry at its end that begins but does not end; whether there was one."""
    tail = max(0, len(body) - 256 * 1024)
    last = max(_ENTRY.finditer(body, tail), key=re.Match.start, default=None)
    if last is None or last[1] or last[0].endswith(b"/>"):
        return body, not body.rstrip().endswith(b">")
    return body[: last.start()], True


def _read_entry(entry: etree._Element, base: str, harvest: _Harvest) -> None:
    texts = _texts(entry)
    loc, lastmod = texts.get("loc") or "", parse_moment(texts.get("lastmod"))
    if _name(entry) == "url":
        news = next((child for child in entry if _name(child) == "news"), None)
        _add_link(loc, base, lastmod, news, harvest)
        return
    url = normalise_url(absolute_url(loc, base) or "") if loc else None
    if url is None:
        harvest.problems.append("sitemap/bad_link")
    else:
        harvest.children.setdefault(url, ChildSitemap(url=url, lastmod=lastmod))


def _add_link(
    loc: str, base: str, lastmod: str | None, news: etree._Element | None, harvest: _Harvest
) -> None:
    url = normalise_url(absolute_url(loc, base) or "") if loc else None
    if url is None:
        harvest.problems.append("sitemap/bad_link")
    elif url not in harvest.links:
        hints = _news_hints(news) if news is not None else None
        harvest.links[url] = FoundLink(
            url=url,
            via="news_sitemap" if hints else "sitemap",
            hints=hints,
            changed=newest((lastmod, parse_moment(hints.published) if hints else None)),
        )


def _news_hints(news: etree._Element) -> Hints:
    texts = _texts(news)
    publication = next((child for child in news if _name(child) == "publication"), None)
    keywords = (texts.get("keywords") or "").split(",")
    return Hints(
        source="news_sitemap",
        headline=texts.get("title"),
        published=texts.get("publication_date"),
        language=_texts(publication).get("language") if publication is not None else None,
        tags=tuple(dict.fromkeys(word for keyword in keywords if (word := clean_line(keyword)))),
    )


def _texts(element: etree._Element) -> dict[str, str | None]:
    """The texts of the children of *element* by name; the first of a name counts, no picture's or film's."""
    texts: dict[str, str | None] = {}
    for child in element:
        if isinstance(child.tag, str) and "image" not in child.tag and "video" not in child.tag:
            texts.setdefault(_name(child), clean_line(child.text))
    return texts


def _name(element: etree._Element) -> str:
    """Local name in lower case, also where the prefix was never declared."""
    tag = element.tag
    return _local_name(tag) if isinstance(tag, str) and len(tag) < 200 else ""


@lru_cache(maxsize=256)
def _local_name(tag: str) -> str:
    return re.split("[}:]", tag)[-1].lower()


def _promise(child: ChildSitemap) -> tuple[int, str]:
    """The greater, the sooner *child* should be read: by what its name says, then by its date."""
    name = child.url.split("/", 3)[-1]
    rank = next((3 - place for place, words in enumerate(_RANKS) if words.search(name)), 1)
    if rank == 1 and _LAST.search(name):
        rank = 0
    dates = _DATE.findall(name)
    return rank, child.lastmod or ("-".join(part for part in dates[-1] if part) if dates else "")
