"""Which site is in which shard, and shards read as one export."""

import pytest

from exports import read_records
from exports.journal import Journal
from exports.parts import deliver
from exports.rebuild import open_ledger
from exports.shards import Shard, export_folders, find_shards, shard_of
from exports.verify import Summary, verify


@pytest.mark.parametrize(
    ("domain", "count", "number"),
    # The numbers are for ever: who splits by them elsewhere must find the same.
    [
        ("gazette.example", 1, 1),
        ("gazette.example", 4, 2),
        ("kurier.example", 4, 3),
        ("visnyk.example", 4, 2),
        ("gazette.example", 1000, 714),
    ],
)
def test_a_site_is_told_by_its_domain_alone(domain, count, number):
    assert shard_of(domain, count) == number
    assert Shard(number=number, count=count).has(domain)


def test_sites_spread_evenly():
    counts = [0] * 8
    for number in range(8000):
        counts[shard_of(f"site-{number}.example", 8) - 1] += 1
    assert min(counts) > 900


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2/4", "shard-2-of-4"),
        (" 1/1 ", "shard-1-of-1"),
        ("shard-12-of-12", "shard-12-of-12"),
        ("0/4", None),
        ("5/4", None),
        ("4", None),
        ("1/4/2", None),
        ("-1/4", None),
        ("1/10000", None),
        ("", None),
    ],
)
def test_words_for_a_shard(text, name):
    shard = Shard.parse(text)
    assert (shard and shard.name) == name


@pytest.fixture
def sharded(tmp_path, make_record):
    """Two shards with two articles each."""
    for number, name in enumerate(("shard-1-of-2", "shard-2-of-2"), start=1):
        out = tmp_path / name
        ledger = open_ledger(out)
        journal = Journal(out, f"RUN{number}", 1)
        for article in (1, 2):
            journal.append(
                make_record(10 * number + article, site=f"{'ab'[number - 1]}.example", run=f"RUN{number}")
            )
        journal.close()
        deliver(journal.path, out=out, ledger=ledger, settle=list)
        ledger.close()
    (tmp_path / "shard-3-of-2").mkdir()
    return tmp_path


def test_shards_are_read_and_verified_as_one(sharded):
    assert [path.name for path in find_shards(sharded)] == ["shard-1-of-2", "shard-2-of-2"]
    assert export_folders(sharded) == find_shards(sharded)
    assert [record.url[-2:] for record in read_records(sharded)] == [
        record.url[-2:] for shard in find_shards(sharded) for record in read_records(shard)
    ]
    summary = Summary()
    assert list(verify(sharded, summary)) == []
    assert (summary.records, summary.articles, summary.sites, summary.runs) == (4, 4, 2, 2)


def test_what_is_wrong_in_or_between_shards_is_named(sharded, make_record):
    double = make_record(11, site="a.example", run="RUN3")
    out = sharded / "shard-2-of-2"
    ledger = open_ledger(out)
    journal = Journal(out, "RUN3", 1)
    journal.append(double)
    journal.close()
    deliver(journal.path, out=out, ledger=ledger, settle=list)
    ledger.close()
    (part,) = (sharded / "shard-1-of-2").glob("site=*/date=*/*")
    faults = [str(fault) for fault in verify(sharded)]
    assert len(faults) == 1
    assert (
        f"id {double.id} version 1 stands in site=a.example/date=2026-01-03/{part.name} already" in faults[0]
    )
    part.unlink()
    faults = [str(fault) for fault in verify(sharded)]
    assert any("missing, with 2 records" in fault for fault in faults)
    (sharded / ".shards.json").write_text("{}")
    assert any("run scrapy shards again" in str(fault) for fault in verify(sharded))
