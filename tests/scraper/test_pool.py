import asyncio
import gc
import multiprocessing
import threading

import pytest
from pebble import ProcessPool

from scraper import pool
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


def test_the_crawl_goes_on_while_workers_start(monkeypatch):
    ready, waited = threading.Event(), []
    start = ProcessPool._start_pool

    def start_late(self):
        waited.append(ready.wait(10))
        start(self)

    monkeypatch.setattr(ProcessPool, "_start_pool", start_late)

    async def run():
        readers = ExtractionPool(workers=1, seconds=20, memory_mib=1024)
        try:
            readers.warm_up()
            answer = asyncio.ensure_future(readers.run(abs, (-7,), SITE))
            await asyncio.sleep(0)
            ready.set()
            return await answer
        finally:
            readers.close()

    assert asyncio.run(run()) == 7
    assert waited == [True]


def test_workers_look_for_garbage_seldom_but_do():
    async def run():
        readers = ExtractionPool(workers=1, seconds=20, memory_mib=1024)
        try:
            return await readers.run(gc.isenabled, (), SITE), await readers.run(gc.get_threshold, (), SITE)
        finally:
            readers.close()

    looks, thresholds = asyncio.run(run())
    assert looks
    assert thresholds[0] == 50_000


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


def test_slow_pages_delay_no_others(monkeypatch):
    monkeypatch.setattr(pool, "_QUICK_SECONDS", 0.5)
    ended = []

    async def run():
        readers = ExtractionPool(workers=1, seconds=1.5, memory_mib=1024)

        async def read(name, one, domain):
            try:
                return await readers.extract(one, Site(domain=domain), None)
            finally:
                ended.append(name)

        try:
            await readers.extract(page(5), SITE, None)
            jobs = [read("slow", page(25_000), "slow.example") for _ in range(4)]
            jobs += [read("good", page(5), "gazette.example") for _ in range(4)]
            return await asyncio.gather(*jobs, return_exceptions=True)
        finally:
            readers.close()

    found = asyncio.run(run())
    assert [one.reason for one in found[:4]] == ["extraction_timeout"] * 4
    assert [one.headline for one in found[4:]] == ["A tram"] * 4
    # One after the other, the good ones would end last.
    assert ended[-1] == "slow", ended


def test_a_page_that_waits_for_the_processor_is_not_begun_anew(monkeypatch, tmp_path):
    monkeypatch.setattr(pool, "_QUICK_SECONDS", 0.3)
    begun = tmp_path / "begun"
    job = f"import time; print('begun', file=open({str(begun)!r}, 'a'), flush=True); time.sleep(0.7)"

    async def run():
        readers = ExtractionPool(workers=1, seconds=20, memory_mib=1024)
        try:
            await readers.run(exec, (job,), SITE)
        finally:
            readers.close()

    asyncio.run(run())
    assert begun.read_text() == "begun\n"


def test_workers_that_were_ended_from_outside_are_replaced():
    async def run():
        readers = ExtractionPool(workers=1, seconds=20, memory_mib=1024)
        try:
            await readers.extract(page(5), SITE, None)
            for child in multiprocessing.active_children():
                child.kill()
            await asyncio.sleep(0.3)
            return await readers.extract(page(5), SITE, None)
        finally:
            readers.close()

    assert asyncio.run(run()).headline == "A tram"


@pytest.mark.parametrize("nested", ["<div>" * 300, "<ul><li>" * 150, "<table><tr><td>" * 100])
def test_an_article_in_many_elements_is_whole(nested):
    (article,) = ask([deep(nested)])
    assert [block.text[:7] for block in article.body] == [f"No. {n} The"[:7] for n in range(8)]


@pytest.mark.parametrize("nested", ["<div>" * 100_000, "<ul><li>" * 14_000, "<b>" * 29_000])
def test_very_deep_pages_end_in_an_article_or_a_reason(nested):
    (found,) = ask([deep(nested)])
    assert isinstance(found, Article | Rejection)


def deep(nested):
    paragraphs = "".join(f"<p>No. {number} {SENTENCE * 3}</p>" for number in range(8))
    html = f"<html lang=en><title>A tram</title><body><article><h1>A tram</h1>{nested}{paragraphs}</article>"
    return Page(url="https://gazette.example/a-tram", body=html.encode(), content_type="text/html")


def test_given_up_it_reads_nothing_more():
    async def run():
        pool = ExtractionPool(workers=1, seconds=20, memory_mib=1024)
        try:
            jobs = [asyncio.ensure_future(pool.extract(page(25_000), SITE, None)) for _ in range(2)]
            await asyncio.sleep(0.3)
            pool.give_up()
            began = asyncio.get_running_loop().time()
            found = await asyncio.gather(*jobs, pool.extract(page(5), SITE, None), return_exceptions=True)
            return found, asyncio.get_running_loop().time() - began
        finally:
            pool.close()

    found, seconds = asyncio.run(run())
    assert [one.reason for one in found] == ["interrupted"] * 3
    assert seconds < 2
