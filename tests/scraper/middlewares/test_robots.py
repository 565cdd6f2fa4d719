import asyncio

import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

from scraper.middlewares.robots import (
    SITE_BYTES,
    Robots,
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


def test_a_host_for_every_page_fills_no_memory(monkeypatch):
    cache = RobotsCache(get_crawler())
    asked = []

    async def fetch(origin):
        asked.append(origin)
        return Robots(size=SITE_BYTES // 4 if "small" not in origin else 9, good_until=float("inf"))

    async def visit(hosts):
        for host in hosts:
            await cache.get(f"https://{host}.example/a")

    monkeypatch.setattr(cache, "_fetch", fetch)
    many = [f"n{number}.gazette" for number in range(12)]
    asyncio.run(visit(["small.tribune", *many, "n11.gazette", "n8.gazette", "small.tribune"]))
    assert asked == [f"https://{host}.example" for host in ["small.tribune", *many]], (
        "the last four are known"
    )
    asyncio.run(visit(["n0.gazette"]))
    assert asked[-1] == "https://n0.gazette.example"
    assert len(cache._files) == 5
