"""What was read from one page: typed fields, and the record that they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from exports.record import (
    Access,
    Author,
    BodyBlock,
    Correction,
    Crawl,
    Image,
    Link,
    Provenance,
    Record,
    Removed,
    Software,
    Video,
    article_id,
    count_words,
    join_text,
    text_hash,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockVerdict:
    """One block of the article region with what was decided on it: what `--why` prints."""

    text: str
    kept: bool
    what: str
    """The type it is kept as, or the reason it was removed for."""
    rule: str
    """Name of the rule that decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What the site's memory is told of one article: the hashes of its texts, and how some of them read."""

    keys: bytes = b""
    """`scraper.extraction.repeats.key_of` of each different text of the region, one after the other."""
    samples: tuple[str, ...] = ()
    """The texts of the first keys, cut: those that may turn out to be the site's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why a page is no article. `reason` is counted; `detail` is for people."""

    reason: str
    """One of `scraper.extraction.kind.REJECTIONS`."""
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, typed. The fields are those of `exports.record.Record`; see there."""

    url: str
    requested_url: str
    canonical_url: str | None
    identity_url: str
    """The normalised canonical address that the `id` is made of."""
    site: str
    publisher: str | None
    kind: str
    headline: str | None
    kicker: str | None
    dek: str | None
    authors: tuple[Author, ...]
    byline: str | None
    published_at: datetime | None
    """Aware, UTC."""
    published_on: date | None
    published_raw: str | None
    modified_at: datetime | None
    """Aware, UTC."""
    modified_raw: str | None
    language: str | None
    section: str | None
    tags: tuple[str, ...]
    body: tuple[BodyBlock, ...]
    images: tuple[Image, ...]
    videos: tuple[Video, ...]
    links: tuple[Link, ...]
    corrections: tuple[Correction, ...]
    removed: tuple[Removed, ...]
    access: Access
    agency: str | None
    provenance: Provenance
    flags: frozenset[str]
    software: Software
    verdicts: tuple[BlockVerdict, ...] = field(default=(), repr=False)
    """Every block of the article region in page order. `body` and `removed` are made of it."""
    trace: Trace = field(default_factory=Trace, repr=False)
    """For the site's memory."""
    problems: tuple[str, ...] = ()
    """Pieces of the page that were malformed and skipped (`jsonld/malformed` ...), for counting."""

    def to_record(self, crawl: Crawl) -> Record:
        """The record of this article, as version 1."""
        text = join_text(self.body)
        return Record(
            id=article_id(self.identity_url),
            url=self.url,
            canonical_url=self.canonical_url,
            requested_url=self.requested_url,
            site=self.site,
            publisher=self.publisher,
            kind=self.kind,
            headline=self.headline,
            kicker=self.kicker,
            dek=self.dek,
            authors=self.authors,
            byline=self.byline,
            published_at=_instant(self.published_at),
            published_on=self.published_on.isoformat() if self.published_on else None,
            published_raw=self.published_raw,
            modified_at=_instant(self.modified_at),
            modified_raw=self.modified_raw,
            language=self.language,
            section=self.section,
            tags=self.tags,
            text=text,
            body=self.body,
            word_count=count_words(text),
            images=self.images,
            videos=self.videos,
            links=self.links,
            corrections=self.corrections,
            removed=self.removed,
            access=self.access,
            agency=self.agency,
            text_hash=text_hash(text),
            provenance=self.provenance,
            flags=tuple(sorted(self.flags)),
            crawl=crawl,
            software=self.software,
        )


def _instant(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
