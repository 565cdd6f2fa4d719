"""The record `copydesk/1.1`: one article as one JSON object on one line."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import operator
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Self

SCHEMA = "copydesk/1.1"
SCHEMAS = ("copydesk/1", SCHEMA)
"""Those that this version reads: 1.1 added `crawl.warc`, and changed nothing else."""

KINDS = ("article", "opinion", "live_blog", "video", "gallery", "audio", "other")
CHANGES = ("new", "edited", "corrected", "metadata")
BLOCK_TYPES = ("paragraph", "heading", "quote", "list_item", "preformatted", "table_row", "entry")
AUTHOR_KINDS = ("person", "organisation", "agency")
CORRECTION_KINDS = ("correction", "clarification", "update", "editor_note", "retraction")
VIAS = ("feed", "sitemap", "news_sitemap", "section", "url", "replay")
REASONS = (
    "ad_label",
    "ad",
    "related_teaser",
    "newsletter",
    "share",
    "correction_request",
    "correction_notice",
    "caption",
    "comments",
    "byline",
    "dateline_meta",
    "author_bio",
    "copyright",
    "consent",
    "paywall_prompt",
    "navigation",
    "tags",
    "headline_repeat",
    "site_repeat",
    "duplicate_block",
    "promo",
    "extractor",
    "empty",
)
FLAGS = (
    "short_body",  # fewer than 50 words
    "no_date",  # neither an instant nor a day was stated
    "future_date",  # the stated date lies more than a day after the retrieval; it is not believed
    "impossible_date",  # a stated date does not exist or is absurd; it is not believed
    "relative_date",  # the date was worked out from words such as "2 hours ago" and the retrieval
    "guessed_date",  # the date comes from htmldate's reading of the page, not from a stated field
    "paywall_cut",  # the page says or shows that the text goes on behind a wall
    "truncated_response",  # the server's answer ended early
    "mostly_removed",  # more words of the article region were removed than kept
    "field_cut",  # a field was longer than its limit and was cut
    "language_conflict",  # the declared language is not the one the text is in
    "doubtful_encoding",  # no one states what the page is written in, or parts of it cannot be read as that
    "bad_certificate",  # the site's certificate was not valid and its site file allows that
)

# A line must stay one line for str.splitlines() too, which also splits at these.
_LINE_BREAKS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}
# Scripts written without spaces: every character counts as a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:['’][^\W_{_UNSPACED}]+)*"
_ANY_UNSPACED = re.compile(f"[{_UNSPACED}]")
_SPACED_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LONGEST_KEPT = 3000
"""Letters up to which the number of a text's words is kept: a block's is asked for again and again."""
_LINE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), check_circular=False)
_JUST_MADE = 4
"""Whole texts of which hash and number of words are kept: whoever checks a record asks for them again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote it, or took part in it."""

    name: str
    """As printed, without "By" and without titles."""
    kind: str
    """One of `AUTHOR_KINDS`."""
    role: str | None = None
    """`null` for the writer; else the printed part: "photo", "translation" ..."""
    url: str | None = None
    """Absolute address of the author's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyBlock:
    """One paragraph, heading, quotation ... of the text."""

    type: str
    """One of `BLOCK_TYPES`."""
    text: str
    """Plain text; a line break where the page breaks the line itself (verse, addresses, `preformatted`),
    never in headings."""
    level: int | None = None
    """1 to 6 for headings, else `null`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture that belongs to the article."""

    url: str
    """Absolute."""
    caption: str | None = None
    """As printed, without the credit."""
    credit: str | None = None
    """As printed: photographer, agency."""
    alt: str | None = None
    """The `alt` text."""
    lead: bool = False
    """Whether it is the article's main picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """A film that belongs to the article."""

    url: str
    """Absolute: the player's page, the embed or the file."""
    title: str | None = None
    """As printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link inside the kept text."""

    url: str
    """Absolute."""
    text: str
    """The linked words."""
    block: int
    """Index into `body`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction that the publisher printed."""

    kind: str
    """One of `CORRECTION_KINDS`."""
    text: str
    """As printed."""
    published_at: str | None = None
    """UTC instant (`YYYY-MM-DDTHH:MM:SSZ`) or, when only a day is stated, `YYYY-MM-DD`."""
    source: str = "page"
    """`page` or `jsonld`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A block of the article region that is not in `body`, and why."""

    before: int
    """Index of the body block it stood before; `len(body)` when it stood after all of them."""
    reason: str
    """One of `REASONS`."""
    rule: str
    """Name of the rule that took it out."""
    text: str
    """As printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Whether the article may be read without paying, and whether this text is all of it."""

    free: bool | None = None
    """As the page states it; `null` = not stated."""
    truncated: bool | None = None
    """Whether the text is cut at a wall; `null` = not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The source that won each field: `rules`, `jsonld`, `microdata`, `metatags`, `markup` (the visible
    page), `url`, `feed`, `news_sitemap`, `htmldate`, `text`; `null` where the field is empty."""

    canonical_url: str | None = None
    publisher: str | None = None
    kind: str | None = None
    headline: str | None = None
    kicker: str | None = None
    dek: str | None = None
    authors: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    tags: str | None = None
    body: str | None = None
    images: str | None = None
    videos: str | None = None
    access: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Warc:
    """Where the answer that this copy was made of is kept."""

    file: str
    """Path of the WARC file, relative to the archive folder."""
    offset: int
    """Byte at which the record of the answer begins in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """How this copy was fetched. The only part that differs between two fetches of the same page."""

    run: str | None = None
    """The run's name, as in `runs/RUN.json`; `null` outside a crawl."""
    retrieved_at: str | None = None
    """UTC instant, `YYYY-MM-DDTHH:MM:SSZ`."""
    status: int | None = None
    """HTTP status."""
    via: str | None = None
    """One of `VIAS`: where the address was found."""
    warc: Warc | None = None
    """Where the answer is kept; `null` where no archive is. Since 1.1."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The same from plain JSON types; `warc` may be missing. KeyError or TypeError: see `Record`."""
        warc = data.get("warc")
        return cls(**{**data, "warc": None if warc is None else Warc(**warc)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """What made the record."""

    copydesk: str
    """Version of Copydesk."""
    trafilatura: str
    """Version of trafilatura."""
    rules: str
    """Short hash of the rules, phrases and weights that judged the blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article, in the version that stood on the page when it was fetched.

    JSON types only. `None` = the page does not state it; an empty tuple = none.
    Never an empty string, NaN, a guess or an unpaired surrogate.
    """

    schema: str = SCHEMA
    """One of `SCHEMAS`; what this version makes is `copydesk/1.1`."""
    id: str
    """32 hex digits: `article_id` of the normalised canonical address. The same on every crawl."""
    version: int = 1
    """From 1; a later edit of the article is filed again with the next number."""
    change: str = "new"
    """One of `CHANGES`: what this version changed."""
    url: str
    """Final address, after redirects."""
    canonical_url: str | None
    """The address that the page declares, believed only on the same registrable domain."""
    requested_url: str
    """The address that was asked for."""
    site: str
    """Registrable domain, or the address itself of a site without a name."""
    publisher: str | None
    """Printed name."""
    kind: str
    """One of `KINDS`."""
    headline: str | None
    """Without the site's name."""
    kicker: str | None
    """The label above the headline."""
    dek: str | None
    """The standfirst."""
    authors: tuple[Author, ...]
    """The names read from the byline and the markup, in order."""
    byline: str | None
    """As printed."""
    published_at: str | None
    """UTC instant `YYYY-MM-DDTHH:MM:SSZ`; only if the page states time and zone, or a site file the zone."""
    published_on: str | None
    """Calendar date at the publisher, `YYYY-MM-DD`."""
    published_raw: str | None
    """As printed or declared."""
    modified_at: str | None
    """UTC instant; never stands in for `published_at`."""
    modified_raw: str | None
    """As printed or declared."""
    language: str | None
    """BCP 47."""
    section: str | None
    """The publisher's word."""
    tags: tuple[str, ...]
    """The publisher's words, in order."""
    text: str
    """The texts of `body`, joined by a blank line. The headline is not in it."""
    body: tuple[BodyBlock, ...]
    """The article, block by block."""
    word_count: int
    """Words in `text`: see `count_words`."""
    images: tuple[Image, ...]
    """Pictures of the article."""
    videos: tuple[Video, ...]
    """Films of the article."""
    links: tuple[Link, ...]
    """Links in kept blocks, in order."""
    corrections: tuple[Correction, ...]
    """Corrections that the publisher printed; they are not in `text`."""
    removed: tuple[Removed, ...]
    """Blocks of the article region that were taken out, in page order."""
    access: Access
    """Paywall."""
    agency: str | None
    """Wire credit."""
    duplicate_of: str | None = None
    """`id` of an article with the same text."""
    similar_to: str | None = None
    """`id` of an article with nearly the same text."""
    similarity: float | None = None
    """Estimated Jaccard similarity with `similar_to`, 0 to 1, two decimals."""
    text_hash: str
    """`text_hash` of `text`."""
    provenance: Provenance
    """Which source won each field."""
    flags: tuple[str, ...]
    """Of the closed list `FLAGS`, sorted."""
    crawl: Crawl
    """How this copy was fetched."""
    software: Software
    """What made the record."""

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, strings, numbers, booleans and None, keys in the order of the contract."""
        plain: dict[str, Any] = _plain(self)
        return plain

    def to_json(self) -> str:
        """One line of strict JSON without a line end: no NaN, one line for `splitlines()` too."""
        line = _LINE.encode(self.to_dict())
        # Next to no line has one: to ask first is many times cheaper than to replace.
        return line.translate(_LINE_BREAKS) if len(line.splitlines()) > 1 else line

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The record that *data* spells out. KeyError or TypeError: a key is missing or unknown."""
        values = dict(data)
        for key, part in _LISTS.items():
            values[key] = tuple(part(**row) for row in values[key])
        for key, part in _OBJECTS.items():
            values[key] = part(**values[key])
        values["crawl"] = Crawl.from_dict(values["crawl"])
        for key in ("tags", "flags"):
            values[key] = tuple(values[key])
        return cls(**values)


_LISTS: dict[str, Any] = {
    "authors": Author,
    "body": BodyBlock,
    "images": Image,
    "videos": Video,
    "links": Link,
    "corrections": Correction,
    "removed": Removed,
}
_OBJECTS: dict[str, Any] = {
    "access": Access,
    "provenance": Provenance,
    "software": Software,
}
_FLAT = {*_LISTS.values(), *_OBJECTS.values(), Warc}
"""Parts whose fields hold nothing but strings, numbers, booleans and None."""
_SCALARS = {str, int, float, bool, type(None)}


def join_text(body: Iterable[BodyBlock]) -> str:
    """The texts of *body*, joined by a blank line."""
    return "\n\n".join(block.text for block in body)


def article_id(normalised_url: str) -> str:
    """32 hex digits: the first half of the SHA-256 of *normalised_url* in UTF-8."""
    return hashlib.sha256(normalised_url.encode()).hexdigest()[:32]


@lru_cache(maxsize=_JUST_MADE)
def text_hash(text: str) -> str:
    """64 hex digits: SHA-256 of *text* in UTF-8 after NFC, case folding and white space run to one space."""
    folded = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    return hashlib.sha256(folded.encode()).hexdigest()


def count_words(text: str) -> int:
    """Runs of letters and digits; in scripts written without spaces every character counts."""
    return _count_block(text) if len(text) <= _LONGEST_KEPT else _count_text(text)


def _count(text: str) -> int:
    if _ANY_UNSPACED.search(text):
        return len(_word().findall(text))
    # The same, quicker: most of what white space parts is one word.
    parts = text.split()
    others = [part for part in parts if not part.isalnum()]
    return len(parts) - len(others) + len(_SPACED_WORD.findall(" ".join(others).replace("_", " ")))


@cache
def _word() -> re.Pattern[str]:
    """`_WORD`, compiled when first needed: that takes a while, and most texts do without."""
    return re.compile(_WORD)


_count_block = lru_cache(maxsize=1024)(_count)
_count_text = lru_cache(maxsize=_JUST_MADE)(_count)


def _plain(value: Any) -> Any:
    """*value* and what is in it, as JSON has it."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    names, values_of = _fields_of(value.__class__)
    if values_of is None:
        return value
    data = dict(zip(names, values_of(value), strict=True))
    if value.__class__ not in _FLAT:
        for name, inner in data.items():
            if inner.__class__ not in _SCALARS:
                data[name] = _plain(inner)
    return data


@cache
def _fields_of(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]] | None]:
    """(names of the fields, what gives their values) of a part of the record; (), None for other types."""
    if not dataclasses.is_dataclass(kind):
        return (), None
    names = tuple(field.name for field in dataclasses.fields(kind))
    return names, operator.attrgetter(*names)
