import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

from scraper.middlewares.robots import (
    RobotsCache,
    RobotsMiddleware,
    decode_robots,
    origin_of,
    product_token,
)


@pytest.mark.parametrize(
    ("user_agent", "token"),
    [
        ("Copydesk/0.1 (+https://gazette.example/bot)", "Copydesk"),
        ("Gazette-Bot", "Gazette-Bot"),
        ("", "Copydesk"),
        ("(nobody)", "Copydesk"),
    ],
)
def test_product_token(user_agent, token):
    assert product_token(user_agent) == token


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Gazette.example/a?b#c", "https://gazette.example"),
        ("https://gazette.example:443/", "https://gazette.example"),
        ("http://ann:pw@gazette.example:8080/", "http://gazette.example:8080"),
        ("http://[::1]:80/", "http://[::1]"),
    ],
)
def test_origin_of(url, origin):
    assert origin_of(url) == origin


def test_only_the_first_part_is_read_to_a_whole_line():
    line = b"Disallow: /" + b"a" * 88 + b"\n"
    text = decode_robots(b"\xef\xbb\xbfUser-agent: *\n" + line * 10_000 + b"\xff")
    assert text.startswith("User-agent: *\nDisallow: /aaa")
    assert text.endswith("a")
    assert len(text) <= 500 * 1024
    assert decode_robots(b"\xff\xfeA") == "\ufffd\ufffdA"


def test_robots_can_be_left_unobeyed_and_that_is_said(caplog):
    crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": False})
    middleware = RobotsMiddleware.from_crawler(crawler)
    for path in "abc":
        # Nothing to wait for: the first step is the last.
        with pytest.raises(StopIteration):
            middleware.process_request(Request(f"https://gazette.example/{path}")).send(None)
    assert caplog.text.count("robots.txt is not obeyed") == 1


def test_all_ask_the_same_cache():
    crawler = get_crawler()
    assert RobotsCache.of(crawler) is RobotsCache.of(crawler)
    assert RobotsCache.of(crawler) is not RobotsCache.of(get_crawler())
    assert RobotsCache.of(crawler).crawl_delay("https://gazette.example/") is None
