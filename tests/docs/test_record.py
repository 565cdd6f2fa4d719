"""What README.md and docs/ say of the record and of the reasons is so."""

import importlib.util
import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from exports import read_records
from exports.record import FLAGS, REASONS, Record
from exports.schema import make_schema
from scraper.extraction.extract import extract_article
from scraper.extraction.kind import REJECTIONS
from scraper.page import Page
from scraper.sites.site import Pin, Site

ROOT = Path(__file__).parents[2]
RECORD = (ROOT / "docs/record.md").read_text(encoding="utf-8")
REASONS_PAGE = (ROOT / "docs/reasons.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "docs/record.md"])
def test_the_record_is_as_the_demo_files_it(name, demo):
    (text,) = re.findall(
        r"^```json\n(.*?)^```$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    shown = json.loads(text)
    (filed,) = [record.to_dict() for record in read_records(demo / "out") if record.id == shown["id"]]
    assert [key for key in filed if key in shown] == list(shown)
    shortened = ("text", "body", "images", "removed")
    for key in shown.keys() - {*shortened, "crawl", "software"}:
        assert shown[key] == filed[key], key
    assert filed["text"].startswith(shown.get("text", "").rstrip("… "))
    for key in shown.keys() & {*shortened[1:]}:
        for part in shown[key]:
            text = part.get("text", "").rstrip("… ")
            assert any(
                whole.get("text", "").startswith(text) and whole | {"text": ""} == part | {"text": ""}
                for whole in filed[key]
            ), part


def test_the_whole_record_is_shown():
    (shown,) = re.findall(r"^```json\n(.*?)^```$", RECORD, re.MULTILINE | re.DOTALL)
    assert list(json.loads(shown)) == [field.name for field in fields(Record)]


def test_the_tables_are_those_of_the_schema():
    spec = importlib.util.spec_from_file_location("record_tables", ROOT / "docs/record_tables.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.tables(make_schema())
    assert module.with_tables(RECORD, made) == RECORD, "write them anew: python docs/record_tables.py"
    for field in fields(Record):
        assert f"| `{field.name}` |" in made


def test_the_flags_are_all_explained():
    rows = RECORD.partition("## Flags")[2]
    assert re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE) == list(FLAGS)


def reasons_shown():
    table = REASONS_PAGE.partition("| reason | what it is | example |")[2].partition("\n\n")[0]
    return re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", table, re.MULTILINE)


def test_the_reasons_are_all_of_them():
    assert tuple(reason for reason, _ in reasons_shown()) == REASONS


def test_each_example_is_removed_for_its_reason(demo):
    found = {(cut.reason, cut.text) for record in read_records(demo / "out") for cut in record.removed}
    missing = [pair for pair in reasons_shown() if pair not in found]
    assert [reason for reason, _ in missing] == ["site_repeat"]  # one crawl is too few to recur in


def test_the_example_of_a_site_repeat_goes_by_the_sites_file():
    text = dict(reasons_shown())["site_repeat"]
    prose = "The tram ran along the river again on Monday, and people stood on the bridges to see it pass."
    page = f"<html lang=en><title>Trams</title><article><h1>Trams</h1><p>{prose}</p><p>{text}</p><p>{prose[4:]}</p></article>"
    site = Site(domain="gazette.example", pinned=(Pin(text=text),))
    found = extract_article(Page(url="https://gazette.example/trams", body=page.encode()), site)
    assert ("site_repeat", text) in [(cut.reason, cut.text) for cut in found.removed]


def test_the_rejections_are_all_named():
    table = REASONS_PAGE.partition("## When a page has no record at all")[2]
    named = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)))
    assert sorted(named) == sorted(REJECTIONS)
