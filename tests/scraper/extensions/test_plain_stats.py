import timeit

from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from scraper.extensions.plain_stats import PlainStats


def test_they_count_as_scrapys_do_and_sooner():
    crawler = get_crawler()
    seconds = {}
    for kind in (MemoryStatsCollector, PlainStats):
        stats = kind(crawler)
        stats.inc_value("pages")
        stats.inc_value("pages", 2)
        stats.set_value("run", "a")
        stats.max_value("longest", 7)
        assert stats.get_value("none", 0) == 0
        assert stats.get_stats() == {"pages": 3, "run": "a", "longest": 7}
        seconds[kind] = min(timeit.repeat(lambda: stats.inc_value("pages"), number=500))  # noqa: B023
    assert 3 * seconds[PlainStats] < seconds[MemoryStatsCollector]
