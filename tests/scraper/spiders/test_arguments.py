from datetime import date

import pytest

from scraper.spiders.arguments import (
    UsageError,
    check_names,
    is_address,
    read_addresses,
    read_limit,
    read_lines,
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


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-02-30", "2026-13-01", "03.01.2026", "20260131", "2026-W05", "２０２６-01-31"],
)
def test_since_must_be_a_day(text):
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        read_since(text)


def test_since():
    assert read_since("2026-01-31") == date(2026, 1, 31)
    assert read_since(None) is None


@pytest.mark.parametrize("text", ["", "0", "-3", "ten", "1.5", "1_0", "٣", "9" * 5000])
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


def test_a_list_of_sites_is_no_site(tmp_path):
    listed = tmp_path / "sites.txt"
    listed.write_text("gazette.example\n")
    with pytest.raises(UsageError, match=r"a list of sites is given as -a sites=.*sites\.txt"):
        NewsSpider.check_arguments({"site": f"kurier.example,{listed}"})


@pytest.mark.parametrize(
    ("spider", "name"), [(NewsSpider, "sites"), (PagesSpider, "urls")], ids=["news", "pages"]
)
def test_a_folder_is_not_said_to_be_missing(spider, name, tmp_path):
    with pytest.raises(UsageError, match=f"-a {name}=.*: not a file"):
        spider.check_arguments({name: str(tmp_path)})
    with pytest.raises(UsageError, match=f"-a {name}=: no file given"):
        spider.check_arguments({name: ""})


@pytest.mark.parametrize(
    "content", [b"", b"# nothing yet\n", b"not an address\nftp://x/y\n", b"\xff\xfe\x80junk"]
)
def test_a_file_without_an_address_is_refused(content, tmp_path):
    listed = tmp_path / "urls.txt"
    listed.write_bytes(content)
    with pytest.raises(UsageError, match=r"urls\.txt: no http or https address in it"):
        PagesSpider.check_arguments({"urls": str(listed)})


def test_lines_of_addresses_keep_their_numbers(tmp_path):
    listed = tmp_path / "urls.txt"
    listed.write_bytes(
        b"\xef\xbb\xbfhttp://gazette.example/a\r\n\r\n# note\r\nhttp://gazette.example/b # note\r\n"
    )
    assert list(read_lines(listed)) == [(1, "http://gazette.example/a"), (4, "http://gazette.example/b")]


def test_an_address_in_another_encoding_is_none(tmp_path):
    listed = tmp_path / "urls.txt"
    listed.write_bytes(b"http://gazette.example/caf\xe9\n")
    ((_, address),) = read_lines(listed)
    assert not is_address(address)
    assert is_address("http://gazette.example/café")


def test_demo_takes_no_site():
    with pytest.raises(UsageError, match="unknown argument -a site="):
        DemoSpider.check_arguments({"site": "https://gazette.example"})


def test_what_scrapyd_adds_is_taken():
    check_names({"site": "x", "_job": "93caab26ea6511f1"}, {"site": "a site"})
