"""A site as data: its TOML file, or the little that is known of a site without one."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

LEANINGS = ("precision", "balanced", "recall")
"""Which fault is the worse: a line that is not the article's, neither, or one of its lines lost."""


EXPECTED_FIELDS = ("headline", "authors", "published", "dek", "section", "language", "tags", "images")
"""What `[expect] fields` may name; `published`: `published_at` or `published_on`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """CSS selectors that win over the general rules; empty where those do."""

    headline: str | None = None
    dek: str | None = None
    authors: str | None = None
    published: str | None = None
    body: str | None = None
    """The element that holds the whole article text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A text that is never the article's."""

    text: str
    """The whole text of the block, case and kinds of quotes aside."""
    reason: str = "site_repeat"
    """One of `exports.record.REASONS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What a healthy site yields, whatever its past; a run that finds less says so and ends with status 3."""

    articles_a_day: int | None = None
    """Fewest new articles in any 24 hours."""
    max_gap_hours: float | None = None
    """Longest time without a new article; where it is given the site's own pauses are not looked at."""
    body_words: int | None = None
    """Lowest median of `word_count` of the latest articles."""
    fields: tuple[str, ...] = ()
    """Of `EXPECTED_FIELDS`, those that at most one in ten of the latest articles may lack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where a publisher's articles are found, and how to read what the pages leave unsaid."""

    domain: str
    """Registrable domain, or the bare host where there is none (`127.0.0.1`, `localhost`)."""
    name: str | None = None
    """Printed name."""
    language: str | None = None
    """BCP 47: the prior for pages that declare none."""
    timezone: ZoneInfo | None = None
    """The site's own clock, for times printed without a zone."""
    start_urls: tuple[str, ...] = ()
    """Front pages to look at; without one `https://DOMAIN/`."""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    select: Select = field(default_factory=Select)
    remove: tuple[str, ...] = ()
    """CSS selectors of blocks that are never the article's (`[remove] blocks`)."""
    pinned: tuple[Pin, ...] = ()
    """Texts that are never the article's (`[remove] texts`)."""
    keep: tuple[str, ...] = ()
    """Texts that do not go because they recur (`[keep] texts`)."""
    leaning: str | None = None
    """One of `LEANINGS`; None: as the setting says."""
    expect: Expect = field(default_factory=Expect)
