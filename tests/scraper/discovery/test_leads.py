import pytest

from scraper.discovery.leads import Leads, read_leads
from scraper.normalise.urls import fingerprint
from scraper.page import Page
from scraper.sites.site import Site

SITE = Site(domain="gazette.example")
STORY = "https://gazette.example/2026/03/01/trams-are-back-in-town"
FEED = f"<rss version='2.0'><channel><item><title>Trams</title><link>{STORY}</link></item></channel></rss>"
SITEMAP = (
    f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{STORY}</loc></url></urlset>"""
)
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://gazette.example/news.xml</loc></sitemap></sitemapindex>"""
FRONT = f"""<!doctype html><link rel="alternate" type="application/rss+xml" href="/rss.xml">
<nav><a href="/city">City</a></nav><main><h2><a href="{STORY}">Trams are back in town</a></h2>
<a href="https://other.example/2026/03/01/a-story-of-theirs">Elsewhere</a></main>"""


def leads(body, expected):
    return read_leads(Page(url="https://gazette.example/", body=body.encode()), SITE, expected=expected)


@pytest.mark.parametrize("expected", ["feed", "sitemap", "front", "section"])
@pytest.mark.parametrize(("body", "form", "via"), [(FEED, "feed", "feed"), (SITEMAP, "sitemap", "sitemap")])
def test_a_source_is_what_it_is_whatever_it_was_asked_for_as(body, form, via, expected):
    found = leads(body, expected)
    assert found.form == form
    assert [(link.url, link.via) for link in found.articles] == [(STORY, via)]


def test_an_index_leads_to_its_children():
    assert [child.url for child in leads(INDEX, "sitemap").sitemaps] == ["https://gazette.example/news.xml"]


def test_a_front_page_leads_to_feeds_sections_and_articles():
    found = leads(FRONT, "front")
    assert found.feeds == ("https://gazette.example/rss.xml",)
    assert found.sections == ("https://gazette.example/city",)
    assert [link.url for link in found.articles] == [STORY]
    assert found.refused["other_site"] == (fingerprint("https://other.example/2026/03/01/a-story-of-theirs"),)


@pytest.mark.parametrize(
    ("body", "expected"), [("", "front"), ("sorry", "feed"), (FRONT, "feed"), ("{}", "sitemap")]
)
def test_what_leads_nowhere(body, expected):
    assert leads(body, expected) == Leads(form=None)
