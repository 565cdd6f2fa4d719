import json

import pytest
from jsonschema import Draft202012Validator

from exports.schema import SCHEMA_FILE, make_schema, to_text, violations


def test_the_file_is_the_schema():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == to_text(make_schema()), "run: python -m exports.schema"


def test_the_schema_is_one():
    Draft202012Validator.check_schema(make_schema())


def test_every_field_is_described_and_required():
    schema = make_schema()
    for part in (schema, *schema["$defs"].values()):
        added = {"warc"} if "via" in part["properties"] else set()  # by a later minor number
        assert part["required"] == [name for name in part["properties"] if name not in added]
        assert part["additionalProperties"] is False
    assert all("description" in field for field in schema["properties"].values() if "$ref" not in field)
    assert schema["properties"]["byline"] == {
        "description": "As printed.",
        "type": ["string", "null"],
        "minLength": 1,
    }


def test_good_records(make_record, full_record):
    for record in (make_record(1), make_record(2, text=""), full_record):
        assert violations(record) == []
        assert violations(json.loads(record.to_json())) == []
        Draft202012Validator(make_schema()).validate(json.loads(record.to_json()))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schema", "copydesk/2"),
        ("id", "A" * 32),
        ("id", "0" * 32 + "\n"),
        ("version", 0),
        ("version", True),
        ("version", "1"),
        ("change", "none"),
        ("url", ""),
        ("site", None),
        ("headline", ""),
        ("kind", "news"),
        ("published_at", "2026-01-02T08:00:00+01:00"),
        ("published_at", "2026-01-02"),
        ("published_at", "2026-01-02T24:00:00Z"),
        ("published_on", "2026-1-2"),
        ("published_on", "２０２６-01-02"),
        ("language", "english language"),
        ("tags", [""]),
        ("tags", None),
        ("tags", "ferry"),
        ("word_count", -1),
        ("word_count", 4.5),
        ("similarity", 1.2),
        ("flags", ["good"]),
        ("flags", ["no_date", "no_date"]),
        ("body", [{"type": "paragraph", "text": ""}]),
        ("body", [{"type": "verse", "text": "x", "level": None}]),
        ("authors", [{"name": "x", "kind": "person", "role": None}]),
        ("authors", [{"name": "x", "kind": "person", "role": None, "url": None, "mail": None}]),
        ("links", [{"url": "https://gazette.example/", "text": "x", "block": -1}]),
        ("removed", [{"before": 0, "reason": "dull", "rule": "x", "text": "x"}]),
        ("crawl", {}),
        ("access", {"free": "no", "truncated": None}),
        ("extra", 1),
    ],
)
def test_the_schema_refuses(make_record, field, value):
    data = make_record(1).to_dict() | {field: value}
    assert [rule.partition(":")[0] for rule in violations(data)] == ["schema"]


@pytest.mark.parametrize("field", ["id", "byline", "removed", "similarity", "software"])
def test_every_key_is_always_there(make_record, field):
    data = make_record(1).to_dict()
    del data[field]
    assert violations(data)[0].startswith("schema: ")
    assert field in violations(data)[0]


@pytest.mark.parametrize("data", [{}, [], None, "x"])
def test_what_is_no_record_at_all(data):
    assert violations(data)[0].startswith("schema: ")


def test_both_validators_agree(make_record, full_record):
    validator = Draft202012Validator(make_schema())
    for record in (make_record(1), full_record):
        data = json.loads(record.to_json())
        for key in data:
            for value in (None, "", "x", 1, -1, [], [None], {}, True):
                changed = data | {key: value}
                broken = any(rule.startswith("schema") for rule in violations(changed))
                assert broken == (not validator.is_valid(changed)), (key, value)
