from datetime import date

import pytest

from scraper.spiders.arguments import (
    UsageError,
    check_names,
    read_addresses,
    read_limit,
    read_since,
    read_sites,
)
from scraper.spiders.demo import DemoSpider
from scraper.spiders.news import NewsSpider
from scraper.spiders.pages import PagesSpider


def test_unknown_names_get_the_nearest_right_one():
    with pytest.raises(UsageError, match=r"-a sinse=.*did you mean 'since'"):
        check_names(["site", "sinse"], NewsSpider.ARGUMENTS)


def test_names_like_nothing_get_the_list():
    with pytest.raises(UsageError, match="known are: site, sites"):
        check_names(["zzzz"], NewsSpider.ARGUMENTS)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30", "2026-13-01", "03.01.2026"])
def test_since_must_be_a_day(text):
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        read_since(text)


def test_since():
    assert read_since("2026-01-31") == date(2026, 1, 31)
    assert read_since(None) is None


@pytest.mark.parametrize("text", ["", "0", "-3", "ten", "1.5"])
def test_limit_must_be_a_number_from_one_on(text):
    with pytest.raises(UsageError, match="limit"):
        read_limit(text)


@pytest.mark.parametrize("text", ["", ",", "gazette.example/rss", "ftp://gazette.example/", "http://[::bad"])
def test_addresses_must_be_addresses(text):
    with pytest.raises(UsageError, match="-a feed="):
        read_addresses("feed", text)


def test_sites_are_taken_once_each(tmp_path):
    listed = tmp_path / "sites.txt"
    listed.write_text("# ours\nhttps://gazette.example/\nkurier.example\n")
    sites = read_sites("https://www.gazette.example/,visnyk.example", str(listed))
    assert [site.domain for site in sites] == ["gazette.example", "visnyk.example", "kurier.example"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "name what to crawl"),
        ({"site": ""}, "no site in it"),
        ({"sites": "nowhere.txt"}, "nowhere.txt: no such file"),
        ({"site": "ftp://gazette.example/"}, "gazette.example"),
        ({"sites": "x", "limt": "3"}, "did you mean 'limit'"),
        ({"site": "https://gazette.example", "limit": "none"}, "whole number"),
    ],
)
def test_news_refuses(arguments, message):
    with pytest.raises(UsageError, match=message):
        NewsSpider.check_arguments(arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({}, "-a url=ADDRESS"), ({"url": "gazette"}, "http"), ({"urls": "nowhere.txt"}, "no such file")],
)
def test_pages_refuses(arguments, message):
    with pytest.raises(UsageError, match=message):
        PagesSpider.check_arguments(arguments)


def test_demo_takes_no_site():
    with pytest.raises(UsageError, match="unknown argument -a site="):
        DemoSpider.check_arguments({"site": "https://gazette.example"})
