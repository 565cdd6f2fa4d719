"""docs/comparison.md says nothing better of Copydesk than what the quality gate holds."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/comparison.md").read_text(encoding="utf-8")


def rows():
    lines = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("|")]
    names = lines[0][1:]
    return {
        name: dict(zip(names, map(float, cells), strict=True))
        for name, *cells in lines[2:]
        if cells[0][0].isdigit()
    }


def test_copydesks_row_is_no_better_than_its_gate():
    gate = json.loads((ROOT / "benchmarks/quality-baseline.json").read_text(encoding="utf-8"))
    held = gate["groups"]["pooled"]["higher is better"] | {
        "lost": gate["groups"]["pooled"]["lower is better"]["lost"]
    }
    shown = rows()["Copydesk"]
    assert set(shown) == {"F1", "precision", "recall", "lost", "no residue", "no loss", "perfect"}
    assert shown.pop("lost") >= round(held["lost"], 3)
    for name, figure in shown.items():
        assert figure <= round(held[name], 3), name


def test_it_is_dated_and_says_what_was_measured():
    assert re.search(
        r"Measured on \d{1,2} \w+ 20\d\d: Copydesk [\d.]+, trafilatura [\d.]+, newspaper4k [\d.]+", PAGE
    )
    peers = (ROOT / "requirements/peers.txt").read_text()
    for name in ("newspaper4k", "news-please"):
        version = re.search(rf"^{name}(?:\[.*\])?==(\S+)$", peers, re.MULTILINE)[1]
        assert f"{name} {version}" in PAGE
