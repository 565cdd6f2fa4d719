"""`scrapy crawl demo`: every address of the bundled newsroom ends as its table says."""

import json
from collections import Counter
from pathlib import Path

from exports import read_records

OUTCOMES = Path(__file__).parent / "pages" / "outcomes.json"


def test_at_least_thirty_articles_in_four_languages(demo):
    records = list(read_records(demo / "out"))
    assert len(records) >= 30
    assert len({record.site for record in records}) >= 3
    assert len({record.language for record in records}) >= 4


def test_each_address_ends_as_expected(demo):
    expected = json.loads(OUTCOMES.read_text(encoding="utf-8"))
    filed = {record.requested_url for record in read_records(demo / "out")}
    assert filed == {url for url, outcome in expected.items() if outcome == "filed"}
    (manifest,) = [json.loads(path.read_text()) for path in (demo / "out" / "runs").glob("*.json")]
    reasons = Counter()
    for sums in manifest["sites"].values():
        reasons.update(sums["skipped"])
        reasons.update(sums["failed"])
        assert sums["deferred"] == {}
        assert sums["found"] == sums["filed"] + sum(sums["skipped"].values()) + sum(sums["failed"].values())
    assert reasons == Counter(outcome.split("/")[-1] for outcome in expected.values() if outcome != "filed")


def test_the_syndicated_copy_is_linked(demo):
    copies = [record for record in read_records(demo / "out") if record.duplicate_of or record.similar_to]
    ids = {record.id for record in read_records(demo / "out")}
    assert copies
    assert all((record.duplicate_of or record.similar_to) in ids for record in copies)
