"""What the README shows is what happens."""

import ast
import itertools
import json
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import jq
import pytest

from exports import read_records
from exports.record import REASONS, Record
from scraper.sites.load import load_site

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", [code for code in blocks("python") if "import" in code])
def test_python(code, demo):
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=demo,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout


def test_jq(demo):
    lines = [
        line
        for path in sorted(demo.glob("out/site=*/date=*/part-*.jsonl"))
        for line in path.open(encoding="utf-8")
    ]
    programs = re.findall(r"jq -r '(.*?)'", "".join(blocks("sh")))
    assert len(programs) == 2
    for program in programs:
        found = [value for line in lines for value in jq.compile(program).input_text(line).all()]
        assert found
        assert all(isinstance(value, str) for value in found)


def test_the_record_is_one_of_the_demo():
    (shown,) = blocks("json")
    keys = re.findall(r'^  "(\w+)":', shown, re.MULTILINE)
    assert keys == [field.name for field in fields(Record)]


def test_the_record_is_as_the_demo_files_it(demo):
    shown = json.loads(blocks("json")[0])
    (filed,) = [record.to_dict() for record in read_records(demo / "out") if record.id == shown["id"]]
    shortened = ("text", "body", "images", "removed")
    for key in shown.keys() - {*shortened, "crawl", "software"}:
        assert shown[key] == filed[key], key
    assert filed["text"].startswith(shown["text"].rstrip("… "))
    for key in shortened[1:]:
        for part in shown[key]:
            text = part.get("text", "").rstrip("… ")
            assert any(
                whole.get("text", "").startswith(text) and whole | {"text": ""} == part | {"text": ""}
                for whole in filed[key]
            ), part


def test_the_table_names_every_key_in_order():
    rows = re.findall(r"^\| (`[^|]*`) \| .* \|$", README, re.MULTILINE)
    assert re.findall(r"`(\w+)`", " ".join(rows)) == [field.name for field in fields(Record)]


def test_the_reasons_are_all_of_them():
    assert ", ".join(f"`{reason}`" for reason in REASONS) in README


def test_the_add_on_line_is_a_setting():
    (line,) = [code for code in blocks("python") if "import" not in code]
    assert ast.literal_eval(line.split("=", 1)[1].strip()) == {"scraper.addon.Copydesk": 300}


def test_the_site_file_loads(tmp_path):
    text, more = blocks("toml")
    assert tomllib.loads(text)["domain"] == "gazette.example"
    (tmp_path / "gazette.toml").write_text(text, encoding="utf-8")
    site = load_site(tmp_path / "gazette.toml")
    assert site.select.authors == "p.writer a"
    (tmp_path / "gazette.toml").write_text(text + more, encoding="utf-8")
    site = load_site(tmp_path / "gazette.toml")
    assert [pin.reason for pin in site.pinned] == ["site_repeat", "correction_request"]
    assert site.keep == ("Live from the harbour",)


def test_the_scrapy_commands_are_understood(scrapy_command):
    from scraper.spiders.news import NewsSpider
    from scraper.spiders.pages import PagesSpider

    commands = [
        line.split("#")[0].split()
        for line in "".join(blocks("sh")).splitlines()
        if line.startswith("scrapy ")
    ]
    assert {command[1] for command in commands} == {
        "article",
        "audit",
        "convert",
        "crawl",
        "diff",
        "doctor",
        "report",
        "savepage",
        "sites",
        "verify",
        "why",
    }
    known = {"news": NewsSpider.ARGUMENTS, "pages": PagesSpider.ARGUMENTS}
    for command in commands:
        given = [after for word, after in itertools.pairwise(command) if word == "-a"]
        for argument in given:
            assert argument.split("=")[0] in known[command[2]]
