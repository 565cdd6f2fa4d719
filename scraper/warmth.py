"""Importing this reads a page, so that all that reading needs is there.

Much is imported and laid out only when a page needs it. The fork server imports this once: a worker that
takes the place of a killed one is ready at once, and what all of them need lies in memory once.
"""

from __future__ import annotations

import gc

_SENTENCE = "A worker reads this before its first page, for the {} time, so that all it needs is there. "
_PARAGRAPHS = "".join(f"<p>{_SENTENCE.format(number) * 3}</p>" for number in range(12))
_HTML = f"""<html><title>Ready to read</title>
<meta property="og:title" content="Ready to read"><meta name="author" content="Anna Holt">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ready to read"}}</script>
<h1>Ready to read</h1><p class="byline">By Anna Holt and Peter Marsh</p>
<p class="date">Updated 2 hours ago</p>
<article><figure><img src="/worker.jpg"><figcaption>A worker. Photo: Anna Holt</figcaption></figure>
{_PARAGRAPHS}
<h2>More on this</h2><ul><li><a href="/another-page">Another page that workers read</a></li></ul></article>"""


def _get_ready() -> None:
    from trafilatura import bare_extraction

    from scraper.discovery.leads import read_leads
    from scraper.extraction.extract import extract_article
    from scraper.extraction.witnesses.stop_words import load_stop_words
    from scraper.page import Page
    from scraper.sites.site import Site

    site = Site(domain="warm-up.invalid")
    # With the words for a date and a name, which take a library each, as most pages have some.
    page = Page(
        url="https://warm-up.invalid/a-page-for-workers",
        body=_HTML.encode(),
        retrieved_at="2026-01-02T03:04:05Z",
    )
    extract_article(page, site)
    # Of so short a text trafilatura is in doubt: it asks jusText, whose lists of words take 45 MiB.
    load_stop_words()
    bare_extraction("<html><body><p>A worker reads this, too.</p></body></html>")
    read_leads(page, site, expected="front")


gc.disable()  # there is none in what is loaded, and to look for it takes a fifth of the time
_get_ready()
gc.freeze()
gc.enable()
