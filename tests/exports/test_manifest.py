import json
from collections import Counter
from dataclasses import replace

import pytest

from exports.delivered import Part
from exports.health import Health, Reason
from exports.manifest import Manifest, find_manifests, load_manifest, write_manifest
from exports.outcomes import SiteOutcomes
from exports.reader import ReadError
from exports.source_outcomes import SourceOutcomes

PATH = "site=a.example/date=2026-01-03/part-R-00001.jsonl"
PART = Part(path=PATH, run="R", journal=1, records=3, bytes=90, sha256="0" * 64)


@pytest.fixture
def manifest():
    outcomes = SiteOutcomes(
        found=9, requested=7, fetched=6, filed=3, unchanged=1, deferred=Counter(not_due=2),
        skipped=Counter(section_page=1), failed=Counter(http_404=1, timeout=1),
        refused=Counter(navigation=4),
    )  # fmt: skip
    return Manifest(
        run="R",
        reason="finished",
        started="2026-01-03T09:00:00Z",
        finished="2026-01-03T09:05:00Z",
        software={"copydesk": "0.1.0"},
        sites={"a.example": outcomes},
        sources={
            "a.example": {
                "feed": SourceOutcomes(discovered=2, requested=1, answered=1, deferred=Counter(rested=1))
            }
        },
    ).with_parts([PART])


def test_it_comes_back(tmp_path, manifest):
    write_manifest(tmp_path, manifest)
    path = tmp_path / "runs" / "R.json"
    assert load_manifest(path) == manifest
    assert load_manifest(path, with_sources=False) == replace(manifest, sources={})
    assert [path.name for path in find_manifests(tmp_path)] == ["R.json"]
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["R.json"]


def test_the_sums(manifest):
    data = manifest.to_dict()
    assert data["totals"] == {
        "sites": 1, "discovered": 13, "found": 9, "requested": 7, "fetched": 6, "filed": 3, "unchanged": 1,
        "skipped": 1, "failed": 2, "deferred": 2, "refused": 4,
        "sources": {
            "discovered": 2, "requested": 1, "answered": 1, "unchanged": 0, "failed": 0, "deferred": 1, "refused": 0,
        },
        "parts": 1, "records": 3, "bytes": 90,
    }  # fmt: skip
    assert data["sites"]["a.example"]["failed"] == {"http_404": 1, "timeout": 1}
    assert data["parts"] == [
        {"path": PART.path, "records": 3, "bytes": 90, "sha256": "0" * 64},
    ]


def test_a_killed_run(manifest):
    running = Manifest(run="R", sites=manifest.sites)
    killed = running.as_interrupted([PART], {"a.example": 2, "b.example": 1})
    assert (killed.reason, killed.finished, killed.recovered) == ("interrupted", None, 3)
    assert (killed.sites["a.example"].filed, killed.sites["b.example"].filed) == (2, 1)
    assert killed.sites["a.example"].failed == manifest.sites["a.example"].failed
    # Of nine, one less was filed than was thought: it waits again, and so does what was under way.
    assert killed.sites["a.example"].requested == 6
    assert killed.sites["a.example"].deferred == {"not_due": 2, "interrupted": 1}
    assert not [*killed.sites["a.example"].broken_sums(), *killed.sites["b.example"].broken_sums()]
    assert killed.as_interrupted([PART], {"a.example": 2, "b.example": 1}) == killed
    assert manifest.sites["a.example"].filed == 3


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"schema": "x"}', '{"schema": "copydesk-run/1"}', "null"]
)
def test_what_is_no_manifest(tmp_path, text):
    path = tmp_path / "R.json"
    path.write_text(text)
    with pytest.raises(ReadError, match=r"R\.json: no manifest"):
        load_manifest(path)
    with pytest.raises(ReadError, match="No such file"):
        load_manifest(tmp_path / "missing.json")


def test_the_reason_stands_in_the_first_lines(tmp_path):
    """A run that was killed is found among thousands by the head of its file."""
    write_manifest(tmp_path, Manifest(run="R" * 100))
    assert '"reason": "running"' in (tmp_path / "runs" / f"{'R' * 100}.json").read_text()[:512]
    assert json.loads((tmp_path / "runs" / f"{'R' * 100}.json").read_text())["sites"] == {}


def test_verdicts_come_back_and_older_manifests_have_none(tmp_path, manifest):
    reason = Reason(verdict="broken", figure="headline_missing", now=1.0, usual=0.01, of=8)
    health = Health(verdict="broken", reasons=(reason,), figures={"words": 500.0, "refused": None})
    write_manifest(tmp_path, replace(manifest, health={"a.example": health}))
    path = tmp_path / "runs" / "R.json"
    assert load_manifest(path).health == {"a.example": health}
    data = json.loads(path.read_text())
    assert data["health"]["a.example"]["reasons"] == [
        {
            "verdict": "broken",
            "figure": "headline_missing",
            "now": 1.0,
            "usual": 0.01,
            "of": 8,
            "expected": False,
        }
    ]
    del data["health"]
    path.write_text(json.dumps(data))
    assert load_manifest(path).health == {}
