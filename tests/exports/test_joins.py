import math
from dataclasses import replace

import pytest

from exports.record import BodyBlock, Correction, Crawl, Link, Removed
from exports.schema import violations


def removed(before):
    return Removed(before=before, reason="share", rule="share_words", text="Share")


def rules(record):
    return [rule.partition(":")[0] for rule in violations(record)]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"text": "Other words stand here."}, "text_join"),
        ({"word_count": 5}, "word_count"),
        ({"text_hash": "0" * 64}, "text_hash"),
        ({"links": (Link(url="https://a.example/", text="a", block=1),)}, "link_block"),
        ({"removed": (removed(2),)}, "removed_before"),
        ({"removed": (removed(1), removed(0))}, "removed_before"),
        ({"flags": ("short_body", "no_date")}, "flags_order"),
        ({"similar_to": "0" * 32}, "similarity"),
        ({"similarity": 0.9}, "similarity"),
        ({"similar_to": "0" * 32, "similarity": math.nan}, "similarity"),
        ({"published_on": "2026-02-30"}, "calendar"),
        ({"published_at": "2025-02-29T10:00:00Z"}, "calendar"),
        ({"crawl": Crawl(retrieved_at="2026-04-31T10:00:00Z")}, "calendar"),
        (
            {"corrections": (Correction(kind="update", text="x", published_at="2026-06-31"),)},
            "calendar",
        ),
        ({"headline": "Ferry\nruns"}, "characters"),
        ({"headline": "Ferry\x85runs"}, "characters"),
        ({"headline": "Ferry\ud83c"}, "characters"),
        ({"tags": ("a\tb",)}, "characters"),
        ({"publisher": "\x00"}, "characters"),
    ],
)
def test_each_rule(make_record, changes, rule):
    broken = rules(replace(make_record(1), **changes))
    assert rule in broken
    assert len(set(broken) - {"text_hash", "text_join", "word_count"} or {rule}) == 1


def test_line_breaks_in_every_block_but_headings(make_record):
    lines = "one\n\ttwo"
    for kind, broken in (("preformatted", []), ("paragraph", []), ("heading", ["characters"])):
        body = (BodyBlock(type=kind, text=lines, level=2 if kind == "heading" else None),)
        good = make_record(1, text="one two")
        record = make_record(1, text=lines, body=body, word_count=2, text_hash=good.text_hash)
        record = replace(record, text=lines)
        assert rules(record) == broken


@pytest.mark.parametrize("text", ["a\x07b", "a\x9fb", "a\rb", "a\udc80b"])
def test_forbidden_characters_in_the_text(make_record, text):
    record = make_record(1)
    record = replace(record, text=text, body=(BodyBlock(type="preformatted", text=text),))
    assert "characters" in rules(record)


def test_a_level_is_for_headings(make_record):
    for kind, level, broken in (("heading", None, True), ("paragraph", 2, True), ("heading", 2, False)):
        body = (BodyBlock(type=kind, text="Article 1 is short.", level=level),)
        assert ("heading_level" in rules(replace(make_record(1), body=body))) == broken


def test_never_a_copy_of_itself(make_record):
    record = make_record(1)
    assert rules(replace(record, duplicate_of=record.id)) == ["similarity"]
