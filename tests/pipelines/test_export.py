"""Crawls in processes of their own: finished, killed, refused, out of space."""

import json
import os
import random
import signal
import threading
from pathlib import Path

import pytest
from warm_start import WarmCommand, run_warm

from exports import read_records
from exports.journal import read_journal
from exports.layout import find_journals
from exports.lock import FolderLock
from exports.manifest import find_manifests, load_manifest
from exports.verify import Summary, verify

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
CRAWL = """
import asyncio, importlib.util, json, resource, sys
import scrapy
from scrapy.crawler import CrawlerProcess
from exports.record import Record
from exports.signals import records_durable

spec = importlib.util.spec_from_file_location("records", "tests/exports/conftest.py")
records = importlib.util.module_from_spec(spec)
spec.loader.exec_module(records)
options = json.loads(sys.argv[1])
if "most_bytes" in options:
    resource.setrlimit(resource.RLIMIT_FSIZE, (options["most_bytes"],) * 2)


class Filing(scrapy.Spider):
    name = "filing"

    async def start(self):
        yield scrapy.Request("data:,page")

    async def parse(self, response):
        run = self.crawler.stats.get_value("copydesk/run")
        for number in options.get("numbers") or range(options["count"]):
            text = f"Article {number} of many. " + options.get("text", "")
            yield records.record_of(number, text=text, run=run, site=f"s{number % 3}.example")
            if "told" in options:
                await asyncio.sleep(0.002)
            if number == options.get("told"):
                print("told", flush=True)
        for item in options.get("items", ()):
            yield item


durable = []
process = CrawlerProcess({
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "ITEM_PIPELINES": {
        "pipelines.validation.ValidationPipeline": 100,
        "pipelines.versions.VersionsPipeline": 200,
        "pipelines.duplicates.DuplicatesPipeline": 300,
        "pipelines.export.ExportPipeline": 900,
    },
    **options["settings"],
})
crawler = process.create_crawler(Filing)
crawler.signals.connect(lambda records: durable.extend(records), records_durable, weak=False)
process.crawl(crawler)
process.start()
stats = {name: value for name, value in crawler.stats.get_stats().items() if isinstance(value, (str, int))}
print(json.dumps({"stats": stats, "durable": [row.requested_url for row in durable]}))
"""


def command(out, count=0, **options):
    settings = {"COPYDESK_OUT": str(out) if out else "", **options.pop("settings", {})}
    return ["-c", CRAWL, json.dumps({"count": count, "settings": settings, **options})]


def crawl(out, count=0, **options):
    """(stats, durable addresses, log) of a crawl that ran to its end."""
    ended = run_warm(command(out, count, **options), ROOT, ENVIRONMENT, timeout=120)
    assert ended.returncode == 0, ended.stderr
    result = json.loads(ended.stdout.splitlines()[-1])
    return result["stats"], result["durable"], ended.stderr


def urls(out):
    return sorted(record.requested_url for record in read_records(out))


def last_manifest(out):
    return load_manifest(list(find_manifests(out))[-1])


def assert_whole(out):
    summary = Summary()
    assert [str(fault) for fault in verify(out, summary)] == []
    assert (summary.waiting, summary.records) == (0, summary.articles)


def test_a_crawl_and_the_same_again(tmp_path):
    stats, durable, log = crawl(
        tmp_path,
        10,
        items=[{"other": "item"}],
        settings={"COPYDESK_PART_RECORDS": 4, "COPYDESK_OUT_GZIP": True},
    )
    assert log == ""
    assert [stats[f"copydesk/site/s{site}.example/filed"] for site in range(3)] == [4, 3, 3]
    assert urls(tmp_path) == sorted(durable)
    assert len(durable) == 10
    assert len({path.name for path in tmp_path.glob("site=*/date=*/*.gz")}) == 3
    manifest = last_manifest(tmp_path)
    assert (manifest.run, manifest.reason, manifest.recovered) == (stats["copydesk/run"], "finished", None)
    assert manifest.finished >= manifest.started
    assert set(manifest.software) == {"copydesk", "python", "scrapy", "trafilatura"}
    assert_whole(tmp_path)

    stats, durable, _ = crawl(tmp_path, 10)
    assert durable == []
    assert [stats[f"copydesk/site/s{site}.example/unchanged"] for site in range(3)] == [4, 3, 3]
    assert last_manifest(tmp_path).to_dict()["totals"]["records"] == 0
    assert_whole(tmp_path)


def test_a_copy_is_taken_off_the_count(tmp_path):
    stats, durable, _ = crawl(tmp_path, numbers=[1, 2, 1])
    assert stats["copydesk/site/s1.example/filed"] == 1
    assert stats["copydesk/site/s1.example/skipped/duplicate"] == 1
    assert last_manifest(tmp_path).sites["s1.example"].filed == 1
    assert sorted(durable) == ["https://s1.example/1", "https://s2.example/2"]
    assert_whole(tmp_path)


def test_without_a_folder_nothing_is_written(tmp_path):
    stats, durable, log = crawl(None, 3)
    assert (stats["item_scraped_count"], durable, log) == (3, [], "")
    assert "copydesk/run" not in stats


def test_a_crawl_that_files_nothing(tmp_path):
    crawl(tmp_path, 0)
    assert last_manifest(tmp_path).reason == "finished"
    assert urls(tmp_path) == []


def test_a_second_crawl_leaves_at_once(tmp_path):
    with FolderLock(tmp_path):
        stats, durable, log = crawl(tmp_path, 3)
    assert stats["finish_reason"] == "folder_busy"
    assert f"{tmp_path} is in use by another crawl (pid {os.getpid()})" in stats["copydesk/folder_busy"]
    assert "Traceback" not in log
    assert durable == []
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_killed_at_any_moment(tmp_path, seed):
    """What is promised by the journal or a part at the kill stands delivered, once, after the next run."""
    chance = random.Random(seed)
    settings = {"COPYDESK_PART_RECORDS": 20}
    options = command(tmp_path, 400, told=chance.randrange(10, 60), settings=settings)
    process = WarmCommand(options, ROOT, ENVIRONMENT)
    assert process.says("told")
    threading.Event().wait(chance.uniform(0, 0.15))
    process.kill()
    assert process.wait(30) == -signal.SIGKILL
    promised = set(urls(tmp_path))
    for journal in find_journals(tmp_path):
        promised |= {record.requested_url for _, record in read_journal(journal) if record}
    assert promised
    assert last_manifest(tmp_path).reason == "running"

    crawl(tmp_path, 0)
    assert set(urls(tmp_path)) == promised
    assert_whole(tmp_path)
    killed = load_manifest(next(iter(find_manifests(tmp_path))))
    assert (killed.reason, killed.finished) == ("interrupted", None)
    assert sum(site.filed for site in killed.sites.values()) == len(promised)

    crawl(tmp_path, 400, settings=settings)
    assert len(urls(tmp_path)) == 400
    assert_whole(tmp_path)


def test_no_space_stops_the_crawl(tmp_path):
    """A limit on the size of files stands for a full disk."""

    stats, _, log = crawl(tmp_path, 1000, most_bytes=100_000, settings={"COPYDESK_PART_RECORDS": 10**6})
    assert stats["copydesk/write_error"].endswith("(what is written stays, the next run goes on)")
    assert "File too large; raise the file size limit" in stats["copydesk/write_error"]
    assert stats["copydesk/write_error"] in log
    assert "Traceback" not in log
    assert stats["finish_reason"] == "write_error"
    assert last_manifest(tmp_path).reason in ("write_error", "interrupted", "running")

    crawl(tmp_path, 1000)
    assert len(urls(tmp_path)) == 1000
    assert_whole(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path):
    tmp_path.chmod(0o500)
    stats, _, log = crawl(tmp_path / "out", 1)
    tmp_path.chmod(0o700)
    assert "Permission denied; make it writable" in log
    assert stats["finish_reason"] == "write_error"


def test_a_file_in_the_way(tmp_path):
    (tmp_path / "out").write_text("")
    stats, _, log = crawl(tmp_path / "out", 1)
    assert stats["finish_reason"] == "write_error"
    assert str(tmp_path / "out") in log
    assert "Traceback" not in log
