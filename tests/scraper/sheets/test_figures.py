"""What is gathered from manifests, records, ledger and state."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from exports.health import Health
from exports.ledger import Ledger, Part
from exports.manifest import Manifest, write_manifest
from exports.outcomes import SiteOutcomes
from exports.record import Removed
from scraper.health.facts import Answers
from scraper.health.rhythm import Rhythm
from scraper.health.store import HealthStore
from scraper.sheets.report_figures import gather
from scraper.sheets.report_sheet import summary_of

SITE = "gazette.example"


def manifest(run, verdict, seconds, **sums):
    outcomes = SiteOutcomes(
        **{key: Counter(value) if isinstance(value, dict) else value for key, value in sums.items()}
    )
    health = Health(verdict=verdict, figures={"seconds": seconds})
    started = f"{run[:4]}-{run[4:6]}-{run[6:8]}T09:00:00Z"
    return Manifest(
        run=run, reason="finished", started=started, sites={SITE: outcomes}, health={SITE: health}
    )


@pytest.fixture
def out(tmp_path, make_record):
    out = tmp_path / "out"
    write_manifest(out, manifest("20260101T090000Z-a", "fine", 9.0, filed=9))
    write_manifest(out, manifest("20260302T090000Z-a", "quiet", 0.5, filed=2, failed={"http_404": 3}))
    write_manifest(
        out, manifest("20260302T100000Z-b", "fine", 1.5, filed=1, skipped={"robots": 1}, unchanged=4)
    )
    (out / "runs" / "20260303T090000Z-c.json").write_text("{")
    label = Removed(before=0, reason="ad_label", rule="x", text="Ad")
    rows = [
        make_record(1, section="City", removed=(label, label)),
        make_record(2, version=2, headline=None, kind="video"),
        make_record(3, text="one two three four five"),
    ]
    for day, lines in (("2026-03-02", [row.to_json() for row in rows] + ["{"]), ("2026-01-01", ["{"])):
        part = out / f"site={SITE}" / f"date={day}" / "part-RUN-00001.jsonl"
        part.parent.mkdir(parents=True)
        part.write_text("\n".join(lines), encoding="utf-8")
    return out


def enter(out, *records):
    part = Part(path="part", run="RUN", journal=1, records=len(records), bytes=9, sha256="0" * 64)
    ledger = Ledger(out / "ledger.sqlite")
    ledger.commit(
        run="RUN", journal=1, records=[(record, "part") for record in records], parts=[part], aliases={}
    )
    ledger.close()


def test_runs_are_added_up_from_a_day_on(out, tmp_path):
    figures = gather(out, tmp_path / "state", since=date(2026, 3, 1))
    site = figures.runs.sites[SITE]
    assert figures.runs.count == 2
    assert site.totals == {"filed": 3, "failed": 3, "skipped": 1, "unchanged": 4}
    assert site.days["filed"][date(2026, 3, 2)] == 3
    assert site.reasons == {("failed", "http_404"): 3, ("skipped", "robots"): 1}
    assert site.seconds == {date(2026, 3, 2): (2.0, 2)}
    assert site.verdicts == {date(2026, 3, 2): "quiet"}
    assert site.latest.verdict == "fine"
    assert figures.periods.starts == (date(2026, 3, 2),)
    assert summary_of(figures) == "2 runs on 2026-03-02 over 1 site: 3 records filed."


def test_records_are_summed_up_by_site(out, tmp_path):
    figures = gather(out, tmp_path / "state", since=date(2026, 3, 1))
    site = figures.records.sites[SITE]
    assert (site.records, site.edits, site.removed_letters) == (3, 1, 4)
    assert (site.has["headline"], site.has["section"], site.has["published"]) == (2, 1, 3)
    assert site.removed == {"ad_label": 2}
    assert site.words == {4: 1, 5: 1}
    assert [site.middle_words(share) for share in (0.1, 0.5, 0.9)] == [4, 4, 5]
    assert not gather(out, tmp_path / "state", since=date(2026, 3, 1), with_records=False).records.sites


def test_what_cannot_be_read_is_told(out, tmp_path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "health.sqlite").write_text("no database")
    told = gather(out, tmp_path / "state", since=date(2026, 3, 1)).problems
    assert [problem.split(": ")[0].rsplit("/", 1)[1] for problem in told] == [
        "ledger.sqlite",
        "health.sqlite",
        "20260303T090000Z-c.json",
        "part-RUN-00001.jsonl",
    ]
    assert "line 4" in told[3]


def test_copies_between_sites(out, tmp_path, make_record):
    first = make_record(1, headline="Ferry")
    enter(
        out,
        first,
        make_record(1, version=2),
        make_record(2, site="kurier.example", duplicate_of=first.id),
        make_record(2, site="kurier.example", duplicate_of=first.id, version=2),
        make_record(3, site="kurier.example", similar_to=first.id, similarity=0.9),
        make_record(4, site="visnyk.example", similar_to=first.id, similarity=0.9),
        make_record(5, duplicate_of=first.id),
        make_record(6, duplicate_of="0" * 32),
    )
    figures = gather(out, tmp_path / "state", since=date(2026, 3, 1))
    assert [(one.first, one.copy, one.same, one.near) for one in figures.pairs] == [
        (SITE, "kurier.example", 1, 1),
        (SITE, "visnyk.example", 0, 1),
    ]
    assert [(one.headline, one.first, one.sites, one.articles) for one in figures.families] == [
        ("Ferry", SITE, 3, 5)
    ]


def test_the_rhythm_of_a_site(out, tmp_path):
    moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with HealthStore(tmp_path / "state" / "health.sqlite", run="RUN") as store:
        store.note(SITE, "", Answers(), Rhythm().after(moment, 3), suspects=0, now=moment)
    rhythms = gather(out, tmp_path / "state", since=date(2026, 3, 1)).rhythms
    assert {site: rhythm.last_news for site, rhythm in rhythms.items()} == {SITE: moment}


def test_shards_are_gathered_as_one(out, tmp_path):
    whole = gather(out, tmp_path / "state", since=date(2026, 1, 1))
    parted = tmp_path / "parted"
    for number, path in enumerate(sorted((out / "runs").glob("*.json")), start=1):
        place = parted / f"shard-{1 + number % 2}-of-2" / "runs"
        place.mkdir(parents=True, exist_ok=True)
        (place / path.name).write_bytes(path.read_bytes())
    found = gather(parted, tmp_path / "state", since=date(2026, 1, 1), with_records=False)
    assert replace(found.runs, problems=[]) == replace(whole.runs, problems=[])
    assert len(found.runs.problems) == len(whole.runs.problems) == 1
