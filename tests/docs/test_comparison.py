"""docs/comparison.md says nothing better of Copydesk than what the quality gate holds."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/comparison.md").read_text(encoding="utf-8")


def shown(heading):
    """Copydesk's row of the first table below *heading*, by the names of its columns."""
    table = PAGE.partition(f"## {heading}\n")[2]
    names = re.search(r"^\| extractor \| (.*) \|$", table, re.MULTILINE)[1].split(" | ")
    figures = re.search(r"^\| Copydesk \| (.*) \|$", table, re.MULTILINE)[1].split(" | ")
    return list(zip(names, map(float, figures), strict=True))


def gate(group):
    figures = json.loads((ROOT / "benchmarks/quality-baseline.json").read_text(encoding="utf-8"))["groups"][
        group
    ]
    return figures["higher is better"], figures["lower is better"]


def test_the_text_is_no_better_than_the_gate():
    higher, lower = gate("pooled")
    row = dict(shown("The text"))
    assert set(row) == {"F1", "precision", "recall", "lost", "no residue", "no loss", "perfect"}
    assert row.pop("lost") >= round(lower["lost"], 3)
    for name, figure in row.items():
        assert figure <= round(higher[name], 3), name


def test_the_fields_are_no_better_than_the_gate():
    higher, lower = gate("fundus")
    row = shown("The fields")
    for (name, right), (_, wrong) in zip(row[::2], row[1::2], strict=True):
        assert right <= round(higher[f"{name} right"], 3), name
        assert wrong >= round(lower[f"{name} wrong"], 3), name


def test_it_is_dated_and_says_what_was_measured():
    assert re.search(
        r"Measured on \d{1,2} \w+ 20\d\d: Copydesk [\d.]+, trafilatura [\d.]+, newspaper4k [\d.]+", PAGE
    )
    peers = (ROOT / "requirements/peers.txt").read_text()
    for name in ("newspaper4k", "news-please"):
        version = re.search(rf"^{name}(?:\[.*\])?==(\S+)$", peers, re.MULTILINE)[1]
        assert f"{name} {version}" in PAGE
