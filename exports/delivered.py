"""What is known of an article that was delivered, and of the file it stands in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """One version of an article that is on disk and in the ledger."""

    id: str
    version: int
    site: str
    requested_url: str
    """The address that was asked for."""
    url: str
    text_hash: str
    part: str
    """Path of the part, relative to the export folder."""
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """The page of a delivered article that is not there any more."""

    requested_url: str
    id: str
    reason: str
    """`http_404` or `http_410`."""
    seen_at: str
    """UTC instant `YYYY-MM-DDTHH:MM:SSZ` at which this was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How an article stands to one with the same or nearly the same text; all `None`: not at all."""

    duplicate_of: str | None = None
    similar_to: str | None = None
    similarity: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a new version of an article is compared with: its newest delivered one."""

    delivered: Delivered
    headline: str | None
    corrections: str
    """`slips.corrections_hash` of it."""
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What near copies of a text have in common."""

    signature: bytes
    """Compared with another one to estimate the similarity."""
    bands: tuple[int, ...]
    """Texts that share one of these 64-bit numbers may be near copies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A delivered file."""

    path: str
    """Relative to the export folder, with `/`."""
    run: str
    journal: int
    """Number of the journal it was made from."""
    records: int
    bytes: int
    sha256: str
    """64 hex digits, of the file as it is on disk."""
