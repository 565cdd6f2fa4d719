"""The one shape in which every metadata source answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from exports.record import Correction, Image, Video


@dataclass(frozen=True, slots=True, kw_only=True)
class RawAuthor:
    """An author as a source states it, before the name is read."""

    name: str
    kind: str | None = None
    """`person`, `organisation`, or `None` where the source does not say."""
    role: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one source says of the article: text as it stands there. `None` and `()` = silent."""

    canonical_url: str | None = None
    shared_url: str | None = None
    """`og:url`: asked where the canonical address is none or cannot be believed."""
    publisher: str | None = None
    kind: str | None = None
    """One of `exports.record.KINDS`."""
    headline: str | None = None
    kicker: str | None = None
    dek: str | None = None
    authors: tuple[RawAuthor, ...] = ()
    byline: str | None = None
    published: str | None = None
    dated: str | None = None
    """A date that stands there without a word of what it is the date of: believed after a printed one."""
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    videos: tuple[Video, ...] = ()
    corrections: tuple[Correction, ...] = ()
    article_body: str | None = None
    """JSON-LD `articleBody`: a witness, never the text."""
    free: bool | None = None
    """`isAccessibleForFree` and its like."""
    agency: str | None = None
    problems: tuple[str, ...] = field(default=())
    """Malformed pieces that were skipped: `jsonld/malformed` ..."""
