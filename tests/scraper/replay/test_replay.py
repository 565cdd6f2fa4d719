"""A replay keeps the order of its files, whatever its workers do; it stops and goes on where it stopped."""

import asyncio
import gc
from collections import Counter

import pytest
from exchanges import story_of

from exports.outcomes import read_outcomes, read_refused
from scraper.archive.archive import Archive
from scraper.archive.reading import find_sources
from scraper.pool import INTERRUPTED, ExtractionFailed
from scraper.replay.identity import replay_id
from scraper.replay.pages import Pages
from scraper.replay.replay import Position, Replay


class Desk:
    """Notes what is put."""

    def __init__(self):
        self.counts = Counter()
        self.records = []
        self.positions = []
        self.instants = []

    prepare = staticmethod(lambda record: record)

    def put(self, record):
        self.records.append(record)

    def seen(self, instant):
        self.instants.append(instant)

    def reached(self, position):
        self.positions.append(position)


class Pool:
    """Reads at once; the first pages take longest. *limit*: pages until the replay is interrupted."""

    def __init__(self, limit=None):
        self.limit = limit
        self.most = self.under_way = self.read = 0

    async def run(self, job, args, site):
        self.read += 1
        number = self.read
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        for _ in range(40 // number):
            await asyncio.sleep(0)
        self.under_way -= 1
        if self.limit and number > self.limit:
            raise ExtractionFailed(INTERRUPTED, "the crawl ends")
        if args[0].url.endswith("/broken"):
            raise ExtractionFailed("extraction_timeout", "too long")
        return job(*args)


@pytest.fixture
def kept(tmp_path, prose):
    """Two files: eight articles, a page that breaks, a wall of nothing, a feed, a torn end."""

    archive = Archive(folder=tmp_path / "kept", run="A", info={"software": "x"})
    archive.open()
    for number in range(10):
        slug = {4: "broken", 6: "empty"}.get(number, f"story-{number}")
        text = [] if slug == "empty" else [f"Report {number}. {prose[0]}", *prose[1:]]
        kind = "feed" if number == 8 else "article"
        archive.keep(story_of(number, text, slug=slug, kind=kind))
        if number == 5:
            archive._finish()
    archive.close()
    last = sorted((tmp_path / "kept").glob("*.warc.gz"))[-1]
    last.write_bytes(last.read_bytes() + last.read_bytes()[:50])
    return tmp_path / "kept"


def replay(folder, pool, begin=None):
    desk = Desk()
    one = Replay(
        sources=find_sources(folder),
        pages=Pages(sites={}, leaning="balanced"),
        pool=pool,
        desk=desk,
        ahead=4,
        limit=1 << 20,
        run_id="replay-1",
        begin=begin or Position(),
    )
    asyncio.run(one.run())
    return desk, one


def test_records_come_in_the_order_of_the_files_and_all_is_counted(kept):
    pool = Pool()
    desk, one = replay(kept, pool)
    assert [record.url[-1] for record in desk.records] == ["0", "1", "2", "3", "5", "7", "9"]
    assert 2 <= pool.most <= 5
    first = desk.records[0]
    assert (first.crawl.run, first.crawl.retrieved_at, first.crawl.via) == (
        "replay-1",
        "2026-03-03T09:00:00Z",
        "feed",
    )
    assert first.crawl.warc.file == "copydesk-A-00001.warc.gz"
    assert first.text.startswith("Report 0. The council met")
    sums = read_outcomes(desk.counts)["gazette.example"]
    assert (sums.found, sums.requested, sums.fetched) == (9, 9, 9)
    assert dict(sums.failed) == {"extraction_timeout": 1}
    assert sums.skipped.total() == 1
    assert read_refused(desk.counts) == {"warc_torn": 1}
    assert desk.counts["sources/feed"] == 1
    assert not one.stopping
    assert len(desk.positions) == 11


def test_what_breaks_a_replay_is_told_once(kept, caplog):
    class Broken:
        async def run(self, job, args, site):
            raise OSError("no way")

    with pytest.raises(OSError, match="no way"):
        replay(kept, Broken())
    gc.collect()
    assert caplog.messages == []


@pytest.mark.parametrize("at", [1, 4, 6])
def test_what_was_interrupted_goes_on_where_it_was(kept, at):
    whole, _ = replay(kept, Pool())
    first, one = replay(kept, Pool(limit=at))
    assert one.stopping
    rest, _ = replay(kept, Pool(), Position(**first.positions[-1]) if first.positions else None)
    assert first.records + rest.records == whole.records
    assert first.counts + rest.counts == whole.counts


def test_a_replay_is_named_by_what_it_reads(kept):
    sources = find_sources(kept)
    name = replay_id(sources, [1])
    assert name == replay_id(find_sources(kept), [1])
    assert len(name) == len("replay-") + 16
    others = {replay_id(sources, [2]), replay_id(sources[:1], [1])}
    sources[0].path.write_bytes(sources[0].path.read_bytes()[:-1])
    others.add(replay_id(sources, [1]))
    assert len(others | {name}) == 4
