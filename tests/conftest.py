"""What several tests need: a site on loopback, and the command line as a person uses it."""

import contextlib
import hashlib
import http.server
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from warm_start import WarmCommand, run_warm

ROOT = Path(__file__).parents[1]


@dataclass
class LoopbackSite:
    """A small site on 127.0.0.1; `pages` maps a path to its answer."""

    pages: dict = field(default_factory=dict)
    """Path -> body (str or bytes), or (status, headers, body)."""
    asked: list = field(default_factory=list)
    """Every path that was asked for, in order."""
    validates: bool = False
    """Whether every answer has an ETag, and what did not change is answered with 304."""
    statuses: list = field(default_factory=list)
    """(path, status) of every answer, in order."""
    hook: object = None
    """Called with each path before it is answered."""
    base: str = ""

    def add_article(self, slug, *, headline, paragraphs, head=""):
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        self.pages[f"/{slug}"] = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{headline}</title>{head}</head>'
            f"<body><main><article><h1>{headline}</h1>{body}</article></main></body></html>"
        )
        return f"{self.base}/{slug}"

    def add_feed(self, slugs, path="/feed.xml"):
        items = "".join(
            f"<item><title>Story {slug}</title><link>{self.base}/{slug}</link>"
            f"<pubDate>Mon, {2 + number % 20:02d} Mar 2026 09:00:00 GMT</pubDate></item>"
            for number, slug in enumerate(slugs)
        )
        self.pages[path] = (200, {"Content-Type": "application/rss+xml"}, _rss(items))
        self.pages.setdefault(
            "/",
            '<!doctype html><title>Front</title><link rel="alternate" type="application/rss+xml" '
            f'href="{path}"><h1>Front page</h1>',
        )


def _rss(items):
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Site</title>{items}</channel></rss>'


PROSE = (
    "The council met on Monday evening in the old corn hall, and for once every seat on the gallery was taken.",
    "Members voted by nineteen to six to reopen the tram line along the river, which has lain unused for decades.",
    "“We have waited a long time for this,” said the chair of the residents’ group, who had brought a bell.",
    "Work on the first section is to begin next spring, once the engineers have looked at the two bridges.",
)


@pytest.fixture
def prose():
    """Four paragraphs of a story."""
    return PROSE


@contextlib.contextmanager
def serving(site, host="127.0.0.1"):
    """*site*, served on *host*, a loopback address, until the end of the block."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            site.asked.append(self.path)
            if site.hook:
                site.hook(self.path)
            answer = site.pages.get(self.path, (404, {}, "not found"))
            status, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer)
            data = body.encode() if isinstance(body, str) else body
            if site.validates and status == 200:
                headers = {**headers, "ETag": f'"{hashlib.sha256(data).hexdigest()[:16]}"'}
                if self.headers.get("If-None-Match") == headers["ETag"]:
                    status, data = 304, b""
            site.statuses.append((self.path, status))
            with contextlib.suppress(ConnectionError):
                self.send_response(status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                if status != 304:
                    self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer((host, 0), Handler)
    site.base = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture
def loopback_site():
    """An empty site that serves until the test ends."""
    with serving(LoopbackSite()) as site:
        yield site


@pytest.fixture
def serve():
    """`serve(host)` is an empty site on that loopback address, served until the test ends."""
    with contextlib.ExitStack() as stack:
        yield lambda host: stack.enter_context(serving(LoopbackSite(), host))


QUICK = {
    "COPYDESK_ALLOW_NETS": "127.0.0.0/8",
    "DOWNLOAD_DELAY": "0",
    "COPYDESK_BACKOFF_SECONDS": "0.05",
    "COPYDESK_WORKERS": "1",
}


def clean_environment():
    """The environment with this project's settings and none of the tester's own."""
    ours = {"SCRAPY_SETTINGS_MODULE": "scraper.settings", "PYTHONPATH": str(ROOT)}
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SCRAPY", "COPYDESK"))}
    return kept | ours


@pytest.fixture
def scrapy_command(tmp_path):
    """The `scrapy` command in an empty folder: call it with the arguments, get the finished process.

    `start=True` gives the running process instead.
    """
    environment = clean_environment()
    started = []

    def run(*arguments, start=False, quick=True, timeout=90):
        command = ["-m", "scrapy", *map(str, arguments)]
        if quick and arguments[0] == "crawl":
            for name, value in QUICK.items():
                command += ["-s", f"{name}={value}"]
        if not start:
            return run_warm(command, tmp_path, environment, timeout)
        started.append(WarmCommand(command, tmp_path, environment))
        return started[-1]

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """A folder in which `scrapy crawl demo` has run, well, and kept what it fetched in `kept`."""
    folder = tmp_path_factory.mktemp("demo")
    crawl = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "demo", "-s", "COPYDESK_ARCHIVE=kept"],
        cwd=folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert crawl.returncode == 0, crawl.stderr
    assert "Traceback" not in crawl.stderr
    return folder
