"""How far the search for one site's articles has come."""

from __future__ import annotations

from dataclasses import dataclass, field

from scraper.sites.site import Site
from scraper.spiders.article_queue import SiteQueue


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
    sections: int = 0
    sitemaps: int = 0
    found_sources: bool = False
    """Whether a feed or sitemap was named anywhere."""
    guessed: bool = False
    """Whether the customary addresses of feeds and sitemaps were tried."""
