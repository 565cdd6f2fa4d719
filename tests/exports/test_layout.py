from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.layout import (
    check_run_id,
    escape_site,
    find_journals,
    find_parts,
    journal_name,
    new_run_id,
    parse_journal_name,
    parse_part_name,
    part_name,
    partition,
)


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("gazette.example", "gazette.example"),
        ("127.0.0.1:8080", "127.0.0.1%3A8080"),
        ("Gazette.example", "%47azette.example"),
        ("новости.example", "%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8.example"),
        ("../../etc", "%2E%2E%2F.%2E%2Fetc"),
        ("..", "%2E%2E"),
        (".hidden", "%2Ehidden"),
        ("a/b", "a%2Fb"),
        ("", "%00"),
    ],
)
def test_escape_site(site, name):
    assert escape_site(site) == name


@given(st.text(max_size=300))
def test_a_site_never_leaves_its_folder(site):
    name = escape_site(site)
    assert ".." not in name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-%ABCDEF")
    assert 0 < len(name) < 230
    assert PurePosixPath(f"site={name}").parts == (f"site={name}",)


def test_long_sites_stay_apart():
    assert escape_site("a" * 300) != escape_site("a" * 299 + "b")


def test_partition(make_record):
    assert partition(make_record(1)) == "site=gazette.example/date=2026-01-03"
    assert partition(make_record(1, retrieved_at=None)) == "site=gazette.example/date=unknown"


def test_run_ids():
    run = new_run_id(datetime(2026, 1, 3, 9, tzinfo=UTC))
    assert run.startswith("20260103T090000Z-")
    assert len(run) == len("20260103T090000Z-a1b2c3")
    assert check_run_id(run) == run
    assert new_run_id(datetime(2026, 1, 3, 9, tzinfo=UTC)) != run


@pytest.mark.parametrize("run", ["", "a/b", "../x", ".x", "a b", "x" * 101])
def test_a_run_that_cannot_be_a_file_name(run):
    with pytest.raises(ValueError, match="only letters"):
        check_run_id(run)


def test_names_read_back():
    assert part_name("R-1", 7, compress=False) == "part-R-1-00007.jsonl"
    assert parse_part_name("part-R-1-00007.jsonl.gz") == ("R-1", 7)
    assert parse_part_name(".part-R-1-00007.jsonl.part") is None
    assert journal_name("R-1", 7) == "R-1-0007.jsonl.part"
    assert parse_journal_name("R-1-0007.jsonl.part") == ("R-1", 7)
    assert parse_journal_name(".R-1-0007.jsonl.part") is None


def test_finding_skips_strangers(tmp_path):
    day = tmp_path / "site=a.example" / "date=2026-01-03"
    runs = tmp_path / "runs"
    for folder in (day, runs):
        folder.mkdir(parents=True)
    for name in ("part-R-00001.jsonl", "part-R-00002.jsonl.gz", "notes.txt", ".part-R-00003.jsonl.part"):
        (day / name).touch()
    for name in ("R-0001.jsonl.part", "R.json", ".R.json.part"):
        (runs / name).touch()
    assert [path.name for path in find_parts(tmp_path)] == ["part-R-00001.jsonl", "part-R-00002.jsonl.gz"]
    assert [path.name for path in find_journals(tmp_path)] == ["R-0001.jsonl.part"]
