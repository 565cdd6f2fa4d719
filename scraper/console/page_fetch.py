"""One page from the network, under all the rules of a crawl: robots.txt, politeness, address gate, limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import SETTINGS_PRIORITIES, Settings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from scraper.console.outcome_words import explain
from scraper.middlewares.refused import failure_reason
from scraper.page import Page
from scraper.spiders.articles import page_of
from scraper.spiders.contact import name_contact

_SPEAKING = frozenset({"address_refused"})
"""Reasons whose own words say what to do."""


class FetchError(Exception):
    """The page could not be had. One line: address and why, `URL: reason: detail`."""

    def advised(self) -> str:
        """The same, and what to do where something can be done."""
        _, *why = str(self).split(": ", 2)
        advice = explain(why[0])[1] if why and why[0] not in _SPEAKING else None
        return f"{self}; {advice}" if advice else str(self)


def fetch_page(url: str, settings: Settings) -> Page:
    """The page at *url*. FetchError: it was refused, not answered, or answered with an error status.

    Runs Scrapy's reactor, which a process can do only once.
    """
    make_quiet(settings)
    process = AsyncCrawlerProcess(settings)
    answers: list[Page | str] = []
    process.crawl(_OnePage, address=url, answers=answers)
    process.start()
    if not answers:
        raise FetchError(f"{url}: not fetched: interrupted, or see the log above")
    if isinstance(answers[0], str):
        raise FetchError(f"{url}: {answers[0]}")
    return answers[0]


def make_quiet(settings: Settings) -> None:
    """Let a crawl with *settings* deliver and report nothing: it is a look at a page or two."""
    name_contact(settings)
    for name in ("ITEM_PIPELINES", "EXTENSIONS", "FEEDS"):
        settings.set(name, {}, priority="cmdline")
    if (settings.getpriority("LOG_LEVEL") or 0) < SETTINGS_PRIORITIES["cmdline"]:
        # What goes wrong is said in one line, unless -L asks for more.
        settings.set("LOG_LEVEL", "CRITICAL", priority="cmdline")


def why_not(failure: Failure) -> str:
    """Why there is no answer: the word that a crawl counts, and the exception's own."""
    error = failure.value
    if isinstance(error, HttpError):
        detail = f"the server answered with status {error.response.status}"
    else:
        detail = str(error).strip() or type(error).__name__
    return f"{failure_reason(failure)}: {detail}"


class _OnePage(Spider):
    """Asks for one address and keeps what came back."""

    name = "one-page"

    def __init__(self, address: str, answers: list[Page | str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.address = address
        self.answers = answers

    async def start(self) -> AsyncIterator[Request]:
        yield Request(
            self.address,
            callback=self.keep,
            errback=self.give_up,
            meta={"copydesk_kind": "article"},
            dont_filter=True,
        )

    def keep(self, response: Response) -> None:
        """The answer, as a page."""
        retrieved_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.answers.append(page_of(response, self.address, retrieved_at))

    def give_up(self, failure: Failure) -> None:
        """Keep why there is no answer."""
        self.answers.append(why_not(failure))
