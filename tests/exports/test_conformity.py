import copy
import json

import pytest
from jsonschema import Draft202012Validator

from exports.conformity import read_conformity
from exports.schema import SCHEMA_FILE, violations

SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
BREAKS = [
    (("schema",), "copydesk/9"),
    (("id",), "0" * 31),
    (("version",), 0),
    (("version",), True),
    (("version",), 1.5),
    (("headline",), ""),
    (("published_at",), "2026-01-02T10:00:00"),
    (("similarity",), 1.01),
    (("similarity",), float("nan")),
    (("tags",), "ferry"),
    (("tags",), [""]),
    (("flags",), ["no_date", "no_date"]),
    (("flags",), ["lucky"]),
    (("authors",), None),
    (("body", 0, "type"), "poem"),
    (("body", 0, "level"), 7),
    (("body", 0, "text"), None),
    (("body", 0, "colour"), "red"),
    (("links", 0, "block"), -1),
    (("removed",), ["Share"]),
    (("access", "free"), "yes"),
    (("access",), None),
    (("crawl", "status"), 99),
    (("crawl", "warc"), {"file": "a.warc.gz", "offset": -1}),
    (("crawl", "warc"), 5),
    (("colour",), "red"),
]


@pytest.fixture
def data(full_record):
    return full_record.to_dict()


@pytest.fixture(scope="module")
def conformity():
    return read_conformity(SCHEMA)


def test_a_full_record_fits(data, conformity):
    assert conformity.fits([data, data])
    data["crawl"]["warc"] = {"file": "a.warc.gz", "offset": 0}
    assert conformity.fits([data])


@pytest.mark.parametrize(("place", "value"), BREAKS)
def test_what_breaks_the_schema_does_not_fit(data, conformity, place, value):
    broken = copy.deepcopy(data)
    part = broken
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    assert not conformity.fits([data, broken])
    # JSON Schema itself has nothing against NaN, nor against 1.0 for 1.
    assert value != value or not Draft202012Validator(SCHEMA).is_valid(broken)
    assert violations(broken)


def test_a_line_end_after_a_pattern_does_not_fit(data, conformity):
    # As in JSON Schema, whose patterns are not Python's.
    data["id"] += "\n"
    assert not conformity.fits([data])
    assert violations(data)


@pytest.mark.parametrize("name", ["headline", "text", "body", "crawl"])
def test_a_missing_key_does_not_fit(data, conformity, name):
    del data[name]
    assert not conformity.fits([data])
    assert violations(data)


def test_an_older_record_is_left_to_the_validator(data, conformity):
    del data["crawl"]["warc"]
    assert not conformity.fits([data])
    assert violations(data) == []


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "maxLength": 5},
        {"type": "string", "minLength": 2},
        {"type": "string", "pattern": "[a-z]+"},
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
    ],
)
def test_a_schema_that_is_not_understood_is_refused(schema):
    with pytest.raises(ValueError, match=r"schema|minLength|pattern|anyOf"):
        read_conformity(schema)
