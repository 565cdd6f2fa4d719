"""`scrapy crawl pages`: the articles at given addresses."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from scrapy import Request

from scraper.hints import FoundLink
from scraper.normalise.urls import normalise_url
from scraper.sites.load import site_for
from scraper.spiders.arguments import (
    UsageError,
    check_addresses_file,
    is_address,
    read_addresses,
    read_lines,
)
from scraper.spiders.articles import ArticleSpider


class PagesSpider(ArticleSpider):
    """Reads the articles at the addresses it is given, each once, whether or not they were filed before."""

    name = "pages"
    ARGUMENTS: ClassVar[dict[str, str]] = {
        "url": "one address, or several separated by commas",
        "urls": "a text file with one address a line; # begins a comment",
        "shard": "i/n: only the addresses of sites in the i-th of n shards",
    }

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, str]) -> None:
        super().check_arguments(arguments)
        if "url" not in arguments and "urls" not in arguments:
            raise UsageError("crawl pages: name what to read, with -a url=ADDRESS or -a urls=FILE")
        read_addresses("url", arguments.get("url"))
        if "urls" in arguments:
            check_addresses_file("urls", arguments["urls"])

    def __init__(self, url: str | None = None, urls: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.addresses = read_addresses("url", url)
        self.file = Path(urls) if urls else None

    async def start(self) -> AsyncIterator[Request]:
        """One request for each different address, read as the crawl has room for them."""
        seen: set[int] = set()
        for place, address in self._addresses():
            url = normalise_url(address)
            if url is None or not is_address(address):
                self.tally.bad_line()
                self.logger.warning("%s: not an http or https address: %.200r", place, address)
                continue
            if hash(url) in seen:
                continue
            seen.add(hash(url))
            site = site_for(url)
            if not self.is_mine(site.domain):
                continue
            self.tally.found(site.domain)
            self.tally.requested(site.domain)
            yield self.article_request(FoundLink(url=url, via="url"), site)

    def _addresses(self) -> Iterator[tuple[str, str]]:
        """(place in the file, address) of everything that is asked for."""
        for address in self.addresses:
            yield "-a url=", address
        if self.file:
            for number, address in read_lines(self.file):
                yield f"{self.file}:{number}", address
