"""Sites move to another number of shards: nothing lost, nothing doubled, killed wherever."""

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from exports import read_records
from exports.delivered import Gone, Sketch
from exports.disk import DeliveryError
from exports.history import read_versions
from exports.journal import Journal
from exports.lock import FolderBusy, FolderLock
from exports.manifest import find_manifests, load_manifest, write_manifest
from exports.outcomes import SiteOutcomes
from exports.parts import deliver
from exports.rebuild import open_ledger
from exports.shards import Shard, find_shards, shard_of
from exports.source_outcomes import SourceOutcomes
from exports.verify import verify
from scraper import resharding
from scraper.article import Trace
from scraper.frontier import Frontier
from scraper.hints import FoundLink
from scraper.memory import SiteMemory
from scraper.reconciliation import reconcile
from scraper.resharding import ShardsError, move_shards

SITES = [f"{name}.example" for name in ("gazette", "kurier", "visnyk", "courrier", "tidning")]
NOW = "2026-01-03T09:00:00Z"


def sketch_of(record):
    number = int(record.url.rpartition("/")[2])
    return Sketch(signature=b"%d" % number, bands=(number, number + 1))


def fill(out, state, make_record, sites, run="RUN"):
    """A finished run over *sites*, three articles each, with its state."""
    ledger = open_ledger(out, sketch=sketch_of)
    journal = Journal(out, run, 1)
    frontier, memory = Frontier(state / "frontier.sqlite"), SiteMemory(state / "memory.sqlite")
    for site in sites:
        for number in range(10 * SITES.index(site), 10 * SITES.index(site) + 3):
            record = make_record(number, site=site, run=run)
            journal.append(record)
            frontier.add([FoundLink(url=record.url, via="feed")], site, NOW)
            frontier.settle_filed(record.url, now=NOW, article_id=record.id)
            frontier.note_validators(record.url, {"ETag": f'"{number}"'})
            memory.learn(
                site,
                record.id,
                record.text_hash,
                Trace(keys=b"12345678", samples=("a",)),
                day=date(2026, 1, 3),
            )
        for url in (f"https://{site}/feed", "https://feeds.elsewhere.invalid/all"):
            frontier.change(
                "INSERT OR IGNORE INTO sources VALUES (?, NULL, NULL, ?, 300, '', '{}', '0', '')", (url, NOW)
            )
        frontier.add([FoundLink(url=f"https://{site}/waiting", via="section")], site, NOW)
    journal.close()
    deliver(journal.path, out=out, ledger=ledger, settle=list)
    ledger.note_gone(
        Gone(requested_url=f"https://{sites[0]}/x", id=record.id, reason="http_410", seen_at=NOW)
    )
    ledger.close()
    frontier.note_fact("ledger", "15 x")
    frontier.close()
    memory.close()
    manifest = load_manifest(out / "runs" / f"{run}.json")
    sums = {site: SiteOutcomes(found=3, requested=3, filed=3) for site in sites}
    sums[sites[0]].refused["trap"] = 2
    write_manifest(
        out,
        replace(
            manifest,
            reason="finished",
            sites=sums,
            refused={"trap": 2, "bad_address": 1},
            sources={site: {"feed": SourceOutcomes(discovered=1, requested=1, answered=1)} for site in sites},
        ),
    )


@pytest.fixture
def crawled(tmp_path, make_record):
    """(out, state) of a crawl that is not split, with a stranger's file and a journal that waits."""
    out, state = tmp_path / "out", tmp_path / "state"
    fill(out, state, make_record, SITES)
    journal = Journal(out, "KILLED", 1)
    for site in SITES:
        journal.append(make_record(99, site=site, run="KILLED"))
    journal.close()
    with journal.path.open("ab") as file:
        file.write(b'{"schema": "cop')
    (out / "notes.txt").write_text("mine")
    return out, state


def rows(folders, file, table, leave_out=("number",)):
    """Every row of *table* in the *file* of all *folders*."""
    found = []
    for folder in folders:
        with closing(sqlite3.connect(folder / file)) as database:
            database.row_factory = sqlite3.Row
            for row in database.execute(f"SELECT * FROM {table}"):
                found.append(tuple((key, row[key]) for key in dict(row) if key not in leave_out))
    return sorted(found, key=repr)


def snapshot(out, state):
    """All that must survive, whatever the number of shards."""
    outs, states = find_shards(out) or [out], find_shards(state) or [state]
    with_sketches = []
    for folder in outs:
        with closing(sqlite3.connect(folder / "ledger.sqlite")) as database:
            with_sketches += database.execute(
                "SELECT id, signature, band FROM sketches JOIN bands USING (number)"
            ).fetchall()
    journals = [
        line
        for folder in outs
        for path in folder.glob("runs/*.part")
        for line in path.read_text().splitlines()
    ]
    manifests = [load_manifest(path) for folder in outs for path in find_manifests(folder)]
    return {
        "records": sorted(record.to_json() for record in read_records(out)),
        "articles": rows(outs, "ledger.sqlite", "articles"),
        "addresses": rows(outs, "ledger.sqlite", "addresses"),
        "parts": rows(outs, "ledger.sqlite", "parts"),
        "gone": rows(outs, "ledger.sqlite", "gone"),
        "sketches": sorted(with_sketches),
        "urls": rows(states, "frontier.sqlite", "urls"),
        "validators": rows(states, "frontier.sqlite", "validators"),
        "sources": set(rows(states, "frontier.sqlite", "sources")),
        "memory": rows(states, "memory.sqlite", "articles"),
        "journals": sorted(line for line in journals if line.endswith("}")),
        "filed": sum(site.filed for each in manifests for site in each.sites.values()),
        "refused": sum(sum(each.refused.values()) for each in manifests),
        "sources told": sum(len(each.sources) for each in manifests),
    }


def whole(out):
    return [str(fault) for fault in verify(out)]


def test_split_split_anew_and_joined_nothing_is_lost(crawled):
    out, state = crawled
    before = snapshot(out, state)
    for count in (3, 2, 5, 1):
        moved = move_shards(out, state, count)
        assert (moved.after, moved.resumed) == (count, False)
        assert snapshot(out, state) == before
        assert whole(out) == []
        for shard in (Shard.parse(path.name) for path in find_shards(out)):
            for record in read_records(out / shard.name):
                assert shard_of(record.site, count) == shard.number
            with Frontier(state / shard.name / "frontier.sqlite") as frontier:
                assert frontier.fact("ledger") is None
                assert reconcile(frontier, out / shard.name / "ledger.sqlite") == (0, 0)
                frontier.note_fact("ledger", None)
                assert {row[0] for row in frontier.rows("SELECT DISTINCT site FROM urls", ())} == {
                    site for site in SITES if shard.has(site)
                }
        assert (out / "notes.txt").read_text() == "mine"
        assert sorted(path.name for path in out.iterdir() if path.name.startswith(".")) == [".lock"]
    assert sorted(path.name for path in state.glob("*.sqlite")) == ["frontier.sqlite", "memory.sqlite"]
    assert move_shards(out, state, 1).before == 1


def test_killed_at_any_step_it_is_made_up_for(crawled, tmp_path, monkeypatch):
    out, state = crawled
    before = snapshot(out, state)
    steps = 0
    real = os.rename, resharding.write_whole, resharding.remove

    def run(die_at):
        """How many steps there were until the end, or the kill."""
        done = 0

        def step(call):
            def doing(*arguments):
                nonlocal done
                if done == die_at:
                    raise KeyboardInterrupt
                done += 1
                return call(*arguments)

            return doing

        monkeypatch.setattr(os, "rename", step(real[0]))
        monkeypatch.setattr(resharding, "write_whole", step(real[1]))
        monkeypatch.setattr(resharding, "remove", step(real[2]))
        try:
            move_shards(out, state, 2)
        finally:
            monkeypatch.undo()
        return done

    keep = tmp_path / "keep"
    for folder in (out, state):
        shutil.copytree(folder, keep / folder.name)
    steps = run(-1)
    assert steps > 8
    for die_at in (0, 1, 2, 6, steps - 2, steps - 1):
        for folder in (out, state):
            shutil.rmtree(folder)
            shutil.copytree(keep / folder.name, folder)
        with pytest.raises(KeyboardInterrupt):
            run(die_at)
        begun = (out / ".shards.json").exists()
        if not begun and die_at == 0:
            assert snapshot(out, state) == before
        moved = move_shards(out, state, 2)
        assert moved.resumed == begun
        assert snapshot(out, state) == before
        assert whole(out) == []
        assert len(find_shards(out)) == len(find_shards(state)) == 2


def test_a_moved_article_is_found_in_its_shard(crawled):
    out, state = crawled
    record = next(iter(read_records(out)))
    move_shards(out, state, 3)
    versions, _ = read_versions(out, record.id)
    assert versions == [record]
    assert read_versions(out, "0" * 32) == ([], [])


def test_a_crawl_under_way_is_left_alone(crawled):
    out, state = crawled
    with FolderLock(out), pytest.raises(FolderBusy, match=f"pid {os.getpid()}"):
        move_shards(out, state, 2)
    move_shards(out, state, 2)
    with FolderLock(out / "shard-2-of-2"), pytest.raises(FolderBusy):
        move_shards(out, state, 3)
    assert len(find_shards(out)) == 2


def test_what_does_not_fit_together_is_named(crawled, make_record):
    out, state = crawled
    with pytest.raises(ShardsError, match="a folder of its own"):
        move_shards(out, out, 2)
    move_shards(out, state, 2)
    (out / "shard-1-of-3").mkdir()
    with pytest.raises(ShardsError, match="several numbers"):
        move_shards(out, state, 4)


def test_a_damaged_file_stops_it_before_anything_moves(crawled):
    out, state = crawled
    (state / "memory.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(DeliveryError, match="nothing is moved"):
        move_shards(out, state, 2)
    assert find_shards(out) == []
    assert whole(out) == []
