"""What is done once a run is over and all counts stand, also after an interruption."""

from __future__ import annotations

from collections.abc import Callable

from scrapy import signals
from scrapy.crawler import Crawler


class Afterwards:
    """Calls `finish` when the spider is closed and the engine has stopped.

    The engine stops after the spider is closed, but before it where a signal comes while it is closing; all
    counts stand only after both. A crawl that never began sends no engine_stopped and is not finished.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.started = clock()
        self.reason: str | None = None
        """Why the spider closed; None: it has not."""
        self.stopped = False

    def connect(self, crawler: Crawler) -> None:
        """Hear what *crawler* signals."""
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.engine_stopped, signals.engine_stopped)

    def spider_opened(self) -> None:
        self.started = self.clock()

    def spider_closed(self, reason: str) -> None:
        self.reason = reason
        self._finish_after_both()

    def engine_stopped(self) -> None:
        self.stopped = True
        self._finish_after_both()

    def _finish_after_both(self) -> None:
        if self.reason is not None and self.stopped:
            self.finish()

    def finish(self) -> None:
        """What is to be done."""
        raise NotImplementedError
