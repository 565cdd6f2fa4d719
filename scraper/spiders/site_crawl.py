"""How far the search for one site's articles has come."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from scraper.sites.site import Site
from scraper.spiders.site_queue import SiteQueue


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAddress:
    """A front page, feed, sitemap or section page to be read."""

    kind: str
    """`front`, `feed`, `sitemap` or `section`."""
    url: str
    depth: int = 0
    """How many pages of its kind led there."""
    guess: bool = False
    """Whether it is merely a customary address."""
    lastmod: str | None = None
    """What its index says of a sitemap."""

    @property
    def counted_as(self) -> str:
        """One of `exports.source_outcomes.KINDS`."""
        return "guess" if self.guess else self.kind


@dataclass(slots=True, kw_only=True)
class SiteCrawl:
    """The state of one site in one run; nothing of it outlives the run.

    Articles are asked for only when every feed and sitemap of the site was read: then the newest come first,
    and what feeds and sitemaps say of an article does not depend on which of them answered sooner.
    """

    site: Site
    queue: SiteQueue
    waiting: int = 0
    """Feeds, sitemaps and front pages that were asked for and not yet read."""
    asked: set[str] = field(default_factory=set)
    """Addresses of feeds, sitemaps and section pages that were asked for."""
    sitemaps: int = 0
    held: deque[SourceAddress] = field(default_factory=deque)
    """Section pages that wait until the site has earned them."""
    found_sources: bool = False
    """Whether a feed or sitemap was named anywhere."""
    guessed: bool = False
    """Whether the customary addresses of feeds and sitemaps were tried."""
