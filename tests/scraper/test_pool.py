import asyncio

import pytest

from scraper.article import Article, Rejection
from scraper.page import Page
from scraper.pool import ExtractionFailed, ExtractionPool
from scraper.sites.site import Site

SITE = Site(domain="gazette.example")
SENTENCE = "The tram ran along the river again on Monday, and people stood on the bridges to see it pass. "


def page(paragraphs):
    body = f"<p>{SENTENCE * 3}</p>" * paragraphs
    html = f"<html lang=en><title>A tram</title><body><article><h1>A tram</h1>{body}</article>"
    return Page(
        url="https://gazette.example/a-tram", body=html.encode(), content_type="text/html; charset=utf-8"
    )


def ask(pages, **limits):
    """What a pool with *limits* makes of each of *pages*, asked for all at once."""

    async def run():
        pool = ExtractionPool(**{"workers": 1, "seconds": 20, "memory_mib": 1024} | limits)
        try:
            jobs = [pool.extract(one, SITE, None) for one in pages]
            return await asyncio.gather(*jobs, return_exceptions=True)
        finally:
            pool.close()

    return asyncio.run(run())


def test_pages_come_back_as_articles_or_rejections():
    article, nothing = ask([page(5), Page(url="https://gazette.example/x", body=b"")])
    assert isinstance(article, Article)
    assert article.headline == "A tram"
    assert isinstance(nothing, Rejection)


@pytest.mark.parametrize(
    ("limits", "reasons"),
    [
        ({"seconds": 0.6}, {"extraction_timeout"}),
        ({"memory_mib": 48}, {"extraction_memory", "extraction_crash"}),
    ],
    ids=["time", "memory"],
)
def test_a_page_beyond_a_limit_is_given_up_and_the_next_one_is_not(limits, reasons):
    huge, small = ask([page(25_000), page(5)], **limits)
    assert isinstance(huge, ExtractionFailed)
    assert huge.reason in reasons
    assert isinstance(small, Article)
