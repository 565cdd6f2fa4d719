"""`scrapy report`: what it takes and refuses; its figures are tested elsewhere."""

import argparse
from datetime import UTC, datetime, timedelta

import pytest
from scrapy.settings import Settings

from exports.manifest import Manifest, to_instant, write_manifest
from exports.outcomes import SiteOutcomes
from scraper.commands.report import Command


@pytest.fixture
def run(tmp_path, capsys):
    def run(*words, days=365, no_records=False, settings=()):
        command = Command()
        command.settings = Settings({"COPYDESK_OUT": str(tmp_path / "out"), "COPYDESK_STATE": str(tmp_path)})
        target = tmp_path / "report.html"
        try:
            options = {"target": str(target), "days": days, "no_records": no_records, "set": settings}
            command.run(list(words), argparse.Namespace(**options))
            status = command.exitcode
        except SystemExit as end:
            status = end.code
        shown = capsys.readouterr()
        return status, shown.out, shown.err, target.read_text(encoding="utf-8") if target.exists() else ""

    return run


def test_runs_of_the_last_days(run, tmp_path):
    now = datetime.now(UTC)
    for days in (0, 9, 40):
        moment = now - timedelta(days=days)
        name = f"{moment:%Y%m%dT%H%M%SZ}-a"
        sites = {f"paper-{days}.example": SiteOutcomes(filed=5)}
        write_manifest(
            tmp_path / "out", Manifest(run=name, reason="finished", started=to_instant(moment), sites=sites)
        )
    status, told, _, page = run(days=30)
    assert status == 0
    assert "2 runs from " in told
    assert "over 2 sites: 10 records filed. 1 thing could not be read" in told
    assert "paper-9.example" in page
    assert "paper-40.example" not in page


def test_shards_are_read_as_one_export(run, tmp_path):
    now = datetime.now(UTC)
    for number in (1, 2):
        sites = {f"paper-{number}.example": SiteOutcomes(filed=5)}
        manifest = Manifest(
            run=f"RUN-{number}",
            reason="finished",
            started=to_instant(now),
            finished=to_instant(now),
            sites=sites,
        )
        write_manifest(tmp_path / "out" / f"shard-{number}-of-2", manifest)
    status, told, error, page = run()
    assert (status, error) == (0, "")
    assert "over 2 sites: 10 records filed" in told
    assert "paper-1.example" in page
    assert "paper-2.example" in page


def test_what_cannot_be_meant(run, tmp_path):
    assert run("a", "b")[:3] == (2, "", "copydesk: report: give one export folder: scrapy report out\n")
    assert run(days=0)[0] == 2
    status, _, told, page = run()
    assert (status, page) == (1, "")
    assert "no export folder with runs in it" in told
    (tmp_path / "out" / "runs").mkdir(parents=True)
    assert "no run in the last 365 days; --days N looks further back" in run()[2]


def test_a_setting_that_does_not_exist_is_refused(run):
    status, _, told, page = run(settings=["COPYDESK_STATES=elsewhere"])
    assert (status, page) == (2, "")
    assert "did you mean COPYDESK_STATE?" in told
