"""Lines between the paragraphs of a newsroom's page, and the rules by which they go."""

import json

from benchmarks.newsroom_pages import load_newsrooms
from scraper.extraction.extract import extract_article
from scraper.page import Page
from scraper.sites.site import Site

NEWS = load_newsrooms()


def rule_on(language, line, place=3, declared=""):
    """The rule by which *line* goes from between the paragraphs of a page; None where it stays.

    *declared*: text that the page's JSON-LD gives as the article's.
    """
    prose = NEWS[language]["prose"]
    texts = [*prose[:place], line, *prose[place:]]
    body = "".join(f"<div class=x>{text}</div>" for text in texts)
    name = "<meta property=og:site_name content='Valmora Post'>"
    if declared:
        data = json.dumps({"@type": "NewsArticle", "articleBody": declared})
        name += f"<script type=application/ld+json>{data}</script>"
    page = f"<html lang={language}><head><title>Wall</title>{name}</head><h1>Wall</h1><main>{body}</main>"
    article = extract_article(
        Page(url="https://valmorapost.example/wall-1", body=page.encode()), Site(domain="valmorapost.example")
    )
    kept = [block.text for block in article.body]
    assert [text for text in kept if text != line] == prose
    return next((row.rule for row in article.removed if row.text == line), None)
