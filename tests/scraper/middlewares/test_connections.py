import resource
import subprocess
import sys

import pytest
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.utils.test import get_crawler
from twisted.internet.task import Clock
from twisted.web.client import HTTPConnectionPool

from scraper.middlewares.connections import IDLE_SECONDS, bound_idle
from scraper.middlewares.departure import LeavingHandler


class Idle:
    """A connection that waits for the next request."""

    state = "QUIESCENT"

    def __init__(self):
        self.transport = self
        self.closed = False

    def loseConnection(self):  # noqa: N802 (Twisted's name)
        self.closed = True


def test_the_idlest_connections_are_closed_for_new_ones():
    clock = Clock()
    pool = HTTPConnectionPool(clock)
    bound_idle(pool, 50)  # two fifths, for http and https: ten each
    connections = [Idle() for _ in range(14)]
    for number, connection in enumerate(connections):
        pool._putConnection(("http", f"n{number}.gazette.example", 80), connection)
    clock.advance(0)
    assert [connection.closed for connection in connections] == [True] * 4 + [False] * 10
    taken = pool.getConnection(("http", "n13.gazette.example", 80), None)
    assert taken.result._clientProtocol is connections[13]
    clock.advance(IDLE_SECONDS)
    assert [connection.closed for connection in connections] == [True] * 13 + [False]


@pytest.mark.parametrize(("soft", "hard", "files"), [(256, 1024, 1024), (256, 300, 300), (5000, 5000, 4096)])
def test_as_many_files_as_may_be(soft, hard, files):
    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < hard:
        pytest.skip("the limit of this machine is lower")
    program = (
        f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))\n"
        "from scraper.middlewares.connections import allow_files\n"
        "print(allow_files(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.split() == [str(files), str(max(soft, files))]


def test_the_handler_of_a_crawl_is_bounded(monkeypatch):
    def begin(handler, crawler):
        handler._pool = HTTPConnectionPool(Clock())

    monkeypatch.setattr(HTTP11DownloadHandler, "__init__", begin)
    assert LeavingHandler(get_crawler())._pool.cachedConnectionTimeout == IDLE_SECONDS
