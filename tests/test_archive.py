"""What a crawl keeps, and what a replay makes of it."""

import gzip
import json
import signal
import time
from dataclasses import replace

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from exports import read_records
from exports.verify import verify
from scraper.archive.reading import find_sources, read_captures


def check(*paths):
    """What `warcio check` ends with."""

    class Options:
        inputs = [str(path) for path in paths]  # noqa: RUF012
        verbose = False

    checker = Checker(Options())
    checker.process_all()
    return checker.exit_value


def without_run(record):
    return replace(record, crawl=replace(record.crawl, run=None))


def test_the_archive_of_the_demo_is_sound_to_others(demo):
    (path,) = (demo / "kept").glob("*.warc.gz")
    assert check(path) == 0
    with path.open("rb") as file:
        kinds = [
            str(record.record_type).rpartition(".")[2] for record in FastIterator(file, parse_http=False)
        ]
    assert kinds[0] == "warcinfo"
    assert (
        kinds.count("request")
        == kinds.count("metadata")
        == kinds.count("response") + kinds.count("revisit")
        > 80
    )
    with path.open("rb") as file:
        for record in read_records(demo / "out"):
            assert record.crawl.warc.file == path.name
            file.seek(record.crawl.warc.offset)
            kept = next(iter(ArchiveIterator(file)))
            assert kept.rec_headers.get_header("WARC-Target-URI") == record.url
            assert kept.rec_headers.get_header("WARC-Date") == record.crawl.retrieved_at


def test_a_replay_files_what_the_crawl_filed(demo, scrapy_command, tmp_path):
    arguments = ("replay", demo / "kept", "-o")
    # Of what the crawl filed, one article was read otherwise.
    other = tmp_path / "other.jsonl"
    filed = list(read_records(demo / "out"))
    with other.open("w", encoding="utf-8") as file:
        file.writelines(replace(record, section=None).to_json() + "\n" for record in filed[:1])
        file.writelines(record.to_json() + "\n" for record in filed[1:])
    against = ("--against", other, "--json", "changes.json", "--audit", "changes.html")
    first = scrapy_command(*arguments, "one", *against)
    assert first.returncode == 0, first.stderr
    replayed, crawled = (
        sorted(read_records(path), key=lambda one: one.id) for path in (tmp_path / "one", demo / "out")
    )
    assert [without_run(record) for record in replayed] == [without_run(record) for record in crawled]
    sums = "41 articles before, 41 after: 1 changed, 0 appeared, 0 vanished"
    assert first.stdout.splitlines()[0] == sums
    assert json.loads((tmp_path / "changes.json").read_text())["totals"]["changed"] == 1
    page = (tmp_path / "changes.html").read_text(encoding="utf-8")
    assert (page.count("<article"), f"{sums}. Here are 1 of them." in page) == (1, True)
    assert "41 filed" in first.stderr
    assert "consent_wall 1" in first.stderr
    assert list(verify(tmp_path / "one")) == []
    assert not (tmp_path / "state").exists()


def test_an_archive_that_is_not_there_ends_with_one_line_and_status_2(scrapy_command):
    end = scrapy_command("replay", "gone", "-o", "again")
    assert end.returncode == 2
    assert end.stderr.strip() == "copydesk: replay: gone: no such file or folder"


def test_a_killed_crawl_of_a_shard_leaves_an_archive_that_the_next_one_mends(
    loopback_site, prose, scrapy_command, tmp_path
):
    slugs = [f"2026/03/{number:02d}/story-{number}-of-the-river-tram" for number in range(1, 9)]
    for number, slug in enumerate(slugs, start=1):
        loopback_site.add_article(
            slug,
            headline=f"Story {number} of the tram",
            paragraphs=[f"Report {number}. {prose[0]}", *prose[1:]],
        )
    packed = gzip.compress(loopback_site.pages[f"/{slugs[0]}"].encode(), mtime=0)
    loopback_site.pages[f"/{slugs[0]}"] = (200, {"Content-Encoding": "gzip", "X-Odd": "caf\xe9"}, packed)
    loopback_site.validates = True
    loopback_site.add_feed(slugs)
    loopback_site.hook = lambda path: time.sleep(0.45)
    # 127.0.0.1 is in the first shard of two, the other address in the second.
    command = ("crawl", "news", "-a", f"site={loopback_site.base},http://127.0.0.2:9/", "-a", "shard=1/2")
    command += ("-s", "COPYDESK_ARCHIVE=kept", "-s", "COPYDESK_REST_MIN=0")
    kept = tmp_path / "kept" / "shard-1-of-2"
    crawl = scrapy_command(*command, start=True)
    deadline = time.monotonic() + 30
    while sum(path.startswith("/2026") for path in loopback_site.asked) < 5:
        assert time.monotonic() < deadline
        assert crawl.poll() is None, crawl.communicate()
        time.sleep(0.02)
    crawl.send_signal(signal.SIGKILL)
    crawl.communicate()
    (left,) = kept.glob("*.warc.gz.open")
    with left.open("ab") as file:
        file.write(left.read_bytes()[1000:1100])  # as a torn write
    loopback_site.hook = None
    again = scrapy_command(*command)
    assert again.returncode == 0, again.stderr
    assert "left by a crawl that was killed" in again.stderr
    files = sorted(kept.glob("*.warc*"))
    assert [path.suffix for path in files] == [".gz", ".gz"]
    assert check(*files) == 0
    captures = [one for source in find_sources(tmp_path / "kept") for one in read_captures(source)]
    (first, *_) = (one for one in captures if one.url.endswith(slugs[0]) and one.status == 200 and one.body)
    assert first.body == packed
    assert ("Content-Encoding", "gzip") in first.lines
    # What was on disk for a second when the kill came is known to the next crawl.
    assert {f"{loopback_site.base}/", f"{loopback_site.base}/feed.xml"} <= {
        one.url for one in captures if one.revisit
    }
    assert len(list(read_records(tmp_path / "out"))) == 8
    assert len(list(read_records(tmp_path / "out" / "shard-1-of-2"))) == 8
    assert "127.0.0.2" not in again.stderr
    assert (tmp_path / "state" / "shard-1-of-2" / "frontier.sqlite").exists()
