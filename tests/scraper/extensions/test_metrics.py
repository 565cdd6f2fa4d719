"""The file for Prometheus."""

import os
import stat

import pytest

from exports.health import Health, health_stat
from exports.outcomes import stat_name
from exports.source_outcomes import source_stat
from scraper.extensions.metrics import Metrics, write_aside

FIGURES = {"silence_hours": 2.5, "usual_pause_hours": None, "refused": 0.25, "words": 512.0, "seconds": 0.125}
COUNTS = {
    "copydesk/run": "20260302T060000Z-abcdef",
    stat_name("gazette.example", "found"): 12,
    stat_name("gazette.example", "filed"): 9,
    stat_name("gazette.example", "skipped", "section_page"): 2,
    stat_name("gazette.example", "failed", "http_403"): 1,
    source_stat("answered", "gazette.example", "feed"): 3,
    health_stat("gazette.example"): Health(verdict="quiet", figures=FIGURES),
}


class Stats:
    def __init__(self, counts):
        self.counts = counts

    def get_stats(self):
        return self.counts


def written(path, counts=COUNTS):
    times = iter([1000.0, 1000.5, 1009.25])
    metrics = Metrics(Stats(counts), path, clock=lambda: next(times))
    metrics.spider_opened()
    metrics.spider_closed(reason="finished")
    assert not path.exists()
    metrics.engine_stopped()
    return path


def test_what_it_says(tmp_path, read_metrics):
    found = read_metrics(written(tmp_path / "copydesk.prom").read_text())

    def value(name, **labels):
        return found[name, tuple(labels.items())]

    site = "gazette.example"
    assert value("copydesk_run_info", run="20260302T060000Z-abcdef", reason="finished") == 1
    assert value("copydesk_run_started_timestamp_seconds") == 1000.5
    assert value("copydesk_run_finished_timestamp_seconds") == 1009.25
    assert value("copydesk_run_write_failed") == 0
    assert value("copydesk_site_addresses", site=site, outcome="filed") == 9
    assert value("copydesk_site_addresses", site=site, outcome="unchanged") == 0
    assert value("copydesk_site_unfiled", site=site, outcome="failed", reason="http_403") == 1
    assert value("copydesk_site_sources", site=site, outcome="answered") == 3
    assert value("copydesk_site_health", site=site, verdict="quiet") == 1
    assert value("copydesk_site_health", site=site, verdict="fine") == 0
    assert value("copydesk_site_share", site=site, of="refused") == 0.25
    assert value("copydesk_site_silence_seconds", site=site) == 9000
    assert value("copydesk_site_response_seconds", site=site) == 0.125
    assert not [name for name, _ in found if name == "copydesk_site_usual_pause_seconds"]


def test_a_run_without_sites(tmp_path, read_metrics):
    assert len(read_metrics(written(tmp_path / "copydesk.prom", {}).read_text())) == 4


def test_it_is_renamed_into_its_place(tmp_path):
    path = tmp_path / "copydesk.prom"
    path.write_text("old")
    with path.open() as reader:  # a collector that is reading
        write_aside(path, "new")
        assert reader.read() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~current_umask()


def current_umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("name", ["missing/copydesk.prom", "folder"])
def test_a_path_that_cannot_be_written_is_one_line(name, tmp_path, caplog):
    (tmp_path / "folder").mkdir()
    metrics = Metrics(Stats(COUNTS), tmp_path / name)
    metrics.spider_closed(reason="finished")
    metrics.engine_stopped()
    (line,) = caplog.messages
    assert str(tmp_path / name) in line
    assert "COPYDESK_METRICS" in line
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
