"""`scrapy crawl demo`: the bundled newsroom, crawled over loopback."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Mapping
from typing import Any, ClassVar, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler

from scraper.demo.server import Newsroom
from scraper.demo.server import sites as demo_sites
from scraper.spiders.arguments import check_names, read_limit, read_since
from scraper.spiders.news import NewsSpider


class DemoSpider(NewsSpider):
    """Crawls the invented sites of the demo newsroom, which it serves itself on 127.0.0.1."""

    name = "demo"
    ARGUMENTS: ClassVar[dict[str, str]] = {name: NewsSpider.ARGUMENTS[name] for name in ("since", "limit")}
    custom_settings: ClassVar[dict[str, Any]] = {  # type: ignore[misc]
        # Our own server need not be spared.
        "DOWNLOAD_DELAY": 0,
        "COPYDESK_CRAWL_DELAY_MAX": 0.1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "COPYDESK_BACKOFF_SECONDS": 0.1,
    }

    visits_strangers: ClassVar[bool] = False

    newsroom: Newsroom

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, str]) -> None:
        check_names(arguments, cls.ARGUMENTS)
        read_since(arguments.get("since"))
        read_limit(arguments.get("limit"))

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        # The middlewares ask for the proxy before the server can run: the port is taken now.
        listener = socket.create_server(("127.0.0.1", 0))
        spider.newsroom = Newsroom(listener=listener)
        crawler.settings.set("COPYDESK_PROXY", f"http://127.0.0.1:{listener.getsockname()[1]}", "spider")
        crawler.signals.connect(spider.close_newsroom, signals.spider_closed)
        return spider

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(site=",".join(demo_sites()), **kwargs)

    async def start(self) -> AsyncIterator[Request]:
        """Open the newsroom, then the entry requests of its sites."""
        await self.newsroom.__aenter__()
        async for request in super().start():
            yield request

    async def close_newsroom(self) -> None:
        """Stop the server."""
        await self.newsroom.__aexit__(None, None, None)
