"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed, as links with what the entries say of them."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scraper.discovery.jsonfeeds import looks_like_json, read_json_feed
from scraper.discovery.mending import FeedXmlError, mend_xml
from scraper.discovery.moments import newest, parse_moment
from scraper.hints import FoundLink, Hints
from scraper.normalise.text import clean_line
from scraper.normalise.urls import absolute_url, normalise_url

MAX_BYTES = 16 * 1024 * 1024

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedResult:
    """What one feed names."""

    links: tuple[FoundLink, ...] = ()
    """Its entries in their order, each address once."""
    problems: tuple[str, ...] = ()
    """What was malformed, one word an occurrence: `feed/too_large`, `feed/not_a_feed`, `feed/cut`,
    `feed/too_many`, `feed/malformed`, `feed/entities`, `feed/no_link`, `feed/bad_link`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry, as text that still has to be tidied."""

    link: str | None
    """Absolute, or relative to the feed."""
    title: str | None = None
    published: str | None = None
    updated: tuple[str | None, ...] = ()
    """Further dates that say when it was touched."""
    language: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def parse_feed(body: bytes, url: str, *, content_type: str | None = None) -> FeedResult:
    """The entries of the feed *body* that was fetched from *url*. Never raises, never fetches.

    *content_type*: the header as sent, for its charset. A cut feed gives the entries that stand whole before
    the cut; entries without an http(s) link are left out and counted in `problems`.
    """
    if len(body) > MAX_BYTES:
        return FeedResult(problems=("feed/too_large",))
    if looks_like_json(body):
        entries, problems = read_json_feed(body)
        return _result([Entry(**entry) for entry in entries], url, problems)
    try:
        xml, problems = mend_xml(body, content_type)
    except FeedXmlError:
        return FeedResult(problems=("feed/not_a_feed",))
    # Only workers read feeds; the crawl itself starts without it.
    import feedparser

    try:
        # A stream, never bytes: feedparser takes those for a file name first.
        feed = feedparser.parse(
            io.BytesIO(xml),
            response_headers={"content-location": url, "content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except (LookupError, ValueError, TypeError, AttributeError):
        # It stumbles over elements in places where it does not expect them.
        return FeedResult(problems=(*problems, "feed/malformed"))
    dublin_core = feed.version.startswith("rss") and b"<dc:date" in xml
    return _result([_read_entry(entry, feed.feed, dublin_core) for entry in feed.entries], url, problems)


def _read_entry(entry: dict[str, Any], feed: Mapping[str, Any], dublin_core: bool) -> Entry:
    """*entry* of feedparser; *dublin_core*: its "updated" is a `dc:date`, which dates the article itself."""
    published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
    detail = entry.get("title_detail") or {}
    return Entry(
        link=entry.get("feedburner_origlink") or entry.get("link") or _address(entry.get("id")),
        title=entry.get("title"),
        published=published or (updated if dublin_core else None),
        updated=(updated, _written(entry, "updated"), _written(entry, "published")),
        language=detail.get("language") or feed.get("language"),
        authors=tuple(author.get("name") or "" for author in entry.get("authors", ())),
        tags=tuple(tag.get("label") or tag.get("term") or "" for tag in entry.get("tags", ())),
    )


def _address(identifier: str | None) -> str | None:
    """*identifier*, if it is an address: where no link is given, RSS 1.0 and Atom often have it there."""
    return identifier if (identifier or "").startswith(("http://", "https://")) else None


def _written(entry: dict[str, Any], name: str) -> str | None:
    """The date that feedparser read where `parse_moment` may not; none for a bare day."""
    raw, parsed = dict.get(entry, name), dict.get(entry, f"{name}_parsed")
    if not parsed or ":" not in (raw or ""):
        return None
    year, month, day, hour, minute, second = parsed[:6]
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"


def _result(entries: Iterable[Entry], base: str, problems: list[str]) -> FeedResult:
    links: dict[str, FoundLink] = {}
    for entry in entries:
        if not entry.link:
            problems.append("feed/no_link")
            continue
        url = normalise_url(absolute_url(entry.link, base) or "")
        if url is None:
            problems.append("feed/bad_link")
        elif url not in links:
            links[url] = _found(entry, url)
    return FeedResult(links=tuple(links.values()), problems=tuple(problems))


def _found(entry: Entry, url: str) -> FoundLink:
    hints = Hints(
        source="feed",
        headline=_plain(entry.title),
        published=clean_line(entry.published),
        language=clean_line(entry.language),
        authors=_lines(name for name in entry.authors if "@" not in name),
        tags=_lines(entry.tags),
    )
    changed = newest(map(parse_moment, (entry.published, *entry.updated)))
    return FoundLink(url=url, via="feed", hints=hints, changed=changed)


def _plain(text: str | None) -> str | None:
    """*text* without markup: titles come as text, as HTML and as escaped HTML."""
    text = html.unescape(_TAG.sub("", text or ""))
    # A letter that its encoding lost cannot be had back.
    return None if "\ufffd" in text else clean_line(_TAG.sub("", text))


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for text in texts if (line := _plain(text))))
