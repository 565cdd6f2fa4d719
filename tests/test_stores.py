"""Whole crawls whose deliveries and archive go to an object store: killed, refused, made good."""

import os
import signal
import threading
import time
import urllib.request

import pytest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from exports import read_records
from exports.store_path import to_path
from exports.stores import Store, local_folder
from exports.verify import Summary, verify
from scraper.archive.reading import find_sources, read_captures

OUT, KEPT = "s3://news/desk/out", "s3://news/desk/kept"
SECRET = "a-secret-of-the-store"


class Quiet(WSGIRequestHandler):
    def log(self, *args):
        pass


class S3:
    """moto's S3 on loopback. `hook`, if there is one, hears of each request (method, path) and may answer it
    with a status."""

    def __init__(self):
        self.hook = None
        self.app = DomainDispatcherApplication(create_backend_app)
        self.server = make_server("127.0.0.1", 0, self.answer, threaded=True, request_handler=Quiet)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def answer(self, environ, start_response):
        status = self.hook and self.hook(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if not status:
            return self.app(environ, start_response)
        start_response(status, [("Content-Type", "application/xml"), ("Connection", "close")])
        code, _, words = status.partition(" ")
        return [f"<Error><Code>{code}</Code><Message>{words}</Message></Error>".encode()]


@pytest.fixture
def s3(monkeypatch):
    """A store with the bucket `news`, which this process and the crawls it starts know by the environment."""
    store = S3()
    for name in [name for name in os.environ if name.startswith(("AWS_", "FSSPEC_"))]:
        monkeypatch.delenv(name)
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{store.server.server_port}",
        "AWS_ACCESS_KEY_ID": "desk",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_MAX_ATTEMPTS": "1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }.items():
        monkeypatch.setenv(name, value)
    bucket = urllib.request.Request(f"{os.environ['AWS_ENDPOINT_URL']}/news", method="PUT")
    urllib.request.urlopen(bucket).close()
    yield store
    store.server.shutdown()
    store.server.server_close()


def test_a_crawl_into_a_store_is_killed_refused_and_made_good(s3, loopback_site, prose, request, tmp_path):
    scrapy_command = request.getfixturevalue("scrapy_command")  # after the environment is as it should be
    slugs = [f"2026/03/{number:02d}/story-{number}-of-the-river-tram" for number in range(1, 5)]
    for number, slug in enumerate(slugs, start=1):
        loopback_site.add_article(
            slug,
            headline=f"Story {number} of the tram",
            paragraphs=[f"Report {number}. {prose[0]}", *prose[1:]],
        )
    loopback_site.add_feed(slugs)
    command = ["crawl", "news", "-a", f"site={loopback_site.base}"]
    for setting in (f"COPYDESK_OUT={OUT}", f"COPYDESK_ARCHIVE={KEPT}", "COPYDESK_PART_RECORDS=2"):
        command += ["-s", setting]
    spool = local_folder(OUT, tmp_path / "state")
    kept = local_folder(KEPT, tmp_path / "state", kind="archive")

    # Killed while the second part goes up: it is under way, and not there.
    under_way, parts = threading.Event(), []

    def hold_the_second_part(method, path):
        if method == "PUT" and "/part-" in path:
            parts.append(path)
            if len(parts) == 2:
                under_way.set()
                time.sleep(3)
                return "503 Slow Down"
        return None

    s3.hook = hold_the_second_part
    crawl = scrapy_command(*command, start=True)
    assert under_way.wait(40), crawl.communicate()
    crawl.send_signal(signal.SIGKILL)
    crawl.communicate()
    up = Store(OUT).find()
    assert [name for name in up if "/part-" in name] == [parts[0].partition("/out/")[2]]
    assert list(verify(f"{OUT}/site=*/date=*/*")) == []

    # Refused: status 5 and one line; what is filed waits in the spool.
    s3.hook = lambda method, path: "403 Forbidden" if method == "PUT" and "/part-" in path else None
    refused = scrapy_command(*command)
    assert refused.returncode == 5, refused.stderr
    (line,) = [line for line in refused.stderr.splitlines() if line.startswith("copydesk: could not write")]
    assert f"{OUT}/site=" in line
    assert "see to the store" in line
    assert Store(OUT).find() == up

    # Made good.
    s3.hook = None
    again = scrapy_command(*command)
    assert again.returncode == 0, again.stderr
    summary = Summary()
    assert [str(fault) for fault in verify(OUT, summary)] == []
    assert (summary.articles, summary.records, summary.waiting) == (4, 4, 0)
    files = (*spool.glob("site=*/date=*/*"), *spool.glob("runs/*.json"))
    here = {path.relative_to(spool).as_posix(): path for path in files}
    there = Store(OUT)
    assert sorted(there.find()) == sorted([".copydesk-owner", *here])
    assert all(there.read(name) == path.read_bytes() for name, path in here.items())
    headlines = sorted(record.headline for record in read_records(OUT))
    assert headlines == [f"Story {number} of the tram" for number in (1, 2, 3, 4)]

    # The archive is there alone, whole.
    assert list(kept.glob("*.warc*")) == []
    captures = [one for source in find_sources(to_path(KEPT)) for one in read_captures(source)]
    assert [one.fault for one in captures if one.fault] == []
    assert {one.url for one in captures} >= {f"{loopback_site.base}/{slug}" for slug in slugs}
    assert {record.crawl.warc.file for record in read_records(OUT)} <= set(Store(KEPT).find())

    for text in (
        refused.stderr,
        again.stderr,
        *(path.read_text("utf-8", "replace") for path in here.values()),
    ):
        assert SECRET not in text
