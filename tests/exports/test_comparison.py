"""Two exports against each other."""

import json

import pytest

from exports.comparison import compare, differing_fields
from exports.reader import ReadError
from exports.record import Removed
from exports.stores import Store
from scraper.replay.changes import change_lines, differences_of, to_json


def write(path, *records):
    path.write_text("".join(record.to_json() + "\n" for record in records))
    return path


@pytest.fixture
def both(tmp_path, make_record):
    cut = Removed(before=0, reason="share", rule="share_words", text="Share this")
    old = write(
        tmp_path / "old.jsonl",
        make_record(1),
        make_record(2, removed=(cut,)),
        make_record(3, site="kurier.example"),
        make_record(4, headline="Old words"),
        make_record(4, version=2, headline="The tram is back"),
    )
    new = write(
        tmp_path / "new.jsonl",
        make_record(1, run="OTHER", retrieved_at="2026-02-02T09:00:00Z", similar_to="0" * 32, similarity=0.9),
        make_record(2, text="Share this\n\nArticle 2 is short."),
        make_record(4, headline="The tram is late", byline="Ida Marsh"),
        make_record(5),
    )
    return old, new


def test_what_changed_appeared_and_vanished_is_counted_by_site_and_field(both):
    changes = compare(*both)
    gazette, kurier = changes.sites["gazette.example"], changes.sites["kurier.example"]
    assert (gazette.before, gazette.after, gazette.changed, gazette.appeared, gazette.vanished) == (
        3,
        4,
        2,
        1,
        0,
    )
    assert dict(gazette.fields) == {"headline": 1, "byline": 1, "text": 1, "removed": 1}
    assert (kurier.before, kurier.changed, kurier.vanished) == (1, 0, 1)
    assert [change.fields for change in changes.sample if change.fields and "text" in change.fields] == [
        ("text", "removed")
    ]


def test_one_of_them_may_be_in_a_store(both, tmp_path):
    old, new = both
    Store(f"memory://{tmp_path}").put(old, "old.jsonl")
    assert compare(f"memory://{tmp_path}/old.jsonl", new) == compare(old, new)
    with pytest.raises(ReadError, match="no such file or folder"):
        compare(f"memory://{tmp_path}/gone.jsonl", new)


def test_the_report_says_it_in_words(both):
    lines = list(change_lines(compare(*both), width=100))
    assert lines[0] == "4 articles before, 4 after: 2 changed, 1 appeared, 1 vanished"
    assert "gazette.example: 2 changed, 1 appeared, 0 vanished of 3" in lines
    assert "- headline: “The tram is back” became “The tram is late”" in lines
    assert "- removed no longer, share by share_words: “Share this”" in lines
    assert "- vanished" in lines
    assert all(len(line) <= 100 for line in lines)
    report = json.loads(to_json(compare(*both, sample=2)))
    assert report["form"] == "copydesk-changes/1"
    assert report["totals"] | {"fields": {}} == {
        "before": 4, "after": 4, "changed": 2, "appeared": 1, "vanished": 1, "fields": {},
    }  # fmt: skip
    assert len(report["sample"]) == 2
    assert to_json(compare(*both)) == to_json(compare(*both))


def test_the_same_articles_have_no_changes(both):
    changes = compare(both[0], both[0])
    assert changes.sample == ()
    assert list(change_lines(changes, width=80)) == [
        "4 articles before, 4 after: 0 changed, 0 appeared, 0 vanished"
    ]


def test_blocks_count_where_the_words_stay(make_record):
    one = make_record(1, text="One.\n\nTwo.")
    heading = one.body[0].__class__(type="heading", text="One.", level=2)
    other = make_record(1, text="One.\n\nTwo.", body=(heading, one.body[1]))
    assert differing_fields(one, other) == ("body",)
    assert differing_fields(one, make_record(1, text="One.")) == ("text",)


def test_a_sample_takes_rare_fields_before_frequent_ones(tmp_path, make_record):
    old = [make_record(n) for n in range(40)]
    new = [
        make_record(n, headline="Reworded", **({"agency": "Norland"} if n == 7 else {})) for n in range(40)
    ]
    changes = compare(write(tmp_path / "a.jsonl", *old), write(tmp_path / "b.jsonl", *new), sample=5)
    assert len(changes.sample) == 5
    assert "agency: " not in str(differences_of(changes.sample[0]))
    assert any("agency" in change.fields for change in changes.sample)


def test_what_is_not_there_is_named(tmp_path, both):
    with pytest.raises(ReadError, match="no such file"):
        compare(tmp_path / "gone", both[1])
