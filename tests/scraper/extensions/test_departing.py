"""What is done when, once a crawl closes."""

from types import SimpleNamespace

from scraper.extensions import departing as module
from scraper.extensions.departing import Departing


def test_first_the_queues_then_the_downloads_then_the_pages(monkeypatch):
    done, closing, clock = [], [False], [100.0]
    departure = SimpleNamespace(
        drop_queues=lambda: done.append("queues"), abandon_downloads=lambda: done.append("downloads")
    )
    monkeypatch.setattr(module.Departure, "of", lambda crawler: departure)
    monkeypatch.setattr(module, "is_closing", lambda crawler: closing[0])
    crawler = SimpleNamespace(
        spider=SimpleNamespace(pool=SimpleNamespace(give_up=lambda: done.append("pages")))
    )
    departing = Departing(crawler, 15.0, clock=lambda: clock[0])
    departing.look()
    assert done == []
    closing[0] = True
    for second, does in (
        (100.0, ["queues"]),
        (104.9, ["queues"]),
        (105.0, ["queues", "downloads"]),
        (115.0, ["queues", "downloads", "pages"]),
    ):
        done.clear()
        clock[0] = second
        departing.look()
        assert done == does
    crawler.spider = SimpleNamespace()  # of somebody else's, without a pool
    departing.look()
