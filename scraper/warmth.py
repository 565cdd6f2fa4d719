"""Importing this reads a page, so that all that reading needs is there.

Much is imported and laid out only when a page needs it. The fork server imports this once: a worker that
takes the place of a killed one is ready at once, and what all of them need lies in memory once.
"""

from __future__ import annotations

from scraper.discovery.leads import read_leads
from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

_SENTENCE = "A worker reads this before its first page, for the {} time, so that all it needs is there. "
_PARAGRAPHS = "".join(f"<p>{_SENTENCE.format(number) * 3}</p>" for number in range(12))
_HTML = f"<html><title>Ready to read</title><h1>Ready to read</h1><article>{_PARAGRAPHS}</article>"
_SITE = Site(domain="warm-up.invalid")
_PAGE = Page(url="https://warm-up.invalid/a-page-for-workers", body=_HTML.encode())

extract_article(_PAGE, _SITE)
read_leads(_PAGE, _SITE, expected="front")
