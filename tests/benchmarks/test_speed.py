"""The race against others: which pages, what it prints."""

import sys

from benchmarks import speed
from benchmarks.meter import Cost
from benchmarks.speed import Result, choose_urls, main, to_table

URLS = [f"http://127.0.1.{site}:8100/a/{number}.html" for site in (1, 2, 3) for number in range(5)]


def result(racer, pages, cpu, seconds):
    return Result(racer=racer, pages=pages, cost=Cost(seconds=seconds, cpu=cpu, peak_mib=100.4, status=0))


def test_every_site_gives_as_many_pages():
    assert choose_urls(URLS, 4, 2) == (*URLS[0:2], *URLS[5:7])
    assert choose_urls(URLS, 100, 3) == tuple(URLS)


def test_ratios_are_taken_round_by_round():
    table = to_table(
        [
            result("copydesk", 100, 1.0, 2.0),
            result("floor", 100, 2.0, 1.0),
            result("copydesk", 100, 2.0, 2.0),
            result("floor", 100, 8.0, 4.0),
            result("copydesk", 50, 2.0, 2.0),
            result("floor", 100, 8.0, 4.0),
        ]
    ).splitlines()
    assert table[1].split() == ["copydesk", "100", "20.0", "50.0", "100"]
    assert table[2].split()[:5] == ["floor", "100", "80.0", "25.0", "100"]
    assert "0.50 (0.25 to 0.50) of its CPU, 1.00 (0.50 to 2.00) times its pages/s" in table[2]


def test_a_folder_without_addresses_is_refused(tmp_path, capsys):
    assert main(["--web", str(tmp_path)]) == 2
    assert "urls.txt" in capsys.readouterr().err


def test_a_racer_that_is_not_installed_is_named_and_left_out(tmp_path, capsys, monkeypatch):
    (tmp_path / "urls.txt").write_text("\n".join(URLS))
    (tmp_path / "nginx.conf").write_text("")
    monkeypatch.setitem(speed.RACERS, "news_please", "no_such_module")
    monkeypatch.setattr(speed, "serving", lambda folder: __import__("contextlib").nullcontext("a test"))
    monkeypatch.setattr(speed, "_run", lambda name, race, given: result(name, len(race.urls), 1.0, 1.0))
    given = ["--web", str(tmp_path), "--racers", "copydesk", "news_please", "--peer-python", sys.executable]
    assert main([*given, "--rounds", "1", "--pages", "6", "--sites", "3"]) == 0
    said = capsys.readouterr()
    assert "news_please" in said.err
    assert "6 pages, 3 sites, 2 workers" in said.out
    assert "news_please" not in said.out
