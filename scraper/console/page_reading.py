"""The record of a saved page: by its site's file alone, whatever was learned of the site by crawls."""

from __future__ import annotations

from exports.record import Crawl, Record
from scraper.article import Rejection
from scraper.page import Page
from scraper.sites.load import site_for
from scraper.sites.site import Site


def read_page(page: Page, site: Site | None = None) -> Record | Rejection:
    """What is made of *page*, read by *site*, or by the shipped file of its domain, if there is one."""
    # Every command's module is imported for any of them; trafilatura takes longer than all the others.
    from scraper.extraction.extract import extract_article

    found = extract_article(page, site or site_for(page.url))
    if isinstance(found, Rejection):
        return found
    return found.to_record(Crawl(retrieved_at=page.retrieved_at, status=page.status, via="url"))
