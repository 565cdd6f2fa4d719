"""Small loopback servers, and a real crawl of them in a process of its own."""

import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from warm_start import run_warm

ROOT = Path(__file__).parents[3]
CRAWL = """
import json, sys
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scraper.middlewares.politeness import Politeness
from scraper.middlewares.refused import Postponed, failure_reason
from scraper.middlewares.robots import RobotsCache

job = json.loads(sys.argv[1])
outcomes = []

class Spy(Spider):
    name = "spy"

    async def start(self):
        for number, request in enumerate(job["requests"]):
            yield Request(
                request["url"],
                meta={"copydesk_kind": "article"} | request.get("meta", {}) | {"number": number},
                callback=self.good,
                errback=self.bad,
                dont_filter=True,
            )

    async def good(self, response):
        robots = await RobotsCache.of(self.crawler).get(response.url) if job.get("robots") else None
        outcomes.append({
            "number": response.meta["number"],
            "url": response.url,
            "status": response.status,
            "length": len(response.body),
            "flags": response.flags,
            "sitemaps": robots and list(robots.sitemaps),
            "robots": RobotsCache.of(self.crawler).text(response.url),
        })

    def bad(self, failure):
        error = failure.value
        outcomes.append({
            "number": failure.request.meta["number"],
            "reason": failure_reason(failure),
            "detail": str(error),
            "until": getattr(error, "until", None),
        })

process = AsyncCrawlerProcess(job["settings"])
process.crawl(Spy)
process.start()
print(json.dumps(sorted(outcomes, key=lambda outcome: outcome["number"])))
"""
MIDDLEWARES = {
    "scraper.middlewares.addresses.AddressGate": 60,
    "scraper.middlewares.robots.RobotsMiddleware": 100,
    "scraper.middlewares.limits.Limits": 540,
    "scraper.middlewares.politeness.Politeness": 550,
    "scraper.middlewares.decompression.Decompression": 590,
    "scraper.middlewares.redirects.Redirects": 600,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
}
SETTINGS = {
    "DOWNLOADER_MIDDLEWARES": MIDDLEWARES,
    "TWISTED_DNS_RESOLVER": "scraper.middlewares.resolver.GatedResolver",
    "USER_AGENT": "Copydesk/0.1 (+https://gazette.example/bot)",
    "DOWNLOAD_HANDLERS": dict.fromkeys(("data", "file", "ftp", "s3")),
    "COPYDESK_ALLOW_NETS": "127.0.0.0/8",
    "COPYDESK_BACKOFF_SECONDS": 0.02,
    "HTTPPROXY_ENABLED": False,
    "ROBOTSTXT_OBEY": True,
    "REFERER_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_TIMEOUT": 2,
    "DNS_TIMEOUT": 3,
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "WARNING",
}


class Web:
    """One server. `routes`: path -> answer, or list of answers for one request after the other.

    An answer is `(status, headers, body)`, or bytes that are sent as they are before the connection is cut,
    or a number of seconds to be silent for. Every other path is 404.
    """

    def __init__(self, address, routes):
        self.routes = routes
        self.seen = []
        self.times = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                web.answer(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer((address, 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://{address}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def answer(self, handler):
        self.seen.append(handler.path)
        self.times.append(time.monotonic())
        answer = self.routes.get(handler.path, (404, {}, b"not here"))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if isinstance(answer, int | float):
            time.sleep(answer)
        elif isinstance(answer, bytes):
            handler.wfile.write(answer)
        else:
            status, headers, body = answer
            handler.send_response(status)
            for name, value in ({"Content-Type": "text/html", "Content-Length": len(body)} | headers).items():
                handler.send_header(name, str(value))
            handler.end_headers()
            handler.wfile.write(body)
        handler.close_connection = True


@pytest.fixture
def web():
    """web(address, routes): a server on that loopback address, closed when the test ends."""
    servers = []

    def start(address, routes):
        servers.append(Web(address, routes))
        return servers[-1]

    yield start
    for server in servers:
        server.server.shutdown()
        server.server.server_close()


@pytest.fixture
def crawl():
    """crawl(requests, **settings): the outcome of each request, and what the crawl wrote to its log."""

    def run(requests, *, robots=False, timeout=30, **settings):
        asked = [{"url": request} if isinstance(request, str) else request for request in requests]
        job = {"requests": asked, "settings": SETTINGS | settings, "robots": robots}
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        ended = run_warm(["-c", CRAWL, json.dumps(job)], ROOT, environment, timeout)
        assert ended.returncode == 0, ended.stderr
        assert "Traceback" not in ended.stderr, ended.stderr
        return json.loads(ended.stdout), ended.stderr

    return run
