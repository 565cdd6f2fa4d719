"""What the feed or the news sitemap says of the article."""

from __future__ import annotations

from scraper.extraction.metadata.finding import Finding, RawAuthor
from scraper.hints import Hints
from scraper.normalise.text import clean_line


def find(hints: Hints | None) -> Finding:
    """*hints* as a finding like those of the page; silent without any."""
    if hints is None:
        return Finding()
    return Finding(
        headline=clean_line(hints.headline),
        published=clean_line(hints.published),
        language=clean_line(hints.language),
        authors=tuple(RawAuthor(name=name) for name in hints.authors),
        tags=tuple(tag for tag in map(clean_line, hints.tags) if tag),
    )
