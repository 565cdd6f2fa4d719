"""Scrapy's own output on a full disk."""

from types import SimpleNamespace

from scrapy import Spider
from scrapy.utils.test import get_crawler

from scraper.extensions.feed_files import FeedFiles


def test_a_full_disk_is_said_once(caplog):
    crawler = get_crawler(Spider, {"FEEDS": {"/dev/full": {"format": "jsonlines", "overwrite": True}}})
    spider = crawler._create_spider("test")
    feeds = FeedFiles.from_crawler(crawler)
    crawler.engine = SimpleNamespace(running=False)
    feeds.open_spider(spider)
    for _ in range(3):
        feeds.item_scraped({"text": "x" * 100_000}, spider)
    told = "/dev/full: No space left on device; see to the disk and run again"
    assert crawler.stats.get_value("copydesk/output_error") == told
    assert [record.getMessage() for record in caplog.records if record.name.startswith("scraper")] == [told]
