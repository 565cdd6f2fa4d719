"""Whole crawls over loopback, as people run them."""

import json
import os
import resource
import signal
import time
from collections import Counter

import pytest
from manifests import read_manifests

from exports import read_records


def records_of(folder):
    return sorted(read_records(folder), key=lambda record: record.url)


@pytest.fixture
def site_of_twelve(loopback_site, prose):
    slugs = [f"2026/03/{number:02d}/story-{number}-of-the-river-tram" for number in range(1, 13)]
    for number, slug in enumerate(slugs, start=1):
        loopback_site.add_article(
            slug,
            headline=f"Story {number} of the river tram",
            paragraphs=[f"Report {number}. {prose[0]}", *prose[1:]],
        )
    loopback_site.add_feed(slugs)
    return loopback_site


def test_a_site_is_filed_and_a_second_run_asks_for_no_article_again(site_of_twelve, scrapy_command, tmp_path):
    first = scrapy_command("crawl", "news", "-a", f"site={site_of_twelve.base}", "-O", "all.jsonl")
    assert first.returncode == 0, first.stderr
    records = records_of(tmp_path / "out")
    assert len(records) == 12
    assert records[0].headline == "Story 1 of the river tram"
    assert records[0].text.startswith("Report 1. The council met on Monday evening")
    assert records[0].crawl.via == "feed"
    assert "12" in first.stderr
    assert sum(1 for _ in read_records(tmp_path / "all.jsonl")) == 12
    articles = [path for path in site_of_twelve.asked if path.startswith("/2026")]
    assert Counter(articles).most_common(1)[0][1] == 1

    site_of_twelve.asked.clear()
    second = scrapy_command("crawl", "news", "-a", f"site={site_of_twelve.base}")
    assert second.returncode == 0, second.stderr
    assert [path for path in site_of_twelve.asked if path.startswith("/2026")] == []
    assert len(records_of(tmp_path / "out")) == 12
    (sums,) = read_manifests(tmp_path / "out")[-1]["sites"].values()
    assert (sums["found"], sums["requested"], sums["deferred"]) == (12, 0, {"not_due": 12})
    assert " 12        0      0         12 " in second.stderr  # found, fetched, filed, unchanged


def test_an_emptied_export_folder_is_filled_again_with_the_same_bytes(
    site_of_twelve, scrapy_command, tmp_path
):
    def lines():
        for path in sorted((tmp_path / "out").rglob("part-*.jsonl")):
            for line in path.read_text().splitlines():
                record = json.loads(line)
                del record["crawl"]
                yield json.dumps(record)

    scrapy_command("crawl", "news", "-a", f"site={site_of_twelve.base}")
    first = list(lines())
    (tmp_path / "out").rename(tmp_path / "kept")
    again = scrapy_command("crawl", "news", "-a", f"site={site_of_twelve.base}")
    assert again.returncode == 0, again.stderr
    assert len(first) == 12
    assert list(lines()) == first


def test_killed_in_the_middle_nothing_is_lost_or_doubled(site_of_twelve, scrapy_command, tmp_path):
    site_of_twelve.hook = lambda path: time.sleep(0.15)
    for _ in range(2):
        crawl = scrapy_command("crawl", "news", "-a", f"site={site_of_twelve.base}", start=True)
        asked = len([path for path in site_of_twelve.asked if path.startswith("/2026")])
        deadline = time.monotonic() + 30
        while len([path for path in site_of_twelve.asked if path.startswith("/2026")]) < asked + 4:
            assert time.monotonic() < deadline
            assert crawl.poll() is None, crawl.communicate()
            time.sleep(0.02)
        os.kill(crawl.pid, signal.SIGKILL)
        crawl.wait()
    site_of_twelve.hook = None
    last = scrapy_command("crawl", "news", "-a", f"site={site_of_twelve.base}")
    assert last.returncode == 0, last.stderr
    assert len(records_of(tmp_path / "out")) == 12
    assert len({record.id for record in read_records(tmp_path / "out")}) == 12
    assert scrapy_command("verify", "out").returncode == 0


def test_stopped_by_a_signal_it_delivers_what_it_has(site_of_twelve, scrapy_command, tmp_path):
    site_of_twelve.hook = lambda path: time.sleep(0.3)
    crawl = scrapy_command("crawl", "news", "-a", f"site={site_of_twelve.base}", start=True)
    deadline = time.monotonic() + 30
    while len([path for path in site_of_twelve.asked if path.startswith("/2026")]) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    crawl.send_signal(signal.SIGTERM)
    crawl.communicate(timeout=30)
    assert crawl.returncode == 4
    (manifest,) = read_manifests(tmp_path / "out")
    (sums,) = manifest["sites"].values()
    assert sums["filed"] == len(records_of(tmp_path / "out"))
    assert sums["requested"] == sums["filed"] + sum(sums["failed"].values())
    assert sums["found"] == 12 == sums["requested"] + sum(sums["deferred"].values())
    assert set(sums["deferred"]) == {"interrupted"}


def test_since_and_limit(site_of_twelve, scrapy_command, tmp_path):
    crawl = scrapy_command(
        "crawl", "news", "-a", f"site={site_of_twelve.base}", "-a", "since=2026-03-08", "-a", "limit=3"
    )
    assert crawl.returncode == 0, crawl.stderr
    # the feed dates story N on the (N + 1)th of March: six are young enough, and the newest come first
    assert [record.url.rsplit("/", 1)[1] for record in records_of(tmp_path / "out")] == [
        "story-10-of-the-river-tram",
        "story-11-of-the-river-tram",
        "story-12-of-the-river-tram",
    ]


def test_what_turns_out_too_old_is_read_once(loopback_site, prose, scrapy_command, tmp_path):
    for day in ("03", "20"):
        loopback_site.add_article(
            f"story-of-the-{day}-of-march-and-the-tram",
            headline=f"The {day} of March",
            paragraphs=[f"Day {day}. {prose[0]}", *prose[1:]],
            head=f'<meta property="article:published_time" content="2026-03-{day}T09:00:00Z">',
        )
    links = "".join(
        f"<h2><a href='{path}'>A story of the tram, told again</a></h2>" for path in loopback_site.pages
    )
    loopback_site.pages["/"] = f"<!doctype html><title>Front</title><main>{links}</main>"
    for asked in (2, 0):
        loopback_site.asked.clear()
        crawl = scrapy_command("crawl", "news", "-a", f"site={loopback_site.base}", "-a", "since=2026-03-10")
        assert crawl.returncode == 0, crawl.stderr
        assert len([path for path in loopback_site.asked if path.startswith("/story")]) == asked
        (sums,) = read_manifests(tmp_path / "out")[-1]["sites"].values()
        told = "skipped" if asked else "refused"
        assert (sums["requested"], sums[told]) == (asked, {"before_since": 1})
    crawl = scrapy_command("crawl", "news", "-a", f"site={loopback_site.base}")
    assert len(records_of(tmp_path / "out")) == 2


def test_explicit_feed_is_all_that_is_looked_at(site_of_twelve, scrapy_command, tmp_path):
    crawl = scrapy_command("crawl", "news", "-a", f"feed={site_of_twelve.base}/feed.xml")
    assert crawl.returncode == 0, crawl.stderr
    assert "/" not in site_of_twelve.asked
    assert len(records_of(tmp_path / "out")) == 12


def test_every_address_ends_in_a_record_or_a_counted_reason(loopback_site, prose, scrapy_command, tmp_path):
    slugs = [
        "2026/03/01/good-news-of-the-tram",
        "2026/03/01/gone-since-yesterday",
        "2026/03/01/forbidden-by-robots",
    ]
    slugs += ["2026/03/01/broken-server", "2026/03/01/only-a-picture", "2026/03/01/sent-elsewhere"]
    loopback_site.add_article(slugs[0], headline="Good news of the tram", paragraphs=prose)
    loopback_site.pages[f"/{slugs[1]}"] = (410, {}, "gone")
    loopback_site.add_article(slugs[2], headline="Forbidden", paragraphs=prose)
    loopback_site.pages[f"/{slugs[3]}"] = (500, {}, "oops")
    loopback_site.pages[f"/{slugs[4]}"] = (
        200,
        {"Content-Type": "image/png"},
        b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
    )
    loopback_site.pages[f"/{slugs[5]}"] = (302, {"Location": "http://127.0.0.2:9/elsewhere"}, "")
    loopback_site.pages["/robots.txt"] = "User-agent: *\nDisallow: /2026/03/01/forbidden\n"
    loopback_site.add_feed(slugs)
    crawl = scrapy_command("crawl", "news", "-a", f"site={loopback_site.base}")
    assert crawl.returncode == 0, crawl.stderr
    (sums,) = read_manifests(tmp_path / "out")[0]["sites"].values()
    assert sums["found"] == 6
    assert sums["filed"] == 1
    assert sums["deferred"] == {}
    assert sums["skipped"] == {"robots": 1, "not_html": 1, "other_site": 1}
    assert sums["failed"] == {"http_410": 1, "http_500": 1}
    assert f"/{slugs[2]}" not in loopback_site.asked


def test_a_site_that_is_not_there_fails_in_one_line(scrapy_command):
    crawl = scrapy_command("crawl", "news", "-a", "site=http://127.0.0.1:9/")
    assert crawl.returncode == 1
    assert "Traceback" not in crawl.stderr
    assert "127.0.0.1" in crawl.stderr


def test_private_addresses_are_refused_unless_allowed(site_of_twelve, scrapy_command, tmp_path):
    crawl = scrapy_command("crawl", "news", "-a", f"site={site_of_twelve.base}", quick=False)
    assert crawl.returncode == 1
    assert site_of_twelve.asked == []
    assert "COPYDESK_ALLOW_NETS" in crawl.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["news"], "name what to crawl"),
        (["news", "-a", "sit=https://gazette.example"], "did you mean 'site'"),
        (["news", "-a", "site=https://gazette.example", "-a", "since=monday"], "YYYY-MM-DD"),
        (["pages"], "-a url=ADDRESS"),
        (["nwes", "-a", "site=https://gazette.example"], "news"),
    ],
)
def test_mistakes_end_with_one_line_and_status_2(arguments, message, scrapy_command):
    crawl = scrapy_command("crawl", *arguments, quick=False)
    assert crawl.returncode == 2
    assert message in crawl.stderr
    assert len(crawl.stderr.strip().splitlines()) == 1


def test_given_pages(site_of_twelve, scrapy_command, tmp_path):
    address = f"{site_of_twelve.base}/2026/03/01/story-1-of-the-river-tram"
    (tmp_path / "list.txt").write_text(f"# two of them\n{address}\n{address}#comments\nnot an address\n")
    crawl = scrapy_command(
        "crawl", "pages", "-a", "urls=list.txt", "-a", f"url={address.replace('/01/story-1', '/02/story-2')}"
    )
    assert crawl.returncode == 0, crawl.stderr
    assert [record.crawl.via for record in records_of(tmp_path / "out")] == ["url", "url"]
    assert "not an address" in crawl.stderr
    assert "1 line of the list is no http or https address (bad_address)" in crawl.stderr
    assert read_manifests(tmp_path / "out")[-1]["refused"] == {"bad_address": 1}


def test_list_shows_the_spiders(scrapy_command):
    assert scrapy_command("list").stdout.split() == ["demo", "news", "pages"]


def test_a_state_that_cannot_be_written_ends_with_5(scrapy_command, tmp_path):
    (tmp_path / "taken").write_text("")
    end = scrapy_command("crawl", "demo", "-s", "COPYDESK_STATE=taken/state")
    assert end.returncode == 5, end.stderr
    assert "Traceback" not in end.stderr
    assert "could not write: taken/state/frontier.sqlite" in end.stderr.splitlines()[-1]


def test_a_full_disk_under_the_state_stops_the_crawl_with_5(site_of_twelve, scrapy_command, tmp_path):
    """A limit on the size of files stands for a full disk: the frontier alone grows beyond it."""
    rows = "".join(
        f"<url><loc>{site_of_twelve.base}/2026/03/01/{'long-' * 40}{number}</loc></url>"
        for number in range(9000)
    )
    site_of_twelve.pages["/sitemap.xml"] = (
        200, {"Content-Type": "application/xml"},
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>',
    )  # fmt: skip
    site_of_twelve.pages["/robots.txt"] = f"Sitemap: {site_of_twelve.base}/sitemap.xml\n"

    started = []

    def fill_the_disk(path):
        if path == "/sitemap.xml":
            resource.prlimit(started[0].pid, resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    site_of_twelve.hook = fill_the_disk
    command = ("crawl", "news", "-a", f"site={site_of_twelve.base}")
    started.append(scrapy_command(*command, start=True))
    _, told = started[0].communicate(timeout=90)
    site_of_twelve.hook = None
    assert started[0].returncode == 5, told
    assert "could not write: state/frontier.sqlite: " in told.splitlines()[-1]
    assert read_manifests(tmp_path / "out")[-1]["reason"] == "write_error"
    assert scrapy_command("verify", "out").returncode == 0
    site_of_twelve.pages["/robots.txt"] = ""
    again = scrapy_command(*command)
    assert again.returncode == 0, again.stderr
    assert len(records_of(tmp_path / "out")) == 12
    assert scrapy_command("verify", "out").returncode == 0


def test_a_list_of_pages_with_a_byte_order_mark_loses_none(site_of_twelve, scrapy_command, tmp_path):
    addresses = [f"{site_of_twelve.base}/2026/03/0{day}/story-{day}-of-the-river-tram" for day in (1, 2)]
    listed = "\ufeff" + "\r\n".join([*addresses, "ftp://gazette.example/x"])
    (tmp_path / "urls.txt").write_text(listed, encoding="utf-8")
    end = scrapy_command(
        "crawl", "pages", "-a", "urls=urls.txt", "-s", "COPYDESK_CONTACT=desk@gazette.example"
    )
    assert end.returncode == 0, end.stderr
    assert [record.url for record in records_of(tmp_path / "out")] == addresses
    assert "urls.txt:3: not an http or https address: 'ftp://gazette.example/x'" in end.stderr
    assert "names nobody" not in end.stderr
