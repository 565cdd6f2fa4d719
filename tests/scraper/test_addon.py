"""Another Scrapy project gets records with one line of settings."""

import json
import os
from pathlib import Path

from warm_start import run_warm

ROOT = Path(__file__).parents[2]
SPIDER = """
import scrapy

class Theirs(scrapy.Spider):
    name = "theirs"
    start_urls = [{urls}]

    def parse(self, response):
        yield {{"seen": response.url}}
"""


def run(folder, urls, *arguments):
    (folder / "theirs.py").write_text(SPIDER.format(urls=", ".join(map(repr, urls))))
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("SCRAPY", "COPYDESK"))
    }
    command = [
        *("-m", "scrapy", "runspider", "theirs.py", "-O", "out.jsonl"),
        *("-s", 'ADDONS={"scraper.addon.Copydesk": 300}', "-s", "TELNETCONSOLE_ENABLED=False"),
        *arguments,
    ]
    return run_warm(command, folder, environment | {"PYTHONPATH": str(ROOT)})


def test_articles_become_records_beside_the_spiders_own_items(loopback_site, prose, tmp_path):
    article = loopback_site.add_article("trams-are-back", headline="Trams are back", paragraphs=prose)
    loopback_site.pages["/"] = "<!doctype html><title>Front</title><a href=/trams-are-back>Trams are back</a>"
    crawl = run(tmp_path, [article, f"{loopback_site.base}/"])
    assert crawl.returncode == 0, crawl.stderr
    items = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    (record,) = [item for item in items if "schema" in item]
    assert record["schema"] == "copydesk/1.1"
    assert record["headline"] == "Trams are back"
    assert record["text"] == "\n\n".join(prose)
    assert sorted(item["seen"] for item in items if "seen" in item) == [f"{loopback_site.base}/", article]
    assert not (tmp_path / "out").exists()


def test_with_a_folder_they_are_delivered_too(loopback_site, prose, tmp_path):
    article = loopback_site.add_article("trams-are-back", headline="Trams are back", paragraphs=prose)
    crawl = run(tmp_path, [article], "-s", "COPYDESK_OUT=articles")
    assert crawl.returncode == 0, crawl.stderr
    assert len(list((tmp_path / "articles").rglob("part-*.jsonl"))) == 1


def test_a_page_from_a_file_is_left_to_the_spider(prose, tmp_path):
    page = tmp_path / "saved.html"
    page.write_text(f"<!doctype html><title>Saved</title><h1>Saved</h1><p>{'</p><p>'.join(prose)}</p>")
    crawl = run(tmp_path, [page.as_uri()])
    assert crawl.returncode == 0, crawl.stderr
    assert "Traceback" not in crawl.stderr
    (item,) = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert item == {"seen": page.as_uri()}
