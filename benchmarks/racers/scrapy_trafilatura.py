"""Scrapy with trafilatura, text and metadata, in the callback, and a feed export: what most would write.

usage: python scrapy_trafilatura.py URLS OUT WORKERS
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from trafilatura import bare_extraction

_SETTINGS = {
    "CONCURRENT_REQUESTS": 64,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_DELAY": 0,
    "COOKIES_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "ERROR",
}


class _Spider(scrapy.Spider):
    name = "inline"
    start_urls = Path(sys.argv[1]).read_text().split() if len(sys.argv) > 1 else []

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        """The article on the page, as trafilatura has it."""
        found = bare_extraction(response.body, url=response.url, with_metadata=True)
        yield {"url": response.url} | {
            key: getattr(found, key, None) for key in ("title", "author", "date", "text")
        }


def main() -> None:
    """Crawls the pages, one line for each in OUT."""
    feeds = {sys.argv[2]: {"format": "jsonlines", "encoding": "utf-8"}}
    process = CrawlerProcess({**_SETTINGS, "FEEDS": feeds})
    process.crawl(_Spider)
    process.start()


if __name__ == "__main__":
    main()
